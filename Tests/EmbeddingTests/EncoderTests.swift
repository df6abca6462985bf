import Corpus
import Embedding
import Foundation
import Testing

@Suite struct EncoderTests {
  /// Every tiny model on every instruction set of this machine.
  static let variants = ["tiny-f32", "tiny-f16", "tiny-bf16"].flatMap { folder in
    InstructionSet.available.map { (folder, $0) }
  }

  @Test(arguments: variants)
  func `a tiny model answers as numpy does in double precision`(folder: String, instructions: InstructionSet) throws {
    let encoder = try Encoder(ModelFolder(path: Golden.path(folder)), instructions: instructions)
    let golden = try Golden.tiny()
    let expected = try #require(golden.vectors[folder])
    let scratch = try encoder.makeScratch(capacity: golden.sequences.reduce(0) { $0 + $1.count })
    let vectors = try encoder.vectors(of: golden.sequences, in: scratch).map { try $0.get() }
    #expect(vectors.count == expected.count)
    for (vector, expected) in zip(vectors, expected) {
      #expect(vector.count == 24)
      #expect(zip(vector, expected).allSatisfy { abs($0 - $1) < 5e-6 })
    }
  }

  @Test(arguments: InstructionSet.available)
  func `a sequence has the same vector alone and in any company`(instructions: InstructionSet) throws {
    let encoder = try Encoder(ModelFolder(path: Golden.path("tiny-f32")), instructions: instructions)
    let sequences = try Golden.tiny().sequences
    let scratch = try encoder.makeScratch(capacity: 400)
    let together = try encoder.vectors(of: sequences, in: scratch).map { try $0.get() }
    let backwards = try encoder.vectors(of: sequences.reversed(), in: scratch).map { try $0.get() }
    let alone = try sequences.map { try encoder.vectors(of: [$0], in: scratch)[0].get() }
    #expect(together == alone)
    #expect(backwards.reversed() == alone)
  }

  @Test(arguments: ["tiny-f32", "tiny-f16", "tiny-bf16"])
  func `in integers every instruction set gives the same bits, near those of numpy`(folder: String) throws {
    let golden = try Golden.tiny(), expected = try #require(golden.vectors[folder])
    let answers = try InstructionSet.available.map { set in
      let encoder = try Encoder(ModelFolder(path: Golden.path(folder)), precision: .int8, instructions: set)
      return try encoder.vectors(of: golden.sequences, in: encoder.makeScratch(capacity: 400)).map { try $0.get() }
    }
    #expect(answers.allSatisfy { $0 == answers[0] })
    let cosines = zip(answers[0], expected).map { cosine($0, $1) }
    #expect(cosines.allSatisfy { $0 > 0.998 })
  }

  @Test(arguments: variants)
  func `in bfloat16 a tiny model answers nearly as numpy does, alone and in any company`(
    folder: String, instructions: InstructionSet
  ) throws {
    let encoder = try Encoder(
      ModelFolder(path: Golden.path(folder)), precision: .bf16, instructions: instructions)
    let golden = try Golden.tiny(), expected = try #require(golden.vectors[folder])
    let scratch = try encoder.makeScratch(capacity: 400)
    let together = try encoder.vectors(of: golden.sequences, in: scratch).map { try $0.get() }
    let alone = try golden.sequences.map { try encoder.vectors(of: [$0], in: scratch)[0].get() }
    #expect(together == alone)
    #expect(zip(together, expected).allSatisfy { cosine($0, $1) > 0.9998 })
  }

  @Test func `in integers a sequence has the same vector alone and in any company`() throws {
    let encoder = try Encoder(ModelFolder(path: Golden.path("tiny-f32")), precision: .int8)
    let sequences = try Golden.tiny().sequences
    let scratch = try encoder.makeScratch(capacity: 400)
    let together = try encoder.vectors(of: sequences.reversed(), in: scratch).map { try $0.get() }
    let alone = try sequences.map { try encoder.vectors(of: [$0], in: scratch)[0].get() }
    #expect(together.reversed() == alone)
  }

  @Test func `in integers a vector never changes between versions`() throws {
    // Guards the calibration's version: raise it when this must change.
    let encoder = try Encoder(ModelFolder(path: Golden.path("tiny-f32")), precision: .int8)
    let vectors = try encoder.vectors(of: Golden.tiny().sequences, in: encoder.makeScratch(capacity: 400))
    let bits = try vectors.flatMap { try $0.get() }.map(\.bitPattern.littleEndian)
    let digest = bits.withUnsafeBytes { Digest(of: $0) }
    #expect(digest.hex == "ab70f3ac33cc74186071c5861439f24b7e6979dd833816050c60baaca39c978a")
  }

  @Test func `no sequences give no vectors`() throws {
    let encoder = try Encoder(ModelFolder(path: Golden.path("tiny-f32")))
    #expect(try encoder.vectors(of: [], in: encoder.makeScratch(capacity: 0)).isEmpty)
  }

  @Test(
    arguments: [
      ([], "embed.emptySequence"), (Array(repeating: 1, count: 71), "embed.sequenceTooLong"),
      ([3, 64], "embed.unknownToken"), ([-1], "embed.unknownToken"), ([Int32.min], "embed.unknownToken"),
    ] as [([Int32], String)])
  func `a sequence the model cannot take is refused`(tokens: [Int32], code: String) throws {
    let encoder = try Encoder(ModelFolder(path: Golden.path("tiny-f32")))
    #expect(encoder.refusal(of: tokens)?.code == code)
  }

  @Test(arguments: [[0], [63], Array(repeating: 1, count: 70)] as [[Int32]])
  func `a sequence up to the window is taken`(tokens: [Int32]) throws {
    let encoder = try Encoder(ModelFolder(path: Golden.path("tiny-f32")))
    #expect(encoder.refusal(of: tokens) == nil)
  }

  @Test(.enabled(if: Golden.miniLMFolder != nil, Golden.fetch))
  func `all-MiniLM-L6-v2 in integers answers nearly as sentence-transformers does, the same everywhere`() throws {
    let golden = try Golden.miniLM(), best = try miniLM(.int8, golden)
    let cosines = zip(best, golden).map { cosine($0, $1.floats) }
    #expect(cosines.reduce(0, +) / Double(cosines.count) > 0.9993)
    #expect(cosines.allSatisfy { $0 > 0.99 })
    let shorter = zip(best, golden).filter { $0.1.ids.count <= 100 }
    for set in InstructionSet.available {
      #expect(try miniLM(.int8, shorter.map(\.1), on: set) == shorter.map(\.0))
    }
  }

  @Test(.enabled(if: Golden.miniLMFolder != nil, Golden.fetch), arguments: InstructionSet.available)
  func `all-MiniLM-L6-v2 in bfloat16 answers nearly as sentence-transformers does`(instructions: InstructionSet) throws
  {
    let golden = try Golden.miniLM(on: instructions)
    let cosines = try zip(miniLM(.bf16, golden, on: instructions), golden).map { cosine($0, $1.floats) }
    #expect(cosines.reduce(0, +) / Double(cosines.count) > 0.9999)
    #expect(cosines.allSatisfy { $0 > 0.998 })
  }

  @Test(.enabled(if: Golden.miniLMFolder != nil, Golden.fetch), arguments: InstructionSet.available)
  func `all-MiniLM-L6-v2 answers as sentence-transformers does`(instructions: InstructionSet) throws {
    let golden = try Golden.miniLM(on: instructions), vectors = try miniLM(.f32, golden, on: instructions)
    let cosines = zip(vectors, golden).map { cosine($0, $1.floats) }
    #expect(cosines.reduce(0, +) / Double(cosines.count) > 0.99999)
    #expect(cosines.allSatisfy { $0 > 0.9999 })
    for vector in vectors {
      let norm = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      #expect(abs(norm - 1) < 1e-5)
    }
  }

  private func miniLM(
    _ precision: Precision, _ texts: [Golden.MiniLM], on instructions: InstructionSet = .best
  ) throws -> [[Float]] {
    let folder = try ModelFolder(path: #require(Golden.miniLMFolder))
    let encoder = try Encoder(folder, precision: precision, instructions: instructions)
    let scratch = try encoder.makeScratch(capacity: 256)
    return try texts.map { try encoder.vectors(of: [$0.ids], in: scratch)[0].get() }
  }
}
