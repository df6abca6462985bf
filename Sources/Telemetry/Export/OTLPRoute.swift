/// Where one signal is sent, and what goes along with it.
package struct OTLPRoute: Sendable, Equatable {
  /// The whole address, path included.
  package var url: String
  /// By name; values may be secret.
  package var headers: [String: String] = [:]
  /// How long one request may take.
  package var timeout: Duration = .seconds(10)

  package init(url: String) { self.url = url }

  /// - Parameter endpoint: a collector's address, before `/v1/traces` and its like.
  package init(_ signal: OTLPSignal, at endpoint: String) {
    self.init(url: (endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint) + signal.path)
  }
}
