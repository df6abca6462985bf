extension Unicode.Scalar {
  /// Whether a terminal obeys it rather than showing it: control characters, and those that change a line's direction.
  var steersTerminal: Bool {
    properties.generalCategory == .control || properties.isBidiControl
  }

  /// Whether what follows stands elsewhere: tabs and all that begins a line, U+2028 and U+2029 included.
  var breaksLine: Bool {
    switch value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
