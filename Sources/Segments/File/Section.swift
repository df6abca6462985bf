/// The parts of a segment file. Numbers are never used again for something else.
enum Section: UInt32, CaseIterable {
  /// One row a chunk, unit length, padded with zeros to a multiple of 16 floats.
  case vectors = 1
  /// 16 bytes a document.
  case documentIDs = 2
  /// Document numbers (UInt32) in the order of their ids.
  case documentOrder = 3
  /// Start (UInt64) of each record in `documents`, and the end of the last.
  case documentOffsets = 4
  case documents = 5
  /// The first chunk (UInt32) of each document, and the number of chunks.
  case firstChunks = 6
  /// The document (UInt32) of each chunk.
  case chunkDocuments = 7
  /// Words (UInt32) in each chunk, its title's included.
  case chunkLengths = 8
  case chunkOffsets = 9
  case chunks = 10
  case termText = 11
  case termEntries = 12
  case termPostings = 13
  case termPositions = 14
  case fieldText = 15
  case fieldEntries = 16
  case fieldPostings = 17
  /// CRC-32C (UInt32) of every block of the file between the header and this section.
  case checksums = 18
  /// ``GraphShape``; this and the next five are there if the segment has a graph, and only together.
  case graphShape = 19
  /// One code a node, as `quern_codes` has it.
  case graphCodes = 20
  /// One scale (Float) a node.
  case graphScales = 21
  /// The links (UInt32) of each node, level by level from 0 up.
  case graphLinks = 22
  /// Where each node's chunks start (UInt32) in `graphChunks`, and where the last one's end.
  case graphStarts = 23
  /// Chunks (UInt32), node by node.
  case graphChunks = 24
}
