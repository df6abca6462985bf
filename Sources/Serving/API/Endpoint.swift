package import HTTPTypes

/// What can be asked for, and how: the one list that routes, metrics and the OpenAPI document go by.
package enum Endpoint: String, CaseIterable, Sendable {
  case page = "/"
  case search = "/api/v1/search"
  case document = "/api/v1/documents/{id}"
  case chunk = "/api/v1/chunks/{id}"
  case pipelines = "/api/v1/pipelines"
  case health = "/api/v1/health"
  case ready = "/api/v1/ready"
  case openAPI = "/openapi.json"

  package var methods: [HTTPRequest.Method] { self == .search ? [.post] : [.get, .head] }

  /// Whether anybody may ask, at any time: no token, no limit.
  package var isOpen: Bool { [.health, .ready, .openAPI].contains(self) }

  /// The value of the header `Allow`.
  var allow: String { (methods + [.options]).map(\.rawValue).joined(separator: ", ") }

  /// The endpoint that a path leads to; slashes at the end do not count.
  init?(path: String) {
    if let endpoint = Endpoint(rawValue: path) {
      self = endpoint
      return
    }
    let parts = path.split(separator: "/")
    guard let endpoint = Self.allCases.first(where: { $0.matches(parts) }) else { return nil }
    self = endpoint
  }

  private func matches(_ parts: [Substring]) -> Bool {
    let own = rawValue.split(separator: "/")
    return own.count == parts.count && zip(own, parts).allSatisfy { $0 == $1 || $0 == "{id}" }
  }
}
