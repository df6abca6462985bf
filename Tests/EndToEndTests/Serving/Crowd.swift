import Wires

/// Many connections, open at the same time.
struct Crowd: Sendable {
  private let wires: [Wire]

  init(_ count: Int, _ port: Int) async throws {
    wires = try await Wire.blocking { try (0..<count).map { _ in try Wire(port) } }
  }

  /// Asks the same over one after the other: what is tried is connections, and a busy machine turns a crowd of
  /// questions away, or takes so long over them that who has not asked yet is taken for idle.
  ///
  /// - Returns: the status of each answer.
  func ask(_ request: String) async -> [Int] {
    let statuses = try? await Wire.blocking { [wires] in
      wires.map { wire in
        wire.send(request)
        return Reply(wire.rest() ?? "").status
      }
    }
    return statuses ?? []
  }
}
