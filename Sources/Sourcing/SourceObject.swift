/// A file as a listing finds it: its name, and what tells whether it has changed since it was last read.
package struct SourceObject: Hashable, Sendable {
  /// The path below the root, written as ``SourceURI`` says.
  package var uri: String
  /// Bytes.
  package var size: Int
  /// Since 1970; the time of the last change of the content, which programs may set as they like.
  package var modifiedNanoseconds: Int64
  /// Since 1970; the time of the last change of anything about the file, set by the kernel.
  package var changedNanoseconds: Int64
  package var inode: UInt64

  package init(uri: String, size: Int, modifiedNanoseconds: Int64, changedNanoseconds: Int64, inode: UInt64) {
    self.uri = uri
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
    self.changedNanoseconds = changedNanoseconds
    self.inode = inode
  }
}
