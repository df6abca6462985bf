import Corpus
import Foundation
import Indexing
import Retrieval
import Segments
import Serving
import Testing

@Suite struct FollowingTests {
  let catalogue: FakeCatalogue

  init() throws { catalogue = try .aerodynamics() }

  private func looked(at pipeline: ServedPipeline, times: Int = 1) async -> ServedPipeline {
    let following = Following([pipeline], log: .silent)
    for _ in 0..<times { await following.look() }
    return pipeline
  }

  @Test func `a new revision is taken over, and what is open already is not brought again`() async throws {
    let pipeline = catalogue.served()
    let following = Following([pipeline], log: .silent)
    await following.look()
    let before = try #require(pipeline.live)
    #expect(before.revision.number == 1 && before.snapshot.documentCount == 4)
    try catalogue.publish([Sample(uri: "new", title: nil, texts: ["shock waves"])])
    await following.look()
    let after = try #require(pipeline.live)
    #expect(after.revision.number == 2 && after.snapshot.documentCount == 5)
    #expect(catalogue.brought == ["segment-1", "segment-2"])
    // A request that began before still has what it began with.
    #expect(before.snapshot.documentCount == 4)
  }

  @Test func `a promoted generation takes over, having been opened while it was sealed`() async throws {
    let pipeline = await looked(at: catalogue.served())
    let second = catalogue.addGeneration(.sealed)
    try catalogue.publish([Sample(uri: "only", title: nil, texts: ["shock waves"])], to: second)
    _ = await looked(at: pipeline)
    #expect(catalogue.brought == ["segment-1", "segment-2"] && pipeline.live?.generation.id == 1)
    catalogue.failToBring(Failure("segment.file", "x", "gone", remedy: "none"))
    catalogue.promote(second)
    _ = await looked(at: pipeline)
    #expect(pipeline.live?.generation.id == 2 && pipeline.live?.snapshot.documentCount == 1)
    #expect(pipeline.problem == nil)
  }

  /// What may be wrong with a revision.
  enum Trouble: String, CaseIterable {
    case corrupt, cutShort, newerFormat, missing, fullDisk, away, badTombstones, foreignName
  }

  @Test(arguments: Trouble.allCases)
  func `what cannot be followed leaves the revision as it is`(trouble: Trouble) async throws {
    let pipeline = await looked(at: catalogue.served())
    let name = try catalogue.publish([Sample(uri: "new", title: nil, texts: ["shock waves"])])
    let path = catalogue.folder + "/" + name
    switch trouble {
    case .corrupt: try change(path) { $0[$0.count / 2] ^= 0xff }
    case .cutShort: try change(path) { $0.removeLast(100) }
    case .newerFormat: try change(path) { $0[8] = 200 }
    case .missing: try FileManager.default.removeItem(atPath: path)
    case .fullDisk: catalogue.failToBring(Failure("segment.file", name, "no space left", remedy: "free some"))
    case .away: catalogue.fail(Failure("store.unavailable", "store", "is away", remedy: "start it"))
    case .badTombstones:
      catalogue.dropLast()
      catalogue.add(
        Revision.Entry(segment: name, documents: 1, chunks: 1, bytes: 1, tombstones: [1, 2, 3, 4], deleted: 1))
    case .foreignName:
      catalogue.add(
        Revision.Entry(segment: "../\(name)", documents: 1, chunks: 1, bytes: 1, tombstones: [], deleted: 0))
    }
    _ = await looked(at: pipeline)
    #expect(pipeline.live?.revision.number == 1)
    let problem = try #require(pipeline.problem)
    #expect(!problem.code.isEmpty)
    let found = try await #require(pipeline.live).searcher.search(SearchRequest("boundary layer"))
    #expect(found.hits.first?.uri == "layers.html")
  }

  @Test func `what failed is followed once it is well again`() async throws {
    let pipeline = await looked(at: catalogue.served())
    catalogue.fail(Failure("store.unavailable", "store", "is away", remedy: "start it"))
    try catalogue.publish([Sample(uri: "new", title: nil, texts: ["shock waves"])])
    _ = await looked(at: pipeline)
    #expect(pipeline.problem?.code == "store.unavailable")
    catalogue.fail(nil)
    _ = await looked(at: pipeline)
    #expect(pipeline.problem == nil && pipeline.live?.revision.number == 2)
  }

  @Test func `a damaged file is not read again at every look`() async throws {
    let pipeline = catalogue.served()
    let following = Following([pipeline], log: .silent)
    await following.look()
    let name = try catalogue.publish([Sample(uri: "new", title: nil, texts: ["shock waves"])])
    try change(catalogue.folder + "/" + name) { $0[$0.count / 2] ^= 0xff }
    for _ in 0..<20 { await following.look() }
    #expect(catalogue.brought.count { $0 == name } < 10 && pipeline.problem?.code == "segment.damaged")
    // A newer revision is tried at once.
    catalogue.dropLast()
    await following.look()
    #expect(pipeline.problem == nil && pipeline.live?.revision.number == 3)
  }

  @Test func `an older generation is opened when it is asked for`() async throws {
    let second = catalogue.addGeneration(.building)
    try catalogue.publish([Sample(uri: "only", title: nil, texts: ["shock waves"])], to: second)
    catalogue.promote(second)
    let pipeline = await looked(at: catalogue.served())
    #expect(pipeline.live?.generation.id == 2 && catalogue.brought == ["segment-2"])
    #expect(try await pipeline.index(generation: 1).snapshot.documentCount == 4)
    #expect(try await pipeline.index(generation: 1).snapshot.documentCount == 4)
    #expect(catalogue.brought == ["segment-2", "segment-1"])
    let failure = try await #require(throws: Failure.self) { try await pipeline.index(generation: 3) }
    #expect(failure.code == "index.noGeneration")
  }

  @Test func `without a live generation there is nothing to search`() async throws {
    let empty = try FakeCatalogue()
    empty.addGeneration(.building)
    let pipeline = await looked(at: empty.served())
    let failure = try await #require(throws: Failure.self) { try await pipeline.index(generation: nil) }
    #expect(failure.code == "index.notReady" && pipeline.problem == nil)
  }

  private func change(_ path: String, _ body: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    body(&bytes)
    try bytes.write(to: URL(filePath: path))
  }
}
