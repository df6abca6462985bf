import Corpus
import Indexing

/// Which documents are complete and not in a generation's revision.
struct Readiness {
  let layers: Layers
  let generation: Int

  init(of generation: Generation, pipeline: Int, _ db: Database) throws {
    layers = try Layers(of: generation.fingerprints, pipeline: pipeline, db)
    self.generation = generation.id
  }

  /// The parameters `$1` to `$4` of ``condition``.
  var arguments: [(any PostgresValue)?] { [layers.extract, layers.chunk, layers.embed, generation] }

  /// Whether document `d` is ready.
  static let condition = """
    d.layer = $1
      AND NOT EXISTS (SELECT 1 FROM member m WHERE m.generation = $4 AND m.key = d.key AND m.document = d.id)
      AND EXISTS (SELECT 1 FROM chunking c WHERE c.document = d.id AND c.layer = $2 AND c.chunks > 0)
      AND NOT EXISTS (
        SELECT 1 FROM chunk c WHERE c.document = d.id AND c.layer = $2
          AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.layer = $3 AND e.digest = c.digest))
    """
}
