/// What a query asks of the index: terms that score, and sequences that must or must not be there.
struct LexicalPlan {
  /// A term of the query, and how often the query has it, which is how often it adds to the score; a function word counts
  /// less, and what must not be there nothing.
  struct Term {
    var bytes: ContiguousArray<UInt8>
    var count: Float
  }

  /// Words that stand together.
  struct Sequence {
    /// A term by its number, and its distance from the first.
    var words: [(term: Int, offset: UInt32)]
  }

  private(set) var terms: [Term] = []
  private(set) var required: [Sequence] = []
  private(set) var excluded: [Sequence] = []

  init(_ query: LexicalQuery, _ analyzer: Analyzer) {
    let vocabulary = Vocabulary(analyzer)
    for clause in query.clauses {
      let occurrences = vocabulary.occurrences(in: clause.text, as: .query)
      guard let first = occurrences.first else { continue }
      for number in terms.count..<vocabulary.terms.count {
        terms.append(Term(bytes: ContiguousArray(vocabulary.terms[number]), count: 0))
      }
      let sequence = Sequence(words: occurrences.map { (Int($0.term), $0.position - first.position) })
      switch clause.role {
      case .wanted: break
      case .required: required.append(sequence)
      case .excluded: excluded.append(sequence)
      }
      guard clause.role != .excluded else { continue }
      let count = clause.role == .wanted ? analyzer.importance(ofWord: clause.text) : 1
      for occurrence in occurrences { terms[Int(occurrence.term)].count += count }
    }
  }
}
