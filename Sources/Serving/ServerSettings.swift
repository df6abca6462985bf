package import Corpus
package import Retrieval

/// How the server is reached, and within which bounds.
package struct ServerSettings: Sendable {
  package var host = "127.0.0.1"
  /// 0 for any that is free.
  package var port = 8000
  /// Where the metrics are read; nil for nowhere.
  package var metricsPort: Int?
  /// Told by health and the OpenAPI document.
  package var version = "0"

  package var strategy = Strategy.hybrid
  package var maxResults = 10
  package var similarityThreshold: Float?

  /// Origins of pages that may read answers; `*` for all.
  package var origins: Set<String> = []
  /// Bytes of a request's body.
  package var maxBody = 64 << 10
  /// Bytes of all headers of a request.
  package var maxHeaders = 16 << 10
  /// From a question to its answer, waiting included.
  package var timeout = Duration.seconds(5)
  /// Without a request a connection is closed after this.
  package var idleTimeout = Duration.seconds(60)
  /// A request's body, and each standstill of an answer, may take this.
  package var readTimeout = Duration.seconds(10)
  /// Connections; more wait in the kernel's queue.
  package var maxConnections = 8192
  /// What is still being answered gets this when the server ends.
  package var drain = Duration.seconds(20)
  /// Whether requests are logged, one line each.
  package var logsRequests = true
  /// Whether what was asked is logged too.
  package var logsQueries = false

  package init() {}

  /// Refuses to be open to everybody by accident.
  ///
  /// - Parameter hasDoors: whether callers have to show who they are, or anonymous ones are allowed in so many words.
  /// - Throws: ``Failure`` `server.open`.
  package func check(hasDoors: Bool) throws(Failure) {
    guard hasDoors || Self.isLoopback(host) else {
      throw Failure(
        "server.open", host, "is reached from other machines, and nobody would have to show who they are",
        remedy: "configure auth, set allowAnonymous: true, or listen on 127.0.0.1", verdict: .stop(.configuration))
    }
  }

  static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isIPv4 = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
    return isIPv4 || ["localhost", "::1", "[::1]"].contains(host.lowercased())
  }
}
