import Corpus
import Guarding

/// The pipelines that are served, as far as somebody may see them.
struct PipelineShelf: Sendable {
  let all: [ServedPipeline]

  var areReady: Bool { all.allSatisfy { $0.live != nil } }

  func visible(to principal: Principal) -> [ServedPipeline] { all.filter { principal.maySearch($0.name) } }

  /// The pipeline asked for; when one alone is visible it need not be named.
  /// - Throws: ``APIError`` `NOT_FOUND`, `FORBIDDEN` or `INVALID_REQUEST`.
  func pipeline(_ name: String?, for principal: Principal) throws -> ServedPipeline {
    let visible = visible(to: principal)
    guard let name else {
      if visible.count == 1 { return visible[0] }
      if visible.isEmpty { throw APIError(.forbidden, "this token allows none of the pipelines here") }
      throw APIError.invalid(
        "pipeline", "is missing", "name one of \(visible.map(\.name).joined(separator: ", "))")
    }
    // Whether there is such a pipeline is not told to those who may not search it.
    guard principal.maySearch(name) else { throw APIError(.forbidden, "this token does not allow that pipeline") }
    guard let pipeline = visible.first(where: { $0.name == name }) else {
      let guess = Spelling.nearest(to: name, among: visible.map(\.name)).map { " (did you mean \"\($0)\"?)" }
      throw APIError(.notFound, "there is no such pipeline here" + (guess ?? ""), details: ["field": "pipeline"])
    }
    return pipeline
  }
}
