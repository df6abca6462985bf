package import Corpus

/// Everything a generation's content depends on besides the sources.
package struct GenerationFingerprints: Hashable, Sendable {
  package var extract: Fingerprint
  package var chunk: Fingerprint
  package var embed: Fingerprint
  package var index: Fingerprint

  package init(extract: Fingerprint, chunk: Fingerprint, embed: Fingerprint, index: Fingerprint) {
    self.extract = extract
    self.chunk = chunk
    self.embed = embed
    self.index = index
  }

  /// What a stage's output depends on, the stages before it included.
  package func route(to stage: Stage) -> Fingerprint {
    let all: [(Stage, Fingerprint)] = [(.extract, extract), (.chunk, chunk), (.embed, embed), (.index, index)]
    guard let last = all.firstIndex(where: { $0.0 == stage }), last > 0 else { return extract }
    let settings = all[...last].map { ($0.0.rawValue, $0.1.digest.hex) }
    return Fingerprint(stage: "route", version: 1, settings: Dictionary(uniqueKeysWithValues: settings))
  }

  /// The stages whose output differs between two generations.
  package func stagesChanged(from other: GenerationFingerprints) -> [Stage] {
    var stages: [Stage] = []
    if extract != other.extract { stages.append(.extract) }
    if chunk != other.chunk { stages.append(.chunk) }
    if embed != other.embed { stages.append(.embed) }
    if index != other.index { stages.append(.index) }
    return stages
  }
}
