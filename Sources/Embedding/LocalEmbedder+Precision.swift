package import Corpus

extension LocalEmbedder {
  /// What an embedder's fingerprint would be; nothing is loaded for it.
  package static func fingerprint(
    _ folder: ModelFolder, precision: Precision, documentPrefix: String = "", queryPrefix: String = ""
  ) -> Fingerprint {
    var settings = folder.digests.mapValues(\.hex)
    settings["precision"] = precision.fingerprint
    settings["documentPrefix"] = documentPrefix
    settings["queryPrefix"] = queryPrefix
    return Fingerprint(stage: "embed", version: 1, settings: settings)
  }

  /// What `auto` means: the precision of the newest vectors that this model made, so that machines of every kind go on
  /// with them; where there are none, what suits this machine.
  ///
  /// - Parameter existing: fingerprints of embeddings in use, oldest first.
  package static func precision(
    _ folder: ModelFolder, documentPrefix: String = "", queryPrefix: String = "", following existing: [Fingerprint],
    on instructions: InstructionSet = .best
  ) -> Precision {
    var precisions: [Fingerprint: Precision] = [:]
    for precision in Precision.allCases {
      let fingerprint = fingerprint(
        folder, precision: precision, documentPrefix: documentPrefix, queryPrefix: queryPrefix)
      precisions[fingerprint] = precision
    }
    let followed = existing.reversed().lazy.compactMap { precisions[$0] }.first
    return followed ?? .automatic(for: folder, on: instructions)
  }
}
