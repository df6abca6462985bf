/// How answers and query vectors are kept.
package struct CachePlan: Sendable, Equatable {
  /// The address of a Redis that all replicas share; nil for none.
  package var redis: Secret?
  /// Bytes in this process.
  package var maxMemory: Int
  package var ttl: Duration
  package var redisTTL: Duration

  static let standard = CachePlan(redis: nil, maxMemory: 64 << 20, ttl: .seconds(300), redisTTL: .seconds(3600))

  static let form = Form<CachePlan>.mapping(
    standard,
    [
      Field("redis", \.redis, redisForm, "A Redis that all replicas share; none if left out."),
      Field("maxMemory", \.maxMemory, .size(0...1 << 40), "What is kept in this process; 0 for nothing."),
      Field("ttl", \.ttl, lifetime, "How long something is kept in this process."),
      Field("redisTTL", \.redisTTL, lifetime, "How long something is kept in Redis."),
    ])

  private static let lifetime = Form.duration(.seconds(1) ... .seconds(30 * 86400))

  private static let redisForm = Form<Redis>.mapping(
    Redis(),
    [
      Field(
        "url", \.url, .secret, required: true,
        "Its address: redis://[user:password@]host:port/db, or a socket as unix:///path.")
    ]
  ).converted({ typed, _, _ in typed.url }, back: { Redis(url: $0) })

  private struct Redis { var url = Secret.environment("") }
}
