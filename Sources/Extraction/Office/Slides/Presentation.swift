import Corpus

/// A presentation: its slides in order, each a page, each followed by the speaker's notes.
struct Presentation {
  private(set) var flow: Flow

  /// - Parameter part: the name of the main part.
  init(_ part: String, in parts: ZipParts, into manuscript: Manuscript) throws {
    flow = Flow(into: manuscript)
    let relationships = try Relationships(of: part, in: parts)
    let main = try parts.required(part)
    var number = 0
    while let name = try main.nextElement() {
      guard name == "sldId", let id = main.attribute("id", prefix: "r"), let slide = relationships[id] else { continue }
      number += 1
      try flow.manuscript.beginPage(number)
      try write(slide.target, in: parts)
    }
  }

  private mutating func write(_ part: String, in parts: ZipParts) throws {
    let relationships = try Relationships(of: part, in: parts)
    try Slide(parts.required(part), relationships: relationships).write(to: &flow)
    for diagram in relationships.parts(of: "diagramData") {
      guard let cursor = try parts.cursor(diagram) else { continue }
      while let name = try cursor.nextElement() {
        if name == "p" { try flow.write(paragraph: Array(cursor.content().utf8)) }
      }
    }
    for notes in relationships.parts(of: "notesSlide") {
      guard let cursor = try parts.cursor(notes) else { continue }
      try Slide(cursor, relationships: relationships).writeNotes(to: &flow)
    }
  }
}
