import Corpus
import Fixtures
import Foundation
import Serving
import Testing
import Wires

/// The server on a real port, and clients that behave badly.
@Suite(.timeLimit(.minutes(10))) struct ConnectionTests {
  static func search(_ body: String) -> String {
    """
    POST /api/v1/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
    Content-Length: \(body.utf8.count)\r\n\r\n\(body)
    """
  }

  @Test func `a connection answers one question after the other`() async throws {
    try await RunningServer.use(.aerodynamics()) { server in
      try await server.ready()
      let answers = try await Wire.blocking {
        let wire = try Wire(server.ports.api)
        return (0..<3).map { number in
          wire.send(Self.search(#"{"query": "boundary layer \#(number)"}"#))
          return wire.receive(until: "]}")
        }
      }
      #expect(answers.allSatisfy { $0.hasPrefix("HTTP/1.1 200 OK\r\n") && $0.contains("layers.html") })
      let together = try await Wire.blocking {
        let wire = try Wire(server.ports.api)
        wire.send(String(repeating: "GET /api/v1/health HTTP/1.1\r\nHost: a\r\n\r\n", count: 5))
        wire.send("GET /api/v1/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return wire.rest()
      }
      #expect(together?.components(separatedBy: #""status":"ok""#).count == 7)
    }
  }

  @Test func `metrics have a port of their own`() async throws {
    try await RunningServer.use(.aerodynamics()) { server in
      let port = try #require(server.ports.metrics)
      let metrics = try await Wire.ask(port, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(metrics.contains("text/plain; version=0.0.4") && metrics.hasSuffix("rag_up 1\n"))
      #expect(try await Wire.ask(port, "GET /api/v1/pipelines HTTP/1.1\r\nHost: a\r\n\r\n").contains(" 404 "))
      let api = try await Wire.ask(server.ports.api, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(api.contains(" 404 "))
    }
  }

  static let garbage = [
    "\r\n\r\n", "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET http://a HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://a: HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://a:1 HTTP/1.1\r\nHost: a\r\n\r\n", "GET ? HTTP/1.1\r\nHost: a\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /%zz?q=%&%=&=&&q HTTP/1.1\r\nHost: a\r\n\r\n", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /?q=%ff%fe%00+%C3 HTTP/1.1\r\nHost: a\r\n\r\n", "POST /api/v1/search HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "POST /api/v1/search HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 200_000))\r\n\r\n",
    "GET / HTTP/1.1\r\n" + String(repeating: "A: a\r\n", count: 500) + "\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
  ]

  @Test func `garbage is refused, and the server goes on`() async throws {
    try await RunningServer.use(.aerodynamics()) { server in
      try await server.ready()
      for request in Self.garbage {
        let answer = try await Wire.blocking {
          let wire = try Wire(server.ports.api, patience: 1)
          wire.send(request)
          return wire.receive() ?? ""
        }
        #expect(!answer.contains("HTTP/1.1 5"), "\(request.prefix(60))")
        #expect(try await Wire.ask(server.ports.api, Self.search(#"{"query": "wing"}"#)).contains(" 200 OK"))
      }
    }
  }

  @Test func `who does not get on with a request is dropped`() async throws {
    var settings = ServerSettings()
    settings.readTimeout = .milliseconds(300)
    settings.idleTimeout = .milliseconds(500)
    try await RunningServer.use(.aerodynamics(), settings: settings) { server in
      let slow = [
        "", "GET /api/v1/health HTT", "GET /api/v1/health HTTP/1.1\r\nHost: a\r\n",
        "POST /api/v1/search HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        "GET /api/v1/health HTTP/1.1\r\nContent-Length: 100\r\n\r\n{",
      ]
      try await withThrowingTaskGroup(of: String?.self) { group in
        for start in slow {
          group.addTask {
            try await Wire.blocking {
              let wire = try Wire(server.ports.api)
              wire.send(start)
              return wire.rest()
            }
          }
        }
        // And one who sends a byte now and then, for ever.
        group.addTask {
          try await Wire.blocking {
            let wire = try Wire(server.ports.api)
            wire.send("POST /api/v1/search HTTP/1.1\r\nContent-Length: 60000\r\n\r\n")
            for _ in 0..<6_000 {
              usleep(50_000)
              guard wire.send(" ") else { return "" }
            }
            return nil
          }
        }
        for try await end in group { #expect(end != nil, "closed by the server") }
      }
    }
  }

  @Test func `a body that is announced too long is refused before it comes`() async throws {
    try await RunningServer.use(.aerodynamics()) { server in
      let head = "POST /api/v1/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      #expect(try await Wire.ask(server.ports.api, head + "Content-Length: 1000000000\r\n\r\n").contains(" 413 "))
      let chunked = try await Wire.blocking {
        let wire = try Wire(server.ports.api)
        wire.send(head + "Transfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<20 { wire.send("2000\r\n" + String(repeating: "a", count: 0x2000) + "\r\n") }
        return wire.receive() ?? ""
      }
      #expect(chunked.contains(" 413 ") && chunked.contains("PAYLOAD_TOO_LARGE"))
    }
  }

  @Test func `a thousand idle connections are in nobody's way`() async throws {
    var settings = ServerSettings()
    settings.idleTimeout = .seconds(600)
    try await RunningServer.use(.aerodynamics(), settings: settings) { server in
      try await server.ready()
      let idle = try await Wire.blocking { try (0..<1000).map { _ in try Wire(server.ports.api) } }
      for number in 0..<20 {
        let answer = try await Wire.ask(server.ports.api, Self.search(#"{"query": "boundary layer \#(number)"}"#))
        #expect(answer.contains(" 200 OK"))
      }
      let last = try await Wire.blocking {
        idle[999].send(Self.search(#"{"query": "wing"}"#))
        return idle[999].receive() ?? ""
      }
      #expect(last.contains(" 200 OK"))
    }
  }

  @Test func `what is being answered is answered when the server ends`() async throws {
    let latch = Latch()
    var settings = ServerSettings()
    settings.timeout = .seconds(600)
    let server = try await RunningServer(.aerodynamics(), model: Letters(latch: latch), settings: settings)
    try await server.ready()
    async let answer = Wire.blocking {
      let wire = try Wire(server.ports.api)
      wire.send(Self.search(#"{"query": "boundary layer"}"#))
      return wire.rest()
    }
    try await until { latch.came > 0 }
    await server.beginEnd()
    try await until { (try? await Wire.blocking { try Wire(server.ports.api) }) == nil }
    latch.open()
    #expect(try await answer?.contains("layers.html") ?? false)
    try await server.end()
  }

  @Test func `a search is given up when its stream has nobody to read it`() async throws {
    let latch = Latch()
    var settings = ServerSettings()
    settings.timeout = .seconds(600)
    try await RunningServer.use(.aerodynamics(), model: Letters(latch: latch), settings: settings) { server in
      try await server.ready()
      _ = try await Wire.blocking {
        let wire = try Wire(server.ports.api)
        wire.send(Self.search(#"{"query": "boundary layer", "strategy": "semantic", "stream": true}"#))
        return wire.receive(until: ": waiting")
      }
      try await until { latch.left == 1 }
    }
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.4.5.6", true), ("::1", true), ("localhost", true), ("0.0.0.0", false), ("::", false),
    ("10.0.0.1", false), ("127.0.0.1.example.org", false), ("example.org", false), ("", false), ("127.1", false),
  ])
  func `without doors a server listens to its own machine only`(host: String, allowed: Bool) {
    var settings = ServerSettings()
    settings.host = host
    if allowed {
      #expect(throws: Never.self) { try settings.check(hasDoors: false) }
    } else {
      #expect(throws: Failure.self) { try settings.check(hasDoors: false) }
    }
    #expect(throws: Never.self) { try settings.check(hasDoors: true) }
  }
}
