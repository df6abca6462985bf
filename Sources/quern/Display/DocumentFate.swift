import Corpus
import Foundation
import Indexing
import Pipelines
import Retrieval
import Segments

/// Follows one document through the stages and the lists of a search.
struct DocumentFate {
  let document: String
  let request: SearchRequest
  let hasFilter: Bool
  let index: SearchableIndex
  let store: any Store

  func report(file: String) async throws -> FateReport {
    var report = FateReport(query: request.query, document: document)
    guard let item = try await item() else { return try await absent(report, file) }
    report.document = item.uri
    report.steps.append(.init(stage: "extracted", passed: true, finding: "\(item.bytes) bytes of text"))
    guard let chunks = item.chunks else {
      return lost(report, "cut", "not cut into chunks yet", "quern run \(file)")
    }
    report.steps.append(.init(stage: "cut", passed: true, finding: "\(chunks) chunks"))
    guard item.embedded == chunks else {
      let reason = try await refusal(item.uri)
      return lost(
        report, "embedded", "\(item.embedded) of \(chunks) chunks" + (reason.map { ": \($0.problem)" } ?? ""),
        reason?.remedy ?? "quern run \(file)")
    }
    report.steps.append(.init(stage: "embedded", passed: true, finding: "\(chunks) chunks"))
    let snapshot = index.index.snapshot
    guard let stored = try snapshot.documents().first(where: { $0.uri == item.uri && $0.source == item.source }) else {
      return lost(
        report, "indexed", "not in revision \(index.index.revision.number) of generation \(index.index.generation.id)",
        "quern run \(file)")
    }
    report.steps.append(
      .init(stage: "indexed", passed: true, finding: "in generation \(index.index.generation.id)"))
    return try await ranked(report, stored)
  }

  /// Where it stands in each list.
  private func ranked(_ before: FateReport, _ stored: StoredDocument) async throws -> FateReport {
    var report = before
    let snapshot = index.index.snapshot
    let vector = try await index.searcher.vector(of: request)
    let nearest = try snapshot.semanticRank(of: stored.id, vector, filter: request.filter)
    if hasFilter {
      guard nearest != nil else {
        return lost(
          report, "filter", "its metadata do not meet the filter", "quern explain shows metadata; use another filter")
      }
      report.steps.append(.init(stage: "filter", passed: true, finding: "met"))
    }
    let words = try snapshot.lexicalRank(of: stored.id, request.query, filter: request.filter)
    report.steps.append(step("lexical", words, none: "none of its chunks has any of the words"))
    report.steps.append(step("semantic", nearest, none: "it is like nothing"))
    var wide = request
    wide.maxResults = SearchRequest.mostResults
    let hits = try await index.searcher.search(wide).hits
    let rank = hits.firstIndex { $0.document == stored.id }.map { $0 + 1 }
    let isListed = rank.map { $0 <= request.maxResults } ?? false
    let finding =
      rank.map { "rank \($0) of the \(request.maxResults) that are listed" } ?? "not among the first \(hits.count)"
    report.steps.append(.init(stage: "hybrid", passed: isListed, finding: finding))
    if !isListed {
      report.lostAt = "below the cut"
      report.remedy = advice(words: words?.rank, meaning: nearest?.rank, rank)
    }
    return report
  }

  private func step(_ stage: String, _ found: (rank: Int, match: Match)?, none: String) -> FateReport.Step {
    guard let found else { return .init(stage: stage, passed: false, finding: none) }
    let score = String(format: "%.3f", found.match.score)
    return .init(
      stage: stage, passed: found.rank <= request.maxResults,
      finding: "rank \(found.rank), by chunk \(found.match.ordinal) with \(score)")
  }

  private func advice(words: Int?, meaning: Int?, _ rank: Int?) -> String {
    if words.map({ $0 <= request.maxResults }) ?? false { return "it has the words: search with --strategy lexical" }
    if meaning.map({ $0 <= request.maxResults }) ?? false {
      return "it has the meaning: search with --strategy semantic"
    }
    if let rank, rank <= 5 * request.maxResults { return "ask for more hits: -k \(rank)" }
    return words == nil ? "use words that the document uses" : "name what sets the document apart"
  }

  private func absent(_ report: FateReport, _ file: String) async throws -> FateReport {
    if let refusal = try await refusal(document) {
      return lost(report, "quarantined", refusal.problem, refusal.remedy)
    }
    return lost(
      report, "extracted", "no document's URI is this or ends with it",
      "see quern items \(file), and whether the source includes the file")
  }

  private func item() async throws -> ItemReport? {
    let found = try await store.items(
      matching: document, fingerprints: index.index.generation.fingerprints, limit: 10_000)
    if let exact = found.first(where: { $0.uri == document }) { return exact }
    let ends = found.filter { $0.uri.hasSuffix("/" + document) || $0.uri.hasSuffix("#" + document) }
    guard ends.count < 2 else {
      throw Failure(
        "whynot.ambiguous", document, "is how \(ends.count) URIs end, such as \(ends[0].uri) and \(ends[1].uri)",
        remedy: "give the whole URI", verdict: .stop(.usage))
    }
    return ends.first
  }

  private func refusal(_ uri: String) async throws -> Failure? {
    let items = try await store.quarantined(uri: nil, limit: 10_000)
    return items.first { $0.uri == uri || $0.uri.hasSuffix("/" + uri) || $0.uri.hasSuffix("#" + uri) }?.failure
  }

  private func lost(_ report: FateReport, _ stage: String, _ finding: String, _ remedy: String) -> FateReport {
    var report = report
    report.steps.append(.init(stage: stage, passed: false, finding: finding))
    report.lostAt = stage
    report.remedy = remedy
    return report
  }
}
