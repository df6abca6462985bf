/// The letters beyond ASCII that are frequent in the languages written in an encoding.
struct Alphabet: Sendable {
  let encoding: TextEncoding
  /// Whether its words mix these letters with ASCII ones (`café`) rather than being made of them (`кафе`).
  private let isLatin: Bool
  private let frequent: Set<Unicode.Scalar>
  /// The share of an ordinary text that these letters make up: nearly all in an alphabet, half where there are thousands.
  private let coverage: Double

  private init(_ label: String, isLatin: Bool = false, coverage: Double = 1, _ letters: String) {
    self.coverage = coverage
    encoding = TextEncoding(label: label) ?? .windows1252
    self.isLatin = isLatin
    frequent = Set((letters + Self.typography).unicodeScalars)
  }

  /// The share of characters beyond ASCII that are frequent letters standing where such letters stand, as a part of what
  /// is usual; characters that are invalid in this encoding count thrice against it.
  ///
  /// - Parameter invalid: places that could not be decoded.
  func score(of text: String, invalid: Int) -> Double {
    var beyond = 0
    var likely = 0
    var previous: Unicode.Scalar = " "
    var candidate: (scalar: Unicode.Scalar, previous: Unicode.Scalar)?
    func settle(next: Unicode.Scalar) {
      guard let (scalar, previous) = candidate else { return }
      beyond += 1
      if frequent.contains(scalar), keepsCompany(scalar, previous, next) { likely += 1 }
    }
    for scalar in text.unicodeScalars {
      settle(next: scalar)
      candidate = scalar.value >= 0x80 ? (scalar, previous) : nil
      previous = scalar
    }
    settle(next: " ")
    return beyond == 0 ? 0 : Double(likely - 3 * invalid) / Double(beyond) / coverage
  }

  private func keepsCompany(_ scalar: Unicode.Scalar, _ previous: Unicode.Scalar, _ next: Unicode.Scalar) -> Bool {
    guard scalar.properties.isAlphabetic else { return true }
    func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isAlphabetic }
    func isForeign(_ scalar: Unicode.Scalar) -> Bool { !scalar.isASCII && scalar.properties.isAlphabetic }
    return isLatin ? !(isForeign(previous) && isForeign(next)) : !(isASCIILetter(previous) || isASCIILetter(next))
  }

  private static let typography = "«»“”„‘’–—…•·°©§№\u{A0}"
  private static let russian = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў"
  private static let chinese = "一不了在人有我他上大中和地出也年就那要下以生自之去道可然子多自天十心小文本方日看月所成分用同如前第公高主，。、：；？！（）《》"

  /// In the order of preference between equals.
  static let all: [Alphabet] = [
    Alphabet("windows-1252", isLatin: true, "éèàçêëîïôûùâœæüöäßñóíáúãõøåìòýðþÉÀÇÈÊÜÖÄÑÓÍÁÚØÅ¿¡ºª€£"),
    Alphabet("windows-1250", isLatin: true, "ąćęłńóśźżáčďéěíňřšťúůýžőűöüäăâîşţŁŚŻŹČŘŠŽÚÁÉÍ"),
    Alphabet("windows-1251", russian),
    Alphabet("koi8-r", russian),
    Alphabet("windows-1253", "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ"),
    Alphabet("shift_jis", coverage: 0.6, kana + chinese),
    Alphabet("euc-jp", coverage: 0.6, kana + chinese),
    Alphabet("gb18030", coverage: 0.4, chinese + "的是这个们来到说国时为会着过后对里发么学没经动面起现于还产作种事实长开体"),
    Alphabet("big5", coverage: 0.4, chinese + "的是這個們來到說國時為會著過後對裡發麼學沒經動面起現於還產作種事實長開體"),
    Alphabet("euc-kr", coverage: 0.6, "이다는을의에가고하지로기한사은를도자대나어인그리아있시수서정전일들여해보것부장라주제과만게원으세공구상신적관와까동오경성비소우되스마무선명연면없안모방내조미"),
  ]

  private static let kana =
    String(String.UnicodeScalarView((0x3041...0x3093).compactMap { Unicode.Scalar($0) }))
    + String(String.UnicodeScalarView((0x30A1...0x30FC).compactMap { Unicode.Scalar($0) }))
}
