import Fixtures
import Guarding
import Testing

/// An answer, as a server would keep it.
struct Note: CacheValue, Equatable {
  var text: String
  var cost: Int { text.utf8.count }
  var cacheBytes: [UInt8] { Array(text.utf8) }
  static var cacheVersion: UInt8 { 1 }

  init(_ text: String) { self.text = text }
  init?(cacheBytes: [UInt8]) {
    guard let text = String(validating: cacheBytes, as: UTF8.self) else { return nil }
    self.text = text
  }
}

@Suite struct LayeredCacheTests {
  private struct Broken: Error {}
  private let metrics = RecordedMetrics()
  private let key = CacheKey(["query": "q"])

  private func cache() -> LayeredCache<Note> { LayeredCache(name: "answer", counters: "answers", metrics: metrics) }

  @Test func `what was computed is found again, and counted`() async throws {
    let cache = cache()
    #expect(cache.cached(key) == nil)
    #expect(try await cache.value(for: key) { Note("a") } == Note("a"))
    #expect(try await cache.value(for: key) { Note("b") } == Note("a"))
    #expect(cache.cached(key) == Note("a"))
    #expect(metrics["answers_hits_total{layer=memory}"] == 2)
    #expect(metrics["answers_misses_total{layer=memory}"] == 1)
  }

  @Test func `what many ask for at once is computed once`() async throws {
    let cache = cache()
    let computed = Shared(0)
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Note.self) { group in
      for _ in 0..<100 {
        group.addTask {
          try await cache.value(for: key) {
            computed.change { $0 += 1 }
            for await _ in gate {}
            return Note("once")
          }
        }
      }
      try await until { metrics["answers_misses_total{layer=memory}"] == 100 }
      open.finish()
      for try await note in group { #expect(note == Note("once")) }
    }
    #expect(computed.value == 1)
  }

  @Test func `a failure reaches everybody who waits, and is not kept`() async throws {
    let cache = cache()
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask {
          do {
            _ = try await cache.value(for: key) {
              for await _ in gate {}
              throw Broken()
            }
            return false
          } catch { return error is Broken }
        }
      }
      try await until { metrics["answers_misses_total{layer=memory}"] == 20 }
      open.finish()
      for try await failed in group { #expect(failed) }
    }
    #expect(try await cache.value(for: key) { Note("good") } == Note("good"))
  }

  @Test func `who is cancelled leaves at once, and the others get their answer`() async throws {
    let cache = cache()
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let compute: @Sendable () async throws -> Note = {
      for await _ in gate {}
      try Task.checkCancellation()
      return Note("good")
    }
    let first = Task { try await cache.value(for: key, compute: compute) }
    try await until { metrics["answers_misses_total{layer=memory}"] == 1 }
    let second = Task { try await cache.value(for: key, compute: compute) }
    try await until { metrics["answers_misses_total{layer=memory}"] == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    open.finish()
    #expect(try await second.value == Note("good"))
  }

  @Test func `when all have left, the computation is cancelled, and the next starts anew`() async throws {
    let cache = cache()
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let (ended, end) = AsyncStream.makeStream(of: Bool.self)
    let only = Task {
      try await cache.value(for: key) {
        start.finish()
        try? await Task.sleep(for: .seconds(60))
        end.yield(Task.isCancelled)
        end.finish()
        return Note("late")
      }
    }
    for await _ in started {}
    only.cancel()
    await #expect(throws: CancellationError.self) { try await only.value }
    #expect(try await cache.value(for: CacheKey(["query": "other"])) { Note("new") } == Note("new"))
    for await wasCancelled in ended { #expect(wasCancelled) }
    let cancelled = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await cache.value(for: CacheKey(["query": "never"])) { Note("never") }
    }
    await #expect(throws: CancellationError.self) { try await cancelled.value }
  }

  @Test func `vectors come back from bytes as they were, and bytes that are none do not`() {
    let vector: [Float] = [0, -0.0, 1.5, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    #expect([Float](cacheBytes: vector.cacheBytes) == vector)
    #expect([Float](cacheBytes: [1, 2, 3]) == nil)
    #expect([Float](cacheBytes: [Float.nan].cacheBytes) == nil)
    #expect([Float](cacheBytes: [Float.infinity].cacheBytes) == nil)
    #expect(vector.cacheBytes.count == 20)
  }
}
