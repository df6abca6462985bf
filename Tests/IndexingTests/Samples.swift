import Corpus
import Indexing

func fingerprints(embed: Int = 1) -> GenerationFingerprints {
  func print(_ stage: String, _ version: Int = 1) -> Fingerprint {
    Fingerprint(stage: stage, version: version, settings: [:])
  }
  return GenerationFingerprints(
    extract: print("extract"), chunk: print("chunk"), embed: print("embed", embed), index: print("index"))
}

func generation(
  _ id: Int, _ state: Generation.State, embed: Int = 1, retiredAt: Double? = nil
) -> Generation {
  Generation(
    id: id, state: state, fingerprints: fingerprints(embed: embed), dimension: 2, precision: "f32", revision: 1,
    createdAt: 0, retiredAt: retiredAt)
}
