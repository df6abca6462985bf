import Fixtures
import Foundation

extension Workspace {
  private static let words = """
    the grain falls through an eye of upper stone and leaves it as flour while water turns wheel that drives slow \
    runner over bedstone miller lifts lever sets gap listens to sound feels meal between thumb finger furrow land \
    pick dress burr quartz granite basalt lava sandstone hopper shoe damsel spindle rynd bin sieve bran germ middling \
    rye oat barley wheat spelt millet maize buckwheat river weir sluice leat pond tide wind sail cap tail post tower
    """.split(separator: " ").map(String.init)

  /// Writes `count` texts of about `words` words; each holds a word that no other has (see ``mark(_:)``).
  func writeProse(_ count: Int, words: Int = 150, using random: inout SeededGenerator) throws {
    for number in 0..<count { try writeProse(number: number, words: words, using: &random) }
  }

  func writeProse(number: Int, words: Int = 150, using random: inout SeededGenerator) throws {
    var text = "# Text \(number)\n\n\(Self.mark(number))"
    let wanted = Int.random(in: words / 2...words * 3 / 2, using: &random)
    for position in 1...wanted {
      text += position % 60 == 0 ? ".\n\n" : position % 12 == 0 ? ". " : " "
      text += Self.words.randomElement(using: &random) ?? ""
    }
    try write(Self.prose(number), text + ".\n")
  }

  /// The path of a text.
  static func prose(_ number: Int) -> String { "documents/\(number % 10)/text-\(number).md" }

  /// A word that only one text holds.
  static func mark(_ number: Int) -> String { "quoin\(number)z" }
}
