/// A picture of figures, as SVG that takes its colours from the page.
package protocol Plot: Sendable {
  var title: String { get }
  var svg: String { get }
}

/// Points that belong together, under one name.
package struct Series: Hashable, Sendable {
  package var name: String
  package var points: [Point]

  package init(_ name: String, _ points: [Point]) {
    self.name = name
    self.points = points
  }

  package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }
}
