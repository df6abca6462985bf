import Fixtures
import Foundation
import Instruments
import Testing

/// A model service that a test can hold up.
struct ModelService {
  let port: Int
  private let output: () -> String

  struct Request: Decodable {
    /// Seconds by the service's clock.
    var at: Double
    var traceparent: String?
    var texts: Int
  }

  /// - Parameter answers: how many requests are answered at once, the first of which is quern's own; the others wait for
  ///   ``release()``.
  static func run(answering answers: Int = 1_000_000, _ body: (ModelService) async throws -> Void) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "embedder.py").path
    try await #require(Program("python3")).run([script, "\(answers)"]) { output in
      let port = try await eventually { output().split(separator: "\n").first.flatMap { Int($0) } }
      try await body(ModelService(port: #require(port, "\(output())"), output: output))
    }
  }

  func release() async { _ = await page("http://127.0.0.1:\(port)/release") }

  /// A pipeline that has its vectors made here, a few chunks at a time.
  var pipeline: Pipeline {
    var pipeline = Pipeline()
    pipeline.embed =
      "{ model: { type: openai, url: \"http://127.0.0.1:\(port)\", model: stub }, batch: { maxTokens: 256 } }"
    return pipeline
  }

  func requests() throws -> [Request] {
    try output().split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast().map {
      try JSONDecoder().decode(Request.self, from: Data($0.utf8))
    }
  }
}
