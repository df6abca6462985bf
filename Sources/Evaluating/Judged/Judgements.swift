/// Which documents answer which questions, and how well.
package struct Judgements: Hashable, Sendable {
  /// Grades by question, then by document. From 1 on a document is relevant; who is not listed was not judged, and counts
  /// as not relevant.
  package private(set) var grades: [String: [String: Int]] = [:]

  /// The grades that are read: 2 to the power of them must be a number.
  package static let range = -1000...1000

  package init(_ grades: [String: [String: Int]] = [:]) { self.grades = grades }

  package var isEmpty: Bool { grades.isEmpty }

  /// Every document that somebody judged.
  package var documents: Set<String> { grades.values.reduce(into: []) { $0.formUnion($1.keys) } }

  /// - Returns: false if the document has another grade already.
  mutating func judge(_ document: String, for question: String, grade: Int) -> Bool {
    if let known = grades[question]?[document] { return known == grade }
    grades[question, default: [:]][document] = grade
    return true
  }
}
