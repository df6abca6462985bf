/// How posting lists lie in a file.
///
/// A term's entry is found by binary search. Its list is a table of skips, one for each block of up to 128 postings,
/// followed by the blocks: gaps between ascending item numbers less one, bit-packed, then frequencies less one. A skip
/// bounds what any posting of its block can score. Positions are the distances between them, byte by byte.
enum PostingFormat {
  static let block = 128
  /// Zeros behind the last block: unpacking reads eight bytes at a time.
  static let padding = 8

  /// Of an entry: where the term's bytes start (UInt32; they end where the next entry's do), items (UInt32), where its
  /// list starts (UInt64), where its positions start (UInt64). One entry more closes the table.
  static let entrySize = 24

  /// Of a skip: last item (UInt32), start of the block behind the table (UInt32), start of its positions (UInt32),
  /// shortest item (UInt32), highest frequency (UInt16, 65535 for any above), gap and frequency bits (UInt8 each).
  static let skipSize = 20
}
