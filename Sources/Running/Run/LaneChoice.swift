import Corpus
import Indexing
import Logging
import Pipelines

/// Finds out which generations a run feeds, and equips it for each.
struct LaneChoice {
  let runner: Runner

  private var bench: Workbench { runner.bench }

  /// Settles it for all workers of the run, opening a new generation where the pipeline file asks for one.
  /// - Returns: the generations' numbers, the one that the file asks for last.
  func settle() async throws -> [Int] {
    let generations = try await bench.store.generations()
    if let target = runner.options.target { return [try found(target.generation, in: generations).id] }
    let choice = GenerationChoice(
      wanted: bench.fingerprints, among: generations, force: runner.options.reindexes)
    for generation in choice.abandoned { try await bench.store.mark(generation.id, as: .failed) }
    let wanted: Generation
    if let generation = choice.wanted {
      wanted = generation
    } else {
      wanted = try await bench.store.createGeneration(
        bench.fingerprints, dimension: bench.embedder.dimension, precision: bench.precision,
        recipe: bench.plan.resolved)
      if let live = generations.last(where: { $0.state == .live }) {
        let stages = bench.fingerprints.stagesChanged(from: live.fingerprints).map(\.rawValue)
        let reason = stages.isEmpty ? "asked for" : "changed: \(stages.joined(separator: ", "))"
        bench.log.notice("generation \(wanted.id) is built beside \(live.id): \(reason)")
      }
    }
    return choice.others.map(\.id) + [wanted.id]
  }

  /// Equips a run for its generations. One that cannot be fed any more stays as it is, and the run says so.
  func lanes(of numbers: [Int]) async throws -> [Lane] {
    let generations = try await bench.store.generations()
    var lanes: [Lane] = []
    for number in numbers {
      let generation = try found(number, in: generations)
      if generation.fingerprints == bench.fingerprints {
        lanes.append(Lane(generation: generation, bench: bench))
        continue
      }
      do {
        lanes.append(Lane(generation: generation, bench: try await bench.reopen(generation)))
      } catch let failure as Failure where number != numbers.last {
        bench.log.warning("generation \(number) stays as it is: \(failure)")
      }
    }
    return lanes
  }

  private func found(_ number: Int, in generations: [Generation]) throws -> Generation {
    guard let generation = generations.first(where: { $0.id == number }) else {
      throw Failure(
        "generation.absent", bench.plan.name, "has no generation \(number)", remedy: "quern generation list names them",
        verdict: .stop(.input))
    }
    return generation
  }
}
