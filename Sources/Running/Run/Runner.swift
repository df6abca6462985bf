import Corpus
import Foundation
package import Indexing
import Logging
import Pipelines
import Tracing

/// Carries out one run: look what is there, do what is missing, publish what is complete, balance the books.
///
/// Many workers may carry out the same run: each does the same, and the catalogue sees to it that nothing is done twice.
package struct Runner: Sendable {
  package let bench: Workbench
  package let options: RunOptions
  package let stop: StopSignal
  package let progress: RunProgress
  let metrics: RunMetrics
  let busy = BusyTime()

  package init(bench: Workbench, options: RunOptions, stop: StopSignal, progress: RunProgress) {
    self.bench = bench
    self.options = options
    self.stop = stop
    self.progress = progress
    metrics = RunMetrics(pipeline: bench.plan.name)
  }

  private var store: any Store { bench.store }
  var attendance: Attendance { Attendance(runner: self) }

  /// - Returns: the run's books, as the catalogue keeps them.
  /// - Throws: ``Failure`` with verdict stop; whatever was finished stays.
  package func run() async throws -> RunRecord {
    try await withSpan("run") { span in
      span.attributes["quern.pipeline"] = bench.plan.name
      let record = try await carryOut()
      span.attributes["quern.run"] = record.id
      span.attributes["quern.generation"] = record.generation
      span.attributes["quern.outcome"] = record.outcome.rawValue
      return record
    }
  }

  private func carryOut() async throws -> RunRecord {
    let opened = try await store.beginRun(
      RunRequest(key: options.key, stages: options.stages, host: options.host, process: options.process))
    do {
      return try await attendance.withHeartbeat { try await work(opened) }
    } catch {
      var record = opened
      record.outcome = stop.reason ?? .failed
      record.finishedAt = Date().timeIntervalSince1970
      // The first error is the one to tell; what is in hand goes back in any case.
      try? await store.leave(record)
      throw error
    }
  }

  private func work(_ opened: RunRecord) async throws -> RunRecord {
    var record = opened
    record.manifest = RunManifest(bench, options)
    try await attendance.once(.planned) {
      try await store.settle(generations: try await LaneChoice(runner: self).settle())
      return true
    }
    let lanes = try await LaneChoice(runner: self).lanes(of: try await store.beat().generations)
    record.generation = lanes.last?.generation.id
    record.alsoFed = lanes.count > 1 ? lanes.dropLast().map(\.generation.id) : nil
    if options.target == nil {
      try await attendance.once(.discovered, isMine: options.stages.contains(.discover)) {
        let discovery = Discovery(runner: self)
        record.stages[.discover] = try await timed { try await traced(.discover) { try await discovery.discover() } }
        record.manifest?.sources = await discovery.listings
        try await store.save(record)
        return true
      }
      try await learnListing(into: &record)
    }
    for lane in lanes { try await grind(lane) }
    for stage in [Stage.extract, .chunk, .embed] {
      record.stages[stage, default: StageCounts()].seconds = busy.duration(of: stage) / .seconds(1)
    }
    return try await publish(lanes, record)
  }

  /// Takes over what another worker wrote of the sources that it listed.
  private func learnListing(into record: inout RunRecord) async throws {
    guard options.key != nil, record.stages[.discover] == nil,
      let known = try await store.runs(limit: 100).first(where: { $0.id == record.id })
    else { return }
    record.stages[.discover] = known.stages[.discover]
    record.manifest?.sources = known.manifest?.sources ?? [:]
  }

  /// Reads, cuts and embeds what is missing in a generation.
  private func grind(_ lane: Lane) async throws {
    let before = try await store.census(of: lane.fingerprints, generation: lane.generation.id)
    let embeddedBefore = await progress.stations[.embed] ?? RunProgress.Station()
    await progress.expect(.extract, before.extract.pending)
    await progress.expect(.chunk, before.chunk.pending)
    await progress.expect(.embed, before.embed.pending)
    try await withThrowingTaskGroup(of: Void.self) { stages in
      let documents = WorkSignal()
      let chunks = WorkSignal()
      stages.addTask {
        try await traced(.extract, lane) {
          try await ExtractStage(runner: self, lane: lane, documents: documents).work()
        }
      }
      stages.addTask {
        try await traced(.chunk, lane) {
          try await ChunkStage(runner: self, lane: lane, documents: documents, chunks: chunks).work()
        }
      }
      stages.addTask {
        try await traced(.embed, lane) { try await EmbedStage(runner: self, lane: lane, chunks: chunks).work() }
      }
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
    // A chunk that nobody had to embed found its vector. Of many workers none knows who embedded what it cut.
    if options.key == nil, !stop.isRequested, options.stages.isSuperset(of: [.chunk, .embed]) {
      let embedded = await progress.stations[.embed] ?? RunProgress.Station()
      metrics.reused(
        embedded.total - embedded.finished - (embeddedBefore.total - embeddedBefore.finished))
    }
  }

  /// Has one worker publish and close the books; the others wait for it.
  private func publish(_ lanes: [Lane], _ ground: RunRecord) async throws -> RunRecord {
    var record = ground
    let closing = Closing(runner: self, lanes: lanes)
    if options.stages.contains(.index) {
      try await attendance.once(.published) {
        try await traced(.index) { try await closing.close(&record) }
        if record.outcome.isFinal { try await store.finish(record) }
        return false
      }
      if record.finishedAt != nil, record.outcome.isFinal { return record }
    } else if options.key == nil {
      try await traced(.index) { try await closing.close(&record) }
    } else {
      try await closing.count(into: &record)
      record.outcome = .handedOver
    }
    if try await store.beat().isClosed,
      let books = try await store.runs(limit: 100).first(where: { $0.id == record.id })
    {
      record = books
    } else {
      record.outcome = stop.reason ?? (record.outcome == .running ? .finished : record.outcome)
      record.finishedAt = Date().timeIntervalSince1970
    }
    try await store.leave(record)
    return record
  }

  /// Tells everybody that a stage has nothing left.
  func finish(_ stage: Stage, of lane: Lane) async throws {
    try await store.reach(.finished(stage, generation: lane.generation.id))
  }

  /// Has some workers do the same work side by side; the first failure stops them all.
  /// - Returns: whether all of them came to the end of it.
  func crew(of width: Int, _ work: @escaping @Sendable () async throws -> Bool) async throws -> Bool {
    try await withThrowingTaskGroup(of: Bool.self) { workers in
      for _ in 0..<width { workers.addTask { try await work() } }
      do {
        var isExhausted = true
        while let isDone = try await workers.next() { isExhausted = isDone && isExhausted }
        return isExhausted
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
}
