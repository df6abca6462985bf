import Synchronization

/// All series of one metric, at most so many: what strangers send may become a label's value.
final class MetricFamily: Sendable {
  let name: String
  let kind: Metric.Kind
  private let help: String?
  /// Series besides the one that takes what is too much.
  private let capacity: Int
  private let series = Mutex(Series())

  private struct Series {
    /// By labels as Prometheus' format writes them.
    var cells: [String: Labelled] = [:]
    /// The same by labels as they are given: spares writing them again at every update.
    var given: [LabelPairs: any MetricCell] = [:]
  }

  private struct Labelled {
    var pairs: [(String, String)]
    var cell: any MetricCell
  }

  init(name: String, kind: Metric.Kind, help: String?, capacity: Int) {
    self.name = name
    self.kind = kind
    self.help = help
    self.capacity = capacity
  }

  func cell(_ pairs: [(String, String)]) -> any MetricCell {
    let given = LabelPairs(pairs: pairs)
    return series.withLock { series in
      if let cell = series.given[given] { return cell }
      var pairs = pairs
      var labels = Exposition.labels(pairs)
      if series.cells[labels] == nil, series.cells.count >= capacity, !pairs.isEmpty {
        pairs = pairs.map { ($0.0, "other") }
        labels = Exposition.labels(pairs)
      }
      let cell = series.cells[labels]?.cell ?? kind.cell()
      series.cells[labels] = Labelled(pairs: pairs, cell: cell)
      if series.given.count < capacity { series.given[given] = cell }
      return cell
    }
  }

  /// Forgets a series.
  func remove(_ cell: AnyObject) {
    series.withLock { series in
      series.cells = series.cells.filter { $0.value.cell !== cell }
      series.given = series.given.filter { $0.value !== cell }
    }
  }

  func write(to page: inout Exposition) {
    let cells = series.withLock { $0.cells }
    guard !cells.isEmpty else { return }
    page.begin(name, kind, help: help)
    for (labels, series) in cells.sorted(by: { $0.key < $1.key }) {
      series.cell.write(name: name, labels: labels, to: &page)
    }
  }

  /// The same by OTLP: one metric, nothing where nothing was measured.
  func append(to line: inout JSONLine, over span: MeasuredSpan) {
    let cells = series.withLock { $0.cells }
    guard !cells.isEmpty else { return }
    line.metric(name, kind, help: help) { line in
      for (_, series) in cells.sorted(by: { $0.key < $1.key }) {
        line.object { line in
          line.labels(series.pairs)
          line.times(span, isCounted: kind != .gauge)
          series.cell.append(to: &line)
        }
      }
    }
  }
}

extension Metric.Kind {
  fileprivate func cell() -> any MetricCell {
    switch self {
    case .counter: CounterCell()
    case .gauge: GaugeCell()
    case .histogram(let bounds): HistogramCell(bounds: bounds)
    }
  }
}

/// Labels exactly as they were given.
private struct LabelPairs: Hashable {
  var pairs: [(String, String)]

  static func == (a: LabelPairs, b: LabelPairs) -> Bool { a.pairs.elementsEqual(b.pairs, by: ==) }

  func hash(into hasher: inout Hasher) {
    for (name, value) in pairs {
      hasher.combine(name)
      hasher.combine(value)
    }
  }
}
