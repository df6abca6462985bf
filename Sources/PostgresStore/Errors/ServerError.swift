/// What PostgreSQL, or the way to it, answered instead of a result.
///
/// It holds the primary message only: DETAIL, HINT and CONTEXT quote values of rows and parameters.
package struct ServerError: Error {
  package var state: SQLState
  package var message: String

  package init(state: SQLState, message: String) {
    self.state = state
    self.message = message
  }

  /// What helps against an error besides telling somebody.
  package enum Recovery {
    case none
    /// The same transaction once more, on the same connection.
    case again
    /// The same transaction once more, on a new connection.
    case reconnect
  }

  package var recovery: Recovery {
    switch state {
    case .serializationFailure, .deadlock: .again
    // A table was altered under a prepared statement, or a proxy gave us another session.
    case .unknownStatement: .reconnect
    case .featureNotSupported where message.hasPrefix("cached plan"): .reconnect
    case .tooManyConnections, .idleTransactionEnded: .reconnect
    // Admin shutdown, crash shutdown, cannot connect now, and so on: all but a cancelled statement.
    case .cancelled: .none
    default: ["08", "57"].contains(state.family) ? .reconnect : .none
    }
  }
}
