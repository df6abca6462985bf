/// A measured quantity: what it is called, what it means, and how it is counted.
package struct Metric: Sendable, Equatable {
  package var name: String
  package var kind: Kind
  /// Names of its labels.
  package var labels: [String]
  /// One sentence.
  package var help: String

  package enum Kind: Sendable, Equatable {
    /// Only grows.
    case counter
    case gauge
    /// How values are spread. Bounds are inclusive, ascending and finite.
    case histogram(bounds: [Double])
  }

  init(_ name: String, _ kind: Kind, labels: [String] = [], _ help: String) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.help = help
  }

  /// Everything that Quern measures by a name of its own.
  package static let known = server + runs + catalogue + process
}

extension Metric.Kind {
  /// As Prometheus calls it.
  package var word: String {
    switch self {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    }
  }

  /// Times from 50 µs to 10 s, in seconds, finest around what a search takes.
  package static let latency = Metric.Kind.histogram(bounds: [
    0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002, 0.003, 0.005, 0.007_5, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04,
    0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10,
  ])

  /// Times from 10 ms to 10 minutes, in seconds: what a batch takes, and a model service that is slow.
  package static let work = Metric.Kind.histogram(bounds: [
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600,
  ])
}
