import Synchronization

/// Holds up whoever comes, until it is opened.
final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var came = 0
    var left = 0
  }

  private let state = Mutex(State())

  /// How many have come so far.
  var came: Int { state.withLock { $0.came } }
  /// How many gave up while they waited.
  var left: Int { state.withLock { $0.left } }

  func open() { state.withLock { $0.isOpen = true } }

  /// - Throws: `CancellationError`.
  func pass() async throws {
    state.withLock { $0.came += 1 }
    do {
      while !state.withLock(\.isOpen) { try await Task.sleep(for: .milliseconds(1)) }
    } catch {
      state.withLock { $0.left += 1 }
      throw error
    }
  }
}
