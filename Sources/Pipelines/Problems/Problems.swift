package import Corpus

/// Everything wrong with a pipeline file, in the order of the file; at least one problem.
package struct Problems: Error, Hashable, Sendable {
  package var all: [Problem]

  init(_ problems: [Problem]) {
    all = problems.enumerated()
      .sorted { ($0.element.place ?? .start, $0.offset) < ($1.element.place ?? .start, $1.offset) }
      .map(\.element)
  }

  /// The same as one failure, for code that knows no files.
  package var failure: Failure {
    guard all.count == 1, let problem = all.first else {
      return Failure(
        "pipeline.invalid", all.first?.file ?? "pipeline", "\(all.count) problems:\n\(self)",
        remedy: "correct the file",
        verdict: .stop(.configuration))
    }
    let subject = problem.place.map { "\(problem.file):\($0)" } ?? problem.file
    return Failure(
      "pipeline.\(problem.code.rawValue)", subject, problem.message, remedy: problem.hint,
      verdict: .stop(.configuration))
  }
}

extension Problems: CustomStringConvertible {
  /// One problem a line.
  package var description: String { all.map(\.description).joined(separator: "\n") }
}
