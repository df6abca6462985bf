import Foundation
import HTTPTypes
import Hummingbird

/// A response, read to its end.
struct Answer: Sendable {
  var status: Int
  var headers: HTTPFields
  var body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }

  var json: [String: Any] {
    get throws {
      guard let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
        throw CocoaError(.coderReadCorrupt)
      }
      return object
    }
  }

  /// The error's code, if it is one.
  var code: String? { ((try? json)?["error"] as? [String: Any])?["code"] as? String }
  var message: String? { ((try? json)?["error"] as? [String: Any])?["message"] as? String }
  var details: [String: Any]? { ((try? json)?["error"] as? [String: Any])?["details"] as? [String: Any] }
  var hits: [[String: Any]] { (try? json)?["hits"] as? [[String: Any]] ?? [] }

  /// What server-sent events carry.
  var events: [[String: Any]] {
    text.components(separatedBy: "\n\n").compactMap { event in
      guard event.hasPrefix("data: ") else { return nil }
      return try? JSONSerialization.jsonObject(with: Data(event.dropFirst(6).utf8)) as? [String: Any]
    }
  }

  init(_ response: Response) async throws {
    let collector = Collector()
    try await response.body.write(CollectingWriter(collector: collector))
    (status, headers, body) = (Int(response.status.code), response.headers, await collector.bytes)
  }
}

private actor Collector {
  var bytes: [UInt8] = []
  func add(_ buffer: ByteBuffer) { bytes += Array(buffer.readableBytesView) }
}

private struct CollectingWriter: ResponseBodyWriter {
  let collector: Collector

  mutating func write(_ buffer: ByteBuffer) async throws { await collector.add(buffer) }
  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
