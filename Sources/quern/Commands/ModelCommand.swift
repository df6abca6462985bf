import ArgumentParser
import Corpus
import Embedding
import Foundation

struct ModelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Fetch embedding models, and look at them.",
    subcommands: [Fetch.self, List.self, Show.self], defaultSubcommand: List.self)

  struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fetch a model into the cache, checked against its pinned SHA-256.")

    @Argument(help: "The model's name.")
    var name = "all-MiniLM-L6-v2"

    func run() async throws {
      let model = try ModelCommand.known(name)
      let folder = ModelCache().folder(of: model)
      if (try? model.verify(folder: folder)) != nil {
        print("\(name) is in \(folder) already")
      } else {
        try await ModelFetch(model: model, folder: folder).fetch()
        try model.verify(folder: folder)
        print("\(name) is in \(folder)")
      }
      try ModelCommand.prepare(folder)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the models that can be fetched by name.")

    func run() {
      for model in KnownModel.all {
        let folder = ModelCache().folder(of: model)
        let state = FileManager.default.fileExists(atPath: folder) ? "in \(folder)" : "not fetched"
        print("\(model.name)  \(model.licence)  \(state)")
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a model's shape and digests.")

    @Argument(help: "A model's name, or a sentence-transformers folder.")
    var name = "all-MiniLM-L6-v2"

    func run() throws {
      let folder = try ModelFolder(path: ModelCache().folder(for: name))
      print(
        """
        folder      \(folder.path)
        dimensions  \(folder.shape.hidden)
        layers      \(folder.shape.layers), \(folder.shape.heads) heads
        window      \(folder.window) tokens
        pooling     \(folder.pooling.rawValue)
        """)
      for (file, digest) in folder.digests.sorted(by: { $0.key < $1.key }) { print("sha256      \(digest)  \(file)") }
    }
  }

  /// Leaves behind what each start would have to work out again where it cannot write, as in an image.
  static func prepare(_ folder: String) throws {
    let model = try ModelFolder(path: folder, preparations: ModelCache().preparations)
    _ = try Encoder(model, precision: .int8)
  }

  static func known(_ name: String) throws -> KnownModel {
    guard let model = KnownModel.named(name) else {
      throw Failure(
        "model.unknown", name, "is not a model that can be fetched",
        remedy: "quern model list names them; any other goes into a folder that embed.model names",
        verdict: .stop(.usage))
    }
    return model
  }
}
