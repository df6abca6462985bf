import Corpus

/// One row on its way to becoming a document: which of its fields is the identity, the title, the text, and the rest.
struct Row {
  /// Longest string that is worth filtering on when it is part of the text already.
  private static let longestLabel = 256
  /// Longest list that is metadata rather than data; a row's own embedding is not.
  private static let longestList = 64

  private let options: ExtractionOptions
  private(set) var id: String?
  private var idRank = 0
  private var title: String?
  private var texts: [String] = []
  /// Everything else, in the row's order.
  private var fields: [(name: String, isElement: Bool, leaf: JSONReader.Leaf)] = []
  /// Whether numbers and truth values are written into the text of a row without a text field; else strings alone are.
  var fillsLines = false
  /// How many elements of one list came last.
  private var elements = 0

  init(_ options: ExtractionOptions) { self.options = options }

  /// - Parameter name: a column, or the keys that lead to a leaf joined by dots.
  /// - Parameter isElement: whether it is one of several values of that name.
  mutating func add(_ name: String, isElement: Bool = false, _ leaf: JSONReader.Leaf) {
    if let rank = idRank(of: name), let id = Self.identity(leaf) {
      if rank > idRank { (self.id, idRank) = (id, rank) }
    } else if name == options.titleField, let text = leaf.text {
      title = text
    } else if name == options.textField, let text = leaf.text {
      texts.append(text)
    } else if leaf != .null, isWorthKeeping(name, isElement, leaf) {
      fields.append((name, isElement, leaf))
    }
  }

  /// Numbers without end in a list are data that nobody searches for; only strings may be text.
  private mutating func isWorthKeeping(_ name: String, _ isElement: Bool, _ leaf: JSONReader.Leaf) -> Bool {
    if case .string = leaf { return true }
    elements = isElement && fields.last?.name == name ? elements + 1 : 0
    return elements <= Self.longestList
  }

  /// The row as a document. Its text is the text field's; without one, a line `name: value` for each other field.
  func document(uri: String, mediaType: String) -> Document {
    let title = title?.onOneLine
    let hasText = !texts.isEmpty
    var text = hasText ? texts.joined(separator: "\n\n") : lines
    if !text.utf8.contains(where: { $0 > 0x20 }), let title { text = title }
    return Document(
      uri: uri, title: title?.isEmpty == true ? nil : title, mediaType: mediaType, text: text,
      metadata: metadata(longest: hasText ? .max : Self.longestLabel))
  }

  /// How sure it is that a field of that name is the row's identity: the configured one goes before a plain `id`.
  private func idRank(of name: String) -> Int? { name == options.idField ? 2 : name == "id" ? 1 : nil }

  private static func identity(_ leaf: JSONReader.Leaf) -> String? {
    guard let id = leaf.text?.onOneLine, !id.isEmpty else { return nil }
    return id
  }

  private var lines: String {
    var lines = ""
    for field in fields {
      let string: String
      switch field.leaf {
      case .string(let value): string = value
      case .number(let value) where fillsLines: string = value
      case .bool(let value) where fillsLines: string = String(value)
      case .number, .bool, .null: continue
      }
      guard !string.isEmpty else { continue }
      if !lines.isEmpty { lines += "\n" }
      lines += field.name.isEmpty ? string : "\(field.name): \(string)"
    }
    return lines
  }

  /// - Parameter longest: bytes of a string to keep.
  private func metadata(longest: Int) -> [String: MetadataValue] {
    var metadata: [String: MetadataValue] = [:]
    var lists: [String: [MetadataValue]] = [:]
    for field in fields where !field.name.isEmpty && field.name.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 1 {
      guard let value = Self.value(field.leaf, longest: longest) else { continue }
      if field.isElement {
        if lists[field.name, default: []].count <= Self.longestList { lists[field.name, default: []].append(value) }
      } else {
        metadata[field.name] = value
      }
    }
    for (name, list) in lists where list.count <= Self.longestList { metadata[name] = .list(list) }
    return metadata
  }

  private static func value(_ leaf: JSONReader.Leaf, longest: Int) -> MetadataValue? {
    switch leaf {
    case .string(let string): string.utf8.count <= longest ? .string(string) : nil
    case .number(let number): Double(number).flatMap { $0.isFinite ? .number($0) : nil }
    case .bool(let bool): .bool(bool)
    case .null: nil
    }
  }
}
