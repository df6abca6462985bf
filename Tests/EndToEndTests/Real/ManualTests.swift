import Foundation
import Testing

/// Pages of the PostgreSQL manual, as Debian ships it.
@Suite struct ManualTests {
  private static let folder = "/usr/share/doc/postgresql-doc-15/html"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "needs the package postgresql-doc-15"))
  func `the page on CREATE INDEX answers first, with its headings`() async throws {
    let place = try Workspace()
    try place.write(
      Pipeline(
        sources: ["{ name: manual, path: \(Self.folder), include: ['sql-create*.html', 'sql-alter*.html'] }"],
        maxTokens: 240))
    let record = try await place.quern.record()
    #expect(try record.stage("extract").quarantined == 0)
    #expect(try record.stage("extract").done >= 60)
    let answer: SearchAnswer = try await place.quern.json(
      "search", "pipeline.yaml", "CREATE INDEX CONCURRENTLY", "--strategy", "lexical")
    let first = try #require(answer.hits.first)
    #expect(first.uri == "sql-createindex.html")
    #expect(first.title == "CREATE INDEX")
    // The page sets its title at the level of its sections, so that no section is below it.
    #expect(first.location.headings?.first == "Parameters")
    #expect(first.text.contains("CONCURRENTLY"))
    let building: SearchAnswer = try await place.quern.json(
      "search", "pipeline.yaml", "invalid index left behind by building concurrently", "--strategy", "lexical")
    #expect(building.hits.first?.uri == "sql-createindex.html")
    #expect(building.hits.first?.location.headings == ["Parameters", "Building Indexes Concurrently"])
    for hit in answer.hits {
      #expect(!hit.text.contains("Prev\t") && !hit.text.contains("Up"), "navigation in \(hit.uri)")
    }
  }
}
