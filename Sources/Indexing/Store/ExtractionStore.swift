package import Corpus

/// From source objects to documents.
package protocol ExtractionStore: Sendable {
  /// Objects whose documents are missing or stale, each handed out once a run.
  ///
  /// - Parameter maxAttempts: how often an object is tried whose bytes cannot be had, until it changes or is released.
  func claimObjects(for fingerprint: Fingerprint, limit: Int, maxAttempts: Int) async throws -> [ClaimedObject]

  /// Replaces documents of an object, each one whole. A document that did not change keeps its chunks.
  /// - Returns: how many are new or changed.
  func save(_ documents: [Document], of claim: ClaimedObject) async throws -> Int

  /// Closes an object: what it no longer holds goes, what it refused is quarantined.
  /// - Parameter reading: nil when the bytes could not be read.
  func complete(_ claim: ClaimedObject, reading: Reading?, outcome: ExtractionOutcome) async throws

  /// Closes an object whose content turned out to be what was extracted before.
  func confirm(_ claim: ClaimedObject, reading: Reading) async throws

  /// Has the next claims read every object again, whatever its size and times say.
  func distrustStamps() async throws
}

/// What reading an object told.
package struct Reading: Hashable, Sendable {
  package var digest: Digest
  /// Whether the file was touched so shortly before that a change might not show in its times.
  package var isRecent: Bool

  package init(digest: Digest, isRecent: Bool) {
    self.digest = digest
    self.isRecent = isRecent
  }
}

/// What became of an object, besides the documents that were saved.
package struct ExtractionOutcome: Sendable {
  package var refusals: [Refusal] = []
  /// Why the whole object was left out on purpose; nil when it was not.
  package var skipped: String?
  /// Whether documents of an older version stay: the object was refused, and what was good stays searchable.
  package var keepsOlder = false

  package init(refusals: [Refusal] = [], skipped: String? = nil, keepsOlder: Bool = false) {
    self.refusals = refusals
    self.skipped = skipped
    self.keepsOlder = keepsOlder
  }
}
