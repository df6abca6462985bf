extension Metric {
  /// What a pipeline's run measures; short ones push it before they end.
  static let runs = [
    Metric(
      "rag_documents_processed_total", .counter, labels: ["file_type", "status"],
      "Documents read: success, quarantined, skipped; unchanged counts files whose bytes are as before."),
    Metric(
      "rag_run_outcome", .gauge, labels: ["pipeline", "outcome"], "1 for the outcome of the last run, 0 for the others."
    ),
    Metric("rag_run_duration_seconds", .gauge, labels: ["pipeline"], "Time the last run took, or has taken so far."),
    Metric(
      "rag_run_last_success_timestamp_seconds", .gauge, labels: ["pipeline"],
      "When a run last finished and published, in seconds since 1970."),
    Metric(
      "rag_run_peak_memory_bytes", .gauge, labels: ["pipeline", "program"],
      "The most memory that quern, and one of its extracting children, held."),
    Metric(
      "rag_stage_items", .gauge, labels: ["pipeline", "stage", "outcome"],
      "Items of a stage in the last run, in its own unit: files, documents or chunks."),
    Metric(
      "rag_stage_duration_seconds", .gauge, labels: ["pipeline", "stage"],
      "Time a stage was at work in the last run; stages work side by side."),
    Metric("rag_pending_items", .gauge, labels: ["pipeline", "stage"], "Items a stage has yet to take."),
    Metric(
      "rag_tokens_embedded_total", .counter, labels: ["pipeline"], "Tokens sent through the model, after cache hits."),
    Metric(
      "rag_embed_duration_seconds", .work, labels: ["pipeline"], "Time of one call of the model with some batches."),
    Metric(
      "rag_gate_passed", .gauge, labels: ["pipeline", "gate"], "1 if a gate let the last generation pass, 0 if not."),
    Metric(
      "rag_endpoint_requests_total", .counter, labels: ["endpoint", "outcome"],
      "Requests to a model service: success, throttled or failed."),
    Metric(
      "rag_endpoint_breaker_open", .gauge, labels: ["endpoint"],
      "1 while a model service is left alone because it failed again and again, 0 otherwise."),
    Metric(
      "rag_endpoint_wait_seconds_total", .counter, labels: ["endpoint"],
      "Time that requests were told to wait for a model service's rate, or for its breaker."),
  ]

  /// What a catalogue holds, looked up now and then by runs and by servers.
  static let catalogue = [
    Metric(
      "rag_quarantined_items", .gauge, labels: ["pipeline", "stage", "kind"],
      "Items set aside, by the kind of reason that `quarantine list` shows; at most 10,000 are counted."),
    Metric("rag_generations", .gauge, labels: ["pipeline", "state"], "Generations by their state."),
    Metric("rag_generation_live", .gauge, labels: ["pipeline"], "The generation that is live."),
    Metric(
      "rag_retrieval_ndcg", .gauge, labels: ["pipeline", "generation", "eval", "strategy"],
      "How well judged questions are answered, from 0 to 1."),
    Metric(
      "rag_outdated_documents", .gauge, labels: ["pipeline"],
      "Documents that searches still see, though they were deleted or a newer version is ready."),
    Metric(
      "rag_deletion_lag_seconds", .gauge, labels: ["pipeline"],
      "How long, at most, such documents have waited to leave the index; 0 where none does."),
    Metric("rag_workers", .gauge, labels: ["pipeline"], "Workers that take part in a run."),
    Metric(
      "rag_workers_expired", .gauge, labels: ["pipeline"],
      "Workers whose lease is over and whose items nobody has taken over yet."),
    Metric(
      "rag_worker_silence_seconds", .gauge, labels: ["pipeline"], "Time since the most silent worker was heard of."),
    Metric(
      "rag_claim_age_seconds", .gauge, labels: ["pipeline"], "Time since the oldest item in a worker's hands was taken."
    ),
  ]
}
