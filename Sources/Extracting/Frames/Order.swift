package import Corpus

/// The first frame a child gets: what it may use, and how it is to read.
package struct Order {
  var memoryBytes: Int
  var cpuSeconds: Int
  var options: ExtractionOptions

  package init(_ limits: Limits, _ options: ExtractionOptions) {
    memoryBytes = limits.memoryBytes
    cpuSeconds = limits.cpuSeconds
    self.options = options
  }

  package func frame() -> [UInt8] {
    var writer = ByteWriter(.settings)
    writer.append(Frame.version)
    writer.append(memoryBytes)
    writer.append(cpuSeconds)
    options.write(to: &writer)
    return writer.frame()
  }

  init(from reader: inout ByteReader) throws(ProtocolViolation) {
    guard try reader.uint32() == Frame.version else { throw .otherVersion }
    memoryBytes = try reader.int()
    cpuSeconds = try reader.int()
    options = try ExtractionOptions(from: &reader)
  }
}
