import Foundation

/// An SVG drawing in the making. Colours are the page's variables; text is escaped.
struct Canvas {
  let width = 760.0
  let height: Double
  private var elements: [String] = []

  enum Anchor: String { case start, middle, end }

  init(height: Double) { self.height = height }

  /// The colour of a series.
  static func colour(_ number: Int) -> String { "var(--s\(number % 6))" }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, colour: String = "var(--grid)", width: Double = 1
  ) {
    add(
      "line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" stroke=\"\(colour)\" stroke-width=\"\(n(width))\""
    )
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, colour: String, radius: Double = 3, opacity: Double = 1
  ) {
    add(
      "rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(0, width)))\" height=\"\(n(height))\" rx=\"\(n(radius))\" fill=\"\(colour)\" fill-opacity=\"\(n(opacity))\""
    )
  }

  mutating func circle(
    _ x: Double, _ y: Double, radius: Double, colour: String, filled: Bool = true, hint: String? = nil
  ) {
    let paint =
      filled
      ? "fill=\"\(colour)\" stroke=\"var(--halo)\" stroke-width=\"1.5\""
      : "fill=\"var(--halo)\" stroke=\"\(colour)\" stroke-width=\"2\""
    let title = hint.map { "<title>\($0.markup)</title>" } ?? ""
    elements.append("<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" \(paint)>\(title)</circle>")
  }

  mutating func path(_ points: [(x: Double, y: Double)], colour: String, width: Double = 2, dashed: Bool = false) {
    guard let first = points.first else { return }
    let rest = points.dropFirst().map { "L\(n($0.x)) \(n($0.y))" }.joined()
    let dash = dashed ? " stroke-dasharray=\"5 5\"" : ""
    add(
      "path d=\"M\(n(first.x)) \(n(first.y))\(rest)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"\(n(width))\" stroke-linejoin=\"round\" stroke-linecap=\"round\"\(dash)"
    )
  }

  /// - Parameter style: classes of the page's stylesheet.
  mutating func text(_ x: Double, _ y: Double, _ text: String, _ anchor: Anchor = .start, style: String = "") {
    elements.append(
      "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor.rawValue)\" class=\"\(style)\">\(text.markup)</text>")
  }

  /// Names of the series beside their colours, in one row.
  mutating func legend(_ names: [String], x: Double, y: Double) {
    guard names.count > 1 else { return }
    var left = x
    for (number, name) in names.enumerated() {
      rectangle(left, y - 9, 10, 10, colour: Self.colour(number), radius: 2)
      text(left + 15, y, name, style: "soft")
      left += 32 + Double(name.count) * 6.9
    }
  }

  func svg(_ label: String) -> String {
    "<svg viewBox=\"0 0 \(n(width)) \(n(height))\" role=\"img\" aria-label=\"\(label.markup)\">\n"
      + elements.joined(separator: "\n") + "\n</svg>"
  }

  private mutating func add(_ element: String) { elements.append("<\(element)/>") }

  private func n(_ number: Double) -> String {
    guard number.isFinite else { return "0" }
    let rounded = (number * 10).rounded() / 10
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
