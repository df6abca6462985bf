import Corpus
import Extracting
import Fixtures
import Testing

/// What crosses the channel: faithful when the child is honest, refused when it is not.
struct FrameTests {
  static let rich = Document(
    uri: "a.zip!/Über.pdf", title: "Ein Titel", mediaType: "application/pdf", text: "Größe\n\nzweite Seite 🧮",
    headings: [Heading(offset: 0, level: 1, title: "Größe"), Heading(offset: 9, level: 2, title: "")],
    pages: [PageStart(offset: 0, number: 1, label: "i"), PageStart(offset: 9, number: 2)],
    links: [Link(target: "https://example.org/?a=1#b", text: "there")],
    metadata: [
      "author": "Ada", "pages": .number(-2.5), "draft": .bool(true), "tags": .list(["a", .list([.bool(false)])]),
    ])

  static let items: [ExtractedItem] = [
    .document(rich),
    .document(Document(uri: "a.zip", mediaType: "text/plain", text: "")),
    .refused(uri: "a.zip#7", Failure("row.tooLong", "a.zip#7", "is too long", remedy: "split it")),
    .skipped(uri: "a.zip!/logo.png", reason: "an image"),
  ]

  static func payload(_ item: ExtractedItem) -> [UInt8] {
    var writer = ByteWriter(.item)
    item.write(to: &writer)
    return Array(writer.frame().dropFirst(Frame.headerBytes))
  }

  static func read(_ payload: [UInt8], of owner: String = "a.zip") throws(ProtocolViolation) -> ExtractedItem {
    try Frame(kind: .item, payload: payload).read { reader throws(ProtocolViolation) in
      try ExtractedItem(from: &reader, of: owner)
    }
  }

  @Test(arguments: items)
  func `an item arrives as it was sent`(item: ExtractedItem) throws {
    switch (item, try Self.read(Self.payload(item))) {
    case (.document(let sent), .document(let received)): #expect(sent == received)
    case (.refused(let uri, let sent), .refused(let receivedURI, let received)):
      #expect(uri == receivedURI)
      #expect(sent == received)
    case (.skipped(let uri, let sent), .skipped(let receivedURI, let received)):
      #expect(uri == receivedURI)
      #expect(sent == received)
    default: Issue.record("another kind of item arrived")
    }
  }

  @Test(arguments: items)
  func `an item that breaks off or goes on is refused`(item: ExtractedItem) {
    let payload = Self.payload(item)
    for end in payload.indices {
      #expect(throws: ProtocolViolation.self) { try Self.read(Array(payload[..<end])) }
    }
    #expect(throws: ProtocolViolation.trailingBytes) { try Self.read(payload + [0]) }
  }

  @Test func `whatever is done to a document's bytes, it is refused or stays consistent`() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let payload = Self.payload(.document(Self.rich))
    for _ in 0..<20_000 {
      var damaged = payload
      for _ in 0...random.next() % 3 {
        damaged[Int(random.next() % UInt64(damaged.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      guard case .document(let document)? = try? Self.read(damaged) else { continue }
      let places = document.headings.map(\.offset) + document.pages.map(\.offset)
      #expect(places.allSatisfy { $0 <= document.text.utf8.count }, "seed \(seed)")
      #expect(document.uri.hasPrefix("a.zip"), "seed \(seed)")
    }
  }

  @Test(arguments: ["b.zip", "a.zipper", "", "../a.zip", "a.zi"])
  func `a document of another object is refused`(uri: String) {
    let payload = Self.payload(.document(Document(uri: uri, mediaType: "text/plain", text: "forged")))
    #expect(throws: ProtocolViolation.foreignURI) { try Self.read(payload) }
  }

  @Test(arguments: [[99], [-1], [3, 2], [2], [.max]])
  func `offsets outside the text, going back or inside a character are refused`(offsets: [Int]) {
    let headings = offsets.map { Heading(offset: $0, level: 1, title: "") }
    let pages = offsets.map { PageStart(offset: $0, number: 1) }
    for document in [
      Document(uri: "a.zip", mediaType: "text/plain", text: "aüüa", headings: headings),
      Document(uri: "a.zip", mediaType: "text/plain", text: "aüüa", pages: pages),
    ] {
      #expect(throws: ProtocolViolation.self) { try Self.read(Self.payload(.document(document))) }
    }
  }

  @Test func `numbers that are none are refused, and lists nested too deep are cut`() throws {
    let infinite = Document(uri: "a.zip", mediaType: "", text: "", metadata: ["n": .number(.infinity)])
    #expect(throws: ProtocolViolation.numberTooLarge) { try Self.read(Self.payload(.document(infinite))) }

    let deep = (0..<1_000).reduce(MetadataValue.list([])) { value, _ in .list([value]) }
    let nested = Document(uri: "a.zip", mediaType: "", text: "", metadata: ["n": deep])
    guard case .document(let received) = try Self.read(Self.payload(.document(nested))) else {
      Issue.record("no document")
      return
    }
    let expected = (0..<8).reduce(MetadataValue.list([])) { value, _ in .list([value]) }
    #expect(received.metadata["n"] == expected)
  }

  @Test func `a failure cannot stop the run, drive a terminal or fill a log`() throws {
    let failure = Failure(
      "x", "a.zip", "\u{1B}[2J" + String(repeating: "x", count: 100_000), remedy: "\u{9B}31m",
      verdict: .stop(.configuration))
    guard case .refused(_, let received) = try Self.read(Self.payload(.refused(uri: "a.zip", failure))) else {
      Issue.record("no failure")
      return
    }
    #expect(received.verdict == .quarantine)
    #expect(received.problem.hasPrefix(" [2Jx"))
    #expect(received.problem.count == 2_000)
    #expect(received.remedy == " 31m")
  }
}
