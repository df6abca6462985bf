package import Corpus

/// The kind of reason for which an item was set aside: what it takes to get it out again.
package enum QuarantineReason: String, Sendable, Codable, CaseIterable {
  /// The bytes could not be had. Runs try again by themselves, up to `failurePolicy.maxAttempts` times.
  case unreadable
  /// It wants a password.
  case encrypted
  /// It takes more time, memory or nesting than the pipeline file allows.
  case limit
  /// It breaks the pipeline's own contract, such as the least number of characters.
  case contract
  /// The model refused it.
  case model
  /// Its bytes are not what they claim to be, or of a kind that nobody reads.
  case content

  package init(of failure: Failure) {
    let words = failure.code.split(separator: ".")
    let (subject, problem) = (words.first ?? "", words.last ?? "")
    switch (subject, problem) {
    case ("source", _): self = .unreadable
    case (_, "encrypted"): self = .encrypted
    case ("extract", "timeout"), ("extract", "memory"), ("extract", "output"), (_, "tooLarge"), (_, "tooDeep"),
      (_, "memberTooLarge"), (_, "tooManyMembers"), (_, "tooManyParts"):
      self = .limit
    case ("document", _): self = .contract
    case ("embed", _), ("embedding", _), ("service", _): self = .model
    default: self = .content
    }
  }

  /// Whether runs try again without being asked.
  package var isRetried: Bool { self == .unreadable }
}
