extension EvalPlan {
  static let form = Form<EvalPlan>.mapping(
    EvalPlan(name: "", queries: "", qrels: "", strategies: Strategy.allCases, k: 10),
    [
      Field("name", \.name, .name, required: true, "The eval's name in reports."),
      Field("queries", \.queries, .path, required: true, "Questions, as JSONL with _id and text."),
      Field("qrels", \.qrels, .path, required: true, "Judgements: query, document and grade, separated by tabs."),
      Field("strategies", \.strategies, .list(of: .choice, atLeast: 1), "Which searches are measured."),
      Field("k", \.k, .integer(1...1000), "How many hits count."),
    ])
}

extension GatePlan {
  static let form = Form<GatePlan>.variants([
    Variant(
      "quality", "Compares the scores of the evals with the live generation's.", Share(),
      [Field("maxDrop", \.share, .share, required: true, "The largest drop of a score.")],
      wrap: { .quality(maxDrop: $0.share) },
      unwrap: { if case .quality(let share) = $0 { Share(share: share) } else { nil } }),
    Variant(
      "quarantine", "Counts documents that were set aside.", Share(),
      [Field("max", \.share, .share, required: true, "The largest share of the documents.")],
      wrap: { .quarantine(max: $0.share) },
      unwrap: { if case .quarantine(let share) = $0 { Share(share: share) } else { nil } }),
    Variant(
      "coverage", "Counts documents that are in the index.", Share(),
      [Field("min", \.share, .share, required: true, "The smallest share of the documents.")],
      wrap: { .coverage(min: $0.share) },
      unwrap: { if case .coverage(let share) = $0 { Share(share: share) } else { nil } }),
    Variant(
      "recall", "Compares the vector index with an exact search.", Share(),
      [Field("min", \.share, .share, required: true, "The smallest share of true neighbours.")],
      wrap: { .recall(min: $0.share) },
      unwrap: { if case .recall(let share) = $0 { Share(share: share) } else { nil } }),
  ])

  private struct Share { var share = 0.0 }
}
