import Corpus
import Indexing
import Pipelines
import Sourcing

/// What a run would do, found out without doing it.
package struct Forecast: Sendable, Codable {
  package struct Files: Sendable, Codable {
    package var new = 0
    package var touched = 0
    package var unchanged = 0
    package var missing = 0
  }

  /// Which generation would be fed, in words.
  package var generation: String
  package var files = Files()
  /// Bytes of the new and touched files.
  package var newBytes = 0
  package var pendingFiles = 0
  package var pendingDocuments = 0
  package var pendingChunks = 0
  package var pendingTokens = 0
  /// Bytes of text of documents that are not cut yet.
  package var pendingBytes = 0
  /// Tokens to embed, those of files not read and of documents not cut yet included: estimated from their size.
  package var estimatedTokens = 0
  /// At the pace of the last run that embedded anything; nil if none did.
  package var estimatedSeconds: Double?
  /// In the currency of `embed.price`.
  package var price = 0.0
  package var isNewGeneration = false

  package var hasChanges: Bool {
    isNewGeneration || files.new + files.touched + files.missing + pendingFiles + pendingDocuments + pendingChunks > 0
  }

  /// Bytes of source a token comes from, where nothing better is known: markup included.
  private static let bytesPerToken = 8.0
  /// The same of extracted text: what WordPiece makes of English.
  private static let textBytesPerToken = 4.2

  package init(bench: Workbench) async throws {
    let generations = try await bench.store.generations()
    let choice = GenerationChoice(wanted: bench.fingerprints, among: generations)
    if let fed = choice.wanted {
      generation = "adds to generation \(fed.id), \(fed.state.rawValue)"
    } else {
      isNewGeneration = true
      let live = generations.last { $0.state == .live }
      let changed = live.map { bench.fingerprints.stagesChanged(from: $0.fingerprints).map(\.rawValue) }
      generation =
        changed.map { "builds a new generation, changed: \($0.joined(separator: ", "))" }
        ?? "builds the first generation"
    }
    try await lookAtFiles(bench)
    let census = try await bench.store.census(of: bench.fingerprints, generation: nil)
    pendingFiles = census.extract.pending + files.new + files.touched
    pendingDocuments = census.chunk.pending
    pendingChunks = census.embed.pending
    pendingTokens = census.pendingTokens
    if pendingDocuments > 0 { pendingBytes = try await bench.store.uncutBytes(for: bench.fingerprints) }
    estimatedTokens =
      pendingTokens + Int(Double(newBytes) / Self.bytesPerToken + Double(pendingBytes) / Self.textBytesPerToken)
    price = Double(estimatedTokens) / 1e6 * bench.plan.embed.pricePerMillionTokens
    let embedded = try await bench.store.runs(limit: 20).first { $0.tokens > 1000 }
    if let embedded, let seconds = embedded.stages[.embed]?.seconds, seconds > 0 {
      estimatedSeconds = Double(estimatedTokens) * seconds / Double(embedded.tokens)
    }
  }

  private mutating func lookAtFiles(_ bench: Workbench) async throws {
    for source in bench.plan.sources {
      var seen = 0
      for entry in try FileSource(source).entries() {
        guard case .file(let object) = entry else { continue }
        switch try await bench.store.standing(of: object, in: source.name) {
        case .new:
          files.new += 1
          newBytes += object.size
        case .touched:
          files.touched += 1
          newBytes += object.size
          seen += 1
        case .unchanged:
          files.unchanged += 1
          seen += 1
        }
      }
      files.missing += max(0, try await bench.store.known(of: source.name) - seen)
    }
  }
}
