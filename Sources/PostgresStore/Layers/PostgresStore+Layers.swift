import Corpus
import Indexing

extension PostgresStore {
  /// The number of a layer to write to, opened if it was not.
  func layer(_ stage: Stage, _ fingerprint: Fingerprint) async throws -> Int {
    let layer = Layer(stage, fingerprint)
    if let number = openLayers[layer] { return number }
    let pipeline = try writable
    let number = try await pool.write { try layer.open(in: pipeline, $0) }
    openLayers[layer] = number
    return number
  }

  /// The layers to write to.
  func layers(_ fingerprints: GenerationFingerprints) async throws -> Layers {
    Layers(
      extract: try await layer(.extract, fingerprints.extract), chunk: try await layer(.chunk, fingerprints.chunk),
      embed: try await layer(.embed, fingerprints.embed))
  }
}
