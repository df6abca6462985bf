/// A value to be printed as YAML or JSON, its keys in the order given.
indirect enum Tree: Sendable, Equatable {
  /// Left out where it is the value of a key.
  case nothing
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([Tree])
  case mapping([Member])
  /// A reference to a secret: printed like a mapping, with `***` where its value would be.
  case secret(Member)

  struct Member: Sendable, Equatable {
    var key: String
    var value: Tree

    init(_ key: String, _ value: Tree) {
      self.key = key
      self.value = value
    }
  }

  /// The members of a mapping that say something.
  static func members(_ members: [Member]) -> Tree { .mapping(members.filter { $0.value != .nothing }) }
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
}

extension Tree {
  /// A scalar as JSON writes it, which YAML reads too; nil for collections.
  var scalar: String? {
    switch self {
    case .nothing: "null"
    case .bool(let bool): "\(bool)"
    case .integer(let integer): "\(integer)"
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): Self.quote(text)
    case .list, .mapping, .secret: nil
    }
  }

  static func quote(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\t": output += "\\t"
      // JSON and YAML both take what lies beyond the basic plane as it is, and disagree on its escapes.
      case _ where scalar.isPrintable || scalar.value > 0xFFFF: output.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return output + "\""
  }
}
