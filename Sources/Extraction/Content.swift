/// Foreign bytes on their way to becoming documents: a whole source object, or a member of one.
package struct Content {
  /// The URI its documents get: the source object's, or `archive.zip!/inner/path`.
  package var uri: String
  /// The bytes; valid only during the call that hands them over.
  package var bytes: UnsafeRawBufferPointer
  /// How many archives are around it: 0 for a source object.
  package var depth: Int

  package init(uri: String, bytes: UnsafeRawBufferPointer, depth: Int = 0) {
    self.uri = uri
    self.bytes = bytes
    self.depth = depth
  }
}
