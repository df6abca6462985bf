import Glibc
import Synchronization

/// A program at work. Released while it still runs, it is killed, and whatever is in its group with it.
final class RunningProgram: Sendable {
  let process: pid_t
  let launch: Launch
  private let deadline: ContinuousClock.Instant
  private let turnstile: Turnstile?
  private let state = Mutex<Ending?>(nil)

  /// - Parameter takesTurn: whether it waits until few others run; programs that wait for each other must not.
  init(_ launch: Launch, limit: Duration, takesTurn: Bool = true) async throws {
    self.launch = launch
    turnstile = takesTurn ? .programs : nil
    await turnstile?.enter()
    do {
      process = try launch.start()
    } catch {
      turnstile?.leave()
      throw error
    }
    deadline = .now + limit
  }

  deinit {
    state.withLock { state in
      guard state == nil else { return }
      kill(-process, SIGKILL)
      reap(&state, waiting: true)
    }
  }

  var isRunning: Bool { look() == nil }

  /// Signals the program alone, not what it started.
  func send(_ signal: Int32) {
    // Under the lock it is not reaped yet, so its number is still its own.
    state.withLock { if $0 == nil { kill(process, signal) } }
  }

  func ending() async -> Ending {
    while true {
      if let ending = look() { return ending }
      // A cancelled test still waits: its programs must be gone before its folder is.
      try? await Task.sleep(for: .milliseconds(3))
    }
  }

  /// How it ended, if it has; if its time is over, it has now.
  private func look() -> Ending? {
    state.withLock { state in
      reap(&state, waiting: false)
      if state == nil, .now > deadline {
        kill(-process, SIGKILL)
        reap(&state, waiting: true)
        state = .overdue
      }
      return state
    }
  }

  private func reap(_ state: inout sending Ending?, waiting: Bool) {
    guard state == nil else { return }
    var status: Int32 = 0
    guard waitpid(process, &status, waiting ? 0 : WNOHANG) == process else { return }
    state = Ending(status: status)
    turnstile?.leave()
  }
}
