import Chunking
import Corpus
import Embedding
import Extracting
import Foundation
import Indexing
import Logging
import ModelClients
import Pipelines
import PostgresStore
import Running
import Segments

/// Puts a plan's parts together: the only place that names implementations.
struct Composition {
  let plan: Plan
  let log: Logger
  var threads: Int?

  var environment: [String: String] { ProcessInfo.processInfo.environment }

  var workers: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// - Parameter model: one that is loaded already; it must be the plan's.
  func workbench(store: any Store, model loaded: Model? = nil) async throws -> Workbench {
    let model =
      if let loaded { loaded } else {
        try await model(following: Self.embeddings(in: store), gate: Self.gate(of: store))
      }
    let chunker = try chunker(for: model)
    let options = try extractionOptions()
    let limits = Limits(timeout: plan.extract.timeout, memoryBytes: plan.extract.memoryLimit)
    let executable = try ExtractorProcess.executable()
    return Workbench(
      plan: plan, store: store, embedder: model.embedder, chunker: chunker,
      makeExtractor: { ExtractorProcess(executable: executable, limits: limits, options: options) },
      fingerprints: GenerationFingerprints(
        extract: plan.extractFingerprint(passwords: options.passwords), chunk: chunker.fingerprint,
        embed: model.embedder.fingerprint, index: plan.indexFingerprint),
      precision: model.precision,
      reopen: { try await reopened(for: $0, store: store, model: model) }, log: log)
  }

  /// What the generations that are fed or searched were embedded by, oldest first.
  private static func embeddings(in store: any Store) async throws -> [Fingerprint] {
    try await store.generations().filter { [.building, .sealed, .live].contains($0.state) }.map(\.fingerprints.embed)
  }

  /// What keeps the clients of a remote model together, on as many machines as the store serves; nil for this process.
  private static func gate(of store: any Store) -> (any EndpointGate)? {
    (store as? PostgresStore).map(PostgresEndpointGate.init)
  }

  func chunker(for model: Model) throws -> Chunker {
    try Chunker(
      kind: ChunkingKind(plan.chunk.type), maxTokens: plan.chunk.maxTokens, overlapTokens: plan.chunk.overlapTokens,
      tokenizer: model.embedder.tokenizer, tokenizerFingerprint: model.embedder.tokenizer.fingerprint)
  }

  private func extractionOptions() throws -> ExtractionOptions {
    var options = ExtractionOptions()
    options.idField = plan.extract.fields.id
    options.titleField = plan.extract.fields.title
    options.textField = plan.extract.fields.text
    if let passwords = plan.extract.passwords {
      options.passwords = try passwords.resolve(environment: environment)
        .split(whereSeparator: \.isNewline).map(String.init)
    }
    return options
  }
}

extension ChunkingKind {
  init(_ kind: ChunkPlan.Kind) {
    self =
      switch kind {
      case .recursive: .recursive
      case .markdown: .markdown
      case .sentence: .sentence
      case .fixed: .fixed
      }
  }
}
