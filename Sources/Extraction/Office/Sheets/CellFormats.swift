/// How the numbers of a workbook's cells are to be read: as numbers, as percentages or as dates.
struct CellFormats {
  enum Kind {
    case number, percentage, date
  }

  /// By the number of a cell's style.
  private var kinds: [Kind] = []

  init() {}

  init(_ cursor: XMLCursor) throws {
    var codes: [Int: Kind] = [:]
    while let name = try cursor.nextElement() {
      if name == "numFmt", let id = cursor.attribute("numFmtId").flatMap(Int.init) {
        codes[id] = Self.kind(ofCode: cursor.attribute("formatCode") ?? "")
      } else if name == "cellXfs" {
        try cursor.inside { event in
          guard event == .start, cursor.name == "xf" else { return }
          let id = cursor.attribute("numFmtId").flatMap(Int.init) ?? 0
          kinds.append(codes[id] ?? Self.kind(ofBuiltIn: id))
        }
      }
    }
  }

  subscript(style: Int?) -> Kind { style.flatMap { kinds.indices.contains($0) ? kinds[$0] : nil } ?? .number }

  /// ECMA-376 part 1, 18.8.30.
  private static func kind(ofBuiltIn id: Int) -> Kind {
    switch id {
    case 9, 10: .percentage
    case 14...22, 27...36, 45...47, 50...58: .date
    default: .number
    }
  }

  /// By the letters that stand outside of quotes, escapes and brackets, in the format for positive numbers.
  static func kind(ofCode code: String) -> Kind {
    var rest = code[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "[":
        // `[Red]` is a colour; `[h]` counts hours, which reads best as the number it is.
        rest = rest.drop { $0 != "]" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case ";": return .number
      case "%": return .percentage
      case "y", "Y", "d", "D", "m", "M", "h", "H", "s", "S": return .date
      default: break
      }
    }
    return .number
  }
}
