import Corpus

/// A segment and what is left of it after deletions.
struct LiveSegment: Sendable {
  let segment: Segment
  let tombstones: Tombstones
  /// Its place in the snapshot.
  let index: Int
  /// The chunks of deleted documents; nil if there are none.
  let deadChunks: Bitmap?
  let documentCount: Int
  let chunkCount: Int
  /// Words in the chunks that are left.
  let words: UInt64

  init(_ segment: Segment, _ tombstones: Tombstones, index: Int) throws {
    self.segment = segment
    self.tombstones = tombstones
    self.index = index
    let deleted = tombstones.documents
    guard deleted.last ?? -1 < segment.documentCount else {
      throw Failure.damagedSegment(segment.path, "does not have the documents that its list of deleted ones names")
    }
    var dead = Bitmap(count: segment.chunkCount)
    var deadWords: UInt64 = 0
    for document in deleted {
      let chunks = try segment.naming { () throws(Damage) in try segment.chunks(ofDocument: document) }
      dead.insert(chunks)
      for chunk in chunks { deadWords += UInt64(segment.lengths[chunk]) }
    }
    deadChunks = deleted.isEmpty ? nil : dead
    documentCount = segment.documentCount - deleted.count
    chunkCount = segment.chunkCount - dead.cardinality
    words = segment.header.words &- deadWords
  }

  /// The chunks left; nil for all.
  var liveChunks: Bitmap? {
    guard var live = deadChunks else { return nil }
    live.invert()
    return live
  }

  func match(_ chunk: Int, score: Float) throws(Damage) -> Match {
    Match(
      score: score, document: try segment.documentID(segment.document(ofChunk: chunk)),
      ordinal: try segment.ordinal(ofChunk: chunk), place: Match.Place(segment: index, chunk: chunk))
  }
}
