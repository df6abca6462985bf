import ArgumentParser
import Corpus
import Evaluating
import Pipelines

/// Judged questions: given here, or those of the pipeline file.
struct JudgedArguments: ParsableArguments {
  @Option(
    help: "Questions: JSONL with _id and text, lines of id and text, or TREC topics; else those of the file's evals.")
  var queries: String?

  @Option(help: "Judgements: question, document and grade by tabs, or TREC's four columns.")
  var qrels: String?

  @Option(name: [.customShort("k"), .customLong("k")], help: "Hits that count; 10, or what the file's eval says.")
  var cut: Int?

  func validate() throws {
    if (queries == nil) != (qrels == nil) { throw ValidationError("--queries and --qrels go together") }
    if let cut, !(1...1000).contains(cut) { throw ValidationError("-k takes a number from 1 to 1000") }
  }

  /// - Throws: ``Failure`` `eval.absent` if neither names any.
  func examination(_ plan: Plan) throws -> (examination: Examination, k: Int) {
    if let queries, let qrels { return (try Examination(queries: queries, qrels: qrels), cut ?? 10) }
    guard let eval = plan.evals.first else {
      throw Failure(
        "eval.absent", plan.name, "has no judged questions",
        remedy: "give --queries and --qrels, or add evals to the file",
        verdict: .stop(.usage))
    }
    return (try Examination(queries: eval.queries, qrels: eval.qrels), cut ?? eval.k)
  }
}
