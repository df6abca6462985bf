import Foundation

/// What is good against what it costs; choices that nothing beats in every respect are filled and joined.
package struct ScatterPlot: Plot {
  package struct Choice: Sendable {
    package var name: String
    /// Less is better.
    package var cost: Double
    /// More is better.
    package var worth: Double
    package var isParetoOptimal: Bool
    /// Shown when pointed at.
    package var hint: String

    package init(_ name: String, cost: Double, worth: Double, isParetoOptimal: Bool, hint: String = "") {
      self.name = name
      self.cost = cost
      self.worth = worth
      self.isParetoOptimal = isParetoOptimal
      self.hint = hint
    }
  }

  package var title: String
  package var costName: String
  package var worthName: String
  package var choices: [Choice]

  package init(_ title: String, cost: String, worth: String, _ choices: [Choice]) {
    self.title = title
    costName = cost
    worthName = worth
    self.choices = choices
  }

  package var svg: String {
    let points = choices.map { Series.Point($0.cost, $0.worth) }
    let frame = Frame([Series("", points)], logX: true)
    var canvas = Canvas(height: Frame.height)
    frame.draw(on: &canvas, xTitle: costName, yTitle: worthName)
    let front = choices.filter(\.isParetoOptimal).sorted { $0.cost < $1.cost }
    canvas.path(front.map { frame.place(.init($0.cost, $0.worth)) }, colour: "var(--soft)", width: 1.5, dashed: true)
    let places = points.map(frame.place)
    var labels = Labels(around: places)
    for (number, choice) in choices.enumerated() {
      let place = places[number]
      canvas.circle(
        place.x, place.y, radius: 7, colour: Canvas.colour(number), filled: choice.isParetoOptimal,
        hint: choice.hint.isEmpty ? choice.name : choice.hint)
      let label = labels.place(choice.name, at: place)
      canvas.text(label.x, label.y, choice.name, label.anchor, style: "halo")
    }
    return canvas.svg(title)
  }
}

/// Finds room for names beside their dots, so that none lies on another's.
private struct Labels {
  typealias Spot = (x: Double, y: Double, anchor: Canvas.Anchor)
  private typealias Box = (x: ClosedRange<Double>, y: ClosedRange<Double>)

  private var taken: [Box]

  init(around dots: [(x: Double, y: Double)]) {
    taken = dots.filter { $0.x.isFinite && $0.y.isFinite }.map { ($0.x - 8...$0.x + 8, $0.y - 8...$0.y + 8) }
  }

  /// To the right, to the left, above or below, whichever is free first; to the right if none is.
  mutating func place(_ name: String, at dot: (x: Double, y: Double)) -> Spot {
    let width = Double(name.count) * 7
    let spots: [(Spot, left: Double)] = [
      ((dot.x + 13, dot.y + 4, .start), dot.x + 13), ((dot.x - 13, dot.y + 4, .end), dot.x - 13 - width),
      ((dot.x, dot.y - 14, .middle), dot.x - width / 2), ((dot.x, dot.y + 24, .middle), dot.x - width / 2),
    ]
    guard dot.x.isFinite, dot.y.isFinite else { return spots[0].0 }
    let free = spots.first { spot, left in
      let box = Self.box(left, width, spot.y)
      return box.x.lowerBound > 40 && box.x.upperBound < 756
        && !taken.contains { $0.x.overlaps(box.x) && $0.y.overlaps(box.y) }
    }
    let (spot, left) = free ?? spots[0]
    taken.append(Self.box(left, width, spot.y))
    return spot
  }

  private static func box(_ left: Double, _ width: Double, _ baseline: Double) -> Box {
    (left...left + width, baseline - 11...baseline + 3)
  }
}
