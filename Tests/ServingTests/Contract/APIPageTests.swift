import Corpus
import Foundation
import HTTPTypes
import Serving
import Testing

/// docs/api.md says what is so.
@Suite struct APIPageTests {
  static let page = (try? String(contentsOfFile: root + "/docs/api.md", encoding: .utf8)) ?? ""
  private static let root = #filePath.components(separatedBy: "/Tests/")[0]

  @Test func `the page has examples`() {
    #expect(Example.all(in: Self.page).count >= 12)
  }

  @Test(arguments: Example.all(in: page))
  func `an example answers as it says`(example: Example) async throws {
    let door = try await TestDoor([try .aerodynamics()])
    // The page cannot know the ids; those of the document it talks of are put in.
    let id = Sample.aerodynamics[0].id(in: "manual").description
    let path = example.path.replacing(/[0-9a-f]{32}/, with: id)
    let answer = try await door.send(example.method, path, headers: example.headers, body: example.body)
    if example.answerKind == "text" {
      let promised = example.answer.prefix { $0 != "…" }
      // On a busy machine, who streams may be told to wait.
      let text = answer.text.replacing(": waiting\n\n", with: "")
      #expect(text.hasPrefix(promised), "\(answer.text)")
    } else {
      let promised = try JSONSerialization.jsonObject(with: Data(example.answer.utf8))
      #expect(Self.differences(promised, try answer.json) == [], "\(answer.text)")
    }
  }

  /// Where an answer is not what was promised. Members that are not mentioned may be there; `…` stands for any text;
  /// measured numbers only have to be numbers.
  private static func differences(_ promised: Any, _ found: Any?, at path: String = "") -> [String] {
    switch (promised, found) {
    case (let promised as [String: Any], let found as [String: Any]):
      promised.sorted { $0.key < $1.key }.flatMap { differences($0.value, found[$0.key], at: path + "." + $0.key) }
    case (let promised as [Any], let found as [Any]):
      promised.count == found.count
        ? zip(promised, found).enumerated().flatMap { differences($1.0, $1.1, at: path + "[\($0)]") }
        : ["\(path): \(found.count) instead of \(promised.count)"]
    case (let promised as String, let found as String):
      matches(promised, found) ? [] : ["\(path): \(found) instead of \(promised)"]
    case (let promised as NSNumber, let found as NSNumber):
      path.hasSuffix("score") || path.hasSuffix("took_ms") || promised == found
        ? [] : ["\(path): \(found) instead of \(promised)"]
    case (is NSNull, is NSNull): []
    default: ["\(path): \(found ?? "nothing") instead of \(promised)"]
    }
  }

  private static func matches(_ promised: String, _ found: String) -> Bool {
    promised.hasPrefix("…") ? found.hasSuffix(promised.dropFirst()) : promised == found
  }

  @Test func `every code is in the table`() {
    for code in APIError.Code.allCases {
      #expect(Self.page.contains("| \(code.status.code) | `\(code.rawValue)` |"))
    }
  }
}
