import Fixtures
import Foundation
import Glibc
import Testing
import Threading

private actor Counter {
  private let executor: ThreadExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var threads: Set<pthread_t> = []
  private(set) var threadName = ""
  private(set) var count = 0

  init(name: String = "counter") { executor = ThreadExecutor(name: name) }

  func increment() {
    count += 1
    threads.insert(pthread_self())
    threadName = (try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)) ?? ""
  }

  var threadCount: Int { threads.count }
}

@Suite struct ThreadExecutorTests {
  @Test func `an actor's jobs all run on its own thread`() async {
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { await counter.increment() } }
    }
    #expect(await counter.count == 100)
    #expect(await counter.threadCount == 1)
  }

  @Test func `many executors come and go without leaving threads behind`() async throws {
    for _ in 0..<50 {
      let counter = Counter(name: "passing")
      await counter.increment()
    }
    // Threads end soon after their executor, not at once.
    try await until { Self.threads(named: "passing") == 0 }
  }

  @Test func `a thread has its executor's name`() async {
    let counter = Counter(name: "well-known")
    await counter.increment()
    // Asked of the thread itself: a listing of /proc/self/task misses threads while others end.
    #expect(await counter.threadName == "well-known\n")
  }

  private static func threads(named name: String) -> Int {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.count { task in
      (try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)) == name + "\n"
    }
  }
}
