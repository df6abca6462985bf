import Foundation

/// Runs an actor's jobs on one thread of its own, in order, so that blocking C calls (SQLite, pipes, GEMM) never hold
/// a thread of the cooperative pool.
///
/// The thread ends when the executor is released and its queue is empty.
package final class ThreadExecutor: SerialExecutor {
  private let queue = JobQueue()

  /// - Parameter name: shown by debuggers and `top -H`; at most 15 characters survive on Linux.
  /// - Parameter stackSize: bytes.
  package init(name: String, stackSize: Int = 8 << 20) {
    let queue = queue
    Thread.start(named: name, stackSize: stackSize) {
      while let job = queue.next() { job() }
    }
  }

  deinit { queue.close() }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // The job holds the executor alive until it has run; only then may the thread end.
    queue.append { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
