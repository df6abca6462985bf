extension Metric {
  /// The reference page, in Markdown.
  package static func page() -> String {
    """
    # Metrics

    Made from the table that the program measures with. `/metrics` is served on a port of its own, in Prometheus' text
    format 0.0.4; short runs push the same to a Pushgateway before they end, or send it by OTLP
    ([observability.md](observability.md)). A metric appears with its first value. Each has at most 200 series; beyond that,
    every label's value is `other`.

    ## Query server

    \(table(server))

    ## Runs

    \(table(runs))

    ## Catalogue

    Looked up at a run's start and end and every half a minute between, and by servers that serve metrics.

    \(table(catalogue))

    ## Process

    \(table(process))

    ## Buckets

    Latencies are counted up to \(Kind.latency.list) seconds and above, `rag_embed_duration_seconds` up to
    \(Kind.work.list).

    """
  }

  private static func table(_ metrics: [Metric]) -> String {
    let rows = metrics.map { metric in
      let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
      return "| `\(metric.name)` | \(metric.kind.word) | \(labels) | \(metric.help) |"
    }
    return (["| name | kind | labels | what it says |", "|---|---|---|---|"] + rows).joined(separator: "\n")
  }
}

extension Metric.Kind {
  fileprivate var list: String {
    guard case .histogram(let bounds) = self else { return "" }
    return bounds.map(Exposition.number).joined(separator: ", ")
  }
}
