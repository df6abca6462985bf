import Wires

/// Many connections, open at the same time.
struct Crowd: Sendable {
  private let wires: [Wire]

  init(_ count: Int, _ port: Int) async throws {
    wires = try await Wire.blocking { try (0..<count).map { _ in try Wire(port) } }
  }

  /// Asks over one after the other: what is tried is connections, and a busy machine turns a crowd of questions away.
  ///
  /// - Returns: the status of each answer.
  func ask(_ request: @escaping @Sendable (Int) -> String) async -> [Int] {
    let statuses = try? await Wire.blocking { [wires] in
      wires.enumerated().map { number, wire in
        wire.send(request(number))
        return Reply(wire.rest() ?? "").status
      }
    }
    return statuses ?? []
  }
}
