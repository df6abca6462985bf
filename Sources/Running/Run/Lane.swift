package import Indexing

/// One of the generations that a run feeds, with what its own settings need.
package struct Lane: Sendable {
  package var generation: Generation
  package var bench: Workbench

  package init(generation: Generation, bench: Workbench) {
    self.generation = generation
    self.bench = bench
  }

  var fingerprints: GenerationFingerprints { generation.fingerprints }
}
