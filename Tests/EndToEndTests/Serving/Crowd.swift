import Wires

/// Many connections, open at the same time.
struct Crowd: Sendable {
  private let wires: [Wire]

  init(_ count: Int, _ port: Int) async throws {
    wires = try await Wire.blocking { try (0..<count).map { _ in try Wire(port, patience: 60) } }
  }

  /// Asks over all of them, as many at a time as a server lets wait.
  ///
  /// - Returns: the status of each answer.
  func ask(_ request: @escaping @Sendable (Int) -> String) async -> [Int] {
    let statuses = try? await Wire.blocking { [wires] in
      var statuses: [Int] = []
      for start in stride(from: 0, to: wires.count, by: 100) {
        let part = start..<min(start + 100, wires.count)
        for number in part { wires[number].send(request(number)) }
        for number in part { statuses.append(Reply(wires[number].rest() ?? "").status) }
      }
      return statuses
    }
    return statuses ?? []
  }
}
