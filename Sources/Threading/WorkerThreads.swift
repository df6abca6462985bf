import Foundation

/// A few threads for work that computes for milliseconds, or reads a disk, so that it never holds a thread of the
/// cooperative pool. First come, first served; the threads end when nobody refers to the executor any more.
package final class WorkerThreads: TaskExecutor {
  private let queue = JobQueue()

  /// - Parameter name: shown by `top -H`; at most 15 characters survive on Linux.
  package init(name: String, count: Int) {
    for _ in 0..<max(1, count) {
      let queue = queue
      Thread.start(named: name, stackSize: 4 << 20) {
        while let job = queue.next() { job() }
      }
    }
  }

  deinit { queue.close() }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // The job holds the executor alive until it has run; only then may the threads end.
    queue.append { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
