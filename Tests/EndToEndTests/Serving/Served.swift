import Fixtures
import Foundation
import Glibc
import Testing
import Wires

/// `quern serve` at work on free ports. Released, it is killed.
struct Served: Sendable {
  let program: RunningProgram
  let port: Int
  let metricsPort: Int

  struct NotListening: Error, CustomStringConvertible {
    var description: String
  }

  /// Waits until the program says where it listens.
  init(_ program: RunningProgram) async throws {
    self.program = program
    let line = /listening on http:\/\/[^ ]*:([0-9]+), metrics on port ([0-9]+)\n/
    while true {
      let said = (try? String(contentsOfFile: program.launch.errors, encoding: .utf8)) ?? ""
      if let match = said.firstMatch(of: line), let port = Int(match.1), let metricsPort = Int(match.2) {
        (self.port, self.metricsPort) = (port, metricsPort)
        return
      }
      guard program.isRunning else {
        throw NotListening(description: "\(await Outcome(of: program))")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Everything that it has said so far.
  var log: String { (try? String(contentsOfFile: program.launch.errors, encoding: .utf8)) ?? "" }

  func get(_ path: String, headers: String = "") async throws -> Reply {
    try await Reply(port, "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(headers)\r\n")
  }

  /// - Parameter strategy: of the search; the server's default if nil.
  func search(_ query: String, strategy: String? = nil, headers: String = "") async throws -> Reply {
    try await Reply(port, Self.request(query, strategy: strategy, headers: headers))
  }

  /// What a client sends who asks one question.
  static func request(_ query: String, strategy: String? = nil, headers: String = "") -> String {
    let body = #"{"query": "\#(query)"\#(strategy.map { #", "strategy": "\#($0)""# } ?? "")}"#
    return """
      POST /api/v1/search HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n\(headers)\
      Content-Length: \(body.utf8.count)\r\n\r\n\(body)
      """
  }

  /// The value of a metric by its name and labels, as the metrics' page has them; nil while it has none.
  func metric(_ name: String) async throws -> Double? {
    let page = try await Reply(metricsPort, "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    let line = page.body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
    return line?.split(separator: " ").last.flatMap { Double($0) }
  }

  /// Waits until something is so; a test that it never is for shows the log.
  func until(
    _ what: String, at location: SourceLocation = #_sourceLocation, _ isSo: () async throws -> Bool
  ) async throws {
    try await Fixtures.until("it never came to this: \(what)\n\(log.suffix(2000))", sourceLocation: location, isSo)
  }

  func untilReady(at location: SourceLocation = #_sourceLocation) async throws {
    try await until("ready", at: location) { try await get("/api/v1/ready").status == 200 }
  }

  /// Ends it as a scheduler does, and checks that it went in peace.
  func end(at location: SourceLocation = #_sourceLocation) async throws {
    program.send(SIGTERM)
    let outcome = await Outcome(of: program)
    #expect(outcome.ending == .code(0), "\(outcome)", sourceLocation: location)
  }
}

extension Quern {
  /// Starts a server on free ports.
  ///
  /// - Parameter shell: what a shell does before it becomes the server, as setting limits.
  func serve(_ file: String, after shell: String = "") async throws -> Served {
    var quern = self
    quern.takesTurn = false
    // It runs as long as the test, whose other programs wait for their turns.
    quern.limit = .seconds(3600)
    return try await Served(
      quern.start(
        script: "\(shell)\nexec $QUERN serve \(file) --port 0 --metrics-port 0 --log-level info"))
  }
}
