import Fixtures
import Testing

/// A real Pushgateway that remembers nothing of earlier tests, as Debian's otherwise does.
package enum Gateway {
  /// Runs one beside a test.
  /// - Parameter body: is given its port.
  package static func run(_ body: (Int) async throws -> Void) async throws {
    let port = try freePort()
    let arguments = ["--web.listen-address=127.0.0.1:\(port)", "--persistence.file="]
    try await #require(Program.pushgateway).run(arguments) { output in
      let ready = try await eventually { await page("http://127.0.0.1:\(port)/-/ready") }
      try #require(ready != nil, "\(output())")
      try await body(port)
    }
  }
}
