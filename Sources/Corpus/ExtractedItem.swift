/// One outcome of extracting a source object. An archive or a JSONL file gives many, everything else one.
package enum ExtractedItem: Sendable {
  case document(Document)
  /// A document that could not be had; it is kept aside with its reason, the rest goes on.
  case refused(uri: String, Failure)
  /// Left out on purpose, such as a folder entry or an image: not a fault.
  case skipped(uri: String, reason: String)
}
