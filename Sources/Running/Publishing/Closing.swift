import Corpus
import Foundation
import Indexing
import Logging
import Pipelines

/// The end of a run: publish each generation, promote the one that is due, balance the books, tidy up.
struct Closing {
  let runner: Runner
  let lanes: [Lane]

  private var store: any Store { runner.bench.store }

  /// Fills in the run's record. Whatever happens, searches see what they saw before or what is complete now.
  func close(_ record: inout RunRecord) async throws {
    record.outcome = runner.stop.reason ?? .finished
    let started = Date()
    for (position, lane) in lanes.enumerated() {
      let isWanted = position == lanes.count - 1
      let standing = try await store.beat()
      let published = try await Publisher(runner: runner, lane: lane, isWanted: isWanted, run: record.id).publish()
      try await mirror(lane)
      let census: Census
      if let counted = published.census {
        census = counted
      } else {
        census = try await store.census(of: lane.fingerprints, generation: lane.generation.id)
      }
      let books = Books(census: census, lane: lane, standing: standing, published: published)
      if isWanted {
        try books.close(&record)
        record.tokens = standing.tokens
        record.revision = published.revision?.number
      } else {
        var others = record
        try books.close(&others)
      }
      if !published.outcome.isFinal || record.outcome == .finished { record.outcome = published.outcome }
      if published.promotes { try await promote(lane, census, into: &record) }
    }
    record.generationState = try await store.generations().first { $0.id == record.generation }?.state
    if let target = runner.options.target, record.outcome == .finished, record.generationState != .live {
      throw Failure(
        "generation.incomplete", runner.bench.plan.name,
        "generation \(target.generation) is not up to date and stays as it is: see quern generation show",
        remedy: "mend what is left, and run the same command again", verdict: .stop(.input))
    }
    if record.outcome == .finished { try await prune() }
    try await store.sweepSegments()
    record.stages[.index]?.seconds = Date().timeIntervalSince(started)
    record.finishedAt = Date().timeIntervalSince1970
  }

  /// Fills in what was done by the stages of a worker that publishes nothing.
  func count(into record: inout RunRecord) async throws {
    guard let lane = lanes.last else { return }
    let standing = try await store.beat()
    let census = try await store.census(of: lane.fingerprints, generation: lane.generation.id)
    try Books(census: census, lane: lane, standing: standing, published: nil).close(&record)
    record.tokens = standing.tokens
  }

  /// Brings the database's own indexes to what was published, where the pipeline wants them.
  private func mirror(_ lane: Lane) async throws {
    let plan = lane.bench.plan
    guard let database = runner.bench.plan.index.database, let mirroring = store as? any DatabaseIndexStore else {
      return
    }
    let metadata = Dictionary(uniqueKeysWithValues: plan.sources.map { ($0.name, $0.metadata) })
    try await mirroring.mirror(
      lane.generation, DatabaseIndexSettings(database, language: plan.index.language), metadata: metadata)
  }

  private func promote(_ lane: Lane, _ census: Census, into record: inout RunRecord) async throws {
    let reports = try await Promotion(
      lane: lane, census: census, target: runner.options.target, database: runner.bench.plan.index.database
    ).attempt()
    record.gates = reports
    if let refusal = reports.first(where: { !$0.passed }) {
      record.outcome = .refusedByGate
      runner.bench.log.error(
        "generation \(lane.generation.id) does not go live: \(refusal.gate): \(refusal.finding)")
    }
  }

  /// Drops generations past `generations.keep` whose soak is over, and failed ones.
  private func prune() async throws {
    let plan = runner.bench.plan.generations
    let dropped = try await store.generations().droppable(
      keep: plan.keep, soak: plan.soak, now: Date().timeIntervalSince1970)
    if !dropped.isEmpty { try await store.drop(generations: dropped) }
  }
}

extension DatabaseIndexSettings {
  init(_ plan: DatabasePlan, language: String) {
    let vector: Vector =
      switch plan.vector {
      case .none: .none
      case .hnsw(let m, let efConstruction): .hnsw(m: m, efConstruction: efConstruction)
      case .ivfflat(let lists): .ivfflat(lists: lists)
      }
    self.init(language: language, vector: vector, isHalf: plan.element == .halfvec)
  }
}
