import Pipelines
import Testing

@Suite struct InterpolationTests {
  @Test(arguments: [
    ("${A}", "1"), ("a${A}b${B}c", "a1btwoc"), ("$$", "$"), ("$${A}", "${A}"), ("$A", "$A"), ("5$", "5$"),
    ("${NONE:-x y}", "x y"), ("${EMPTY:-x}", "x"), ("${EMPTY}!", "!"), ("${A:-x}", "1"), ("${A:?needed}", "1"),
    ("${NONE:-}!", "!"), ("${NONE:-${B}}", "two"), ("${NONE:-${NOT:-3}}", "3"), ("${NONE:-$$}", "$"),
    ("${NONE:-{x}", "{x"),
    ("${EVIL}", "${A}"),
  ])
  func `variables are expanded once`(text: String, expected: String) throws {
    let environment = ["A": "1", "B": "two", "EMPTY": "", "EVIL": "${A}"]
    let plan = try Sample.plan("embed: { prefixes: { query: \"\(text)\" } }", environment: environment)
    #expect(plan.embed.queryPrefix == expected)
  }

  @Test(arguments: [
    ("${NONE}", "the variable NONE is not set [unsetVariable] (set it, or give a default: ${NONE:-value})"),
    ("${NONE:?point it at the manual}", "the variable NONE is not set [unsetVariable] (point it at the manual)"),
    ("${NONE:?}", "the variable NONE is not set [unsetVariable] (set it)"),
    ("${NONE:-${ALSO}}", "the variable ALSO is not set [unsetVariable]"),
    ("${", "[badVariable]"), ("${}", "[badVariable]"), ("${1A}", "[badVariable]"), ("${A-b}", "[badVariable]"),
    ("${A:+b}", "[badVariable]"), ("${A B}", "[badVariable]"), ("${ñ}", "[badVariable]"), ("x${A", "[badVariable]"),
  ])
  func `a variable that has no value is named`(text: String, expected: String) {
    let problems = Sample.problems(spec: "embed: { prefixes: { query: \"\(text)\" } }")
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("pipeline.yaml:9:31: ") == true)
    #expect(problems.first?.contains(expected) == true, "\(problems)")
  }

  @Test func `nested without end is refused`() {
    let text = String(repeating: "${NONE:-", count: 100_000) + String(repeating: "}", count: 100_000)
    #expect(
      Sample.problems(spec: "embed: { prefixes: { query: \"\(text)\" } }").first?.contains("[badVariable]") == true)
  }

  @Test func `a number, a truth, a duration and a share are converted after they are expanded`() throws {
    let environment = ["N": "100", "YES": "true", "T": "5m", "S": "7%", "SIZE": "1Gi"]
    let plan = try Sample.plan(
      """
      chunk: { maxTokens: "${N}", overlapTokens: "1${NONE:-0}" }
      store: { type: postgres, url: { fromEnv: DATABASE_URL } }
      index: { database: "${YES}" }
      extract: { timeout: "${T}", memoryLimit: "${SIZE}" }
      failurePolicy: { maxFailures: "${S}" }
      """, environment: environment)
    #expect(plan.chunk.maxTokens == 100 && plan.chunk.overlapTokens == 10)
    #expect(plan.index.database != nil)
    #expect(plan.extract.timeout == .seconds(300) && plan.extract.memoryLimit == 1 << 30)
    #expect(plan.maxFailures == 0.07)
  }

  @Test func `what a variable holds is text, never YAML, and never shown`() throws {
    let evil = "x\n  store: { type: postgres }\n#"
    let plan = try Sample.plan("embed: { prefixes: { query: \"${E}\" } }", environment: ["E": evil])
    #expect(plan.embed.queryPrefix == evil)
    #expect(plan.store == .sqlite(folder: "/work-of/mine/.quern/mine"))

    let problems = Sample.problems(spec: "chunk: { maxTokens: \"${E}\" }", environment: ["E": "hunter2"])
    #expect(
      problems == [
        #"pipeline.yaml:9:23: spec.chunk.maxTokens must be a whole number, not "${E}" [wrongType] (for example 8)"#
      ])
  }

  @Test func `keys are not expanded`() {
    #expect(Sample.problems(spec: "${A}: 1", environment: ["A": "chunk"]).first?.contains("[unknownKey]") == true)
  }
}
