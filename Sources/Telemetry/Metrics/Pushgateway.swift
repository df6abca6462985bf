import AsyncHTTPClient
import Foundation
package import Logging
import NIOCore
import NIOHTTP1

/// Keeps the last metrics of runs that end before Prometheus comes by (https://github.com/prometheus/pushgateway).
package struct Pushgateway: Sendable {
  private let url: String

  /// - Parameter address: before `/metrics`, such as `http://pushgateway:9091`.
  /// - Parameter grouping: what tells one sender from another, besides the job; what is pushed later under the same
  ///   names and grouping takes the place of what was there. A pod's name would leave one group behind for every run.
  package init(address: String, job: String, grouping: [(name: String, value: String)]) {
    let base = address.hasSuffix("/") ? String(address.dropLast()) : address
    let path = [("job", job)] + grouping.map { (Exposition.name($0.name), $0.value) }
    url = base + "/metrics" + path.map { "/\($0)@base64/\(Self.base64($1))" }.joined()
  }

  /// Sends metrics in the format of ``Exposition``, and waits at most 3 s. A failure is a warning: no run fails for it.
  ///
  /// What is there under other names stays, so that a run that failed does not take away when the last one succeeded.
  /// - Returns: whether it was taken.
  @discardableResult
  package func push(_ text: String, logger: Logger) async -> Bool {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: Exposition.contentType)
    request.body = .bytes(ByteBuffer(string: text))
    do {
      let response = try await HTTPClient.untraced.execute(request, timeout: .seconds(3))
      if (200..<300).contains(response.status.code) { return true }
      logger.warning("pushgateway: metrics were refused (see its log)", metadata: ["status": "\(response.status.code)"])
    } catch {
      logger.warning("pushgateway: metrics could not be sent (is its address right, and does it run?)", error: error)
    }
    return false
  }

  /// For URLs; an empty value is one equals sign.
  private static func base64(_ text: String) -> String {
    let base64 = Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    return base64.isEmpty ? "=" : base64
  }
}
