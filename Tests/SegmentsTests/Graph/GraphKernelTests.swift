import CKernels
import Fixtures
import Testing

@Suite struct GraphKernelTests {
  @Test(arguments: [64, 128, 192, 384, 1024, 65536])
  func `kernels agree to the last bit`(stride: Int) throws {
    var dice = SeededGenerator(seed: UInt64(stride))
    let rows = 20
    // All extremes too: sums must neither saturate nor overflow.
    let codes = (0..<rows * stride).map { place in
      place / stride < 3 ? [255, 1, 128][place / stride] : UInt8.random(in: 1...255, using: &dice)
    }
    let scales = (0..<rows).map { _ in Float.random(in: 0...0.01, using: &dice) }
    let order = (0..<UInt32(rows)).shuffled(using: &dice)
    for row in 0..<4 {
      var query = [Int8](repeating: 0, count: stride)
      let excess = quern_query_of(Array(codes[row * stride..<(row + 1) * stride]), stride, &query)
      let expected = order.map { other -> UInt32 in
        var sum: Int32 = 0
        for place in 0..<stride { sum += Int32(query[place]) * (Int32(codes[Int(other) * stride + place]) - 128) }
        return (Float(sum) * scales[Int(other)]).bitPattern
      }
      for instructions in [QUERN_CODES_PLAIN, QUERN_CODES_AVX2, QUERN_CODES_VNNI] {
        guard let kernel = quern_code_scores_with(instructions) else { continue }
        let scores = codes.withUnsafeBufferPointer { codes in
          scales.withUnsafeBufferPointer { scales in
            [Float](unsafeUninitializedCapacity: rows) { scores, count in
              if let codes = codes.baseAddress, let scales = scales.baseAddress, let start = scores.baseAddress {
                withUnsafePointer(to: quern_codes(codes: codes, scales: scales, stride: stride)) {
                  kernel($0, query, excess, order, rows, start)
                }
              }
              count = rows
            }
          }
        }
        #expect(scores.map(\.bitPattern) == expected, "\(instructions)")
      }
    }
  }

  @Test func `a code has the vector's direction and unit length`() {
    let vector: [Float] = [0.5, -1, 0.25, 0, 1e-9]
    var code = [UInt8](repeating: 0, count: 64)
    let scale = quern_encode(vector, vector.count, 64, &code)
    #expect(Array(code.prefix(5)) == [192, 1, 160, 128, 128] && code[5...].allSatisfy { $0 == 128 })
    let decoded = code.map { (Float($0) - 128) * scale }
    #expect(abs(decoded.reduce(0) { $0 + $1 * $1 } - 1) < 1e-6)
    #expect(quern_encode([0, 0], 2, 64, &code) == 0 && code.allSatisfy { $0 == 128 })
    #expect(quern_encode([1e-35, -1e-36], 2, 64, &code) == 0, "what is too small to scale is nothing")
  }

  @Test func `the nearest stay, in order, with places of what changed`() {
    var dice = SeededGenerator(seed: 3)
    let scores = (0..<500).map { _ in Float.random(in: -1...1, using: &dice) }
    var list = [UInt64](repeating: 0, count: 40)
    var filled = 0
    for start in stride(from: 0, to: 500, by: 25) {
      let before = list.prefix(filled)
      let nodes = (start..<(start + 25)).map { UInt32($0) }
      let first = quern_insert_nearest(&list, &filled, 40, nodes, Array(scores[start..<(start + 25)]), 25)
      #expect(Array(before.prefix(first)) == Array(list.prefix(min(first, before.count))))
      let expected = (0..<(start + 25)).sorted { scores[$0] > scores[$1] }.prefix(40)
      #expect(list.prefix(filled).map { Int(UInt32(truncatingIfNeeded: $0) >> 1) } == Array(expected))
    }
  }

  @Test func `a link that leads nowhere is told from the end of the links`() {
    var (visited, fresh): ([UInt64], [UInt32]) = ([0b1000, 0], [0, 0, 0, 0])
    #expect(quern_unvisited([5, 3, 70, .max], 4, 80, &visited, &fresh) == 2)
    #expect(fresh.prefix(2) == [5, 70] && visited == [0b101000, 1 << 6])
    #expect(quern_unvisited([7, 80, .max, .max], 4, 80, &visited, &fresh) == Int(bitPattern: QUERN_BAD_LINK))
  }
}
