import Corpus
import Foundation

extension MappedFile {
  /// Decodes the file as JSON.
  ///
  /// - Throws: ``Failure`` `model.badJSON`, naming the key.
  func json<Value: Decodable>(_ type: Value.Type) throws(Failure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw Failure(
        "model.badJSON", path, (error as? DecodingError).map(Self.describe) ?? "is not JSON",
        remedy: "fetch the model again", verdict: .stop(.configuration))
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    func key(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
    return switch error {
    case .keyNotFound(let name, let context): "has no \(key(context.codingPath + [name]))"
    case .valueNotFound(_, let context): "has no value for \(key(context.codingPath))"
    case .typeMismatch(let type, let context): "\(key(context.codingPath)) is not a value of type \(type)"
    default: "is not valid JSON"
    }
  }
}
