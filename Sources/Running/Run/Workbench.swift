package import Chunking
package import Corpus
package import Extracting
package import Indexing
package import Logging
package import Pipelines

/// Everything a run works with, put together by the executable.
package struct Workbench: Sendable {
  package var plan: Plan
  package var store: any Store
  package var embedder: any Embedder
  package var chunker: Chunker
  /// Makes an extraction child; each worker has one of its own.
  package var makeExtractor: @Sendable () -> ExtractorProcess
  package var fingerprints: GenerationFingerprints
  /// The precision that the embedder was loaded with.
  package var precision: String
  /// Equips for a generation that was made with other settings.
  package var reopen: @Sendable (Generation) async throws -> Workbench
  package var log: Logger

  package init(
    plan: Plan, store: any Store, embedder: any Embedder, chunker: Chunker,
    makeExtractor: @escaping @Sendable () -> ExtractorProcess, fingerprints: GenerationFingerprints,
    precision: String, reopen: @escaping @Sendable (Generation) async throws -> Workbench, log: Logger
  ) {
    self.plan = plan
    self.store = store
    self.embedder = embedder
    self.chunker = chunker
    self.makeExtractor = makeExtractor
    self.fingerprints = fingerprints
    self.precision = precision
    self.reopen = reopen
    self.log = log
  }
}
