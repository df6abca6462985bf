import Corpus
import Indexing

/// The numbers of the layers that a generation's fingerprints stand for; 0 for one that nobody has opened yet, where
/// nothing is found.
struct Layers: Hashable {
  var extract: Int
  var chunk: Int
  var embed: Int
}

extension Layers {
  /// Looks the layers up, opening none.
  init(of fingerprints: GenerationFingerprints, pipeline: Int, _ db: Database) throws {
    func number(_ stage: Stage, _ fingerprint: Fingerprint) throws -> Int {
      try Layer(stage, fingerprint).number(in: pipeline, db) ?? 0
    }
    extract = try number(.extract, fingerprints.extract)
    chunk = try number(.chunk, fingerprints.chunk)
    embed = try number(.embed, fingerprints.embed)
  }

  /// Opens the layers that are not.
  init(opening fingerprints: GenerationFingerprints, pipeline: Int, _ db: Database) throws {
    extract = try Layer(.extract, fingerprints.extract).open(in: pipeline, db)
    chunk = try Layer(.chunk, fingerprints.chunk).open(in: pipeline, db)
    embed = try Layer(.embed, fingerprints.embed).open(in: pipeline, db)
  }
}
