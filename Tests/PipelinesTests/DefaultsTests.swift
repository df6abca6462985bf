import Corpus
import Pipelines
import Testing

@Suite struct DefaultsTests {
  @Test func `a name and one source are enough`() throws {
    let plan = try Sample.plan()
    #expect(plan.name == "mine")
    #expect(plan.file == "/work-of/mine/pipeline.yaml")
    #expect(plan.store == .sqlite(folder: "/work-of/mine/.quern/mine"))
    let source = try #require(plan.sources.first)
    #expect(plan.sources.count == 1 && source.name == "here" && source.path == "/work-of/mine/docs")
    #expect(source.include.isEmpty && source.exclude.isEmpty && !source.followLinks && source.metadata.isEmpty)
    #expect(source.deletions == .propagate && source.maxShrink == 0.2)
    #expect(plan.extract.timeout == .seconds(60) && plan.extract.passwords == nil)
    #expect(plan.extract.memoryLimit == 536_870_912 && plan.extract.maxFileSize == 1_073_741_824)
    #expect(plan.extract.minCharacters == 1 && plan.extract.onViolation == .quarantine)
    let fields = plan.extract.fields
    #expect(fields.id == "_id" && fields.title == "title" && fields.text == "text")
    #expect(plan.chunk.type == .recursive && plan.chunk.maxTokens == 240 && plan.chunk.overlapTokens == 24)
    #expect(plan.embed.model == .local("all-MiniLM-L6-v2") && plan.embed.precision == .auto)
    #expect(plan.embed.documentPrefix == "" && plan.embed.queryPrefix == "" && plan.embed.pricePerMillionTokens == 0)
    let retry = plan.embed.retry
    #expect(plan.embed.maxBatchTokens == 16384 && retry.limit == 6 && retry.factor == 2)
    #expect(retry.initial == .seconds(1) && retry.max == .seconds(60))
    let endpoint = plan.embed.endpoint
    #expect(endpoint.requestsPerMinute == 0 && endpoint.tokensPerMinute == 0)
    #expect(endpoint.breaker.failures == 5)
    #expect(endpoint.breaker.pause == .seconds(10) && endpoint.breaker.maxPause == .seconds(300))
    #expect(plan.index.vector == .auto && plan.index.language == "english" && plan.index.database == nil)
    let generations = plan.generations
    #expect(generations.keep == 2 && generations.soak == .seconds(86400) && generations.promote == .auto)
    #expect(plan.evals.isEmpty && plan.gates.isEmpty)
    #expect(plan.maxFailures == 0.05)
    #expect(plan.maxTokens == nil)
    #expect(plan.schedule == nil)
  }

  @Test(arguments: [
    (["QUERN_HOME": "/var/lib/quern"], "/var/lib/quern/mine"),
    (["QUERN_HOME": ""], "/work-of/mine/.quern/mine"),
    ([:], "/work-of/mine/.quern/mine"),
  ])
  func `state lives beside the file or in QUERN_HOME`(environment: [String: String], folder: String) throws {
    #expect(try Sample.plan(environment: environment).store == .sqlite(folder: folder))
  }

  @Test func `a store's path is taken as it is`() throws {
    let plan = try Sample.plan("store: { type: sqlite, path: ./state }", environment: ["QUERN_HOME": "/elsewhere"])
    #expect(plan.store == .sqlite(folder: "/work-of/mine/state"))
  }

  @Test func `anchors and aliases repeat values`() throws {
    let plan = try Sample.plan(
      """
      extract: { fields: { title: &word heading, text: *word } }
      """)
    #expect(plan.extract.fields.title == "heading" && plan.extract.fields.text == "heading")
  }
}
