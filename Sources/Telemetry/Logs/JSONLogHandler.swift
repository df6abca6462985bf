package import Logging

/// Logs one JSON object a line, for machines: `{"time": …, "level": …, "logger": …, "message": …, "metadata": {…}}`.
///
/// Times are UTC. Whatever a text holds, a line stays one line of valid JSON that steers no terminal.
package struct JSONLogHandler: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let sink: LogSink
  private let now: @Sendable () -> WallTime

  package init(
    label: String, sink: LogSink = .standardError, now: @escaping @Sendable () -> WallTime = { .now },
    metadataProvider: Logger.MetadataProvider? = nil
  ) {
    self.label = label
    self.sink = sink
    self.now = now
    self.metadataProvider = metadataProvider
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var line = JSONLine()
    line.begin("{")
    line.field("time", now().iso8601)
    line.field("level", event.level.rawValue)
    line.field("logger", label)
    line.field("message", event.message.description)
    let fields = event.fields(over: metadata, metadataProvider)
    if !fields.isEmpty {
      line.key("metadata")
      line.append(.dictionary(fields))
    }
    line.end("}")
    sink.write(line.text + "\n")
  }
}
