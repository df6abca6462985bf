import Foundation
import Testing

/// The files that the tests of extraction keep: made by the programs people use.
@Suite struct FixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("ExtractionTests/Fixtures").path

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "the fixtures of extraction are not here"))
  func `each gives a document or a reason, and archives and pages are found`() async throws {
    let place = try Workspace()
    try FileManager.default.removeItem(atPath: "\(place.path)/documents")
    try FileManager.default.copyItem(atPath: Self.folder, toPath: "\(place.path)/documents")
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    let record = try await place.quern.record()
    let quern = place.quern
    let items: [ItemAnswer] = try await quern.json("items", "pipeline.yaml", "--limit", "100000")
    let rows: [QuarantineAnswer] = try await quern.json("quarantine", "list", "pipeline.yaml", "--limit", "100000")

    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.folder).filter { file in
      try FileManager.default.attributesOfItem(atPath: "\(Self.folder)/\(file)")[.type] as? FileAttributeType
        == .typeRegular
    }
    #expect(try record.stage("extract").total == files.count)
    for file in files {
      let isKnown = items.contains { $0.uri.comes(from: file) } || rows.contains { $0.uri.comes(from: file) }
      #expect(isKnown, "\(file) was lost silently")
    }

    for archive in ["zip", "7z", "tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2"] {
      #expect(items.contains { $0.uri == "containers/notes.\(archive)!/mill.txt" && $0.indexed }, "\(archive)")
      #expect(items.contains { $0.uri == "containers/notes.\(archive)!/deep/größe.txt" }, "\(archive)")
    }
    let pages: SearchAnswer = try await quern.json(
      "search", "pipeline.yaml", "mill", "--filter", "uri=containers/mill.pdf")
    #expect(pages.hits.first?.location.firstPage != nil)
    for encrypted in ["encrypted.zip", "encrypted.7z", "sealed.7z", "encrypted.pdf"] {
      let own = rows.filter { $0.uri.comes(from: "containers/\(encrypted)") }
      #expect(own.count == 1 && own[0].remedy.contains("password"), "\(encrypted): \(own)")
    }
    #expect(try await place.survivors() == [])
  }
}
