import Foundation

/// The short code in an OpenAI-style error, such as `context_length_exceeded`.
///
/// The message beside it may quote the document, and is never kept.
struct RefusalReason: Sendable, Hashable {
  let code: String

  /// Reads `error.code` or `error.type`; nil when neither looks like a code.
  init?(_ body: Data) {
    struct Answer: Decodable {
      struct Detail: Decodable {
        var code: Code?
        var type: Code?
      }
      var error: Detail
    }
    guard let detail = try? JSONDecoder().decode(Answer.self, from: body).error,
      let code = detail.code?.text ?? detail.type?.text
    else { return nil }
    self.code = code
  }

  init(code: String) { self.code = code }

  /// A string of the few characters that codes are made of; anything else reads as nothing.
  private struct Code: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      let text = try? decoder.singleValueContainer().decode(String.self)
      let isCode = text.map { !$0.isEmpty && $0.utf8.count <= 64 && $0.utf8.allSatisfy(Self.allows) } ?? false
      self.text = isCode ? text : nil
    }

    private static func allows(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }
}
