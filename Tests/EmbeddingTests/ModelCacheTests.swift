import Corpus
import Embedding
import Foundation
import Testing

@Suite struct ModelCacheTests {
  @Test(arguments: [
    (["QUERN_MODELS": "/m", "XDG_CACHE_HOME": "/x", "HOME": "/h"], "/m"),
    (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/quern/models"),
    (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/quern/models"),
    (["QUERN_MODELS": "", "HOME": "/h"], "/h/.cache/quern/models"),
  ])
  func `models live where the environment says`(environment: [String: String], path: String) {
    #expect(ModelCache(environment: environment).path == path)
  }

  @Test(arguments: [
    ("all-MiniLM-L6-v2", "model.notFetched", "run quern model fetch all-MiniLM-L6-v2"),
    ("no-such-model", "model.unknown", "use all-MiniLM-L6-v2, or give the path of a model folder"),
    ("..", "model.unknown", "use all-MiniLM-L6-v2, or give the path of a model folder"),
    (
      "./no/such/folder", "model.notFound",
      "give a sentence-transformers folder with config.json and model.safetensors"
    ),
  ])
  func `a model that is not there is refused with what to do`(name: String, code: String, remedy: String) {
    let cache = ModelCache(environment: ["QUERN_MODELS": "/nowhere"])
    let failure = #expect(throws: Failure.self) { try cache.folder(for: name) }
    #expect(failure?.code == code)
    #expect(failure?.remedy == remedy)
  }

  @Test func `a path and a fetched name lead to their folders`() throws {
    #expect(try ModelCache(environment: [:]).folder(for: Golden.path("tiny-f32")) == Golden.path("tiny-f32"))
    let models = try TemporaryFolder()
    let fetched = models.file("all-MiniLM-L6-v2")
    try FileManager.default.copyItem(atPath: Golden.path("tiny-f32"), toPath: fetched)
    #expect(try ModelCache(environment: ["QUERN_MODELS": models.path]).folder(for: "all-MiniLM-L6-v2") == fetched)
  }

  @Test func `weights that are not the published ones do not verify`() throws {
    let model = try #require(KnownModel.named("all-MiniLM-L6-v2"))
    let failure = #expect(throws: Failure.self) { try model.verify(folder: Golden.path("tiny-f32")) }
    #expect(failure?.code == "model.corrupt")
  }

  @Test(.enabled(if: Golden.miniLMFolder != nil, Golden.fetch))
  func `the published weights verify`() throws {
    let model = try #require(KnownModel.named("all-MiniLM-L6-v2"))
    try model.verify(folder: #require(Golden.miniLMFolder))
  }
}
