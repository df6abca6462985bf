import Indexing
package import Metrics

/// What a run measures at its work. Where no backend is installed, it costs next to nothing.
package struct RunMetrics: Sendable {
  package let pipeline: String
  let factory: any MetricsFactory

  package init(pipeline: String, factory: any MetricsFactory = MetricsSystem.factory) {
    self.pipeline = pipeline
    self.factory = factory
  }

  /// What became of a document, or of a file before anybody knew its documents.
  enum Reading: String { case success, quarantined, skipped, unchanged }

  func read(_ status: Reading, _ mediaType: String? = nil) {
    let labels = [("file_type", FileType(mediaType).name), ("status", status.rawValue)]
    Counter(label: "rag_documents_processed_total", dimensions: labels, factory: factory).increment()
  }

  /// Chunks that went through the model.
  func embedded(_ chunks: Int, tokens: Int, in duration: Duration) {
    Counter(label: "rag_embedding_cache_misses_total", factory: factory).increment(by: chunks)
    Counter(label: "rag_tokens_embedded_total", dimensions: labels(), factory: factory).increment(by: tokens)
    Timer(label: "rag_embed_duration_seconds", dimensions: labels(), factory: factory)
      .recordNanoseconds(Int64(duration / .nanoseconds(1)))
  }

  /// Chunks whose vector was there already, since their text had been embedded before.
  func reused(_ chunks: Int) {
    Counter(label: "rag_embedding_cache_hits_total", factory: factory).increment(by: max(0, chunks))
  }

  func gauge(_ name: String, _ value: Double, _ more: (String, String)...) { gauge(name, value, more) }

  func gauge(_ name: String, _ value: Double, _ more: [(String, String)]) {
    Gauge(label: name, dimensions: labels(more), factory: factory).record(value)
  }

  /// Takes back a gauge of something that is no more: its last value would be shown until the process ends.
  func forget(_ name: String, _ more: [(String, String)]) {
    Gauge(label: name, dimensions: labels(more), factory: factory).destroy()
  }

  private func labels(_ more: [(String, String)] = []) -> [(String, String)] { [("pipeline", pipeline)] + more }
}
