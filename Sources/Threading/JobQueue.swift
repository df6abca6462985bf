import Foundation

/// A blocking first-in, first-out queue of closures between any thread and those that run them.
// Safety: every access to the fields holds `condition`.
final class JobQueue: @unchecked Sendable {
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

  /// Ends the queue; what is in it is still handed out.
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
