import Corpus

/// The names of a table's columns, and what a record of it means.
struct Columns {
  private let names: [String]
  /// Whether the first record was names rather than values.
  let isHeader: Bool

  /// Takes the first record for a header unless something in it could not be a name: a number, nothing, a name twice.
  init(first: [String], _ options: ExtractionOptions) {
    let names = first.map { $0.onOneLine }
    let roles = [options.idField, options.titleField, options.textField, "id"]
    func role(_ name: String) -> String? { roles.first { $0.lowercased() == name.lowercased() } }
    let isKnown = names.contains { role($0) != nil }
    isHeader =
      isKnown || (names.allSatisfy { !$0.isEmpty && Self.number($0) == nil } && Set(names).count == names.count)
    let exact = Set(names)
    // `Title` is the title unless there is a `title` too.
    self.names =
      isHeader
      ? names.map { name in role(name).flatMap { exact.contains($0) ? nil : $0 } ?? name }
      : names.indices.map { "column \($0 + 1)" }
  }

  /// Numbers and truth values of a record become metadata of that type; all of it is text where no column is.
  func row(_ values: [String], _ options: ExtractionOptions) -> Row {
    var row = Row(options)
    row.fillsLines = true
    for (index, value) in values.enumerated() where !value.isEmpty {
      let name = index < names.count && !names[index].isEmpty ? names[index] : "column \(index + 1)"
      row.add(name, Self.leaf(value))
    }
    return row
  }

  private static func leaf(_ value: String) -> JSONReader.Leaf {
    switch value {
    case "true", "TRUE", "True": .bool(true)
    case "false", "FALSE", "False": .bool(false)
    default: number(value).map(JSONReader.Leaf.number) ?? .string(value)
    }
  }

  /// The value if it is a number as JSON writes it; `007` and numbers too long for a `Double` are labels.
  private static func number(_ value: String) -> String? {
    guard let first = value.utf8.first, first == UInt8(ascii: "-") || first &- 0x30 < 10, value.utf8.count <= 15 else {
      return nil
    }
    var found: String?
    var value = value
    value.withUTF8 { bytes in
      var reader = JSONReader(bytes)
      try? reader.value { _, _, leaf in if case .number(let number) = leaf { found = number } }
      if reader.position < bytes.count { found = nil }
    }
    return found
  }
}
