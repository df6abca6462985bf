import CKernels

/// Gathers the coded vectors of a segment while it is written, and knows which are equal.
final class CodeSpool {
  let stride: Int
  private(set) var scales: [Float] = []
  private var hashes: [Int] = []
  private let spool: Spool
  private var code: [UInt8]

  init(dimension: Int, beside path: String) {
    stride = GraphFormat.stride(dimension)
    spool = Spool(beside: path)
    code = Array(repeating: 0, count: stride)
  }

  var count: Int { scales.count }

  func append(_ vector: UnitVector) throws {
    scales.append(vector.encode(into: &code))
    var hasher = Hasher()
    code.withUnsafeBytes { hasher.combine(bytes: $0) }
    hashes.append(hasher.finalize())
    try spool.append(code)
  }

  /// For each row the first that is equal to it.
  func leaders() throws -> [UInt32] {
    var leaders = (0..<UInt32(count)).map { $0 }
    var (row, other) = (code, code)
    var rivals: [UInt32] = []
    var hash: Int?
    for chunk in leaders.sorted(by: { (hashes[Int($0)], $0) < (hashes[Int($1)], $1) }) {
      if hash != hashes[Int(chunk)] {
        hash = hashes[Int(chunk)]
        rivals.removeAll(keepingCapacity: true)
      }
      if !rivals.isEmpty { try read(Int(chunk), into: &row) }
      let leader = try rivals.first { rival in
        try read(Int(rival), into: &other)
        return row == other
      }
      if let leader { leaders[Int(chunk)] = leader } else { rivals.append(chunk) }
    }
    return leaders
  }

  /// Hands over every row's code, in order.
  func forEachCode(_ body: (Int, UnsafeRawBufferPointer) -> Void) throws {
    var row = code
    for index in 0..<count {
      try read(index, into: &row)
      row.withUnsafeBytes { body(index, $0) }
    }
  }

  private func read(_ index: Int, into row: inout [UInt8]) throws {
    try row.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        done += try spool.read(at: index * stride + done, into: UnsafeMutableRawBufferPointer(rebasing: bytes[done...]))
      }
    }
  }
}

extension UnitVector {
  /// Codes the vector in 8 bits a component and returns the scale.
  func encode(into code: inout [UInt8]) -> Float {
    quern_encode(padded, min(padded.count, code.count), code.count, &code)
  }
}
