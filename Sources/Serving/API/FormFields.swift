import Corpus
import Hummingbird
import HummingbirdCore

/// The fields of a query string, as a form writes them.
struct FormFields {
  private let values: [(name: String, value: String)]

  init(_ uri: URI) {
    values = (uri.query ?? "").split(separator: "&").map { field in
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
    }
  }

  /// The first value of that name that is not empty.
  subscript(name: String) -> String? { values.first { $0.name == name && !$0.value.isEmpty }?.value }

  /// - Throws: ``APIError`` for what is no whole number within bounds.
  func integer(_ name: String, in bounds: ClosedRange<Int>) throws -> Int? {
    guard let text = self[name] else { return nil }
    guard let number = Int(text), bounds.contains(number) else {
      throw APIError.invalid(name, "must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return number
  }

  /// - Throws: ``APIError`` for a field that is none of these.
  func check(_ known: [String]) throws {
    if let odd = values.map(\.name).first(where: { !known.contains($0) }) {
      throw APIError.unknown("parameter", odd, among: known)
    }
  }

  /// Plus signs are spaces; broken escapes stay as they are, broken UTF-8 is replaced.
  private static func decoded(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "%"), place + 2 <= bytes.count,
        let value = [UInt8](hex: String(decoding: bytes[place..<place + 2], as: UTF8.self))
      {
        decoded += value
        place += 2
      } else {
        decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
