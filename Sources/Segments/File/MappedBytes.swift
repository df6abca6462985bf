/// A window on mapped bytes. Every offset that a file gives is checked here before it is followed.
struct MappedBytes: @unchecked Sendable {
  // Safety: the pages are mapped read-only and never change; the `MappedFile` that owns them outlives every window,
  // because a `Segment` holds both.
  let start: UnsafeRawPointer
  let count: Int

  func slice(_ offset: Int, _ length: Int) throws(Damage) -> MappedBytes {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else {
      throw Damage(what: "an offset leads out of its section")
    }
    return MappedBytes(start: start + offset, count: length)
  }

  func dropFirst(_ offset: Int) throws(Damage) -> MappedBytes { try slice(offset, count - offset) }

  /// A little-endian number at a byte offset.
  func load<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Number.Type) throws(Damage) -> Number {
    guard offset >= 0, offset <= count - MemoryLayout<Number>.size else {
      throw Damage(what: "an offset leads out of its section")
    }
    return Number(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: type))
  }

  /// The `index`th number of an array of them.
  func element<Number: FixedWidthInteger & BitwiseCopyable>(_ index: Int, as type: Number.Type) throws(Damage) -> Number
  {
    guard index >= 0, index < count / MemoryLayout<Number>.size else {
      throw Damage(what: "an index leads out of its section")
    }
    return Number(littleEndian: start.loadUnaligned(fromByteOffset: index * MemoryLayout<Number>.size, as: type))
  }

  var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}
