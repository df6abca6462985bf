/// Columns that hold numbers in a row, little-endian.
enum PackedColumn {
  static func floats(_ vector: [Float]) -> [UInt8] { vector.withUnsafeBytes { [UInt8]($0) } }

  static func floats(_ bytes: [UInt8]) -> [Float] { numbers(bytes) }

  /// Two bytes an id where all of them fit (every WordPiece vocabulary does), else four.
  static func tokens(_ ids: [Int32]) -> [UInt8] {
    if ids.allSatisfy({ 0...0xFFFF ~= $0 }) {
      return ids.map { UInt16($0) }.withUnsafeBytes { [UInt8]($0) }
    }
    return ids.withUnsafeBytes { [UInt8]($0) }
  }

  /// - Parameter count: how many ids there are; it tells their width.
  static func tokens(_ bytes: [UInt8], count: Int) -> [Int32] {
    guard bytes.count == count * 2 else { return numbers(bytes) }
    return (numbers(bytes) as [UInt16]).map { Int32($0) }
  }

  private static func numbers<Number>(_ bytes: [UInt8]) -> [Number] {
    let count = bytes.count / MemoryLayout<Number>.stride
    return [Number](unsafeUninitializedCapacity: count) { buffer, initialised in
      UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes.prefix(count * MemoryLayout<Number>.stride))
      initialised = count
    }
  }
}
