import Corpus
import Fixtures

/// Documents of what extraction may give: prose, other scripts, marks in odd places, long words, headings, pages.
enum RandomDocument {
  private static let pieces = [
    "word", "An", "example", "of", "e.g.", "Dr. No", "end.", "really?", "\"Quoted.\"", "(see", "below)", "a.b.c", "x",
    "1.", "3.14",
    "naïve", "cafe\u{301}", "日本語。", "文字", "「はい。」", "👩‍👩‍👧", "🇩🇪🇫🇷", "#️⃣", "हूँ", "각", "\u{200B}", "\u{301}", "\u{903}",
    "\u{FFFD}",
    "......", "--", "antidisestablishmentarianism", "ไทย", "\u{600}1", "x\u{200D}y", "\u{00AD}",
    "e\u{301}\u{302}\u{303}",
  ]
  private static let spaces = [
    " ", " ", " ", " ", "", "\n", "\n\n", "\r\n", "\t", "\u{A0}", "\u{3000}", "  \n", "\n \n\n", "\u{2028}", "\u{C}",
  ]

  static func document(seed: UInt64) -> Document {
    var generator = SeededGenerator(seed: seed)
    var document = Document(uri: "random", mediaType: "text/plain", text: "")
    let titles = [nil, "", "A short title", "é 가 \u{200B}", String(repeating: "many words ", count: 100)]
    document.title = titles.randomElement(using: &generator) ?? nil
    for _ in 0..<Int.random(in: 0...300, using: &generator) {
      document.text += spaces.randomElement(using: &generator) ?? ""
      switch Int.random(in: 0..<40, using: &generator) {
      case 0:
        document.text += "\n\n"
        let title = "Title \(Int.random(in: 1...99, using: &generator))"
        document.headings.append(
          Heading(offset: document.text.utf8.count, level: Int.random(in: 1...4, using: &generator), title: title))
        document.text += title + "\n\n"
      case 1:
        document.pages.append(PageStart(offset: document.text.utf8.count, number: document.pages.count + 1))
      case 2:
        let letter = ["q", "é", "가", "🇩🇪", "a\u{301}"].randomElement(using: &generator) ?? ""
        document.text += String(repeating: letter, count: Int.random(in: 1...400, using: &generator))
      case 3:
        document.text += String(repeating: [" ", "\u{200B}", "."].randomElement(using: &generator) ?? "", count: 200)
      default:
        document.text += pieces.randomElement(using: &generator) ?? ""
      }
    }
    return document
  }
}
