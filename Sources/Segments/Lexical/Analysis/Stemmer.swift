import CStemmer

/// Owns a Snowball stemmer; one thread at a time.
final class Stemmer {
  private let handle: OpaquePointer

  /// Nil for a language that libstemmer does not know.
  init?(language: String) {
    guard let handle = sb_stemmer_new(language, "UTF_8") else { return nil }
    self.handle = handle
  }

  deinit { sb_stemmer_delete(handle) }

  /// Hands over the stem of a lower-case word; the bytes are valid inside `body` only.
  func stem<Result>(_ word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let stem = sb_stemmer_stem(handle, word.baseAddress, CInt(word.count)) else { return body(word) }
    return body(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle))))
  }

  /// The languages' English names, in alphabetical order.
  static let languages: [String] = {
    var names: [String] = []
    var next = sb_stemmer_list()
    while let list = next, let name = list.pointee {
      names.append(String(cString: name))
      next = list + 1
    }
    return names.sorted()
  }()
}
