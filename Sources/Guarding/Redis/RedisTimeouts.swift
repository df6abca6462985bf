/// How long Redis may take.
package struct RedisTimeouts: Hashable, Sendable {
  /// For connecting, and again for password, database and a first word.
  package var connect: Duration
  /// From asking to having the answer, waiting included.
  package var command: Duration

  package init(connect: Duration = .milliseconds(50), command: Duration = .milliseconds(50)) {
    self.connect = connect
    self.command = command
  }
}
