import Threading

/// Reads and writes files on a thread of its own.
actor Courier {
  private let executor = ThreadExecutor(name: "quern-segments")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func run<T: Sendable>(_ work: @Sendable () throws -> T) throws -> T { try work() }
}
