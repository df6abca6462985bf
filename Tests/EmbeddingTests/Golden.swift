import Embedding
import Foundation
import Testing

/// The files under `Golden`.
enum Golden {
  static func path(_ name: String) -> String { "\(Bundle.module.bundlePath)/Golden/\(name)" }

  static func contents(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }

  /// Answers of `make_tiny_bert.py`, in double precision.
  struct Tiny: Decodable {
    var sequences: [[Int32]]
    /// By folder.
    var vectors: [String: [[Float]]]
  }

  static func tiny() throws -> Tiny { try JSONDecoder().decode(Tiny.self, from: contents("tiny-expected.json")) }

  /// A vector of sentence-transformers for all-MiniLM-L6-v2, in half precision.
  struct MiniLM: Decodable {
    var ids: [Int32]
    var vector: Data

    var floats: [Float] {
      vector.withUnsafeBytes { bytes in
        bytes.bindMemory(to: UInt16.self).map { Float(Float16(bitPattern: UInt16(littleEndian: $0))) }
      }
    }
  }

  static func miniLM() throws -> [MiniLM] {
    try contents("minilm.jsonl").split(separator: 10).map { try JSONDecoder().decode(MiniLM.self, from: Data($0)) }
  }

  /// All of them for the fastest instruction set, the shorter half for others: the rest takes them many seconds.
  static func miniLM(on instructions: InstructionSet) throws -> [MiniLM] {
    try miniLM().filter { instructions == .best || $0.ids.count <= 200 }
  }

  /// The fetched all-MiniLM-L6-v2; nil where there is none.
  static let miniLMFolder = try? ModelCache().folder(for: "all-MiniLM-L6-v2")

  /// What is said where it is missing.
  static let fetch: Comment = "run quern model fetch all-MiniLM-L6-v2"
}

/// The cosine of two vectors of any length, in double precision.
func cosine(_ a: [Float], _ b: [Float]) -> Double {
  func dot(_ x: [Float], _ y: [Float]) -> Double { zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
  return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
}
