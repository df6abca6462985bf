package import Corpus

/// From source objects to documents.
package protocol ExtractionStore: Sendable {
  /// Objects whose documents are missing or stale, each handed out once a run.
  func claimObjects(for fingerprint: Fingerprint, limit: Int) async throws -> [ClaimedObject]

  /// Replaces documents of an object, each one whole. A document that did not change keeps its chunks.
  /// - Returns: how many are new or changed.
  func save(_ documents: [Document], of claim: ClaimedObject) async throws -> Int

  /// Closes an object: what it no longer holds goes, what it refused is quarantined.
  /// - Parameter reading: nil when the bytes could not be read.
  func complete(_ claim: ClaimedObject, reading: Reading?, refusals: [Refusal], kept: KeptDocuments) async throws

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

/// Which of an object's documents stay when it is closed.
package enum KeptDocuments: Sendable {
  /// Those saved since it was claimed: the object was read to its end.
  case saved
  /// All, the older version's too: the object was refused, and what was good stays searchable.
  case all
}
