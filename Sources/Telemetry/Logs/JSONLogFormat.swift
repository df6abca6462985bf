package import Logging
import Tracing

/// One JSON object a line, for machines: `{"time": …, "level": …, "logger": …, "message": …, "metadata": {…}}`, with
/// `trace_id` and `span_id` where the event is part of a trace.
///
/// Times are UTC. Whatever a text holds, a line stays one line of valid JSON that steers no terminal.
package struct JSONLogFormat: LogFormat {
  let label: String

  package func line(for event: LogEvent, _ fields: Logger.Metadata, at time: WallTime) -> String {
    var line = JSONLine()
    line.begin("{")
    line.field("time", time.iso8601)
    line.field("level", event.level.rawValue)
    line.field("logger", label)
    line.field("message", event.message.description)
    if let trace = ServiceContext.current?.trace {
      line.field("trace_id", trace.traceID.description)
      line.field("span_id", trace.spanID.description)
    }
    if !fields.isEmpty {
      line.key("metadata")
      line.append(.dictionary(fields))
    }
    line.end("}")
    return line.text
  }
}

package typealias JSONLogHandler = LineLogHandler<JSONLogFormat>

extension JSONLogHandler {
  package init(
    label: String, sink: LogSink = .standardError, now: @escaping @Sendable () -> WallTime = { .now },
    metadataProvider: Logger.MetadataProvider? = nil
  ) {
    self.init(JSONLogFormat(label: label), sink: sink, now: now, metadataProvider: metadataProvider)
  }
}
