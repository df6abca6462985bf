import Corpus
import Crypto

/// A Lua script that runs in Redis in one step.
struct RedisScript: Sendable {
  let source: String
  /// The name that Redis knows it by once it has run.
  let name: String

  init(_ source: String) {
    self.source = source
    name = Insecure.SHA1.hash(data: Array(source.utf8)).hex
  }
}
