import Dispatch
import Foundation

extension Thread {
  /// Starts a thread that has its name when it begins to work.
  ///
  /// - Parameter name: shown by debuggers and `top -H`; at most 15 characters survive on Linux.
  /// - Parameter stackSize: bytes.
  static func start(named name: String, stackSize: Int, _ body: @escaping @Sendable () -> Void) {
    // Foundation forgets a name that is given before `start` has returned.
    let hasStarted = DispatchSemaphore(value: 0)
    let thread = Thread {
      hasStarted.wait()
      Thread.current.name = name
      body()
    }
    thread.stackSize = stackSize
    thread.start()
    hasStarted.signal()
  }
}
