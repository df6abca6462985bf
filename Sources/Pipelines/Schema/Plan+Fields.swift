extension Plan: FilePlan {
  static let kind = FileKind.pipeline

  static let fields: [Field<Plan>] = [
    .constant("apiVersion", "quern/v1", required: true, "The version of this format."),
    .constant("kind", kind.rawValue, required: true, "What the file describes."),
    .group(
      "metadata", required: true,
      [
        Field(
          "name", \.name, .name, required: true,
          "The pipeline's name: it names its jobs in a cluster, its metrics and its folder.")
      ],
      "What the pipeline is called."),
    .group("spec", required: true, spec, "What it reads, and how."),
  ]

  private static let spec: [Field<Plan>] = [
    Field("store", \.store, StorePlan.form, "Where the catalogue and the index are kept."),
    Field("sources", \.sources, .list(of: SourcePlan.form, atLeast: 1), required: true, "Where documents come from."),
    Field("extract", \.extract, ExtractPlan.form, "How bytes become text."),
    Field("chunk", \.chunk, ChunkPlan.form, "How text is cut."),
    Field("embed", \.embed, EmbedPlan.form, "Which model makes the vectors, and how it is fed."),
    Field("index", \.index, IndexPlan.form, "How chunks become searchable."),
    Field("generations", \.generations, GenerationsPlan.form, "How indexes replace one another."),
    Field("evals", \.evals, .list(of: EvalPlan.form), "Judged questions that measure the index."),
    Field("gates", \.gates, .list(of: GatePlan.form), "What a new generation must fulfil before it goes live."),
    .group(
      "failurePolicy",
      [
        Field(
          "maxFailures", \.maxFailures, .share,
          "The largest share of the documents a run touched that may fail; above it, the run publishes nothing."),
        Field(
          "maxAttempts", \.maxAttempts, .integer(1...1000),
          "How often runs try a file that cannot be read; then it waits in quarantine until it changes or is released."),
      ],
      "How much may go wrong."),
    .group(
      "budget",
      [
        Field(
          "maxTokens", \.maxTokens, .integer(1...Int.max),
          "Tokens one run may embed, after cache hits; the next run goes on. No limit if left out.")
      ],
      "What a run may spend."),
    Field("schedule", \.schedule, SchedulePlan.form, "When a cluster runs the pipeline."),
  ]

  static func blank(file: String) -> Plan {
    Plan(
      name: "", file: file, store: .standard, sources: [], extract: .standard, chunk: .standard, embed: .standard,
      index: .standard, generations: .standard, evals: [], gates: [], maxFailures: 0.05, maxAttempts: 5, maxTokens: nil,
      schedule: nil)
  }
}
