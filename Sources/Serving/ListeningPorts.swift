import Synchronization

/// Where the server can be reached.
package struct ListeningPorts: Sendable {
  package var api: Int
  package var metrics: Int?
}

/// Waits until all ports are open, then tells them.
final class PortReport: Sendable {
  private let expected: Int
  private let tell: @Sendable (ListeningPorts) -> Void
  private let ports = Mutex<(api: Int?, metrics: Int?)>((nil, nil))

  init(expected: Int, _ tell: @escaping @Sendable (ListeningPorts) -> Void) {
    self.expected = expected
    self.tell = tell
  }

  func opened(api: Int? = nil, metrics: Int? = nil) {
    let complete: ListeningPorts? = ports.withLock { ports in
      ports = (ports.api ?? api, ports.metrics ?? metrics)
      guard let api = ports.api, expected == 1 || ports.metrics != nil else { return nil }
      return ListeningPorts(api: api, metrics: ports.metrics)
    }
    if let complete { tell(complete) }
  }
}
