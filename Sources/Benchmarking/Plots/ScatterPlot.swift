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
    for (number, choice) in choices.enumerated() {
      let place = frame.place(points[number])
      canvas.circle(
        place.x, place.y, radius: 7, colour: Canvas.colour(number), filled: choice.isParetoOptimal,
        hint: choice.hint.isEmpty ? choice.name : choice.hint)
      let isRight = place.x > 620
      canvas.text(place.x + (isRight ? -13 : 13), place.y + 4, choice.name, isRight ? .end : .start, style: "halo")
    }
    return canvas.svg(title)
  }
}
