extension Form where Value == Int {
  static func integer(_ range: ClosedRange<Int>) -> Form {
    .scalar(
      "a whole number\(range.upperBound == .max ? "," : "") \(range.words)", kinds: [.number],
      example: "\(range.lowerBound)",
      schema: [.init("type", "integer"), .init("minimum", .integer(range.lowerBound))]
        + (range.upperBound == .max ? [] : [.init("maximum", .integer(range.upperBound))]),
      parse: { text, _ throws(Flaw) in
        guard let number = Scalar.number(text), number == number.rounded() else {
          throw Flaw(.wrongType, "must be a whole number", hint: "for example \(range.lowerBound)")
        }
        // What no Int can hold is outside every range.
        return try range.checked(Int(text) ?? Int(exactly: number), words: range.words)
      },
      write: { .integer($0) })
  }
}

extension Form where Value == Double {
  static func number(_ range: ClosedRange<Double>) -> Form {
    .scalar(
      "a number\(range.upperBound == .infinity ? "," : "") \(range.words)", kinds: [.number], example: "1.5",
      schema: [.init("type", "number"), .init("minimum", .number(range.lowerBound))]
        + (range.upperBound == .infinity ? [] : [.init("maximum", .number(range.upperBound))]),
      parse: { text, _ throws(Flaw) in
        guard let number = Scalar.number(text) else {
          throw Flaw(.wrongType, "must be a number", hint: "for example 1.5")
        }
        return try range.checked(number, words: range.words)
      },
      write: { .number($0) })
  }
}

extension ClosedRange {
  /// - Parameter value: nil for one that the type cannot hold.
  func checked(_ value: Bound?, words: String) throws(Flaw) -> Bound {
    guard let value, contains(value) else {
      throw Flaw(.outOfRange, "must be \(words)", hint: "choose one in that range")
    }
    return value
  }
}

extension ClosedRange<Int> {
  var words: String { upperBound == .max ? "at least \(lowerBound)" : "from \(lowerBound) to \(upperBound)" }
}

extension ClosedRange<Double> {
  var words: String {
    let low = Tree.number(lowerBound).scalar ?? ""
    return upperBound == .infinity ? "at least \(low)" : "from \(low) to \(Tree.number(upperBound).scalar ?? "")"
  }
}
