import Corpus
import Fixtures
import Guarding
import Synchronization
import Testing

@Suite struct MicroBatcherTests {
  private struct Broken: Error {}

  /// Embeds a text as its length, when it is told to; remembers the batches.
  private final class Model: Sendable {
    let batches = Mutex<[[String]]>([])
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    func embed(_ texts: [String]) async throws -> [Result<[Float], Failure>] {
      await withCheckedContinuation { continuation in
        batches.withLock { $0.append(texts) }
        waiting.withLock { $0.append(continuation) }
      }
      if texts.contains("bad") { throw Broken() }
      if texts.contains("few") { return [] }
      try Task.checkCancellation()
      return texts.map { text in
        guard text != "long" else { return .failure(Failure("long", "a text", "is too long", remedy: "cut it")) }
        return .success([Float(text.utf8.count)])
      }
    }

    /// Lets the oldest batch go on.
    func finish() async throws {
      let next = try await eventually { waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
      try #require(next, "no batch is at work").resume()
    }

    func count(_ count: Int) async throws { try await until { batches.withLock { $0.count } >= count } }
  }

  private let model = Model()

  private func batcher(window: Duration = .seconds(600), size: Int = 4, width: Int = 2) -> MicroBatcher {
    MicroBatcher(window: window, size: size, width: width) { [model] in try await model.embed($0) }
  }

  /// Asks in this order a batcher that has nothing to do: the first text is at work before the second comes.
  private func ask(_ batcher: MicroBatcher, _ texts: [String]) async throws -> [Task<[Float], any Error>] {
    let before = model.batches.withLock { $0.count }
    var tasks: [Task<[Float], any Error>] = []
    for text in texts {
      tasks.append(Task { try await batcher.vector(of: text) })
      try await until { batcher.pending >= tasks.count }
      try await model.count(before + 1)
    }
    return tasks
  }

  @Test func `a lone query does not wait, and those behind it go together`() async throws {
    let batcher = batcher()
    let tasks = try await ask(batcher, ["a", "bb", "ccc", "dddd"])
    #expect(model.batches.withLock { $0 } == [["a"]])
    try await model.finish()
    try await model.count(2)
    #expect(model.batches.withLock { $0 } == [["a"], ["bb", "ccc", "dddd"]])
    try await model.finish()
    for (index, task) in tasks.enumerated() { #expect(try await task.value == [Float(index + 1)]) }
    #expect(batcher.pending == 0)
  }

  @Test func `a full batch does not wait for the one before it, as long as few are at work`() async throws {
    let batcher = batcher(size: 3)
    let tasks = try await ask(batcher, ["a", "b", "c", "d", "e", "f", "g", "h"])
    try await model.count(2)
    #expect(model.batches.withLock { $0 } == [["a"], ["b", "c", "d"]])
    for _ in 0..<2 { try await model.finish() }
    try await model.count(3)
    #expect(model.batches.withLock { $0[2] } == ["e", "f", "g"])
    try await model.finish()
    try await model.finish()
    for task in tasks { #expect(try await task.value == [1]) }
  }

  @Test func `nobody waits longer than the window while another batch is at work`() async throws {
    let batcher = batcher(window: .milliseconds(2))
    let tasks = try await ask(batcher, ["a", "b"])
    try await model.count(2)
    for _ in 0..<2 { try await model.finish() }
    for task in tasks { #expect(try await task.value == [1]) }
  }

  @Test func `an error reaches its batch and no other`() async throws {
    let batcher = batcher()
    let tasks = try await ask(batcher, ["a", "bad", "b"])
    try await model.finish()
    try await model.finish()
    #expect(try await tasks[0].value == [1])
    for task in tasks[1...] { await #expect(throws: Broken.self) { try await task.value } }
    let few = try await ask(batcher, ["few"])
    try await model.finish()
    let failure = await #expect(throws: Failure.self) { try await few[0].value }
    #expect(failure?.code == "embedding.count")
    let good = try await ask(batcher, ["good"])
    try await model.finish()
    #expect(try await good[0].value == [4])
  }

  @Test func `what is wrong with one text is not held against those beside it`() async throws {
    let batcher = batcher()
    let tasks = try await ask(batcher, ["a", "bb", "long", "ccc"])
    try await model.finish()
    try await model.finish()
    #expect(model.batches.withLock { $0[1] } == ["bb", "long", "ccc"])
    #expect(try await tasks[1].value == [2])
    #expect(try await tasks[3].value == [3])
    let failure = await #expect(throws: Failure.self) { try await tasks[2].value }
    #expect(failure?.code == "long")
  }

  @Test func `who is cancelled leaves, before and while at work, and the others stay`() async throws {
    let batcher = batcher()
    let tasks = try await ask(batcher, ["a", "b", "c", "d"])
    tasks[1].cancel()
    await #expect(throws: CancellationError.self) { try await tasks[1].value }
    try await model.finish()
    try await model.count(2)
    #expect(model.batches.withLock { $0[1] } == ["c", "d"])
    tasks[2].cancel()
    await #expect(throws: CancellationError.self) { try await tasks[2].value }
    try await model.finish()
    #expect(try await tasks[3].value == [1])
    let never = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await batcher.vector(of: "never")
    }
    await #expect(throws: CancellationError.self) { try await never.value }
    #expect(batcher.pending == 0)
  }

  @Test func `a thousand at once all get their own`() async throws {
    let batcher = MicroBatcher { texts in
      try await Task.sleep(for: .microseconds(200))
      return texts.map { .success([Float($0) ?? -1]) }
    }
    try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
      for number in 0..<1_000 { group.addTask { (number, try await batcher.vector(of: String(number))) } }
      for try await (number, vector) in group { #expect(vector == [Float(number)]) }
    }
    #expect(batcher.pending == 0)
  }
}
