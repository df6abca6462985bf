/// A file as a listing shows it, before it is read.
package struct SourceObject: Hashable, Sendable {
  /// The path below the source's root; reversible, printable (see `Sourcing`).
  package var uri: String
  /// Bytes.
  package var size: Int
  /// Nanoseconds since 1970.
  package var modifiedNanoseconds: Int64
  /// Nanoseconds since 1970 of the last change of the inode.
  package var changedNanoseconds: Int64
  package var inode: UInt64

  package init(uri: String, size: Int, modifiedNanoseconds: Int64, changedNanoseconds: Int64, inode: UInt64) {
    self.uri = uri
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
    self.changedNanoseconds = changedNanoseconds
    self.inode = inode
  }

  /// Equal stamps mean the file was not touched in between.
  package var stamp: String { "\(size):\(modifiedNanoseconds):\(changedNanoseconds):\(inode)" }
}
