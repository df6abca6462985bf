/// The catalogue: the only truth about what is there, what is done and what is left.
///
/// There is no list of tasks. A stage asks for rows whose output is missing or stale, and writes its output and its
/// completion in one transaction; so a process may be killed at any moment, and the next one goes on. Anybody may read
/// while others write. All implementations pass the same suite.
package protocol Store: RunStore, GenerationStore, DiscoveryStore, ExtractionStore, ChunkStore, EmbeddingStore,
  PublicationStore, SegmentStore, QuarantineStore, CatalogueReports,
  EvaluationStore, VerificationStore
{}
