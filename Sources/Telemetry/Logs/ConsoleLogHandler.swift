package import Logging

/// Logs plain lines for people: `12:03:04 warning manual/x.html: cannot …  key=value`.
package struct ConsoleLogHandler: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  private let sink: LogSink
  private let inColour: Bool
  private let now: @Sendable () -> WallTime

  /// - Parameter inColour: whether levels are coloured; see ``Colour/wanted(on:environment:)``.
  package init(
    inColour: Bool, sink: LogSink = .standardError, now: @escaping @Sendable () -> WallTime = { .now },
    metadataProvider: Logger.MetadataProvider? = nil
  ) {
    self.inColour = inColour
    self.sink = sink
    self.now = now
    self.metadataProvider = metadataProvider
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let time = now().localTime
    let level = event.level.rawValue
    var line = inColour ? "\(Colour.dim(time)) \(event.level.colour?(level) ?? level) " : "\(time) \(level) "
    line += TerminalText.line(event.message.description)
    for (name, value) in event.fields(over: metadata, metadataProvider).sorted(by: { $0.key < $1.key }) {
      let field = TerminalText.line("\(name)=\(value)")
      line += inColour ? "  \(Colour.dim(field))" : "  \(field)"
    }
    sink.write(line + "\n")
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
