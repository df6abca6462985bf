import Corpus

/// How connections to one installation behave.
package struct PostgresSettings: Sendable {
  /// The schema that holds the installation's tables; see ``checkSchema()``.
  package var schema = "quern"
  package var maxConnections = 8
  /// How long one call goes on trying while the server is away or transactions collide.
  package var patience: Duration = .seconds(60)
  /// To one address of the server; a name may have several.
  package var connectTimeout: Duration = .seconds(10)
  /// Zero is forever. Sessions without a transaction have none.
  package var statementTimeout: Duration = .seconds(300)
  package var lockTimeout: Duration = .seconds(60)
  /// After it the server takes a stopped worker's locks away.
  package var idleInTransactionTimeout: Duration = .seconds(60)

  package init() {}

  /// - Throws: ``Failure`` `store.schema`.
  func checkSchema() throws(Failure) {
    let bytes = Array(schema.utf8)
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let underscore = UInt8(ascii: "_")
    guard (1...63).contains(bytes.count), let first = bytes.first, first == underscore || letters.contains(first),
      bytes.allSatisfy({ $0 == underscore || letters.contains($0) || digits.contains($0) }), !schema.hasPrefix("pg_")
    else {
      throw Failure(
        "store.schema", "the store's schema", "is no name for a schema",
        remedy: "use 1 to 63 of a to z, 0 to 9 and _, no digit first, and not pg_", verdict: .stop(.configuration))
    }
  }

  /// What a new session starts with.
  ///
  /// pgvector's types are found wherever the extension was installed.
  var greeting: String {
    """
    SELECT set_config('search_path', concat_ws(', ', '\(schema.sqlName)', (
      SELECT quote_ident(n.nspname) FROM pg_catalog.pg_extension e
      JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
      WHERE e.extname = 'vector')), false);
    SET client_min_messages = warning;
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SET statement_timeout = \(statementTimeout.milliseconds);
    SET lock_timeout = \(lockTimeout.milliseconds);
    SET idle_in_transaction_session_timeout = \(idleInTransactionTimeout.milliseconds)
    """
  }
}

extension String {
  /// The text as a name in SQL.
  var sqlName: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
}

extension Duration {
  var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
