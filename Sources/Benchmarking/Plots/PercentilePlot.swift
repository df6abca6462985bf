import Foundation

/// Latencies by percentile, the rare ones stretched: each step to the right is ten times rarer, as HdrHistogram draws it.
package struct PercentilePlot: Plot {
  package var title: String
  /// Points are percentile (0 to below 100) and milliseconds.
  package var series: [Series]

  package init(_ title: String, _ series: [Series]) {
    self.title = title
    self.series = series
  }

  private static let marks = [0, 50, 90, 99, 99.9, 99.99, 99.999]

  package var svg: String {
    let stretched = series.map { Series($0.name, $0.points.map { Series.Point(Self.rarity($0.x), $0.y) }) }
    let frame = Frame(stretched, logX: true, logY: true)
    var canvas = Canvas(height: Frame.height)
    let labels = Self.marks.map { (at: Self.rarity($0), text: Axis.label($0)) }.filter {
      frame.x.domain.contains($0.at)
    }
    frame.draw(on: &canvas, xTitle: "percentile", yTitle: "ms", xLabels: labels)
    for (number, series) in stretched.enumerated() {
      canvas.path(series.points.map(frame.place), colour: Canvas.colour(number))
    }
    canvas.legend(series.map(\.name), x: Frame.legend.x, y: Frame.legend.y)
    return canvas.svg(title)
  }

  /// One in how many.
  private static func rarity(_ percentile: Double) -> Double { 100 / max(100 - percentile, 1e-6) }
}
