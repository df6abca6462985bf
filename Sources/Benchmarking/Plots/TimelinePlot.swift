/// What changed over the seconds of a run.
package struct TimelinePlot: Plot {
  package var title: String
  package var unit: String
  /// Points are seconds and values.
  package var series: [Series]

  package init(_ title: String, unit: String, _ series: [Series]) {
    self.title = title
    self.unit = unit
    self.series = series
  }

  package var svg: String {
    let frame = Frame(series, zeroX: true, zeroY: true)
    var canvas = Canvas(height: Frame.height)
    frame.draw(on: &canvas, xTitle: "seconds", yTitle: unit)
    for (number, series) in series.enumerated() {
      canvas.path(series.points.map(frame.place), colour: Canvas.colour(number))
    }
    canvas.legend(series.map(\.name), x: Frame.legend.x, y: Frame.legend.y)
    return canvas.svg(title)
  }
}
