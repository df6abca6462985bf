/// Tells a stage that the one before it has written something, or that it is done.
///
/// The work itself waits in the catalogue; this only says when to look there again.
actor WorkSignal {
  private var version = 0
  private(set) var isFinished = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

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

  /// Returns once there was a notification after `seen`, or no more will come.
  func wait(after seen: Int) async {
    guard version == seen, !isFinished else { return }
    await withCheckedContinuation { waiters.append($0) }
  }

  private func wake() {
    for waiter in waiters { waiter.resume() }
    waiters.removeAll()
  }
}
