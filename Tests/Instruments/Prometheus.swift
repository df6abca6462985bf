import Corpus
import Fixtures
import Foundation
import Testing

/// A real Prometheus that scrapes one server every second.
package struct Prometheus: Sendable {
  package struct Series: Decodable, Sendable {
    /// The name is `__name__`.
    package var metric: [String: String]
    private var value: [Scalar]

    package var name: String { metric["__name__"] ?? "" }
    /// As Prometheus writes it.
    package var text: String { value.last?.text ?? "" }
  }

  private let url: String

  package static func run(scraping port: Int, _ body: (Prometheus) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    let config = """
      global: { scrape_interval: 1s, scrape_timeout: 1s }
      scrape_configs: [{ job_name: quern, static_configs: [{ targets: ["127.0.0.1:\(port)"] }] }]
      """
    let ownPort = try freePort()
    let arguments = [
      "--config.file=\(try folder.write(config, to: "prometheus.yml"))", "--storage.tsdb.path=\(folder.file("data"))",
      "--web.listen-address=127.0.0.1:\(ownPort)", "--log.level=error",
    ]
    try await #require(Program.prometheus).run(arguments) { output in
      let prometheus = Prometheus(url: "http://127.0.0.1:\(ownPort)")
      let up = try await eventually { await prometheus.series("up == 1").first }
      #expect(up != nil, "\(output())")
      try await body(prometheus)
    }
  }

  /// What a query finds, once it finds something.
  package func found(_ query: String) async throws -> [Series] {
    try await eventually {
      let found = await series(query)
      return found.isEmpty ? nil : found
    } ?? []
  }

  /// What a query finds; nothing while Prometheus does not answer.
  package func series(_ query: String) async -> [Series] {
    guard let query = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics),
      let text = await page("\(url)/api/v1/query?query=\(query)"),
      let answer = try? JSONDecoder().decode(Answer.self, from: Foundation.Data(text.utf8))
    else { return [] }
    return answer.data.result
  }

  private struct Answer: Decodable {
    var data: Data
    struct Data: Decodable { var result: [Series] }
  }

  /// A time is a number, a value is text.
  private struct Scalar: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      text = (try? decoder.singleValueContainer().decode(String.self)) ?? ""
    }
  }
}
