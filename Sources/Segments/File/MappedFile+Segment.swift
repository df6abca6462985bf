import Corpus

extension MappedFile {
  /// Maps a segment's file.
  ///
  /// - Throws: ``Failure`` `segment.file` or `segment.damaged`.
  convenience init(segment path: String) throws(Failure) {
    try self.init(path: path) { problem in
      switch problem {
      case .notRegular: .damagedSegment(path, "is not a file")
      case .refused(let code): .file(path, "open the segment", errno: code)
      }
    }
  }
}

extension MappedBytes {
  /// All of a segment's file.
  ///
  /// - Throws: ``Failure`` `segment.damaged` if it is shorter than any segment.
  init(_ file: MappedFile) throws(Failure) {
    guard let start = file.bytes.baseAddress, file.bytes.count >= SegmentHeader.size else {
      throw .damagedSegment(file.path, "is too short for a segment")
    }
    self.init(start: start, count: file.bytes.count)
  }
}
