extension Metric {
  /// What a pipeline's run measures; short ones push it before they end.
  static let runs = [
    Metric(
      "rag_documents_processed_total", .counter, labels: ["file_type", "status"], "Documents that got an outcome."),
    Metric("rag_run_outcome", .gauge, labels: ["pipeline", "outcome"], "1 for the outcome of the last run."),
    Metric("rag_run_duration_seconds", .gauge, labels: ["pipeline"], "Time the last run took."),
    Metric(
      "rag_run_last_success_timestamp_seconds", .gauge, labels: ["pipeline"],
      "When a run last succeeded, in seconds since 1970."
    ),
    Metric(
      "rag_stage_items", .gauge, labels: ["stage", "outcome"], "Items of a stage in the last run, in its own unit."),
    Metric("rag_stage_duration_seconds", .gauge, labels: ["stage"], "Time from a stage's first item to its last."),
    Metric("rag_tokens_embedded_total", .counter, "Tokens sent through the model, after cache hits."),
    Metric(
      "rag_quarantined_items", .gauge, labels: ["stage"], "Items set aside, with a reason that `quarantine list` shows."
    ),
    Metric("rag_pending_items", .gauge, labels: ["stage"], "Items a stage has yet to take."),
    Metric("rag_lease_expired_total", .counter, "Items taken over from workers that fell silent."),
    Metric("rag_generation_live", .gauge, labels: ["pipeline"], "The generation that is live."),
    Metric(
      "rag_retrieval_ndcg", .gauge, labels: ["pipeline", "generation", "eval", "strategy"],
      "How well judged questions are answered, from 0 to 1."),
  ]
}
