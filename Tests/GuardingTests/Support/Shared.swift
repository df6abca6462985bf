import Synchronization

/// A value that several tasks change.
final class Shared<Value: Sendable>: Sendable {
  private let kept: Mutex<Value>

  init(_ value: Value) { kept = Mutex(value) }

  var value: Value { kept.withLock { $0 } }

  func change(_ body: @Sendable (inout Value) -> Void) { kept.withLock { body(&$0) } }
}
