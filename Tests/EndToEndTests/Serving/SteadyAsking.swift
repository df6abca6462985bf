import Synchronization
import Testing
import Wires

/// Searches one after the other, and whatever was not answered as it should be.
final class SteadyAsking: Sendable {
  private final class Tally: Sendable {
    let state = Mutex((count: 0, failures: [String](), isOver: false))
  }

  private let tally: Tally
  private let task: Task<Void, any Error>

  /// - Parameter word: put before a number that makes every query another.
  init(_ served: Served, _ word: String = "grain") {
    let (tally, port) = (Tally(), served.port)
    self.tally = tally
    task = Task {
      try await Wire.blocking {
        while !tally.state.withLock({ $0.isOver }) {
          let number = tally.state.withLock { $0.count }
          let reply = try? Wire(port).exchange(Served.request("\(word) \(number)"))
          tally.state.withLock { tally in
            tally.count += 1
            if !(reply?.contains(" 200 OK\r\n") ?? false), tally.failures.count < 10 {
              tally.failures.append(reply ?? "no connection")
            }
          }
        }
      }
    }
  }

  deinit { tally.state.withLock { $0.isOver = true } }

  var count: Int { tally.state.withLock { $0.count } }

  /// Ends it; every question must have been answered, and there must have been some.
  func end(at location: SourceLocation = #_sourceLocation) async throws {
    tally.state.withLock { $0.isOver = true }
    try await task.value
    #expect(tally.state.withLock { $0.failures } == [], sourceLocation: location)
    #expect(count > 0, sourceLocation: location)
  }
}

extension Wire {
  /// Sends a request that closes the connection, and reads all that comes; nil if it does not end in time.
  fileprivate func exchange(_ request: String) -> String? {
    send(request)
    return rest()
  }
}
