package import Corpus
import Foundation

/// A model in sentence-transformers layout, read and checked: its shape, pooling and window, and its weights mapped.
///
/// Vectors always come out with length 1, whether or not the folder asks for a `Normalize` step: nothing else in an
/// index can be compared.
package struct ModelFolder: Sendable {
  package let path: String
  package let shape: BertShape
  package let pooling: Pooling
  /// The longest sequence the model is meant for, special tokens included.
  package let window: Int
  package let weights: Safetensors
  /// SHA-256 of every file that vectors depend on, by name.
  package let digests: [String: Digest]
  let preparations: Preparations

  /// Reads everything but the tensors themselves, and hashes those unless it is known that they have not changed: some
  /// 60 ms for 90 MB.
  ///
  /// - Throws: ``Failure`` `model.…`, which names the file and what is wrong with it.
  package init(path: String, preparations: Preparations = .none) throws(Failure) {
    self.path = path
    self.preparations = preparations
    let configuration = try Self.file("config.json", in: path)
    shape = try BertShape(configuration: configuration)
    let modules = try Self.file("modules.json", in: path)
    let poolingFile = try Self.file("\(Self.poolingFolder(modules: modules))/config.json", in: path)
    pooling = try Pooling(configuration: poolingFile)
    window = try Self.window(path: path, positions: shape.positions)
    let weights = try Safetensors(path: "\(path)/model.safetensors")
    self.weights = weights

    var digests: [String: Digest?] = [
      "config.json": Digest(of: configuration.bytes), "modules.json": Digest(of: modules.bytes),
      "pooling": Digest(of: poolingFile.bytes),
      "model.safetensors": preparations.digest(of: weights.path) { weights.digest() },
    ]
    for name in ["vocab.txt", "tokenizer.json", "tokenizer_config.json", "sentence_bert_config.json"] {
      if let file = try Self.optionalFile(name, in: path) { digests[name] = Digest(of: file.bytes) }
    }
    self.digests = digests.compactMapValues(\.self)
  }

  /// The pooling step's folder, after checking that the steps are exactly what the encoder does.
  private static func poolingFolder(modules file: MappedFile) throws(Failure) -> String {
    struct Module: Decodable {
      var path: String
      var type: String
    }
    let modules = try file.json([Module].self)
    let kinds = modules.map { $0.type.split(separator: ".").last.map(String.init) ?? "" }
    guard kinds == ["Transformer", "Pooling"] || kinds == ["Transformer", "Pooling", "Normalize"] else {
      throw Failure(
        "model.unsupported", file.path, "has the steps \(kinds.joined(separator: ", ").prefix(200))",
        remedy: "take a model of Transformer, Pooling and Normalize only", verdict: .stop(.configuration))
    }
    let folder = modules[1].path
    let inside = !folder.isEmpty && !folder.hasPrefix("/") && !folder.split(separator: "/").contains("..")
    guard modules[0].path.isEmpty, inside else {
      throw Failure(
        "model.unsupported", file.path, "keeps its steps in unusual places", remedy: "fetch the model again",
        verdict: .stop(.configuration))
    }
    return folder
  }

  /// What sentence-transformers would cut at; the tokenizer's own truncation and the positions are the fallbacks.
  private static func window(path: String, positions: Int) throws(Failure) -> Int {
    struct Limits: Decodable { var max_seq_length: Int? }
    struct TokenizerFile: Decodable {
      struct Truncation: Decodable { var max_length: Int }
      var truncation: Truncation?
    }
    var limit = try optionalFile("sentence_bert_config.json", in: path)?.json(Limits.self).max_seq_length
    if limit == nil {
      limit = try optionalFile("tokenizer.json", in: path)?.json(TokenizerFile.self).truncation?.max_length
    }
    let window = min(limit ?? positions, positions)
    guard window >= 2 else {
      throw Failure(
        "model.badConfiguration", path, "takes sequences of at most \(window) tokens", remedy: "fetch the model again",
        verdict: .stop(.configuration))
    }
    return window
  }

  private static func file(_ name: String, in path: String) throws(Failure) -> MappedFile {
    try MappedFile(model: "\(path)/\(name)", maxBytes: 64 << 20)
  }

  private static func optionalFile(_ name: String, in path: String) throws(Failure) -> MappedFile? {
    do {
      return try file(name, in: path)
    } catch  where error.code == "model.fileMissing" {
      return nil
    }
  }
}
