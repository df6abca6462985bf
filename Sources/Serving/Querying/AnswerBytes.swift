import Guarding
import NIOCore

/// An answer as it is sent, but for the time it took: JSON without its first brace.
struct AnswerBytes: CacheValue {
  private let tail: [UInt8]

  init(_ finding: Finding) { tail = finding.answer }

  init?(cacheBytes: [UInt8]) {
    guard cacheBytes.last == UInt8(ascii: "}") else { return nil }
    tail = cacheBytes
  }

  var cost: Int { tail.count + 64 }
  var cacheBytes: [UInt8] { tail }
  /// 1: strategy, pipeline, generation, revision, degraded, hits.
  static var cacheVersion: UInt8 { 1 }

  /// The whole answer.
  func sent(after duration: Duration) -> ByteBuffer {
    let milliseconds = (duration / .microseconds(1)).rounded() / 1000
    var buffer = ByteBufferAllocator().buffer(capacity: tail.count + 32)
    buffer.writeString("{\"took_ms\":\(milliseconds),")
    buffer.writeBytes(tail)
    return buffer
  }
}
