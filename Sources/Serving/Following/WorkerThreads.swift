import Foundation

/// A few threads for work that computes for milliseconds, or reads a disk, so that it never holds a thread of the
/// cooperative pool. First come, first served; the threads end when nobody refers to the executor any more.
package final class WorkerThreads: TaskExecutor {
  private let queue = WorkQueue()

  /// - Parameter name: shown by `top -H`; at most 15 characters survive on Linux.
  package init(name: String, count: Int) {
    for _ in 0..<max(1, count) {
      let queue = queue
      let thread = Thread {
        Thread.current.name = name
        while let job = queue.next() { job() }
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  deinit { queue.close() }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // The job holds the executor alive until it has run; only then may the threads end.
    queue.append { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// A blocking queue of closures between any thread and those that run them.
// Safety: every access to the fields holds `condition`.
private final class WorkQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private var jobs: [() -> Void] = []
  private var head = 0
  private var closed = false

  func append(_ job: @escaping () -> Void) {
    condition.withLock {
      jobs.append(job)
      condition.signal()
    }
  }

  func close() {
    condition.withLock {
      closed = true
      condition.broadcast()
    }
  }

  /// The next job, waiting for one; nil once the queue is closed and empty.
  func next() -> (() -> Void)? {
    condition.withLock {
      while head == jobs.count {
        if closed { return nil }
        condition.wait()
      }
      let job = jobs[head]
      head += 1
      if head == jobs.count {
        jobs.removeAll(keepingCapacity: true)
        head = 0
      } else if head >= 1024 {
        jobs.removeFirst(head)
        head = 0
      }
      return job
    }
  }
}
