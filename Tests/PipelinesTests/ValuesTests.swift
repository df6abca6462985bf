import Corpus
import Pipelines
import Testing

@Suite struct ValuesTests {
  @Test func `every key is read`() throws {
    let plan = try PipelineReader.plan(
      file: Sample.file,
      text: """
        apiVersion: quern/v1
        kind: Pipeline
        metadata: { name: all-of-it }
        spec:
          store: { type: postgres, url: { fromEnv: DATABASE_URL } }
          sources:
            - name: a
              type: files
              path: /abs/./path//x
              include: ["**/*.html"]
              exclude: [b, c]
              followLinks: true
              deletions: keep
              maxShrink: 12.5%
              metadata: { text: x, version: 15, beta: true, tags: [a, 2], norway: no, date: 2024-01-01, quoted: "7" }
            - { name: b, path: ../other }
          extract:
            timeout: 5m
            memoryLimit: 2Gi
            maxFileSize: 100M
            contracts: { minCharacters: 40, onViolation: warn }
            fields: { id: key, title: name, text: body }
            passwords: { fromFile: secrets/pdf }
          chunk: { type: sentence, maxTokens: 512, overlapTokens: 0 }
          embed:
            model: { type: openai, url: "https://models.example/v1", model: small, apiKey: { fromEnv: KEY }, dimension: 512 }
            precision: int8
            prefixes: { document: "passage: ", query: "query: " }
            price: { perMillionTokens: 0.02 }
            batch: { maxTokens: 8000 }
            retry: { limit: 0, backoff: { initial: 250ms, factor: 1.5, max: 1h } }
            limits: { requestsPerMinute: 3000, tokensPerMinute: 1000000 }
            breaker: { failures: 3, pause: 30s, maxPause: 1h }
          index:
            vector: { type: hnsw, m: 32 }
            lexical: { language: norwegian }
            database: true
          generations: { keep: 3, soak: 7d, promote: manual }
          evals:
            - { name: judged, queries: q.jsonl, qrels: /q.tsv, strategies: [hybrid], k: 5 }
          gates:
            - { type: quality, maxDrop: 2% }
            - { type: quarantine, max: 1% }
            - { type: coverage, min: 99% }
            - { type: recall, min: 95% }
          failurePolicy: { maxFailures: 0% }
          budget: { maxTokens: 5000000 }
          schedule: { cron: "*/15 3-5 * JAN,6 MON-FRI", timeZone: Europe/Madrid, concurrencyPolicy: Replace }
        """, environment: [:])
    guard case .postgres(let store) = plan.store else {
      Issue.record("\(plan.store)")
      return
    }
    #expect(store.url == .environment("DATABASE_URL"))
    #expect(store.schema == "quern" && store.lease == .seconds(30) && store.connections == 8)
    #expect(store.folder.hasSuffix("/.quern/\(plan.name)"))
    #expect(plan.sources.map(\.path) == ["/abs/path/x", "/work-of/mine/../other"])
    #expect(plan.sources[0].include == ["**/*.html"] && plan.sources[0].exclude == ["b", "c"])
    #expect(plan.sources[0].followLinks && plan.sources[0].deletions == .keep && plan.sources[0].maxShrink == 0.125)
    #expect(
      plan.sources[0].metadata == [
        "text": "x", "version": .number(15), "beta": .bool(true), "tags": .list(["a", .number(2)]), "norway": "no",
        "date": "2024-01-01", "quoted": "7",
      ])
    let extract = plan.extract
    #expect(extract.timeout == .seconds(300) && extract.passwords == .file("/work-of/mine/secrets/pdf"))
    #expect(extract.memoryLimit == 2_147_483_648 && extract.maxFileSize == 100_000_000)
    #expect(extract.minCharacters == 40 && extract.onViolation == .warn)
    #expect(extract.fields.id == "key" && extract.fields.title == "name" && extract.fields.text == "body")
    #expect(plan.chunk.type == .sentence && plan.chunk.maxTokens == 512 && plan.chunk.overlapTokens == 0)
    let embed = plan.embed
    #expect(
      embed.model
        == .openai(
          url: "https://models.example/v1", model: "small", apiKey: .environment("KEY"), dimension: 512, window: 8191))
    #expect(embed.precision == .int8 && embed.documentPrefix == "passage: " && embed.queryPrefix == "query: ")
    #expect(embed.pricePerMillionTokens == 0.02 && embed.maxBatchTokens == 8000)
    #expect(embed.retry.limit == 0 && embed.retry.factor == 1.5)
    #expect(embed.retry.initial == .milliseconds(250) && embed.retry.max == .seconds(3600))
    #expect(
      embed.endpoint
        == EndpointPolicy(
          requestsPerMinute: 3000, tokensPerMinute: 1_000_000,
          breaker: .init(failures: 3, pause: .seconds(30), maxPause: .seconds(3600))))
    #expect(plan.index.vector == .hnsw(m: 32, efConstruction: 200, ef: 128))
    #expect(plan.index.language == "norwegian" && plan.index.database?.vector == .hnsw(m: 16, efConstruction: 64))
    let generations = plan.generations
    #expect(generations.keep == 3 && generations.soak == .seconds(604_800) && generations.promote == .manual)
    let eval = try #require(plan.evals.first)
    #expect(eval.name == "judged" && eval.queries == "/work-of/mine/q.jsonl" && eval.qrels == "/q.tsv")
    #expect(eval.strategies == [.hybrid] && eval.k == 5)
    #expect(
      plan.gates == [.quality(maxDrop: 0.02), .quarantine(max: 0.01), .coverage(min: 0.99), .recall(min: 0.95)])
    #expect(plan.maxFailures == 0 && plan.maxTokens == 5_000_000)
    let schedule = try #require(plan.schedule)
    #expect(schedule.cron == "*/15 3-5 * JAN,6 MON-FRI" && schedule.timeZone == "Europe/Madrid")
    #expect(schedule.concurrencyPolicy == .replace)
  }

  @Test(arguments: [
    ("all-MiniLM-L6-v2", EmbedPlan.Model.local("all-MiniLM-L6-v2")),
    ("./bge", .local("/work-of/mine/bge")),
    ("models/bge", .local("/work-of/mine/models/bge")),
    ("/models/bge", .local("/models/bge")),
    ("{ type: local, path: bge }", .local("/work-of/mine/bge")),
    ("{ type: hashing }", .hashing(dimension: 384)),
    ("{ type: hashing, dimension: 64 }", .hashing(dimension: 64)),
    (
      "{ type: openai, url: \"http://localhost:8080\", model: m }",
      .openai(url: "http://localhost:8080", model: "m", apiKey: nil, dimension: nil, window: 8191)
    ),
  ])
  func `a model is a name, a folder or a mapping`(text: String, model: EmbedPlan.Model) throws {
    #expect(try Sample.plan("embed: { model: \(text) }").embed.model == model)
  }

  @Test(arguments: [
    ("1500ms", Duration.milliseconds(1500)), ("1.5s", .milliseconds(1500)), ("2m", .seconds(120)),
    ("24h", .seconds(86400)), ("0.5d", .seconds(43200)),
  ])
  func `durations have a unit`(text: String, duration: Duration) throws {
    #expect(try Sample.plan("extract: { timeout: \(text) }").extract.timeout == duration)
  }

  @Test(arguments: [
    ("512Mi", 512 << 20), ("1.5Gi", 3 << 29), ("200000000", 200_000_000), ("1G", 1_000_000_000), ("\"1Gi\"", 1 << 30),
  ])
  func `sizes have the units of Kubernetes`(text: String, bytes: Int) throws {
    #expect(try Sample.plan("extract: { memoryLimit: \(text) }").extract.memoryLimit == bytes)
  }

  @Test(arguments: [
    ("{ type: hnsw, m: 8, element: halfvec }", DatabasePlan.Vector.hnsw(m: 8, efConstruction: 64), true),
    ("{ type: ivfflat }", .ivfflat(lists: 1000), false), ("{ type: exact }", .none, false),
    ("true", .hnsw(m: 16, efConstruction: 64), false),
  ])
  func `a database index is a truth or a mapping`(text: String, vector: DatabasePlan.Vector, isHalf: Bool) throws {
    let store = "store: { type: postgres, url: { fromEnv: DATABASE_URL } }"
    let plan = try Sample.plan("\(store)\nindex: { database: \(text) }")
    #expect(plan.index.database?.vector == vector)
    #expect(plan.index.database?.element == (isHalf ? .halfvec : .vector))
    let again = try PipelineReader.plan(file: Sample.file, text: plan.resolved, environment: [:])
    #expect(again.index == plan.index)
  }
}
