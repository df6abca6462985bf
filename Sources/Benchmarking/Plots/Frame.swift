/// Two axes with their grid, for plots of points.
struct Frame {
  static let height = 330.0
  let x: Axis
  let y: Axis

  private static let left = 58.0
  private static let right = 738.0
  private static let top = 34.0
  private static let bottom = 280.0

  init(_ series: [Series], logX: Bool = false, logY: Bool = false, zeroX: Bool = false, zeroY: Bool = false) {
    let points = series.flatMap(\.points)
    x = Axis(points.map(\.x), isLogarithmic: logX, fromZero: zeroX, start: Self.left, end: Self.right)
    y = Axis(points.map(\.y), isLogarithmic: logY, fromZero: zeroY, start: Self.bottom, end: Self.top)
  }

  /// - Parameter xLabels: what stands below the grid instead of the axis's own numbers.
  func draw(on canvas: inout Canvas, xTitle: String, yTitle: String, xLabels: [(at: Double, text: String)]? = nil) {
    for tick in y.ticks {
      canvas.line(Self.left, y.position(tick), Self.right, y.position(tick))
      canvas.text(Self.left - 8, y.position(tick) + 4, Axis.label(tick), .end, style: "soft number")
    }
    for (at, text) in xLabels ?? x.ticks.map({ ($0, Axis.label($0)) }) {
      canvas.line(x.position(at), Self.top, x.position(at), Self.bottom)
      canvas.text(x.position(at), Self.bottom + 18, text, .middle, style: "soft number")
    }
    canvas.text(Self.right, Self.bottom + 38, xTitle, .end, style: "soft")
    canvas.text(4, Self.top - 18, yTitle, style: "soft")
  }

  func place(_ point: Series.Point) -> (x: Double, y: Double) { (x.position(point.x), y.position(point.y)) }

  /// Where a legend has room.
  static let legend = (x: left, y: bottom + 39)
}
