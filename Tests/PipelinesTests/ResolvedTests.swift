import Pipelines
import Testing

@Suite struct ResolvedTests {
  @Test func `the resolved file shows every default`() throws {
    #expect(
      try Sample.plan().resolved == """
        apiVersion: quern/v1
        kind: Pipeline
        metadata:
          name: mine
        spec:
          store:
            type: sqlite
            path: /work-of/mine/.quern/mine
          sources:
            - name: here
              type: files
              path: /work-of/mine/docs
              include: []
              exclude: []
              followLinks: false
              deletions: propagate
              maxShrink: 20%
              metadata: {}
          extract:
            timeout: 60s
            memoryLimit: 512Mi
            maxFileSize: 1Gi
            contracts:
              minCharacters: 1
              onViolation: quarantine
            fields:
              id: _id
              title: title
              text: text
          chunk:
            type: recursive
            maxTokens: 240
            overlapTokens: 24
          embed:
            model: all-MiniLM-L6-v2
            precision: auto
            prefixes:
              document: ""
              query: ""
            price:
              perMillionTokens: 0
            batch:
              maxTokens: 16384
            retry:
              limit: 6
              backoff:
                initial: 1s
                factor: 2
                max: 60s
            limits:
              requestsPerMinute: 0
              tokensPerMinute: 0
            breaker:
              failures: 5
              pause: 10s
              maxPause: 300s
          index:
            vector:
              type: auto
            lexical:
              language: english
            database: false
          generations:
            keep: 2
            soak: 24h
            promote: auto
          evals: []
          gates: []
          failurePolicy:
            maxFailures: 5%
            maxAttempts: 5

        """)
  }

  @Test(arguments: [
    "", "store: { type: postgres, url: { fromEnv: URL } }", "extract: { passwords: { fromFile: \"a $$ b\" } }",
    "embed: { prefixes: { query: \"q: $$ \\\"\\\\ \\t\\n \\u0085 \\u2028 é 😀 no\" } }",
    "embed: { prefixes: { query: \"no\", document: \"12\" } }",
    "embed: { model: { type: hashing, dimension: 64 } }",
    "embed: { model: { type: openai, url: \"http://h/v1\", model: m, apiKey: { fromEnv: K }, dimension: 8, window: 500 } }",
    "embed: { model: ./bge, price: { perMillionTokens: 0.02 }, retry: { backoff: { initial: 1500ms, factor: 1.25, max: 1h } } }",
    "embed: { limits: { requestsPerMinute: 600 }, breaker: { failures: 0, pause: 1500ms, maxPause: 1d } }",
    "index: { vector: { type: hnsw, m: 8, ef: 64 } }", "index: { vector: { type: exact } }", "budget: { maxTokens: 7 }",
    "schedule: { cron: \"0 3 * * *\" }",
    "evals: [{ name: a, queries: q, qrels: r, strategies: [lexical] }]\ngates: [{ type: quality, maxDrop: 2.5% }, { type: recall, min: 33.33% }]",
    "extract: { memoryLimit: 123456789, timeout: 1h }", "generations: { soak: 0s }", "generations: { soak: 1d }",
  ])
  func `the resolved file reads as the same plan`(spec: String) throws {
    let plan = try Sample.plan(spec)
    #expect(try PipelineReader.plan(file: Sample.file, text: plan.resolved, environment: [:]) == plan)
  }

  @Test func `metadata of every kind survives`() throws {
    let text = Sample.text().replacing(
      "path: docs",
      with:
        "path: docs\n      metadata: { a: 1, b: \"1\", c: true, \"d e\": [x, 2.5, no], \"true\": \"2024-01-01\", e: \"\" }"
    )
    let plan = try PipelineReader.plan(file: Sample.file, text: text, environment: [:])
    #expect(plan.sources[0].metadata.count == 6)
    #expect(try PipelineReader.plan(file: Sample.file, text: plan.resolved, environment: [:]) == plan)
  }

  @Test func `secrets stay references, and are starred`() throws {
    let plan = try Sample.plan("store: { type: postgres, url: { fromEnv: URL } }", environment: ["URL": "hunter2"])
    #expect(plan.resolved.contains("url: { fromEnv: URL }  # ***\n"))
    #expect(!plan.resolved.contains("hunter2"))
  }
}
