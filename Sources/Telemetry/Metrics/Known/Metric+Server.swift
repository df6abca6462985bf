extension Metric {
  /// What a query server measures.
  static let server = [
    Metric("rag_system_info", .gauge, labels: ["version"], "Always 1; the label says which version runs."),
    Metric("rag_requests_total", .counter, labels: ["method", "endpoint", "status"], "Requests answered."),
    Metric(
      "rag_request_duration_seconds", .latency, labels: ["method", "endpoint"], "Time from a request to its answer."),
    Metric("rag_active_requests", .gauge, "Requests being answered."),
    Metric("rag_retrieval_latency_seconds", .latency, labels: ["strategy"], "Time of a search that no cache answered."),
    Metric(
      "rag_embedding_cache_hits_total", .counter,
      "Vectors taken from what was computed before: of queries in a server, of chunks in a run."),
    Metric("rag_embedding_cache_misses_total", .counter, "Vectors that had to be computed."),
    Metric("rag_answer_cache_hits_total", .counter, labels: ["layer"], "Answers found in a layer of the cache."),
    Metric("rag_answer_cache_misses_total", .counter, labels: ["layer"], "Answers looked for in a layer in vain."),
    Metric("rag_redis_up", .gauge, "1 while Redis answers, 0 while the server does without it."),
    Metric("rag_redis_failures_total", .counter, labels: ["reason"], "Times that Redis failed, one for each fault."),
    Metric("rag_revision_age_seconds", .gauge, labels: ["pipeline"], "Time since the served revision was made."),
    Metric(
      "rag_catalogue_silence_seconds", .gauge, labels: ["pipeline"],
      "Time since the catalogue last answered; what is newer than that is not known here."),
    Metric("rag_revision_number", .gauge, labels: ["pipeline"], "The revision being served."),
    Metric(
      "rag_follow_failures_total", .counter, labels: ["pipeline", "reason"],
      "New revisions that could not be taken over; the old one is served on."),
    Metric("rag_rate_limited_total", .counter, "Requests refused because their client asked too often."),
    Metric("rag_overloaded_total", .counter, "Requests refused because too many were waiting."),
    Metric("rag_degraded", .gauge, labels: ["pipeline"], "1 while searches go by words only, 0 otherwise."),
    Metric("rag_spans_dropped_total", .counter, labels: ["reason"], "Spans that never reached the collector."),
  ]
}
