import Corpus

/// Says which words a text is found by, in documents and queries alike.
///
/// A word is a run of letters and digits; case, accents and compatibility forms are folded away and Snowball takes off
/// the endings. Scripts written without spaces are found by pairs of characters.
package struct Analyzer: Hashable, Sendable {
  /// Raised when the same text gives other terms; part of the index's fingerprint.
  package static let version = 1

  package let language: String

  /// - Parameter language: a Snowball language such as `english`, or `none` for words as they are written.
  /// - Throws: ``Failure`` `index.language` for one that is not known.
  package init(language: String) throws {
    guard language == "none" || Stemmer.languages.contains(language) else {
      throw Failure(
        "index.language", language, "is not a language that words can be stemmed in",
        remedy: "use one of \(Stemmer.languages.joined(separator: ", ")), or none", verdict: .stop(.configuration))
    }
    self.language = language
  }

  /// The terms of a text in its order, as a query would have them.
  package func terms(of text: String) -> [String] {
    let vocabulary = Vocabulary(self)
    return vocabulary.occurrences(in: text, as: .query).map {
      String(decoding: vocabulary.terms[Int($0.term)], as: UTF8.self)
    }
  }

  /// English keeps an apostrophe in its word (`don't`); elsewhere it separates two (`l'avion`).
  var joinsApostrophes: Bool { language == "english" }
  /// English words lose their accents before stemming, so that `résumés` and `resumes` meet; the rules for other
  /// languages need theirs.
  var foldsBeforeStemming: Bool { language == "english" || language == "none" }
}
