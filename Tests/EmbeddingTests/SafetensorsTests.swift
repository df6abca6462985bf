import Corpus
import Embedding
import Fixtures
import Foundation
import Testing

/// A header of tensors `t0`, `t1` …, as JSON.
private func table(_ tensors: (dtype: String, shape: String, offsets: String)...) -> String {
  let entries = tensors.enumerated().map { index, tensor in
    #""t\#(index)": {"dtype": "\#(tensor.dtype)", "shape": \#(tensor.shape), "data_offsets": \#(tensor.offsets)}"#
  }
  return "{\(entries.joined(separator: ", "))}"
}

@Suite struct SafetensorsTests {
  @Test func `a sound file opens, metadata and unknown kinds of numbers included`() throws {
    let header = #"""
      {"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
       "b": {"dtype": "F4", "shape": [5], "data_offsets": [8, 11]}, "c": {"dtype": "F32", "shape": [0], "data_offsets": [8, 8]}}
      """#
    try withFile(header: header, data: 11) {
      let expected = try Data(contentsOf: URL(fileURLWithPath: $0)).withUnsafeBytes { Digest(of: $0) }
      let digest = try Safetensors(path: $0).digest()
      #expect(digest == expected)
    }
  }

  @Test(arguments: [
    ("not JSON", "nonsense"),
    ("not an object", "[1, 2]"),
    ("a tensor without offsets", #"{"a": {"dtype": "F32", "shape": [2]}}"#),
    ("three offsets", table(("F32", "[2]", "[0, 4, 8]"))),
    ("past the end", table(("F32", "[3]", "[0, 12]"))),
    ("a negative start", table(("F32", "[3]", "[-4, 8]"))),
    ("an end before the start", table(("U8", "[8]", "[0, 8]"), ("U8", "[0]", "[8, 4]"))),
    ("a gap", table(("U8", "[2]", "[0, 2]"), ("U8", "[4]", "[4, 8]"))),
    ("an overlap", table(("U8", "[6]", "[0, 6]"), ("U8", "[4]", "[4, 8]"))),
    ("bytes left over", table(("U8", "[6]", "[0, 6]"))),
    ("a shape that is too small", table(("F32", "[1]", "[0, 8]"))),
    ("a shape that overflows", table(("F32", "[4611686018427387904, 4]", "[0, 8]"))),
    ("a negative shape", table(("F32", "[-1, -2]", "[0, 8]"))),
    ("an offset no integer can hold", table(("U8", "[8]", "[0, 1e300]"))),
    ("deep nesting", String(repeating: #"{"a":"#, count: 100_000)),
  ])
  func `a header that contradicts itself is refused`(what: String, header: String) throws {
    try withFile(header: header, data: 8) { path in
      let failure = #expect(throws: Failure.self) { try Safetensors(path: path) }
      #expect(failure?.code == "model.badWeights")
      #expect(failure?.subject == path)
    }
  }

  @Test(
    arguments: [
      [], [1, 2, 3], Array(repeating: 255, count: 8), [9, 0, 0, 0, 0, 0, 0, 0, 123], Array(repeating: 0, count: 8),
    ] as [[UInt8]])
  func `a file too short for its header is refused`(bytes: [UInt8]) throws {
    try withFile(bytes) { path in
      let failure = #expect(throws: Failure.self) { try Safetensors(path: path) }
      #expect(failure?.code == "model.badWeights")
    }
  }

  @Test func `a folder in the file's place is refused`() {
    let failure = #expect(throws: Failure.self) { try Safetensors(path: "/") }
    #expect(failure?.code == "model.fileUnreadable")
  }

  private func withFile(header: String, data: Int, _ body: (String) throws -> Void) throws {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init)
    try withFile(length + Array(header.utf8) + [UInt8](repeating: 0, count: data), body)
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try body(try folder.write(bytes, to: "model.safetensors"))
  }
}
