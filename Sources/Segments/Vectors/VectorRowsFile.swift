import Corpus
import Foundation

/// Raw little-endian 32-bit floats, row after row, as NumPy's `tofile` writes them.
struct VectorRowsFile {
  let dimension: Int
  let count: Int
  private let bytes: Data

  /// Reads all of it once.
  /// - Throws: ``Failure`` `bench.vectors` for a file that cannot be read, or that is not made of whole rows of numbers.
  init(path: String, dimension: Int) throws {
    func refuse(_ problem: String, _ remedy: String) -> Failure {
      Failure("bench.vectors", path, problem, remedy: remedy, verdict: .stop(.usage))
    }
    do { bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) } catch {
      throw refuse("cannot be read", "give a file of raw 32-bit floats that this user may read")
    }
    guard dimension > 0, !bytes.isEmpty, bytes.count.isMultiple(of: 4 * dimension) else {
      throw refuse(
        "has \(bytes.count) bytes, which is no whole number of rows of \(dimension) floats", "give its --dims")
    }
    self.dimension = dimension
    count = bytes.count / (4 * dimension)
    if let row = (0..<count).first(where: { !self[$0].allSatisfy(\.isFinite) }) {
      throw refuse("holds something that is not a finite number in row \(row)", "leave such rows out")
    }
  }

  subscript(row: Int) -> [Float] {
    bytes.withUnsafeBytes { bytes in
      (0..<dimension).map { place in
        let bits = bytes.loadUnaligned(fromByteOffset: (row * dimension + place) * 4, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }
}
