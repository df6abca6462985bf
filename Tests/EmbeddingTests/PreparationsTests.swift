import Corpus
import Embedding
import Fixtures
import Foundation
import Testing

@Suite struct PreparationsTests {
  let folder: TemporaryFolder
  var preparations: Preparations { Preparations(folder: folder.file("made")) }

  init() throws { folder = try TemporaryFolder() }

  private func encoder() throws -> Encoder {
    try Encoder(ModelFolder(path: Golden.path("tiny-f32"), preparations: preparations), precision: .int8)
  }

  private func vectors(_ encoder: Encoder) throws -> [[Float]] {
    try encoder.vectors(of: Golden.tiny().sequences, in: encoder.makeScratch(capacity: 400)).map { try $0.get() }
  }

  /// The file with rounded weights.
  private func weights() throws -> URL {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("made"))
    return URL(filePath: folder.file("made/\(try #require(files.first { $0.hasSuffix(".int8") }))"))
  }

  @Test func `weights that were rounded before give the same vectors`() throws {
    let first = try vectors(encoder())
    let before = try Data(contentsOf: weights())
    #expect(try vectors(encoder()) == first)
    #expect(try Data(contentsOf: weights()) == before)
  }

  @Test func `weights that were rounded before are used`() throws {
    let first = try vectors(encoder())
    var kept = try Data(contentsOf: weights())
    // Other numbers with the right digest before them: only who reads them comes to other vectors.
    let bytes = kept[64...].map { $0 == 1 ? 2 : $0 }
    kept.replaceSubrange(32..., with: bytes.withUnsafeBytes { Digest(of: $0) }.bytes + bytes)
    try kept.write(to: weights())
    #expect(
      try encoder().vectors(of: Golden.tiny().sequences, in: encoder().makeScratch(capacity: 400)).map { try? $0.get() }
        != first)
  }

  @Test(arguments: [0, 31, 63, 64, 5_000, -1])
  func `damaged weights are rounded anew`(damage: Int) throws {
    let first = try vectors(encoder())
    let whole = try Data(contentsOf: weights())
    if damage < 0 {
      try whole.dropLast(9).write(to: weights())
    } else {
      var kept = whole
      kept[damage] ^= 4
      try kept.write(to: weights())
    }
    #expect(try vectors(encoder()) == first)
    #expect(try Data(contentsOf: weights()) == whole)
  }

  @Test func `whole weights of another size are rounded anew`() throws {
    let first = try vectors(encoder())
    let whole = try Data(contentsOf: weights())
    let fewer = Data(whole[64...].dropLast(64))
    try (whole[..<32] + fewer.withUnsafeBytes { Digest(of: $0) }.bytes + fewer).write(to: weights())
    #expect(try vectors(encoder()) == first)
    #expect(try Data(contentsOf: weights()) == whole)
  }

  @Test func `where nothing can be written all works as well`() throws {
    let nowhere = Preparations(folder: "/proc/none")
    let encoder = try Encoder(
      ModelFolder(path: Golden.path("tiny-f32"), preparations: nowhere), precision: .int8)
    #expect(try vectors(encoder) == vectors(self.encoder()))
  }

  @Test func `a file is read once, until it changes`() async throws {
    let files = FileManager.default
    let file = try folder.write("one", to: "file")
    try files.setAttributes([.modificationDate: Date(timeIntervalSinceNow: 3600)], ofItemAtPath: file)
    var reads = 0
    func digest() -> Digest? {
      preparations.digest(of: file) {
        reads += 1
        return (try? Data(contentsOf: URL(fileURLWithPath: file))).map { $0.withUnsafeBytes { Digest(of: $0) } }
      }
    }
    // What was written a moment ago may be written again without a trace.
    #expect(digest() == Digest(of: "one") && digest() == Digest(of: "one") && reads == 2)
    try files.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: file)
    try await until { FileStamp(file)?.isSettled == true }
    #expect(digest() == Digest(of: "one") && digest() == Digest(of: "one") && reads == 3)
    try folder.write("two", to: "file")
    #expect(digest() == Digest(of: "two") && reads == 4)
    try files.removeItem(atPath: file)
    #expect(digest() == nil)
  }
}
