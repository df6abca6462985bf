/// What a finished segment holds.
package struct SegmentSummary: Hashable, Sendable {
  package var documents: Int
  package var chunks: Int
  package var bytes: Int
  /// CRC-32C that covers every byte; equal to ``Segment/checksum``.
  package var checksum: UInt32
}
