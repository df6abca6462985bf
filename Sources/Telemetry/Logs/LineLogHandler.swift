package import Logging

/// Writes each event as one line, in a format of its own.
package struct LineLogHandler<Format: LogFormat>: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  private let format: Format
  private let sink: LogSink
  private let now: @Sendable () -> WallTime

  init(
    _ format: Format, sink: LogSink, now: @escaping @Sendable () -> WallTime,
    metadataProvider: Logger.MetadataProvider?
  ) {
    self.format = format
    self.sink = sink
    self.now = now
    self.metadataProvider = metadataProvider
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let fields = event.fields(over: metadata, metadataProvider)
    sink.write(format.line(for: event, fields, at: now()) + "\n")
  }
}

/// How an event is written on one line.
package protocol LogFormat: Sendable {
  /// - Parameter fields: the event's metadata, with all that stands around it.
  func line(for event: LogEvent, _ fields: Logger.Metadata, at time: WallTime) -> String
}

extension LogEvent {
  /// The event's metadata over the provider's over the handler's own, with the error it carries.
  fileprivate func fields(over metadata: Logger.Metadata, _ provider: Logger.MetadataProvider?) -> Logger.Metadata {
    var fields = metadata
    if let provider { fields.merge(provider.get()) { $1 } }
    if let own = self.metadata { fields.merge(own) { $1 } }
    if let error { fields["error"] = "\(error)" }
    return fields
  }
}
