import Corpus
import Indexing
import Pipelines

extension RunManifest {
  /// What is known before a run starts.
  init(_ bench: Workbench, _ options: RunOptions) {
    let prints = bench.fingerprints
    self.init(
      version: options.version, programs: options.programs, configuration: Digest(of: bench.plan.resolved).hex,
      fingerprints: [
        .extract: prints.extract.digest.hex, .chunk: prints.chunk.digest.hex, .embed: prints.embed.digest.hex,
        .index: prints.index.digest.hex,
      ],
      tokenizer: bench.embedder.tokenizer.fingerprint.digest.hex, precision: bench.precision)
  }
}
