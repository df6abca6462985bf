/// What a query asks of the index: terms that score, and sequences that must or must not be there.
struct LexicalPlan {
  /// A term that adds to the score, as often as the query has it; a function word counts less.
  struct Term {
    var bytes: [UInt8]
    var count: Float
  }

  /// Terms with their distances from the first.
  struct Sequence {
    var terms: [(bytes: [UInt8], offset: UInt32)]
  }

  private(set) var terms: [Term] = []
  private(set) var required: [Sequence] = []
  private(set) var excluded: [Sequence] = []

  init(_ query: LexicalQuery, _ analyzer: Analyzer) {
    let vocabulary = Vocabulary(analyzer)
    var counts: [UInt32: Float] = [:]
    for clause in query.clauses {
      let occurrences = vocabulary.occurrences(in: clause.text, as: .query)
      guard let first = occurrences.first else { continue }
      let sequence = Sequence(
        terms: occurrences.map { (Array(vocabulary.terms[Int($0.term)]), $0.position - first.position) })
      switch clause.role {
      case .wanted: break
      case .required: required.append(sequence)
      case .excluded: excluded.append(sequence)
      }
      guard clause.role != .excluded else { continue }
      let count = clause.role == .wanted ? analyzer.importance(ofWord: clause.text) : 1
      for occurrence in occurrences { counts[occurrence.term, default: 0] += count }
    }
    terms = counts.sorted { $0.key < $1.key }.map { Term(bytes: Array(vocabulary.terms[Int($0.key)]), count: $0.value) }
  }
}
