/// One series: a metric with one set of label values.
protocol MetricCell: AnyObject, Sendable {
  /// Appends its samples.
  /// - Parameter labels: written as the format wants them, without braces.
  func write(name: String, labels: String, to page: inout Exposition)

  /// Appends what it holds to a data point of OTLP.
  func append(to line: inout JSONLine)
}
