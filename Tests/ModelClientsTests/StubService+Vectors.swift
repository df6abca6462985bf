import Foundation
import Stubs

extension StubService.Reply {
  /// The vectors that ``vector(of:)`` gives, encoded as the request wants them.
  static func vectors(for request: StubService.Request) -> Self {
    let vectors = request.input.map(StubService.vector(of:))
    return request.encoding == "base64" ? .answer(base64(vectors)) : .answer(floats(vectors))
  }

  static func floats(_ vectors: [[Float]]) -> String {
    json(vectors.map { "[\($0.map { "\($0)" }.joined(separator: ", "))]" })
  }

  static func base64(_ vectors: [[Float]]) -> String {
    json(
      vectors.map { vector in
        "\"\(vector.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }.base64EncodedString())\""
      })
  }

  static func json(_ embeddings: [String]) -> String {
    let items = embeddings.enumerated().map { #"{"object":"embedding","index":\#($0),"embedding":\#($1)}"# }
    return #"{"object":"list","data":[\#(items.joined(separator: ","))],"model":"m","usage":{"total_tokens":1}}"#
  }
}

extension StubService {
  /// Three numbers that tell texts of different lengths apart; not of length 1.
  static func vector(of text: String) -> [Float] { [Float(text.utf8.count), 3, 4] }

  /// What the embedder makes of ``vector(of:)``.
  static func unit(of text: String) -> [Float] {
    let vector = vector(of: text)
    let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / norm }
  }
}
