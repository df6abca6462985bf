/// Numbers with a unit: `60s`, `512Mi`, `20%`.
enum Quantity {
  /// Milliseconds in a unit.
  static let durations: KeyValuePairs = ["d": 86_400_000, "h": 3_600_000, "m": 60000, "s": 1000, "ms": 1]
  /// Bytes in a unit, as Kubernetes has them.
  static let sizes: KeyValuePairs = [
    "Ti": 1 << 40, "Gi": 1 << 30, "Mi": 1 << 20, "Ki": 1 << 10,
    "T": 1_000_000_000_000, "G": 1_000_000_000, "M": 1_000_000, "k": 1000, "": 1,
  ]

  /// Reads one number and its unit, in the smallest unit, rounded; nil for anything else, and beyond 2^53.
  static func parse(_ text: String, units: KeyValuePairs<String, Int>) -> Int? {
    guard let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?)([A-Za-z%]*)/),
      let number = Double(match.1), let unit = units.first(where: { $0.key == match.2 })?.value
    else { return nil }
    let value = (number * Double(unit)).rounded()
    return value <= 0x1p53 ? Int(value) : nil
  }

  /// Writes a value in the largest unit that gives a whole number, and nothing in the smallest.
  static func format(_ value: Int, units: KeyValuePairs<String, Int>) -> String {
    let unit = value == 0 ? units.last : units.first { value.isMultiple(of: $0.value) }
    return unit.map { "\(value / $0.value)\($0.key)" } ?? "\(value)"
  }
}

extension Duration {
  /// Whole milliseconds; what is finer is dropped.
  fileprivate var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }

  /// In hours or seconds, so that `60s` and `24h` come back as people write them.
  var written: String { Quantity.format(milliseconds, units: ["h": 3_600_000, "s": 1000, "ms": 1]) }
}

extension Form where Value == Duration {
  static func duration(_ range: ClosedRange<Duration>) -> Form {
    .scalar(
      "a duration from \(range.lowerBound.written) to \(range.upperBound.written)", kinds: [.text],
      example: "60s, 5m or 24h",
      schema: [.init("type", "string"), .init("pattern", #"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$"#)],
      parse: { text, _ throws(Flaw) in
        guard let milliseconds = Quantity.parse(text, units: Quantity.durations) else {
          throw Flaw(.badUnit, "must be a duration", hint: "write a number and ms, s, m, h or d, such as 60s or 24h")
        }
        return try range.checked(
          .milliseconds(milliseconds), words: "from \(range.lowerBound.written) to \(range.upperBound.written)")
      },
      write: { .text($0.written) })
  }
}

extension Form where Value == Int {
  /// A number of bytes.
  static func size(_ range: ClosedRange<Int>) -> Form {
    let words =
      "from \(Quantity.format(range.lowerBound, units: Quantity.sizes)) to \(Quantity.format(range.upperBound, units: Quantity.sizes))"
    return .scalar(
      "a size in bytes \(words)", kinds: [.text, .number], example: "512Mi",
      schema: [
        .init("type", .list(["string", "integer"])), .init("pattern", #"^[0-9]+(\.[0-9]+)?([KMGT]i|[kMGT])?$"#),
      ],
      parse: { text, _ throws(Flaw) in
        guard let bytes = Quantity.parse(text, units: Quantity.sizes) else {
          throw Flaw(.badUnit, "must be a size in bytes", hint: "write a number and Ki, Mi, Gi or Ti, such as 512Mi")
        }
        return try range.checked(bytes, words: words)
      },
      write: { .text(Quantity.format($0, units: Quantity.sizes)) })
  }
}

extension Form where Value == Double {
  /// A share from 0 to 1, written in per cent.
  static let share = scalar(
    "a share from 0% to 100%", kinds: [.text], example: "20%",
    schema: [.init("type", "string"), .init("pattern", #"^[0-9]+(\.[0-9]+)?%$"#)],
    parse: { text, _ throws(Flaw) in
      guard text.hasSuffix("%"), text.first?.isNumber == true, let percent = Scalar.number(String(text.dropLast()))
      else {
        throw Flaw(.badUnit, "must be a share in per cent", hint: "write a number and %, such as 20%")
      }
      return try (0...1).checked(percent / 100, words: "from 0% to 100%")
    },
    write: { .text("\(Tree.number(($0 * 1_000_000).rounded() / 10000).scalar ?? "0")%") })
}
