import Wires

/// A request of which the server has the first half.
struct HalfAsked: Sendable {
  private let wire: Wire
  private let rest: String

  init(_ port: Int, _ request: String) async throws {
    let half = request.dropLast(5)
    rest = String(request.suffix(5))
    wire = try await Wire.blocking {
      let wire = try Wire(port)
      wire.send(String(half))
      return wire
    }
    // Over the loopback it is there as soon as it is sent; being taken up is another matter.
    try await Task.sleep(for: .milliseconds(200))
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
