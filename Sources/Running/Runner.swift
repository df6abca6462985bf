import Corpus
import Foundation
package import Indexing
import Logging

/// Carries out one run: look what is there, do what is missing, publish what is complete, balance the books.
package struct Runner: Sendable {
  package let bench: Workbench
  package let options: RunOptions
  package let stop: StopSignal
  package let progress: RunProgress

  package init(bench: Workbench, options: RunOptions, stop: StopSignal, progress: RunProgress) {
    self.bench = bench
    self.options = options
    self.stop = stop
    self.progress = progress
  }

  /// - Returns: the run's books, as the catalogue keeps them.
  /// - Throws: ``Failure`` with verdict stop; whatever was finished stays.
  package func run() async throws -> RunRecord {
    var record = try await bench.store.beginRun()
    do {
      try await work(&record)
      record.finishedAt = Date().timeIntervalSince1970
      try await bench.store.finish(record)
      return record
    } catch {
      record.outcome = stop.reason ?? .failed
      record.finishedAt = Date().timeIntervalSince1970
      // The first error is the one to tell; the lock goes back in any case.
      try? await bench.store.finish(record)
      throw error
    }
  }

  private func work(_ record: inout RunRecord) async throws {
    let generation = try await chooseGeneration()
    record.generation = generation.id
    if options.stages.contains(.discover) {
      record.stages[.discover] = try await timed { try await Discovery(runner: self).discover() }
    }
    let before = try await bench.store.census(of: generation.fingerprints, generation: generation.id)
    await progress.expect(.extract, before.extract.pending)
    await progress.expect(.chunk, before.chunk.pending)
    await progress.expect(.embed, before.embed.pending)

    let started = Date()
    try await withThrowingTaskGroup(of: Void.self) { stages in
      let documents = WorkSignal()
      let chunks = WorkSignal()
      stages.addTask { try await ExtractStage(runner: self, documents: documents).work() }
      stages.addTask { try await ChunkStage(runner: self, documents: documents, chunks: chunks).work() }
      stages.addTask { try await EmbedStage(runner: self, chunks: chunks).work() }
      do {
        while try await stages.next() != nil {}
      } catch {
        // The others end at their next look at the signals; nothing they wrote is lost.
        stop.request(.failed)
        await documents.finish()
        await chunks.finish()
        throw error
      }
    }
    let seconds = Date().timeIntervalSince(started)
    record.tokens = await progress.tokens

    let publisher = Publisher(runner: self, generation: generation, run: record.id)
    let indexing = Date()
    let published = try await publisher.publish()
    record.outcome = published.outcome
    record.revision = published.revision?.number

    let census = try await bench.store.census(of: generation.fingerprints, generation: generation.id)
    try await Books(census: census, progress: progress.stations, published: published).close(&record)
    for stage in [Stage.extract, .chunk, .embed] { record.stages[stage]?.seconds = seconds }
    record.stages[.index]?.seconds = Date().timeIntervalSince(indexing)
  }

  /// Has some workers do the same work side by side; the first failure stops them all.
  func crew(of width: Int, _ work: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { workers in
      for _ in 0..<width { workers.addTask { try await work() } }
      do {
        while try await workers.next() != nil {}
      } catch {
        stop.request(.failed)
        throw error
      }
    }
  }

  private func timed(_ body: () async throws -> StageCounts) async throws -> StageCounts {
    let started = Date()
    var counts = try await body()
    counts.seconds = Date().timeIntervalSince(started)
    return counts
  }

  private func chooseGeneration() async throws -> Generation {
    let generations = try await bench.store.generations()
    let choice = GenerationChoice(wanted: bench.fingerprints, among: generations, force: options.reindexes)
    let abandoned = choice.abandoned(among: generations)
    if !abandoned.isEmpty { try await bench.store.abandon(generations: abandoned.map(\.id)) }
    switch choice {
    case .feed(let generation):
      return generation
    case .create:
      let generation = try await bench.store.createGeneration(
        bench.fingerprints, dimension: bench.embedder.dimension, precision: bench.precision)
      if let live = generations.last(where: { $0.state == .live }) {
        let stages = bench.fingerprints.stagesChanged(from: live.fingerprints).map(\.rawValue)
        bench.log.notice(
          "generation \(generation.id) is built beside \(live.id): \(stages.isEmpty ? "asked for" : "changed: \(stages.joined(separator: ", "))")"
        )
      }
      return generation
    }
  }
}
