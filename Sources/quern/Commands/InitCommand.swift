import ArgumentParser
import Corpus
import Foundation
import Pipelines

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented pipeline and a tiny corpus that run offline.")

  @Argument(help: "The folder to write into; made if it is not there.", completion: .directory)
  var folder = "."

  func run() throws {
    let root = URL(fileURLWithPath: folder).standardizedFileURL
    let files = InitialPipeline.files(folder: root.path)
    for path in files.keys.sorted() {
      let file = root.appendingPathComponent(path).path
      guard FileManager.default.fileExists(atPath: file) else { continue }
      throw Failure(
        "init.exists", file, "is there already",
        remedy: "name another folder, or remove it", verdict: .stop(.usage))
    }
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      let file = root.appendingPathComponent(path)
      do {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.utf8).write(to: file)
      } catch {
        throw Failure(
          "init.unwritable", file.path, "cannot be written: \(error.localizedDescription)",
          remedy: "check the folder's owner and permissions", verdict: .stop(.dependency))
      }
      print("wrote \(shown(path))")
    }
    print(
      """

      next: quern run \(shown("pipeline.yaml"))
            quern search \(shown("pipeline.yaml")) "how is flour made"
      """)
  }

  private func shown(_ path: String) -> String { folder == "." ? path : "\(folder)/\(path)" }
}
