import CHiredis

/// What Redis answers (RESP2).
package enum RedisReply: Hashable, Sendable {
  case nothing
  case bytes([UInt8])
  case status(String)
  case integer(Int)
  case list([RedisReply])
  /// Only the first word of the message, as in `OOM`: the rest may repeat what was sent.
  case error(String)

  /// Takes a reply over; the caller still frees it.
  init(_ reply: redisReply) {
    let text = UnsafeRawBufferPointer(start: reply.str, count: reply.str == nil ? 0 : reply.len)
    switch reply.type {
    case REDIS_REPLY_STRING: self = .bytes(Array(text))
    case REDIS_REPLY_STATUS: self = .status(String(decoding: text, as: UTF8.self))
    case REDIS_REPLY_INTEGER: self = .integer(Int(reply.integer))
    case REDIS_REPLY_ARRAY:
      self = .list(
        (0..<reply.elements).map { index in reply.element[index].map { RedisReply($0.pointee) } ?? .nothing })
    case REDIS_REPLY_ERROR:
      let word = text.prefix(32).prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
      self = .error(String(decoding: word, as: UTF8.self))
    default: self = .nothing
    }
  }
}
