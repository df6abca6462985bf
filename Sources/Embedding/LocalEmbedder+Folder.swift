package import Corpus
import Foundation

extension LocalEmbedder {
  /// Loads a model with the WordPiece tokenizer its folder describes.
  ///
  /// - Throws: ``Failure`` `model.…` or `tokenizer.…`.
  package convenience init(
    folder: ModelFolder, precision: Precision, threads: Int, documentPrefix: String, queryPrefix: String
  ) throws(Failure) {
    try self.init(
      folder: folder, precision: precision, threads: threads, documentPrefix: documentPrefix, queryPrefix: queryPrefix
    ) { folder, prefix throws(Failure) in
      func bytes(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))).map { [UInt8]($0) }
      }
      guard let vocabulary = bytes("vocab.txt") else {
        throw Failure(
          "tokenizer.vocabulary", folder.path, "holds no vocab.txt", remedy: "fetch the model again",
          verdict: .stop(.configuration))
      }
      return try WordPieceTokenizer(
        vocabulary: vocabulary,
        normalization: .init(tokenizer: bytes("tokenizer.json"), configuration: bytes("tokenizer_config.json")),
        window: folder.window, documentPrefix: prefix)
    }
  }
}
