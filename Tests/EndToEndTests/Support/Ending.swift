/// How a program ended.
enum Ending: Hashable, Sendable, CustomStringConvertible {
  case code(Int32)
  case signal(Int32)
  /// It did not end by itself in the time it was given, and was killed.
  case overdue

  init(status: Int32) {
    // WIFSIGNALED and its kin are macros that Swift does not see.
    self = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
  }

  var description: String {
    switch self {
    case .code(let code): "exit \(code)"
    case .signal(let number): "signal \(number)"
    case .overdue: "still running when its time was over"
    }
  }
}
