import Corpus
import Pipelines
import Testing

/// Lines count from 1; the first line of a spec given here is line 9, indented by two.
@Suite struct ProblemsTests {
  @Test(arguments: [
    ("chunck: { maxTokens: 9 }", #"9:3: unknown key "chunck" [unknownKey] (did you mean "chunk"?)"#),
    (
      "extract: { contracts: { minCharcters: 1 } }",
      #"9:27: unknown key "minCharcters" [unknownKey] (did you mean "minCharacters"?)"#
    ),
    ("maxTokens: 9", #"9:3: unknown key "maxTokens" [unknownKey] (it belongs at spec.chunk.maxTokens)"#),
    ("generations: { zzz: 9 }", #"9:18: unknown key "zzz" [unknownKey] (the keys here are keep, soak, promote)"#),
    ("extract: 5", "9:12: spec.extract must be a mapping of keys and values, not 5 [wrongType] (write keys below it)"),
    (
      "extract:",
      "9:11: spec.extract must be a mapping of keys and values, not an empty value [wrongType] (write keys below it)"
    ),
    (
      "chunk: { maxTokens: many }",
      #"9:23: spec.chunk.maxTokens must be a whole number from 8 to 131072, not "many" [wrongType] (for example 8)"#
    ),
    (
      "chunk: { maxTokens: \"240\" }",
      #"9:23: spec.chunk.maxTokens must be a whole number from 8 to 131072, not "240" [wrongType] (remove the quotes)"#
    ),
    (
      "chunk: { maxTokens: 2.5 }",
      "9:23: spec.chunk.maxTokens must be a whole number, not 2.5 [wrongType] (for example 8)"
    ),
    (
      "chunk: { maxTokens: 7 }",
      "9:23: spec.chunk.maxTokens must be from 8 to 131072, not 7 [outOfRange] (choose one in that range)"
    ),
    (
      "budget: { maxTokens: 99999999999999999999 }",
      "9:24: spec.budget.maxTokens must be at least 1, not 99999999999999999999 [outOfRange]"
    ),
    (
      "chunk: { type: recursiv }",
      #"9:18: spec.chunk.type must be one of recursive, markdown, sentence, fixed, not "recursiv" [unknownValue] (did you mean "recursive"?)"#
    ),
    ("index: { lexical: { language: klingon } }", "[unknownValue] (choose one of them)"),
    (
      "index: { database: yes }",
      #"9:22: spec.index.database must be true or false, not "yes" [wrongType] (for example true)"#
    ),
    (
      "index: { database: true }",
      "[inconsistent] (leave it out, or use store: { type: postgres, … })"
    ),
    ("index: { vector: {} }", #"9:20: spec.index.vector needs the key "type" [missingKey] (one of auto, exact, hnsw)"#),
    ("index: { vector: { type: exact, m: 4 } }", #"9:35: unknown key "m" [unknownKey]"#),
    ("store: { type: mysql }", #"9:18: spec.store.type must be one of sqlite, postgres, not "mysql" [unknownValue]"#),
    (
      "extract: { timeout: 60 }",
      "9:23: spec.extract.timeout must be a duration from 1s to 24h, not 60 [wrongType] (for example 60s, 5m or 24h)"
    ),
    (
      "extract: { timeout: 60x }",
      #"9:23: spec.extract.timeout must be a duration, not "60x" [badUnit] (write a number and ms, s, m, h or d, such as 60s or 24h)"#
    ),
    ("extract: { timeout: -5s }", "[badUnit]"),
    ("extract: { timeout: 99999999999999999999h }", "[badUnit]"),
    ("extract: { timeout: 0s }", "[outOfRange]"),
    (
      "extract: { memoryLimit: 512MB }",
      #"9:27: spec.extract.memoryLimit must be a size in bytes, not "512MB" [badUnit]"#
    ),
    ("extract: { memoryLimit: 1Ki }", "[outOfRange]"),
    (
      "failurePolicy: { maxFailures: 5 }",
      "9:33: spec.failurePolicy.maxFailures must be a share from 0% to 100%, not 5 [wrongType] (for example 20%)"
    ),
    ("failurePolicy: { maxFailures: 120% }", "[outOfRange]"),
    ("failurePolicy: { maxFailures: x% }", "[badUnit]"),
    (
      "embed: { model: hashing }",
      #"9:19: spec.embed.model must say more than a type, not "hashing" [wrongType] (write { type: hashing } as a mapping)"#
    ),
    ("embed: { model: ~/models/bge }", "[badFormat] (write ${HOME} instead)"),
    ("embed: { price: { perMillionTokens: -1 } }", "[outOfRange]"),
    ("embed: { limits: { requestsPerMinute: -1 } }", "must be from 0 to 1000000, not -1 [outOfRange]"),
    ("embed: { limits: { tokensPerMinute: 1000000001 } }", "[outOfRange]"),
    ("embed: { limits: { requestPerMinute: 1 } }", #"(did you mean "requestsPerMinute"?)"#),
    ("embed: { breaker: { failures: 1001 } }", "[outOfRange]"),
    ("embed: { breaker: { pause: 10 } }", "must be a duration from 1s to 1h, not 10 [wrongType]"),
    ("embed: { breaker: { maxPause: 2d } }", "[outOfRange]"),
    ("embed: { price: { perMillionTokens: .inf } }", "[wrongType]"),
    (
      "schedule: { cron: \"0 3 * *\" }",
      "9:21: spec.schedule.cron must have five fields: minute, hour, day, month, weekday"
    ),
    ("schedule: { cron: \"0 25 * * *\" }", "must have a valid hour, not"),
    ("schedule: { cron: \"0 3 * * 5-1\" }", "must have a valid weekday, not"),
    ("schedule: { timeZone: Etc/UTC }", #"9:13: spec.schedule needs the key "cron" [missingKey] (add cron:)"#),
    ("gates: [{ type: quality }]", #"needs the key "maxDrop" [missingKey]"#),
    (
      "evals: [{ name: 7, queries: q, qrels: r }]",
      "9:19: spec.evals[0].name must be a name in small letters, digits and hyphens, not 7 [wrongType] (put it in quotes)"
    ),
    (
      "evals: [{ name: a, queries: q, qrels: r, strategies: [] }]",
      "9:56: spec.evals[0].strategies needs at least 1 item [outOfRange]"
    ),
  ])
  func `a bad value is shown with its place, its code and a way out`(spec: String, expected: String) {
    let problems = Sample.problems(spec: spec)
    #expect(problems.count == 1)
    #expect(problems.first?.contains(expected) == true, "\(problems)")
    #expect(problems.first?.hasPrefix("pipeline.yaml:9:") == true)
  }

  @Test(arguments: [
    (
      "chunk: { maxTokens: 20 }",
      "9:10: spec.chunk.overlapTokens is 24, not less than maxTokens, 20 [inconsistent] (give less, such as 2)"
    ),
    (
      "chunk: { maxTokens: 64, overlapTokens: 64 }",
      "9:42: spec.chunk.overlapTokens is 64, not less than maxTokens, 64 [inconsistent]"
    ),
    (
      "chunk: { maxTokens: 9000 }\nembed: { model: { type: hashing } }",
      "9:23: spec.chunk.maxTokens is 9000, more than the 8192 tokens the model takes [inconsistent] (give at most 8192)"
    ),
    (
      "chunk: { maxTokens: 600 }\nembed: { model: { type: openai, url: \"http://h/v1\", model: m, window: 512 } }",
      "more than the 512 tokens"
    ),
    (
      "embed: { batch: { maxTokens: 100 } }",
      "9:32: spec.embed.batch.maxTokens is 100, so that a chunk of 240 tokens fits no batch"
    ),
    (
      "embed: { retry: { backoff: { initial: 2m } } }",
      "9:41: spec.embed.retry.backoff.initial is longer than backoff.max, 60s"
    ),
    (
      "embed: { breaker: { pause: 10m } }",
      "9:30: spec.embed.breaker.pause is longer than maxPause, 300s [inconsistent] (make it shorter)"
    ),
    (
      "embed: { limits: { tokensPerMinute: 9000 } }",
      "9:39: spec.embed.limits.tokensPerMinute is 9000, less than one batch of 16384 tokens [inconsistent]"
    ),
    ("gates: [{ type: quality, maxDrop: 1% }]", "9:11: spec.gates[0] compares evals, and there are none"),
    (
      "evals: [{ name: a, queries: q, qrels: r }, { name: a, queries: q, qrels: r }]",
      #"9:54: spec.evals[1].name is taken by an item above: "a" [duplicateName]"#
    ),
  ])
  func `values that do not go together are a problem`(spec: String, expected: String) {
    let problems = Sample.problems(spec: spec)
    #expect(problems.count == 1)
    #expect(problems.first?.contains(expected) == true, "\(problems)")
  }

  @Test(arguments: ["Mine", "-mine", "mine-", "my_pipeline", "a.b", "ñ", "\"\"", String(repeating: "a", count: 64)])
  func `a name must be a DNS label`(name: String) {
    let problems = Sample.problems(Sample.text().replacing("name: mine", with: "name: \(name)"))
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("pipeline.yaml:4:9: metadata.name must be a name of at most 63") == true)
    #expect(problems.first?.contains("[badFormat]") == true)
  }

  @Test(arguments: ["a", "a1", "1a", "my-documents", String(repeating: "a", count: 63)])
  func `a DNS label is a name`(name: String) {
    #expect(Sample.problems(Sample.text().replacing("name: mine", with: "name: \(name)")) == [])
  }

  @Test func `all problems are told in one go, in the order of the file`() {
    let problems = Sample.problems(
      """
      apiVersion: quern/v2
      kind: Pipelin
      metadata: { name: Bad_Name, color: blue }
      spec:
        sources:
          - { name: twice, path: a }
          - { name: twice }
        extract: { timeout: 60 }
        chunk: { maxTokens: 10, overlap: 3 }
        embed: { model: { type: openai, url: "ftp://x", apiKey: sk-123 } }
      """)
    let codes = problems.map { problem in
      problem.replacing(/^(\S+): .*\[(\w+)\].*$/) { "\($0.1) \($0.2)" }
    }
    #expect(
      codes == [
        "pipeline.yaml:1:13 unknownValue",
        "pipeline.yaml:2:7 unknownValue",
        "pipeline.yaml:3:19 badFormat",
        "pipeline.yaml:3:29 unknownKey",
        "pipeline.yaml:7:7 missingKey",
        "pipeline.yaml:7:15 duplicateName",
        "pipeline.yaml:8:23 wrongType",
        "pipeline.yaml:9:27 unknownKey",
        "pipeline.yaml:10:19 missingKey",
        "pipeline.yaml:10:40 badFormat",
        "pipeline.yaml:10:59 literalSecret",
      ])
  }

  @Test func `what is missing is named`() {
    #expect(
      Sample.problems("apiVersion: quern/v1\nkind: Pipeline") == [
        #"pipeline.yaml:1:1: the file needs the key "metadata" [missingKey] (add metadata:)"#,
        #"pipeline.yaml:1:1: the file needs the key "spec" [missingKey] (add spec:)"#,
      ])
    #expect(
      Sample.problems("apiVersion: quern/v1\nkind: Pipeline\nmetadata: {name: a}\nspec: {sources: []}") == [
        "pipeline.yaml:4:17: spec.sources needs at least 1 item [outOfRange] (add one)"
      ])
  }

  @Test func `keys and values are shown without escapes of the terminal`() {
    let text = Sample.text("\"\\e[31mred\": \"\\e]0;x\"").replacing(
      "path: docs", with: "path: docs\n      metadata: { \"\\e[2J\": ~ }\n      deletions: \"\\e[1m\"")
    let problems = Sample.problems(text)
    #expect(problems.count == 3)
    #expect(problems.allSatisfy { $0.contains("\\u{1b}") && !$0.contains("\u{1B}") }, "\(problems)")
  }

  @Test func `a server's file is sent to the command that reads it`() {
    #expect(
      Sample.problems("apiVersion: quern/v1\nkind: Server\nmetadata: {name: a}\nspec: {listen: {}}") == [
        "pipeline.yaml:2:7: kind Server is read by quern serve [otherKind] (give a file with kind: Pipeline)"
      ])
  }

  @Test func `problems become one failure that stops a run`() {
    do {
      _ = try Sample.plan("chunck: {}")
      Issue.record("must throw")
    } catch {
      #expect(error.failure.code == "pipeline.unknownKey")
      #expect(error.failure.subject == "/work-of/mine/pipeline.yaml:9:3")
      #expect(error.failure.verdict == .stop(.configuration))
    }
  }
}
