package import Logging

/// Plain lines for people: `12:03:04 warning manual/x.html: cannot …  key=value`.
package struct ConsoleLogFormat: LogFormat {
  let inColour: Bool

  package func line(for event: LogEvent, _ fields: Logger.Metadata, at time: WallTime) -> String {
    let time = time.localTime
    let level = event.level.rawValue
    var line = inColour ? "\(Colour.dim(time)) \(event.level.colour?(level) ?? level) " : "\(time) \(level) "
    line += TerminalText.line(event.message.description)
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      let field = TerminalText.line("\(name)=\(value)")
      line += inColour ? "  \(Colour.dim(field))" : "  \(field)"
    }
    return line
  }
}

package typealias ConsoleLogHandler = LineLogHandler<ConsoleLogFormat>

extension ConsoleLogHandler {
  /// - Parameter inColour: whether levels are coloured; see ``Colour/wanted(on:environment:)``.
  package init(
    inColour: Bool, sink: LogSink = .standardError, now: @escaping @Sendable () -> WallTime = { .now },
    metadataProvider: Logger.MetadataProvider? = nil
  ) {
    self.init(ConsoleLogFormat(inColour: inColour), sink: sink, now: now, metadataProvider: metadataProvider)
  }
}

extension Logger.Level {
  fileprivate var colour: Colour? {
    switch self {
    case .trace, .debug: .dim
    case .info, .notice: nil
    case .warning: .yellow
    case .error, .critical: .red
    }
  }
}
