import Instruments
import Foundation

/// A folder of files that nobody should have to read, and what must become of each.
struct HostileFolder {
  /// Files that must be found by a word that no other holds, by URI.
  static let good: [String: String] = {
    var words: [String: String] = [
      "good/page.html": "bellwether8", "good/letter.docx": "bellwether9", "good/print.pdf": "bellwether10",
      "bytes/latin.txt": "lanternjaw", "bytes/invalid.txt": "lodestar", "bytes/utf16le.txt": "windlass",
      "bytes/utf16be.txt": "capstan",
      "names/new%0Aline.txt": "osprey0", "names/escape%1B[31mred.txt": "osprey1",
      "names/not-utf8-%FF%FE.txt": "osprey2", "names/percent%2541.txt": "osprey3", "names/hash%231.txt": "osprey4",
      "names/ünï cödé 🌾.txt": "osprey5", "names/-rf.txt": "osprey6", "names/exclaim%21/inside.txt": "osprey7",
      "names/\(String(repeating: "x", count: 250)).txt": "osprey8", "names/'; DROP TABLE document; --.txt": "osprey9",
      "names/\\back\\slash.txt": "osprey10", "names/*.txt": "osprey11",
      "long/comment.html": "thistledown", "long/attribute.html": "cobweb",
    ]
    for number in 0..<8 { words["good/\(number).txt"] = "bellwether\(number)" }
    return words
  }()

  /// Files that give no document, and exactly one row in quarantine.
  static let refused = [
    "bombs/laughs.xml", "bombs/laughs.docx", "bombs/quadratic.xml", "bombs/flat.zip", "bombs/liar.zip", "bombs/flat.gz",
    "bombs/line.txt", "bombs/line.jsonl", "broken/head.pdf", "broken/cut.zip", "broken/cut.docx",
    "broken/cut.xlsx", "broken/empty.txt", "broken/blank.txt", "broken/noise.bin", "broken/encrypted.zip",
    "long/field.csv",
  ]

  /// Files of which something may be had: each gives a document or a row in quarantine, so that none is lost silently.
  static let settled = [
    "bombs/nested.zip", "bombs/many.zip", "bombs/onion.gz", "broken/cut.pdf", "deep/divs.html", "deep/elements.xml",
    "deep/lists.json",
    "deep/mail.eml", "long/word.txt", "long/attributes.html", "bytes/nuls.txt", "escape/names.zip",
    "escape/names.tar.gz", "escape/entity.xml", "escape/entity.docx", "escape/include.html",
  ]

  /// What is no file, or lies outside: neither read nor set aside.
  static let skipped = ["links/"]

  static let isPossible = Program("python3") != nil

  /// Writes the folder `documents` of a workspace, and files beside it that must not be read.
  static func write(in place: Workspace) async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("hostile.py").path
    try place.write("outside.txt", "The burglar0 got out.")
    var shell = place.quern
    shell.environment["SCRIPT"] = script
    let written = try await shell.shell(#"python3 "$SCRIPT" documents"#)
    guard written.ending == .code(0) else { throw Unwritten(outcome: written) }
  }

  struct Unwritten: Error {
    var outcome: Outcome
  }
}
