import Fixtures
import Instruments
import Testing

/// A page of metrics, read as Prometheus reads it.
struct MetricsPage {
  let text: String

  /// Asks until there is one.
  init(port: Int) async throws {
    let text = try await eventually { await page("http://127.0.0.1:\(port)/metrics") }
    self.text = try #require(text, "nothing serves metrics on port \(port)")
  }

  /// Names of a metric's labels, those of every series.
  func labels(of metric: String) -> Set<String>? {
    let series = samples.filter { [metric, metric + "_bucket"].contains($0.name) }
    guard !series.isEmpty else { return nil }
    return Set(series.flatMap(\.labels)).subtracting(["le"])
  }

  func value(_ sample: String) -> Double? {
    text.split(separator: "\n").first { $0.hasPrefix(sample + " ") }.flatMap { Double($0.dropFirst(sample.count + 1)) }
  }

  private var samples: [(name: String, labels: [String])] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let name = String(line.prefix { $0 != "{" && $0 != " " })
      let labels = line.matches(of: /([a-z_]+)="/).map { String($0.1) }
      return (name, labels)
    }
  }

  /// What promtool has to say against it, where it is installed.
  func complaints() throws -> String {
    guard let promtool = Program.promtool else { return "" }
    let outcome = try promtool.output(["check", "metrics"], input: text)
    return outcome.status == 0 ? outcome.text : "exit \(outcome.status): \(outcome.text)"
  }
}
