/// A character encoding, by the name that iconv knows it by.
package struct TextEncoding: Hashable, Sendable {
  package let name: String

  package static let utf8 = TextEncoding(name: "UTF-8")
  package static let utf16LittleEndian = TextEncoding(name: "UTF-16LE")
  package static let utf16BigEndian = TextEncoding(name: "UTF-16BE")
  package static let utf32LittleEndian = TextEncoding(name: "UTF-32LE")
  package static let utf32BigEndian = TextEncoding(name: "UTF-32BE")
  package static let japaneseMail = TextEncoding(name: "ISO-2022-JP")
  package static let windows1252 = TextEncoding(name: "CP1252")

  /// Bytes in one code unit: what a decoder steps over when it meets something invalid.
  var unitBytes: Int {
    if name.hasPrefix("UTF-16") { return 2 }
    return name.hasPrefix("UTF-32") ? 4 : 1
  }

  /// Whether ASCII text is not made of ASCII bytes, so that nothing can be looked for before decoding.
  var isWide: Bool { unitBytes > 1 }

  private init(name: String) { self.name = name }

  /// Reads a label from a declaration (`charset=…`), as browsers do: `latin1` and `ascii` mean windows-1252.
  ///
  /// Labels are those of the WHATWG Encoding Standard, section 4.2, and a few that only mail uses.
  package init?(label: some StringProtocol) {
    let label = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    if let name = Self.names[label] {
      self.init(name: name)
    } else if let name = Self.numbered(label) {
      self.init(name: name)
    } else {
      return nil
    }
  }

  /// The families `windows-125x`, `cp125x` and `iso-8859-x`.
  private static func numbered(_ label: String) -> String? {
    for prefix in ["windows-", "x-cp", "cp"] where label.hasPrefix(prefix) {
      guard let page = Int(label.dropFirst(prefix.count)), (1250...1258).contains(page) || page == 874 || page == 866
      else { return nil }
      return "CP\(page)"
    }
    for prefix in ["iso-8859-", "iso8859-", "iso_8859-", "iso8859"] where label.hasPrefix(prefix) {
      guard let part = Int(label.dropFirst(prefix.count)), (2...16).contains(part), part != 12 else { return nil }
      return part == 9 ? "CP1254" : part == 11 ? "CP874" : "ISO-8859-\(part)"
    }
    return nil
  }

  private static let names: [String: String] = {
    let labels: KeyValuePairs = [
      "UTF-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
      "UTF-16LE": "utf-16 utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff",
      "UTF-16BE": "utf-16be unicodefffe",
      "UTF-32LE": "utf-32 utf-32le",
      "UTF-32BE": "utf-32be",
      "UTF-7": "utf-7",
      "CP1252":
        "ascii us-ascii ansi_x3.4-1968 latin1 latin-1 l1 iso-8859-1 iso8859-1 iso_8859-1 iso88591 iso-ir-100 cp819",
      "ISO-8859-2": "latin2 l2",
      "CP1254": "latin5 l5",
      "ISO-8859-15": "latin9 l9 latin-9",
      "ISO-8859-5": "cyrillic",
      "ISO-8859-6": "arabic",
      "ISO-8859-7": "greek greek8",
      "ISO-8859-8": "hebrew visual logical iso-8859-8-i iso-8859-8-e",
      "CP866": "ibm866 866",
      "CP874": "tis-620 dos-874",
      "KOI8-R": "koi8-r koi8 koi8_r koi koi8r",
      "KOI8-U": "koi8-u koi8-ru",
      "MACINTOSH": "macintosh mac x-mac-roman",
      "MAC-CYRILLIC": "x-mac-cyrillic x-mac-ukrainian",
      "GB18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese x-gbk cp936 windows-936 euc-cn",
      "BIG5-HKSCS": "big5 big5-hkscs cn-big5 x-x-big5 csbig5 cp950",
      "EUC-JP-MS": "euc-jp x-euc-jp cseucpkdfmtjapanese eucjp",
      "ISO-2022-JP": "iso-2022-jp csiso2022jp",
      "CP932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cp932 csshiftjis",
      "CP949": "euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 cseuckr windows-949 cp949 uhc",
    ]
    var names: [String: String] = [:]
    for (name, list) in labels {
      for label in list.split(separator: " ") { names[String(label)] = name }
    }
    return names
  }()
}
