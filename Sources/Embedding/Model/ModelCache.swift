package import Corpus
import Foundation

/// The folder fetched models live in: `$QUERN_MODELS`, else `$XDG_CACHE_HOME/quern/models`, else
/// `~/.cache/quern/models`.
package struct ModelCache: Sendable {
  package let path: String

  /// - Parameter environment: the process's own unless a test gives another.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    let cache = absolute("XDG_CACHE_HOME") ?? "\(absolute("HOME") ?? NSHomeDirectory())/.cache"
    path = environment["QUERN_MODELS"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(cache)/quern/models"
  }

  /// What was worked out about models here, and about others that were used by path.
  package var preparations: Preparations { Preparations(folder: "\(path)/prepared") }

  /// Where a known model goes.
  package func folder(of model: KnownModel) -> String { "\(path)/\(model.name)" }

  /// The folder of a model given by name, or by path when it has a slash in it.
  ///
  /// - Throws: ``Failure`` `model.unknown`, or `model.notFetched` with the command that fetches it.
  package func folder(for nameOrPath: String) throws(Failure) -> String {
    if nameOrPath.contains("/") {
      guard Self.holdsModel(nameOrPath) else {
        throw Failure(
          "model.notFound", nameOrPath, "holds no model",
          remedy: "give a sentence-transformers folder with config.json and model.safetensors",
          verdict: .stop(.configuration))
      }
      return nameOrPath
    }
    guard let model = KnownModel.named(nameOrPath) else {
      throw Failure(
        "model.unknown", nameOrPath, "is not a model that can be fetched by name",
        remedy: "use \(KnownModel.all.map(\.name).joined(separator: ", ")), or give the path of a model folder",
        verdict: .stop(.configuration))
    }
    let folder = folder(of: model)
    guard Self.holdsModel(folder) else {
      throw Failure(
        "model.notFetched", nameOrPath, "is not in \(path)", remedy: "run quern model fetch \(nameOrPath)",
        verdict: .stop(.configuration))
    }
    return folder
  }

  private static func holdsModel(_ folder: String) -> Bool {
    ["config.json", "model.safetensors"].allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }
}
