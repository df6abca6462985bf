import CKernels

/// The vectors of a segment, one row a chunk, in mapped memory.
struct VectorRows {
  /// Floats that a vector may have.
  static let mostDimensions = 1 << 16

  let start: UnsafePointer<Float>
  let count: Int
  let dimension: Int

  /// Floats from row to row: the dimension, rounded up to full SIMD registers.
  static func stride(_ dimension: Int) -> Int { (dimension + 15) & ~15 }

  var stride: Int { Self.stride(dimension) }

  func row(_ index: Int) -> [Float] { Array(UnsafeBufferPointer(start: start + index * stride, count: dimension)) }

  /// Inner products of a padded query with some rows.
  func products(_ query: UnsafePointer<Float>, _ rows: Range<Int>, into results: UnsafeMutablePointer<Float>) {
    quern_inner_products(query, start + rows.lowerBound * stride, rows.count, stride, results)
  }

  /// Inner products of a query with rows anywhere, each the same as in a range.
  func products(_ query: UnitVector, _ rows: [UInt32]) -> [Float] {
    [Float](unsafeUninitializedCapacity: rows.count) { results, count in
      if let results = results.baseAddress {
        quern_inner_products_at(query.padded, start, stride, rows, rows.count, results)
      }
      count = rows.count
    }
  }
}
