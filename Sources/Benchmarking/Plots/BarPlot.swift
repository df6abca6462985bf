/// Bars that grow to the right from 0, each with its number and, where it is known, how sure that is.
package struct BarPlot: Plot {
  package struct Bar: Sendable {
    package var name: String
    package var value: Double
    package var spread: ClosedRange<Double>?

    package init(_ name: String, _ value: Double, spread: ClosedRange<Double>? = nil) {
      self.name = name
      self.value = value
      self.spread = spread
    }
  }

  package var title: String
  package var bars: [Bar]

  package init(_ title: String, _ bars: [Bar]) {
    self.title = title
    self.bars = bars
  }

  package var svg: String {
    let row = 34.0
    var canvas = Canvas(height: Double(bars.count) * row + 30)
    let left = min(260, 24 + 7.2 * Double(bars.map(\.name.count).max() ?? 0))
    let ends = bars.flatMap { [$0.value, $0.spread?.upperBound ?? $0.value] }
    let axis = Axis(ends, fromZero: true, start: left, end: 660)
    let bottom = Double(bars.count) * row + 4
    for tick in axis.ticks {
      canvas.line(axis.position(tick), 2, axis.position(tick), bottom)
      canvas.text(axis.position(tick), bottom + 17, Axis.label(tick), .middle, style: "soft number")
    }
    for (number, bar) in bars.enumerated() {
      let middle = Double(number) * row + row / 2 + 2
      let (zero, end) = (axis.position(0), axis.position(bar.value))
      canvas.rectangle(min(zero, end), middle - 10, abs(end - zero), 20, colour: Canvas.colour(number), opacity: 0.88)
      canvas.text(left - 12, middle + 4, bar.name, .end)
      var edge = end
      if let spread = bar.spread, spread.lowerBound < spread.upperBound {
        let (low, high) = (axis.position(spread.lowerBound), axis.position(spread.upperBound))
        for (x1, y1, x2, y2) in [(low, 0, high, 0), (low, -5, low, 5), (high, -5, high, 5)]
          as [(Double, Double, Double, Double)]
        {
          canvas.line(x1, middle + y1, x2, middle + y2, colour: "var(--ink)", width: 1.5)
        }
        edge = max(edge, high)
      }
      canvas.text(edge + 8, middle + 4, Figure.text(bar.value), style: "number halo")
    }
    return canvas.svg(title)
  }
}
