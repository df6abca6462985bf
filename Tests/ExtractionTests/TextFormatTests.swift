import Corpus
import Extraction
import Testing

@Suite struct `Plain text` {
  static let russian =
    "Съешь же ещё этих мягких французских булок, да выпей чаю. Все счастливые семьи похожи друг на друга."
  static let french = "Voilà l’été : les élèves ont déjà reçu leurs goûters à Nîmes, où ça sent la forêt."
  static let polish = "Zażółć gęślą jaźń. Wszyscy ludzie rodzą się wolni i równi pod względem swej godności."
  static let greek = "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."
  static let japanese = "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。"
  static let chinese = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"
  static let traditional = "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。"
  static let korean = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았다."

  @Test(arguments: [
    ("UTF-8", french), ("UTF-16LE", french), ("UTF-16BE", russian), ("UTF-16LE", japanese + " 2024"),
    ("CP1252", french),
    ("CP1250", polish), ("CP1251", russian), ("KOI8-R", russian), ("CP1253", greek), ("CP932", japanese),
    ("EUC-JP", japanese), ("ISO-2022-JP", japanese), ("GB18030", chinese), ("BIG5-HKSCS", traditional),
    ("CP949", korean),
  ])
  func `text in an old encoding is recognised`(encoding: String, text: String) throws {
    #expect(try Extracted(encode(text, encoding)).text == text)
  }

  @Test(
    arguments: [
      ("UTF-8", [0xEF, 0xBB, 0xBF]), ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]),
      ("UTF-32LE", [0xFF, 0xFE, 0, 0]),
      ("UTF-32BE", [0, 0, 0xFE, 0xFF]),
    ] as [(String, [UInt8])])
  func `a byte order mark decides, and is not part of the text`(encoding: String, mark: [UInt8]) throws {
    #expect(try Extracted(mark + encode("Größe 日本", encoding)).text == "Größe 日本")
  }

  @Test(arguments: [
    ("a\r\nb\rc\n", "a\nb\nc\n"), ("bell\u{7} and \u{1B}[31mred\u{1B}[0m, a\u{0}b", "bell and [31mred[0m, ab"),
    ("tab\tkept\u{B}down", "tab\tkept\ndown"), ("next\u{85}line \u{9B}31m", "next\nline 31m"),
  ])
  func `controls are dropped and lines end one way`(written: String, text: String) throws {
    #expect(
      try Extracted("Some text that comes before, for there to be enough of it: \(written)").text
        == "Some text that comes before, for there to be enough of it: \(text)")
  }

  @Test(arguments: ["\u{1}", "\u{1F}", "\u{7F}", "\u{9F}"])
  func `a control is dropped wherever it stands`(control: Character) throws {
    let text = "Grain goes into the hopper, is ground between the stones, and comes out as flour."
    for place in 0...text.count {
      var written = text
      written.insert(control, at: text.index(text.startIndex, offsetBy: place))
      #expect(try Extracted(written).text == text, "at \(place)")
    }
  }

  @Test func `a few bad bytes in UTF-8 are replaced`() throws {
    let bytes = Array("größer ünd schöner als früher, äöü".utf8) + [0xFF] + Array(" ok".utf8) + [0xED, 0xA0, 0x80]
    #expect(try Extracted(bytes).text == "größer ünd schöner als früher, äöü\u{FFFD} ok\u{FFFD}\u{FFFD}\u{FFFD}")
  }

  @Test func `form feeds start pages`() throws {
    let document = try Extracted("Title\nfirst\u{C}second\u{C}third\u{C}").document
    #expect(
      document.pages == [
        PageStart(offset: 0, number: 1), PageStart(offset: 12, number: 2), PageStart(offset: 19, number: 3),
      ])
    #expect(document.title == "Title")
    #expect(document.mediaType == "text/plain")
  }

  @Test(
    arguments: [
      ("\n\n  A title \nand text", "A title"), (String(repeating: "long ", count: 50), nil), ("x", "x"),
    ] as [(String, String?)])
  func `a short first line is the title`(text: String, title: String?) throws {
    #expect(try Extracted(text).document.title == title)
  }

  @Test(arguments: [
    (" ", "document.empty"), ("", "document.empty"), ("\n\u{C}\n", "document.empty"),
  ])
  func `nothing but white space is refused`(text: String, code: String) throws {
    #expect(try Extracted(text).codes == [code])
  }

  @Test func `a text over the bound is refused`() throws {
    var options = ExtractionOptions()
    options.maxTextBytes = 100
    #expect(try Extracted(String(repeating: "word ", count: 100), options: options).codes == ["document.tooLarge"])
  }
}
