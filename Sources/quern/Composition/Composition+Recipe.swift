import Corpus
import Indexing
import Pipelines
import Running

extension Composition {
  /// A plan that makes what a generation holds: its own settings for everything that its fingerprints cover, and the
  /// pipeline file's for the rest, such as where the sources are now.
  ///
  /// - Throws: ``Failure`` `generation.recipe` if this version cannot read the settings any more.
  func plan(of generation: Generation) throws -> Plan {
    guard !generation.recipe.isEmpty,
      let recipe = try? PipelineReader.plan(file: plan.file, text: generation.recipe, environment: environment)
    else {
      throw Failure(
        "generation.recipe", "\(plan.name), generation \(generation.id)",
        "its settings cannot be read: another version of quern made it",
        remedy: "reindex, or feed it with that version", verdict: .quarantine)
    }
    var merged = plan
    merged.extract.minCharacters = recipe.extract.minCharacters
    merged.extract.onViolation = recipe.extract.onViolation
    merged.extract.fields = recipe.extract.fields
    merged.extract.passwords = recipe.extract.passwords
    merged.chunk = recipe.chunk
    merged.embed.model = recipe.embed.model
    merged.embed.documentPrefix = recipe.embed.documentPrefix
    merged.embed.queryPrefix = recipe.embed.queryPrefix
    merged.embed.precision = EmbedPlan.Precision(rawValue: generation.precision) ?? recipe.embed.precision
    merged.index = recipe.index
    for (position, source) in merged.sources.enumerated() {
      guard let known = recipe.sources.first(where: { $0.name == source.name }) else { continue }
      merged.sources[position].metadata = known.metadata
    }
    return merged
  }

  /// Equips a run for a generation that was made with other settings than the pipeline file's.
  ///
  /// - Parameter model: the one that is loaded; it is used again if it is the generation's too.
  func reopened(for generation: Generation, store: any Store, model: Model) async throws -> Workbench {
    let other = Composition(plan: try plan(of: generation), log: log, threads: threads)
    let isSame = model.embedder.fingerprint == generation.fingerprints.embed
    var bench = try await other.workbench(store: store, model: isSame ? model : nil)
    let stages = bench.fingerprints.stagesChanged(from: generation.fingerprints).filter { $0 != .index }
    guard stages.isEmpty else {
      throw Failure(
        "generation.recipe", "\(plan.name), generation \(generation.id)",
        "this version makes something else of its settings: \(stages.map(\.rawValue).joined(separator: ", "))",
        remedy: "reindex, or feed it with the version that made it", verdict: .quarantine)
    }
    bench.fingerprints = generation.fingerprints
    return bench
  }

  /// The model that made a generation's vectors, whatever the pipeline file names now.
  func embedder(of generation: Generation) async throws -> any Embedder {
    let current = try await model(following: [generation.fingerprints.embed])
    if current.embedder.fingerprint == generation.fingerprints.embed { return current.embedder }
    guard let recipe = try? plan(of: generation),
      let own = try? await Composition(plan: recipe, log: log, threads: threads).model(),
      own.embedder.fingerprint == generation.fingerprints.embed
    else {
      throw Failure(
        "search.modelDiffers", plan.name,
        "generation \(generation.id) was embedded by another model than the pipeline file names now",
        remedy: "run quern run \(plan.file) to build a new generation, or search with the strategy lexical",
        verdict: .stop(.configuration))
    }
    return own.embedder
  }
}
