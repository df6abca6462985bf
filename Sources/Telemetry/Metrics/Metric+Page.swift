extension Metric {
  /// The reference page, in Markdown.
  package static func page() -> String {
    """
    # Metrics

    Made from the table that the program measures with. `/metrics` is served on a port of its own, in Prometheus' text
    format 0.0.4; short runs push the same to a Pushgateway before they end. A metric appears with its first value. Each
    has at most 200 series; beyond that, every label's value is `other`.

    ## Query server

    \(table(server))

    ## Runs

    \(table(runs))

    ## Process

    \(table(process))

    ## Buckets

    Latencies are counted up to \(Kind.latency.bounds.map(Exposition.number).joined(separator: ", ")) seconds and above.

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
  fileprivate var bounds: [Double] {
    if case .histogram(let bounds) = self { bounds } else { [] }
  }
}
