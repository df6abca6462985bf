import Foundation
import Instruments
import Testing

/// The page in a real browser: Chromium, driven by `browser.py`, without scripts.
@Suite(.serialized, .enabled(if: Program("chromium") != nil && Program("python3") != nil, "needs chromium and python3"))
struct PageInBrowserTests {
  /// What `browser.py` saw.
  private struct Seen: Decodable {
    var focusAtStart: String
    var light, dark, narrow: Look
    var tabs: [Focus]
    var opened: Bool
    var requests, complaints: [String]

    struct Focus: Decodable {
      var what: String
      /// Whether people see where they are.
      var visible: Bool
    }

    struct Look: Decodable {
      /// Pixels that the page wants.
      var width: Double
      /// Luminance of the background, from 0 to 1.
      var paper: Double
      /// The least contrast of any text, as WCAG 2 counts it.
      var contrast: Double
      var hits: Int
      var marks: [String]
      var title: String
      /// The URI of the first hit.
      var first: String
    }
  }

  @Test func `one can search by keyboard, by day and by night, on a phone, and nothing foreign is loaded`() async throws
  {
    let place = try await Workspace.indexed(12)
    let served = try await place.quern.serve("pipeline.yaml")
    try await served.untilReady()
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "browser.py").path
    let base = "http://127.0.0.1:\(served.port)/"
    var quern = place.quern
    quern.takesTurn = false
    let outcome = try await quern.shell("exec python3 '\(script)' \(base) \(Workspace.mark(7))")
    #expect(outcome.ending == .code(0), "\(outcome)")
    let seen: Seen = try JSONDecoder().decode(Seen.self, from: Data(outcome.out.utf8))

    #expect(seen.focusAtStart == "search")
    #expect(seen.light.first == Workspace.uri(7))
    #expect(seen.light.hits == 10)
    #expect(seen.light.marks.contains(Workspace.mark(7)) && seen.light.title.hasPrefix(Workspace.mark(7)))
    #expect(seen.tabs.contains { $0.what == "submit" } && seen.tabs.contains { $0.what == "radio" })
    #expect(seen.tabs.last?.what == "summary" && seen.tabs.allSatisfy(\.visible) && seen.opened)
    #expect(seen.light.paper > 0.8 && seen.dark.paper < 0.05 && seen.narrow.width <= 320)
    for look in [seen.light, seen.dark, seen.narrow] { #expect(look.contrast >= 4.5) }
    #expect(!seen.requests.isEmpty && seen.requests.allSatisfy { $0.hasPrefix(base) || $0 == "about:blank" })
    #expect(seen.complaints == [])
    try await served.end()
  }
}
