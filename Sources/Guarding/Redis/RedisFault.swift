/// Why a command has no answer.
enum RedisFault: Error, Hashable, Sendable {
  /// It was never sent: there was no connection, too much was waiting, or its time was over before its turn.
  case unsent
  case unreachable
  /// Nothing, or not all, came back in time.
  case slow
  /// What came back is not Redis's protocol.
  case garbled
  /// Redis does not serve, for a reason of its own: `LOADING`, `OOM`, `WRONGPASS`.
  case refused(String)

  /// A phrase for logs: `redis://host:6379/0: …`.
  var problem: String {
    switch self {
    case .unsent: "no connection"
    case .unreachable: "cannot be reached"
    case .slow: "does not answer in time"
    case .garbled: "does not speak Redis's protocol"
    case .refused("LOADING"): "is still loading its data"
    case .refused("OOM"): "has no memory left for writing"
    case .refused("NOAUTH"): "wants a password"
    case .refused("WRONGPASS"), .refused("ERR AUTH"): "does not accept the password"
    case .refused("ERR SELECT"): "has no database of that number"
    case .refused("NOPERM"): "does not permit this user what is needed (GET, SET, EVALSHA, TIME)"
    case .refused("READONLY"): "is a read-only replica"
    case .refused("MISCONF"): "refuses writes, as it cannot save"
    case .refused(let code): "refuses to serve (\(code.isEmpty ? "error" : code))"
    }
  }

  /// For a metric's label.
  var reason: String {
    switch self {
    case .unsent: "unsent"
    case .unreachable: "unreachable"
    case .slow: "slow"
    case .garbled: "garbled"
    case .refused: "refused"
    }
  }

  /// The fault that an error in reply to a command means; nil if it is only about that command.
  static func meaning(of code: String) -> RedisFault? { serious.contains(code) ? .refused(code) : nil }

  /// Whether it leaves reading possible.
  var isAboutWriting: Bool {
    if case .refused(let code) = self { Self.aboutWriting.contains(code) } else { false }
  }

  private static let aboutWriting: Set<String> = ["OOM", "READONLY", "MISCONF", "NOREPLICAS", "NOPERM"]
  private static let serious = aboutWriting.union([
    "LOADING", "NOAUTH", "WRONGPASS", "MASTERDOWN", "CLUSTERDOWN", "MOVED", "ASK", "BUSY", "DENIED",
  ])
}
