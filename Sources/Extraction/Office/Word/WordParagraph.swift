/// A paragraph of a Word document while it is being read.
struct WordParagraph {
  var text: [UInt8] = []
  var headingLevel: Int?
  /// Lists around it, its own not counted; nil for what is in none.
  var listDepth: Int?
  /// Notes referred to, in order.
  var notes: [[UInt8]] = []
  /// Where the text of the open link starts, and where the link leads.
  var link: (start: Int, target: String)?

  /// Reads the properties that the cursor stands at.
  mutating func readProperties(_ cursor: XMLCursor, styles: WordStyles) throws {
    var ownLevel: Int?
    var hasOwnLevel = false
    var number: String?
    try cursor.inside { event in
      guard event == .start else { return }
      switch cursor.name {
      case "pStyle":
        let style = styles[cursor.attribute("val") ?? ""]
        headingLevel = style.headingLevel
        if style.isListItem { listDepth = listDepth ?? 0 }
      case "outlineLvl":
        hasOwnLevel = true
        ownLevel = WordStyles.level(ofOutline: cursor.attribute("val"))
      case "ilvl": listDepth = cursor.attribute("val").flatMap(Int.init) ?? 0
      case "numId": number = cursor.attribute("val")
      case "rPr", "tabs", "pPrChange": try cursor.skip()
      default: break
      }
    }
    if hasOwnLevel { headingLevel = ownLevel }
    // The list of number 0 is none: it takes a paragraph out of its style's list.
    if let number { listDepth = number == "0" ? nil : listDepth ?? 0 }
  }
}
