import Foundation
import Testing
import Threading

private actor Counter {
  private let executor = ThreadExecutor(name: "counter")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var threads: Set<String> = []
  private(set) var count = 0

  func increment() {
    count += 1
    threads.insert(Thread.current.name ?? "")
  }

  var threadNames: Set<String> { threads }
}

@Suite struct ThreadExecutorTests {
  @Test func `an actor's jobs all run on its own thread`() async {
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { await counter.increment() } }
    }
    #expect(await counter.count == 100)
    #expect(await counter.threadNames == ["counter"])
  }

  @Test func `many executors come and go without leaving threads behind`() async {
    for _ in 0..<50 {
      let counter = Counter()
      await counter.increment()
    }
    // Threads end soon after their executor; the count is a bound, not an exact figure.
    try? await Task.sleep(for: .milliseconds(200))
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
    #expect(threads < 50)
  }
}
