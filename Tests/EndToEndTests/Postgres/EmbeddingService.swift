import Foundation
import Glibc
import Testing

/// A service of embeddings beside the programs, which notes when it was asked.
struct EmbeddingService {
  let url: String
  private let log: String
  private let program: RunningProgram

  static let isPossible = Programs.has("python3")

  /// Starts it on a free port; it ends with ``stop()``, or with the test's folder.
  init(in place: Workspace) async throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    log = "\(place.path)/asked.txt"
    var shell = place.quern
    shell.environment["SCRIPT"] = folder.appending(path: "embeddings.py").path
    shell.takesTurn = false
    shell.limit = .seconds(300)
    program = try await shell.begin(#"exec python3 "$SCRIPT" asked.txt port.txt"#)
    var port = ""
    for _ in 0..<500 where port.isEmpty {
      port = (try? place.read("port.txt")) ?? ""
      try await Task.sleep(for: .milliseconds(20))
    }
    try #require(!port.isEmpty, "the service of embeddings did not start")
    url = "http://127.0.0.1:\(port)"
  }

  /// When it was asked, in seconds of its clock, oldest first.
  func asked() throws -> [Double] {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap { Double($0) }
  }

  func stop() async {
    program.send(SIGTERM)
    _ = await Outcome(of: program)
  }
}
