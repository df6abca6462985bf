package import Corpus
import Foundation

/// The address of one operation of a model service, such as `https://api.openai.com/v1/embeddings`.
package struct Endpoint: Sendable, Hashable {
  /// What is asked, its query included.
  package let url: String
  /// Host and path: what names the service in messages and fingerprints. It holds no secret.
  package let name: String

  /// Completes an address as people write it: a host alone, `…/v1`, or the operation itself.
  ///
  /// - Parameter operation: the last part of the path, such as `embeddings`.
  /// - Throws: `service.address` when it is no HTTP address, or holds a password.
  package init(_ address: String, operation: String) throws(Failure) {
    guard var parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.encodedHost, !host.isEmpty
    else {
      throw Failure(
        "service.address", "model service", "its address is no HTTP address",
        remedy: "write it as https://host/v1", verdict: .stop(.configuration))
    }
    guard parts.user == nil, parts.password == nil else {
      throw Failure(
        "service.address", host, "its address holds a name or a password",
        remedy: "leave it out of the address and give apiKey", verdict: .stop(.configuration))
    }
    var path = parts.percentEncodedPath
    while path.hasSuffix("/") { path.removeLast() }
    if path.isEmpty { path = "/v1" }
    if !path.hasSuffix("/\(operation)") { path += "/\(operation)" }
    parts.percentEncodedPath = path
    parts.fragment = nil
    url = parts.string ?? address
    let port = parts.port.map { [80, 443].contains($0) ? "" : ":\($0)" } ?? ""
    name = host.lowercased() + port + path
  }
}
