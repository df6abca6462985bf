/// Tells a stage that the one before it has written something, or that it is done.
///
/// The work itself waits in the catalogue; this only says when to look there again.
actor WorkSignal {
  private var version = 0
  private(set) var isFinished = false
  private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  private var lastWaiter = 0

  /// What ``wait(after:)`` compares with; take it before looking for work.
  var current: Int { version }

  func notify() {
    version += 1
    wake()
  }

  func finish() {
    isFinished = true
    wake()
  }

  /// Returns once there was a notification after `seen`, or no more will come, or enough time has passed.
  ///
  /// - Parameter limit: nil where nobody but this process writes.
  func wait(after seen: Int, atMost limit: Duration?) async {
    guard version == seen, !isFinished else { return }
    lastWaiter += 1
    let waiter = lastWaiter
    let alarm = limit.map { limit in
      Task {
        try await Task.sleep(for: limit)
        wake(waiter)
      }
    }
    await withCheckedContinuation { waiters[waiter] = $0 }
    alarm?.cancel()
  }

  private func wake(_ waiter: Int) { waiters.removeValue(forKey: waiter)?.resume() }

  private func wake() {
    for waiter in waiters.values { waiter.resume() }
    waiters.removeAll()
  }
}
