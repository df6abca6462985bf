package import Corpus
import FoundationEssentials

extension WordPieceTokenizer {
  /// How text is normalised before its words are looked up.
  package struct Normalization: Hashable, Sendable {
    package var lowercase: Bool
    /// Whether accents are dropped; nil does as `lowercase` does.
    package var stripAccents: Bool?
    /// Whether every Chinese character is a word.
    package var separatesIdeographs: Bool

    package init(lowercase: Bool = true, stripAccents: Bool? = nil, separatesIdeographs: Bool = true) {
      self.lowercase = lowercase
      self.stripAccents = stripAccents
      self.separatesIdeographs = separatesIdeographs
    }

    /// Reads a model folder's settings; `tokenizer_config.json` has the last word, as in the reference.
    ///
    /// - Parameter tokenizer: the bytes of `tokenizer.json`, nil when there is none.
    /// - Parameter configuration: the bytes of `tokenizer_config.json`, nil when there is none.
    /// - Throws: ``Failure`` `tokenizer.settings` for broken JSON, `tokenizer.kind` for a model without WordPiece.
    package init(tokenizer: [UInt8]?, configuration: [UInt8]?) throws(Failure) {
      let file = try Self.decode(TokenizerFile.self, tokenizer, from: "tokenizer.json")
      let settings = try Self.decode(ConfigurationFile.self, configuration, from: "tokenizer_config.json")
      if let type = file?.model?.type, type != "WordPiece" {
        throw Failure(
          "tokenizer.kind", "tokenizer.json", "holds a \(type) tokenizer, only WordPiece is read",
          remedy: "choose a model of the BERT family, or serve this one and use type: openai",
          verdict: .stop(.configuration))
      }
      let normalizer = file?.normalizer
      self.init(
        lowercase: settings?.do_lower_case ?? normalizer?.lowercase ?? true,
        stripAccents: settings?.strip_accents ?? normalizer?.strip_accents,
        separatesIdeographs: settings?.tokenize_chinese_chars ?? normalizer?.handle_chinese_chars ?? true)
    }

    private static func decode<File: Decodable>(
      _ type: File.Type, _ bytes: [UInt8]?, from name: String
    ) throws(Failure) -> File? {
      guard let bytes else { return nil }
      do {
        return try JSONDecoder().decode(type, from: Data(bytes))
      } catch {
        throw Failure(
          "tokenizer.settings", name, "is not the JSON of a tokenizer", remedy: "fetch the model again",
          verdict: .stop(.configuration))
      }
    }
  }
}

private struct TokenizerFile: Decodable {
  struct Normalizer: Decodable {
    var lowercase: Bool?
    var strip_accents: Bool?
    var handle_chinese_chars: Bool?
  }
  struct Model: Decodable {
    var type: String?
  }

  var normalizer: Normalizer?
  var model: Model?
}

private struct ConfigurationFile: Decodable {
  var do_lower_case: Bool?
  var strip_accents: Bool?
  var tokenize_chinese_chars: Bool?
}
