import Testing
import Wires

/// A request of which the server has the first half.
struct HalfAsked: Sendable {
  private let wire: Wire
  private let rest: String

  /// Waits until the server has taken it up.
  init(_ served: Served, _ request: String) async throws {
    let half = request.dropLast(5)
    rest = String(request.suffix(5))
    wire = try await Wire.blocking {
      let wire = try Wire(served.port)
      wire.send(String(half))
      return wire
    }
    try await served.until("it is being asked") { try await served.metric("rag_active_requests") == 1 }
  }

  /// Sends the rest, and gives the answer.
  func finish() async -> String {
    let answer = try? await Wire.blocking { [wire, rest] in
      wire.send(rest)
      return wire.rest()
    }
    return (answer ?? nil) ?? ""
  }
}
