/// What `verify` found.
package struct VerificationReport: Sendable, Codable {
  package struct Finding: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable {
      /// Searchable, but nothing in the catalogue stands behind it.
      case orphan
      /// In the catalogue, but not searchable.
      case missing
      /// Searchable in a version that the catalogue has replaced or deleted.
      case stale
      /// Not the bytes that were written.
      case damaged
      /// The source has changed, and no run has noticed.
      case lagging
    }

    package var kind: Kind
    package var generation: Int?
    package var subject: String
    package var problem: String
  }

  package var segments = 0
  package var documents = 0
  package var findings: [Finding] = []

  package var isSound: Bool { findings.isEmpty }

  mutating func note(_ kind: Finding.Kind, _ generation: Int?, _ subject: String, _ problem: String) {
    findings.append(Finding(kind: kind, generation: generation, subject: subject, problem: problem))
  }
}
