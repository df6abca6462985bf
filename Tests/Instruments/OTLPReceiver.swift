import Fixtures
package import Foundation
import Testing

/// A receiver of OTLP over HTTP in JSON that knows the protocol from its own definition, and refuses what that does not
/// have: `scripts/otlp-receiver`.
package struct OTLPReceiver {
  /// The address before `/v1/traces` and its like.
  package let endpoint: String
  private let output: () -> String

  /// Runs one beside a test.
  package static func run(_ body: (OTLPReceiver) async throws -> Void) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "scripts/otlp-receiver").path
    try await #require(Program.otlpPython).run([script]) { output in
      let port = try await eventually { output().split(separator: "\n").first.flatMap { Int($0) } }
      let receiver = OTLPReceiver(endpoint: "http://127.0.0.1:\(try #require(port, "\(output())"))", output: output)
      try await body(receiver)
    }
  }

  /// What has arrived so far, a span or a data point each. A request that was refused fails the test.
  package func items() throws -> [NSDictionary] {
    // The last line may be on its way.
    try output().split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast().map { line in
      let item = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
      #expect(item["error"] == nil, "\(item)")
      return item
    }
  }

  /// Spans, in the order they ended.
  package func spans() throws -> [NSDictionary] { try items().filter { $0["span"] != nil } }

  /// The last value of a metric with these labels.
  package func value(_ metric: String, _ labels: [String: String] = [:]) throws -> String? {
    try items().last { $0["metric"] as? String == metric && $0["labels"] as? [String: String] == labels }?["value"]
      as? String
  }
}
