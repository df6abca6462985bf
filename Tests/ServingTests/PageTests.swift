import Corpus
import Foundation
import HTTPTypes
import Indexing
import Serving
import Testing

@Suite struct PageTests {
  @Test func `the page finds without a script, and says why`() async throws {
    let door = try await TestDoor([try .aerodynamics()])
    let page = try await door.get("/?q=lifting+wings&strategy=hybrid&pipeline=manual")
    #expect(page.status == 200 && page.headers[.contentType] == "text/html; charset=utf-8")
    #expect(
      page.text.contains("<h2 dir=\"auto\">Wings</h2>") && page.text.contains("<p class=\"path\" dir=\"auto\">Lift</p>")
    )
    #expect(page.text.contains("of a <mark>wing</mark> in a") && page.text.contains("page 3"))
    #expect(page.text.contains("<summary>Number 1 · score ") && page.text.contains("generation 1, revision 1"))
    #expect(page.text.contains(#"value="lifting wings""#) && page.text.contains(#"value="hybrid" checked"#))
    #expect(!page.text.contains("<script") && !page.text.contains("http"))
  }

  @Test func `of a long passage the part that answers is shown`() async throws {
    let catalogue = try FakeCatalogue()
    catalogue.addGeneration()
    let idle = String(repeating: "nothing of the kind is here. ", count: 60)
    let text = "wing\n\n\n\(idle)the lift of a wing in a slipstream\n\n\(idle)"
    try catalogue.publish([Sample(uri: "long", title: "Long", texts: [text])])
    let page = try await TestDoor([catalogue]).get("/?q=wing+lift+slipstream").text
    #expect(page.contains("the <mark>lift</mark> of a <mark>wing</mark> in a <mark>slipstream</mark>"))
    let passage = try #require(page.firstMatch(of: /<p class="passage"[^>]*>([^\0]*?)<\/p>/)?.1)
    #expect(passage.hasPrefix("… ") && passage.hasSuffix(" …") && passage.count < 700 && !passage.contains("\n\n"))
  }

  @Test func `the page may load nothing but itself`() async throws {
    let page = try await TestDoor([try .aerodynamics()]).get("/")
    let policy = try #require(page.headers[.contentSecurityPolicy])
    #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"))
    #expect(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"))
  }

  static let hostile = [
    #"<script>alert(1)</script>"#, #""><img src=x onerror=alert(1)>"#, #"' autofocus onfocus='alert(1)"#,
    "</textarea></title><svg/onload=alert(1)>", "a\u{0}b\u{1b}[31m", "&lt;b&gt;", "javascript:alert(1)",
  ]

  @Test(arguments: hostile)
  func `whatever is asked or was indexed is text`(text: String) async throws {
    let catalogue = try FakeCatalogue()
    catalogue.addGeneration()
    try catalogue.publish([
      Sample(
        uri: text + "/wing", title: text, texts: ["wing \(text) wing"], metadata: ["k": .string(text)],
        headings: [text])
    ])
    let door = try await TestDoor([catalogue])
    let allowed = CharacterSet.alphanumerics
    let query = try #require(("wing " + text).addingPercentEncoding(withAllowedCharacters: allowed))
    let page = try await door.get("/?q=\(query)")
    #expect(page.status == 200)
    for tag in ["<script", "<img", "<svg", "onfocus='", "\u{0}", "\u{1b}", "href=\"javascript"] {
      #expect(!page.text.contains(tag))
    }
    // The same text is whole in the API.
    let hit = try #require(try await door.search(#"{"query": "wing"}"#).hits.first)
    #expect(hit["title"] as? String == text && hit["text"] as? String == "wing \(text) wing")
  }

  @Test(arguments: [
    ("/?q=wing&strategy=graph", 422, "graph is not configured here"),
    ("/?q=wing&strategy=magic", 400, "unknown strategy"),
    ("/?q=wing&pipeline=nowhere", 404, "no such pipeline"), ("/?q=wing&generation=7", 404, "generation 7"),
    ("/?q=wing&generation=x", 400, "whole number"), ("/?q=\(String(repeating: "a", count: 1001))", 400, "1000"),
  ])
  func `what is wrong is said beside the form`(path: String, status: Int, says: String) async throws {
    let page = try await TestDoor([try .aerodynamics()]).get(path)
    #expect(page.status == status && page.text.contains(says) && page.text.contains("<form"))
  }

  @Test func `an older generation is a link away`() async throws {
    let catalogue = try FakeCatalogue.aerodynamics()
    let second = catalogue.addGeneration(.building)
    try catalogue.publish([Sample(uri: "only", title: "Only", texts: ["shock waves"])], to: second)
    catalogue.promote(second)
    let door = try await TestDoor([catalogue])
    let page = try await door.get("/?q=layer")
    #expect(page.text.contains("/?pipeline=manual&amp;generation=1&amp;strategy=hybrid&amp;q=layer"))
    #expect(try await door.get("/?pipeline=manual&generation=1&strategy=hybrid&q=layer").text.contains("Layers"))
  }
}
