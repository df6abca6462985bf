import Synchronization

/// Hands out numbers from 0 to many tasks, each once.
final class Ticket: Sendable {
  private let next = Atomic(0)

  func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
