import Corpus
import Foundation
import Retrieval
import Segments
import Testing

@Suite struct SearcherTests {
  let searcher: Searcher
  let snapshot: Snapshot

  /// What a letter means; a text means the sum of its letters.
  struct Letters: Embedder, Tokenizer {
    var dimension: Int { 26 }
    var fingerprint: Fingerprint { Fingerprint(stage: "letters", version: 1, settings: [:]) }
    var tokenizer: any Tokenizer { self }
    var window: Int { 512 }
    var leading: [Int32] { [] }
    var trailing: [Int32] { [] }

    func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {}
    func embed(_ passages: [Passage]) async throws -> [Result<[Float], Failure>] {
      passages.map { .success(vector($0.text)) }
    }
    func embed(query: String) async throws -> [Float] { vector(query) }

    func vector(_ text: String) -> [Float] {
      text.lowercased().utf8.reduce(into: Array(repeating: 0, count: 26)) { vector, byte in
        if (97...122).contains(byte) { vector[Int(byte) - 97] += 1 }
      }
    }
  }

  static let texts = [
    ("wings", ["lift of a wing in a slipstream", "drag of the wing"]),
    ("shells", ["buckling of thin shells under axial load"]),
    (
      "layers",
      ["the boundary layer on a flat plate", "transition of a boundary layer", "heat transfer in a boundary layer"]
    ),
    ("nozzles", ["flow in a nozzle"]),
  ]

  init() throws {
    let folder = try TemporaryFolder()
    let model = Letters()
    let writer = try SegmentWriter(path: folder.file("a"), settings: SegmentSettings(dimension: 26))
    for (uri, texts) in Self.texts {
      try writer.add(
        SegmentDocument(
          id: DocumentID(pipeline: "p", source: "s", uri: uri), source: "s", uri: uri, title: uri.capitalized,
          metadata: ["length": .number(Double(texts.count))],
          chunks: texts.enumerated().map { ordinal, text in
            SegmentChunk(
              ordinal: ordinal, text: text, location: Location(start: 0, end: text.count, headings: [uri]),
              tokenCount: 5,
              vector: model.vector(text))
          }))
    }
    _ = try writer.finish()
    snapshot = try Snapshot([(path: folder.file("a"), tombstones: Tombstones())])
    searcher = Searcher(snapshot: snapshot, embedder: model)
    // What is mapped stays.
    folder.remove()
  }

  @Test(arguments: [Strategy.lexical, .semantic, .hybrid])
  func `the best chunk of each document is listed once`(strategy: Strategy) async throws {
    let result = try await searcher.search(SearchRequest("boundary layer transition", strategy: strategy))
    let first = try #require(result.hits.first)
    #expect(first.uri == "layers" && first.ordinal == 1 && first.text == "transition of a boundary layer")
    #expect(first.chunk == "\(first.document)-1" && first.title == "Layers" && first.location.headings == ["layers"])
    #expect(Set(result.hits.map(\.document)).count == result.hits.count)
    #expect(result.hits.map(\.rank) == Array(1...result.hits.count))
    #expect(result.hits.map(\.score) == result.hits.map(\.score).sorted(by: >))
  }

  @Test func `chunks are listed when asked for`() async throws {
    let result = try await searcher.search(SearchRequest("boundary layer", strategy: .lexical, perChunk: true))
    #expect(result.hits.map(\.uri) == ["layers", "layers", "layers"] && Set(result.hits.map(\.chunk)).count == 3)
  }

  @Test func `a hybrid score weighs shares of the best scores by words and by meaning`() async throws {
    let result = try await searcher.search(SearchRequest("flow in a nozzle", perChunk: true, explain: true))
    let lists = result.hits.flatMap { $0.explanation ?? [] }
    let best = Dictionary(lists.filter { $0.rank == 1 }.map { ($0.list, $0.score) }) { first, _ in first }
    #expect(Set(best.keys) == ["lexical", "semantic"])
    let weights = ["lexical": 0.4, "semantic": 0.6]
    for hit in result.hits {
      let worth = try #require(hit.explanation).reduce(0) { sum, appearance in
        sum + max(0, appearance.score / best[appearance.list]!) * weights[appearance.list]!
      }
      #expect(abs(hit.score - worth) < 1e-9)
    }
    let first = try #require(result.hits.first)
    #expect(first.uri == "nozzles" && abs(first.score - 1) < 1e-9)
  }

  @Test func `what was found moves the query towards it`() async throws {
    let index = SearchedIndex(snapshot: snapshot, embedder: Letters(), observer: nil)
    var plain = HybridStrategy()
    plain.feedback = nil
    let request = SearchRequest("nozzle", maxResults: 1, explain: true)
    func nearness(_ strategy: HybridStrategy, _ request: SearchRequest) async throws -> Double? {
      let candidate = try await strategy.candidates(for: request, in: index).first
      return candidate?.appearances.first { $0.list == "semantic" }?.score
    }
    let before = try #require(try await nearness(plain, request))
    let after = try #require(try await nearness(HybridStrategy(), request))
    #expect(after > before + 0.01)

    var cut = request
    cut.similarityThreshold = 0.1
    #expect(try await nearness(HybridStrategy(), cut) == before)
  }

  @Test func `what has the words counts for its meaning too, wherever that stands`() async throws {
    var strategy = HybridStrategy()
    (strategy.nearest, strategy.feedback) = (1, nil)
    let index = SearchedIndex(snapshot: snapshot, embedder: Letters(), observer: nil)
    // The one text with the word is third by letters, beyond the two that a single answer looks at.
    let found = try await strategy.candidates(for: SearchRequest("under", maxResults: 1), in: index)
    let best = try #require(found.first)
    #expect(try snapshot.passage(best.match).document.uri == "shells")
    #expect(best.appearances.map(\.list) == ["lexical", "semantic"] && best.appearances.map(\.rank) == [1, 3])
  }

  @Test func `no explanation comes unasked`() async throws {
    #expect(try await searcher.search(SearchRequest("flow")).hits.allSatisfy { $0.explanation == nil })
  }

  @Test func `filters and the threshold hold`() async throws {
    let filter = try Filter(condition: "length>1")
    let hits = try await searcher.search(SearchRequest("flow in a nozzle", filter: filter)).hits
    #expect(!hits.isEmpty && hits.allSatisfy { ["wings", "layers"].contains($0.uri) })
    let near = try await searcher.search(
      SearchRequest("flow in a nozzle", strategy: .semantic, similarityThreshold: 0.99)
    ).hits
    #expect(near.map(\.uri) == ["nozzles"])
  }

  @Test(arguments: [
    (SearchRequest(" \n"), "search.query"), (SearchRequest(String(repeating: "é", count: 8193)), "search.query"),
    (SearchRequest("a", maxResults: 0), "search.max_results"),
    (SearchRequest("a", maxResults: 1001), "search.max_results"),
    (SearchRequest("a", similarityThreshold: .nan), "search.threshold"),
    (SearchRequest("a", strategy: .graph), "search.strategy"),
    (SearchRequest("a", strategy: .rerank), "search.strategy"),
    (SearchRequest("a", strategy: .selfRAG), "search.strategy"),
  ])
  func `requests out of bounds are refused`(request: SearchRequest, code: String) async throws {
    let failure = try await #require(throws: Failure.self) { try await searcher.search(request) }
    #expect(failure.code == code && !failure.remedy.isEmpty)
  }

  @Test func `the widest request is answered`() async throws {
    #expect(
      try await searcher.search(SearchRequest(String(repeating: "é", count: 8192), maxResults: 1000)).hits.count == 4)
  }

  @Test func `without a model only words can be searched`() async throws {
    let wordsOnly = Searcher(snapshot: snapshot, embedder: nil)
    #expect(try await wordsOnly.search(SearchRequest("wing", strategy: .lexical)).hits.count == 1)
    for strategy in [Strategy.semantic, .hybrid] {
      let failure = try await #require(throws: Failure.self) {
        try await wordsOnly.search(SearchRequest("wing", strategy: strategy))
      }
      #expect(failure.code == "search.no_model" && failure.subject == strategy.rawValue)
    }
  }

  struct Backwards: RetrievalStrategy {
    let strategy = Strategy.rerank

    func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate] {
      try index.lexical(request, limit: request.maxResults).reversed().map { Candidate($0, score: 1, appearances: []) }
    }
  }

  @Test func `a strategy can be plugged in`() async throws {
    let with = Searcher(snapshot: snapshot, embedder: nil, strategies: [Backwards()])
    let forwards = try await with.search(SearchRequest("flow wing plate", strategy: .lexical)).hits.map(\.uri)
    let backwards = try await with.search(SearchRequest("flow wing plate", strategy: .rerank)).hits.map(\.uri)
    #expect(forwards.count == 3 && backwards == forwards.reversed())
  }

  @Test func `a hit prints as the API has it`() async throws {
    let hit = try #require(try await searcher.search(SearchRequest("nozzle")).hits.first)
    let json = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(hit)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "rank", "score", "uri", "source", "title", "text", "location", "metadata", "document", "chunk",
      ])
    #expect(json["chunk"] as? String == hit.chunk && json["uri"] as? String == "nozzles")
  }
}
