/// A header field with parameters: `text/plain; charset="utf-8"; name*=utf-8''caf%C3%A9` (RFC 2045, 2231).
struct ParameterisedField {
  /// In lower case: `text/plain`, `attachment`.
  let value: String
  private var parameters: [String: String] = [:]

  init(_ bytes: [UInt8]) {
    let pieces = Self.split(bytes)
    value = String(decoding: pieces.first ?? [], as: UTF8.self).trimmed.lowercased()
    // Long values come in numbered pieces: `name*0*=`, `name*1=`.
    var numbered: [String: [(number: Int, value: [UInt8], isEncoded: Bool)]] = [:]
    for piece in pieces.dropFirst() {
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: piece[..<equals], as: UTF8.self).trimmed.lowercased()
      let value = Self.unquoted(piece[(equals + 1)...])
      let parts = name.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count > 1, let base = parts.first else {
        if parameters[name] == nil { parameters[name] = EncodedWords.decode(value) }
        continue
      }
      numbered[String(base), default: []].append((Int(parts[1]) ?? 0, value, name.hasSuffix("*")))
    }
    for (name, pieces) in numbered { parameters[name] = Self.joined(pieces.sorted { $0.number < $1.number }) }
  }

  subscript(_ name: String) -> String? { parameters[name] }

  /// Cuts at semicolons outside quotes.
  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    var isQuoted = false
    var isEscaped = false
    for byte in bytes {
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && isQuoted && !isEscaped
      if byte == UInt8(ascii: ";"), !isQuoted { pieces.append([]) } else { pieces[pieces.count - 1].append(byte) }
    }
    return pieces
  }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var value = bytes.drop { $0 <= 0x20 }
    while let last = value.last, last <= 0x20 { value.removeLast() }
    guard value.first == UInt8(ascii: "\"") else { return Array(value) }
    var unquoted: [UInt8] = []
    var isEscaped = false
    for byte in value.dropFirst() {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      if byte == UInt8(ascii: "\""), !isEscaped { break }
      unquoted.append(byte)
      isEscaped = false
    }
    return unquoted
  }

  /// Joins the pieces of a value; an encoded one begins with `charset'language'` and writes bytes as `%XX`.
  private static func joined(_ pieces: [(number: Int, value: [UInt8], isEncoded: Bool)]) -> String {
    var encoding = TextEncoding.utf8
    var bytes: [UInt8] = []
    for (index, piece) in pieces.enumerated() {
      guard piece.isEncoded else {
        bytes += piece.value
        continue
      }
      var value = piece.value[...]
      let marks = value.indices.filter { value[$0] == UInt8(ascii: "'") }
      if index == 0, marks.count >= 2 {
        encoding = TextEncoding(label: String(decoding: value[..<marks[0]], as: UTF8.self)) ?? .utf8
        value = value[(marks[1] + 1)...]
      }
      // `%XX` is quoted-printable with another sign.
      bytes += TransferEncoding.quotedPrintable.decode(value.map { $0 == UInt8(ascii: "%") ? UInt8(ascii: "=") : $0 })
    }
    let decoded = bytes.withUnsafeBytes { try? TextDecoder(encoding, subject: "").decode($0) }
    return String(decoding: decoded ?? bytes, as: UTF8.self)
  }
}
