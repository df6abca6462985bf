/// A judged set of questions that measures how well the index answers.
package struct EvalPlan: Sendable, Equatable {
  package var name: String
  /// Questions, as BEIR's JSONL with `_id` and `text`; an absolute path.
  package var queries: String
  /// Judgements, as tab-separated query, document and grade with a header line; an absolute path.
  package var qrels: String
  package var strategies: [Strategy]
  /// How many hits count.
  package var k: Int

  package enum Strategy: String, Sendable, Equatable, CaseIterable { case lexical, semantic, hybrid }
}
