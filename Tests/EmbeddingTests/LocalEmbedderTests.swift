import Corpus
import Embedding
import Testing

@Suite struct LocalEmbedderTests {
  @Test(arguments: [1, 2, 5], Precision.allCases)
  func `vectors come back in the order of the passages, the same on any number of threads`(
    threads: Int, precision: Precision
  ) async throws {
    let golden = try Golden.tiny()
    let sequences = (0..<12).flatMap { shift in golden.sequences.map { $0.map { ($0 + Int32(shift)) % 64 } } }
    let one = try embedder(precision, threads: 1), many = try embedder(precision, threads: threads)
    let vectors = try await many.embed(passages(sequences)).map { try $0.get() }
    var alone: [[Float]] = []
    for sequence in sequences { alone.append(try await one.embed(passages([sequence]))[0].get()) }
    #expect(vectors == alone)
    #expect(many.dimension == 24)
    #expect(many.fingerprint == one.fingerprint)
    let folder = try ModelFolder(path: Golden.path("tiny-f32"))
    #expect(many.fingerprint == LocalEmbedder.fingerprint(folder, precision: precision))
  }

  @Test func `a passage that cannot be embedded does not spoil the others`() async throws {
    let embedder = try embedder(threads: 2)
    let outcomes = try await embedder.embed(passages([[1, 2], [], Array(repeating: 1, count: 71), [99], [3]]))
    let codes = outcomes.map { outcome -> String? in
      if case .failure(let failure) = outcome { failure.code } else { nil }
    }
    #expect(codes == [nil, "embed.emptySequence", "embed.sequenceTooLong", "embed.unknownToken", nil])
    #expect(try await embedder.embed([]).isEmpty)
  }

  @Test func `a query gets its own prefix, a passage the document's`() async throws {
    let embedder = try LocalEmbedder(
      folder: ModelFolder(path: Golden.path("tiny-f32")), threads: 1, documentPrefix: "p", queryPrefix: "qq"
    ) { _, prefix in ByteTokenizer(leading: prefix.utf8.map { Int32($0) % 64 }) }
    let expected = ByteTokenizer().sequence("qqwhere")
    #expect(try await embedder.embed(query: "where") == embedder.embed(passages([expected]))[0].get())
    #expect(embedder.tokenizer.leading == [Int32(UInt8(ascii: "p")) % 64])
  }

  @Test func `a query over the window is refused, never cut`() async throws {
    let embedder = try embedder(threads: 1)
    let query = String(repeating: "a", count: 71)
    let failure = await #expect(throws: Failure.self) { try await embedder.embed(query: query) }
    #expect(failure?.code == "embed.sequenceTooLong")
    #expect(failure?.subject == "query")
  }

  @Test func `queries that go together get what each gets alone, and one that is refused spoils no other`() async throws
  {
    let embedder = try embedder(threads: 2)
    let queries = ["where", "a", String(repeating: "a", count: 71), String(repeating: "b", count: 60), "what is it"]
    let outcomes = try await embedder.embed(queries: queries + queries)
    for (query, outcome) in zip(queries + queries, outcomes) {
      if query.count > 70 {
        #expect(throws: Failure.self) { try outcome.get() }
      } else {
        #expect(try await outcome.get() == embedder.embed(query: query))
      }
    }
  }

  @Test func `many callers at once each get their own vectors`() async throws {
    let embedder = try embedder(threads: 2)
    let sequences = try Golden.tiny().sequences
    let expected = try await embedder.embed(passages(sequences)).map { try $0.get() }
    try await withThrowingTaskGroup(of: [[Float]].self) { group in
      for _ in 0..<20 {
        group.addTask { try await embedder.embed(passages(sequences)).map { try $0.get() } }
      }
      for try await vectors in group { #expect(vectors == expected) }
    }
  }

  @Test func `cancelling stops between tiles`() async throws {
    let embedder = try embedder(threads: 1)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await embedder.embed(passages([[1, 2, 3]]))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `the fingerprint follows the weights, the pooling, the precision and the prefixes`() throws {
    func fingerprint(
      _ folder: String, precision: Precision = .f32, document: String = "", query: String = ""
    ) throws -> Fingerprint {
      try LocalEmbedder(
        folder: ModelFolder(path: Golden.path(folder)), precision: precision, threads: 1, documentPrefix: document,
        queryPrefix: query
      ) { _, _ in ByteTokenizer() }.fingerprint
    }
    let all = try [
      fingerprint("tiny-f32"), fingerprint("tiny-f16"), fingerprint("tiny-bf16"),
      fingerprint("tiny-f32", precision: .bf16), fingerprint("tiny-f32", precision: .int8),
      fingerprint("tiny-f32", document: "a"), fingerprint("tiny-f32", query: "a"),
    ]
    #expect(Set(all).count == all.count)
    #expect(try fingerprint("tiny-f32") == all[0])
  }

  @Test(arguments: InstructionSet.allCases)
  func `nobody gets int8 unasked for a model that was not measured`(instructions: InstructionSet) throws {
    let tiny = try ModelFolder(path: Golden.path("tiny-f32"))
    #expect(Precision.automatic(for: tiny, on: instructions) == .f32)
  }

  @Test(.enabled(if: Golden.miniLMFolder != nil, Golden.fetch), arguments: InstructionSet.allCases)
  func `a model that was measured gets int8 where that is fast`(instructions: InstructionSet) throws {
    let measured = try ModelFolder(path: #require(Golden.miniLMFolder))
    let isFast = [InstructionSet.vnni, .bf16].contains(instructions)
    #expect(Precision.automatic(for: measured, on: instructions) == (isFast ? .int8 : .f32))
  }

  @Test func `auto goes on with the newest vectors that this model made, on every machine`() throws {
    let folder = try ModelFolder(path: Golden.path("tiny-f32")), other = try ModelFolder(path: Golden.path("tiny-f16"))
    func fingerprint(_ folder: ModelFolder, _ precision: Precision, prefix: String = "p") -> Fingerprint {
      LocalEmbedder.fingerprint(folder, precision: precision, documentPrefix: prefix)
    }
    func precision(following existing: Fingerprint...) -> [Precision] {
      InstructionSet.allCases.map {
        LocalEmbedder.precision(folder, documentPrefix: "p", following: existing, on: $0)
      }
    }
    let everywhere = InstructionSet.allCases.count
    for wanted in Precision.allCases {
      #expect(precision(following: fingerprint(folder, wanted)) == Array(repeating: wanted, count: everywhere))
    }
    let int8 = Array(repeating: Precision.int8, count: everywhere)
    #expect(precision(following: fingerprint(folder, .bf16), fingerprint(folder, .int8)) == int8)
    #expect(precision(following: fingerprint(folder, .int8), fingerprint(other, .bf16)) == int8)
    let own = InstructionSet.allCases.map { Precision.automatic(for: folder, on: $0) }
    #expect(precision() == own)
    #expect(precision(following: fingerprint(folder, .bf16, prefix: "q"), fingerprint(other, .bf16)) == own)
  }

  private func embedder(_ precision: Precision = .f32, threads: Int) throws -> LocalEmbedder {
    try LocalEmbedder(
      folder: ModelFolder(path: Golden.path("tiny-f32")), precision: precision, threads: threads
    ) { _, _ in ByteTokenizer() }
  }
}

private func passages(_ sequences: [[Int32]]) -> [Passage] { sequences.map { Passage(text: "", tokens: $0) } }
