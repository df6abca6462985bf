import Corpus
import Embedding
import Foundation
import Testing

/// The vocabulary of bert-base-uncased (Apache-2.0), and texts with the ids the reference gives them.
enum GoldenVocabulary {
  struct Case: Decodable {
    var mode: String?
    var text: String
    var ids: [Int32]
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Golden"))
    return [UInt8](try Data(contentsOf: url))
  }

  static func cases(_ name: String) throws -> [Case] {
    try bytes(name).split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Case.self, from: Data($0)) }
  }

  /// The uncased tokenizer, made once: building it takes a while without optimisation.
  static let uncased = Result { try tokenizer() }

  static func tokenizer(
    _ normalization: WordPieceTokenizer.Normalization = .init(), window: Int = 256, prefix: String = ""
  ) throws -> WordPieceTokenizer {
    try WordPieceTokenizer(
      vocabulary: bytes("wordpiece-vocab.txt"), normalization: normalization, window: window, documentPrefix: prefix,
      queryPrefix: prefix)
  }
}

extension Tokenizer {
  /// Tokens with the pieces of the text they stand for.
  func pieces(of text: String) -> [String] {
    var list = TokenList()
    var text = text
    return text.withUTF8 { utf8 in
      tokenize(utf8, into: &list)
      return (0..<list.count).map { String(decoding: utf8[Int(list.starts[$0])..<Int(list.ends[$0])], as: UTF8.self) }
    }
  }

  func list(_ bytes: [UInt8]) -> TokenList {
    var list = TokenList()
    bytes.withUnsafeBufferPointer { tokenize($0, into: &list) }
    return list
  }
}
