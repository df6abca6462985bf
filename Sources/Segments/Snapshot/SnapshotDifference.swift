import Corpus

/// How two snapshots differ, document by document. Reads both whole; keeps a digest of each of the older one's documents.
package struct SnapshotDifference: Sendable {
  /// URIs in order.
  package private(set) var added: [String] = []
  package private(set) var removed: [String] = []
  /// With other text, other cuts or other metadata.
  package private(set) var changed: [String] = []
  package private(set) var unchanged = 0
  package private(set) var chunksBefore = 0
  package private(set) var chunksAfter = 0

  package init(from old: Snapshot, to new: Snapshot) throws {
    var known: [DocumentID: (uri: String, digest: Digest)] = [:]
    try old.forEachDocument { document in
      known[document.id] = (document.uri, Self.digest(of: document))
      chunksBefore += document.chunks.count
    }
    try new.forEachDocument { document in
      chunksAfter += document.chunks.count
      guard let before = known.removeValue(forKey: document.id) else { return added.append(document.uri) }
      if before.digest == Self.digest(of: document) { unchanged += 1 } else { changed.append(document.uri) }
    }
    removed = known.values.map(\.uri).sorted()
    added.sort()
    changed.sort()
  }

  private static func digest(of document: SegmentDocument) -> Digest {
    var text = document.title ?? ""
    for (key, value) in document.metadata.sorted(by: { $0.key < $1.key }) { text += "\u{0}\(key)=\(value)" }
    for chunk in document.chunks { text += "\u{0}\(chunk.ordinal) \(chunk.location.start) \(chunk.text)" }
    return Digest(of: text)
  }
}
