package import Corpus

/// A source object in the hands of an extraction worker.
package struct ClaimedObject: Hashable, Sendable {
  package var id: Int64
  package var source: String
  package var object: SourceObject
  /// Digest of the content that the catalogue's documents came from, for this extraction fingerprint.
  package var extractedDigest: Digest?
  package var fingerprint: Fingerprint

  package init(id: Int64, source: String, object: SourceObject, extractedDigest: Digest?, fingerprint: Fingerprint) {
    self.id = id
    self.source = source
    self.object = object
    self.extractedDigest = extractedDigest
    self.fingerprint = fingerprint
  }
}
