import Corpus
import Segments
import Testing

@Suite struct AnalyzerTests {
  @Test(arguments: [
    ("The quick brown FOXES jumped.", ["the", "quick", "brown", "fox", "jump"]),
    ("pg_stat_activity, tp-name", ["pg", "stat", "activ", "tp", "name"]),
    ("résumés Résumé resumes", ["resum", "resum", "resum"]),
    ("Kutta's don't O’Brien 'quoted'", ["kutta", "dont", "obrien", "quot"]),
    ("ﬁlter ｆｕｌｌ m² Ⅳ", ["filter", "full", "m2", "iv"]),
    ("co\u{ad}operate zero\u{200d}width", ["cooper", "zerowidth"]),
    ("Straße Ærø Łódź", ["strass", "aero", "lodz"]),
    ("3.14 x86-64 c++", ["3", "14", "x86", "64", "c"]),
    ("", []), (" \n\t—…!", []),
  ])
  func `English words are folded and stemmed`(text: String, terms: [String]) throws {
    #expect(try Analyzer(language: "english").terms(of: text) == terms)
  }

  @Test(arguments: [
    ("東京都庁", ["東京", "京都", "都庁"]),
    ("猫", ["猫"]),
    ("Swiftで書く", ["swift", "で書", "書く"]),
    ("검색 엔진", ["검색", "엔진"]),
    ("ภาษา", ["ภา", "าษ", "ษา"]),
  ])
  func `scripts without spaces are found by pairs`(text: String, terms: [String]) throws {
    #expect(try Analyzer(language: "none").terms(of: text) == terms)
  }

  @Test(arguments: [
    ("french", "l'avion L’AVION", ["avion", "avion"]),
    ("german", "Häuser Haus", ["haus", "haus"]),
    ("spanish", "canciones canción", ["cancion", "cancion"]),
    ("russian", "Новый новый", ["нов", "нов"]),
    ("none", "Running café й", ["running", "cafe", "й"]),
  ])
  func `other languages have rules of their own`(language: String, text: String, terms: [String]) throws {
    #expect(try Analyzer(language: language).terms(of: text).filter { $0.count > 1 || $0 == "й" } == terms)
  }

  @Test func `composed and decomposed letters are the same`() throws {
    for language in ["english", "german", "russian", "none"] {
      let analyzer = try Analyzer(language: language)
      #expect(analyzer.terms(of: "caf\u{e9} \u{439}") == analyzer.terms(of: "cafe\u{301} \u{438}\u{306}"))
    }
  }

  @Test func `a word without an end is cut, the same way everywhere`() throws {
    let analyzer = try Analyzer(language: "none")
    let terms = analyzer.terms(of: String(repeating: "x", count: 10_000))
    #expect(terms.allSatisfy { $0.utf8.count <= 96 } && terms.joined().count == 10_000)
    #expect(analyzer.terms(of: String(repeating: "é", count: 500)).joined().count == 500)
  }

  @Test func `an unknown language is refused with those that there are`() throws {
    let failure = try #require(throws: Failure.self) { try Analyzer(language: "klingon") }
    #expect(failure.code == "index.language" && failure.remedy.contains("english") && failure.remedy.contains("none"))
  }
}
