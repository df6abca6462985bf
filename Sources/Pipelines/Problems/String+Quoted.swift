extension String {
  /// In quotes, on one line and clipped, fit to be shown in a message.
  var quoted: String { "\"\(onOneLine(atMost: 40))\"" }

  /// What cannot be printed is shown as an escape, what is too long is cut.
  func onOneLine(atMost length: Int) -> String {
    let scalars = unicodeScalars.prefix(length + 1)
    let shown = scalars.prefix(length).map { $0.isPrintable ? String($0) : "\\u{\(String($0.value, radix: 16))}" }
    return shown.joined() + (scalars.count > length ? "…" : "")
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows it as it is and YAML allows it unescaped.
  var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate: false
    default: true
    }
  }
}
