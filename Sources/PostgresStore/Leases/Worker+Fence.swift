import Corpus

extension Worker {
  /// Keeps a worker that was taken for dead from writing: the first statement of every transaction of a worker.
  ///
  /// Its row is locked for as long as the transaction lasts, in a way that the worker's own transactions do not exclude
  /// each other: either the worker is deleted first, and nothing is written, or what is written is there before its
  /// rows are freed.
  ///
  /// The session is given the worker's name, so that whoever takes it for dead can end a session that stands still in
  /// the middle of a transaction.
  ///
  /// It also binds the planner: a worker's statements look rows up by index, whatever the statistics of a table that
  /// was empty a moment ago.
  /// - Parameter isDurable: false where a crash of the server may forget the transaction without harm.
  /// - Throws: ``Failure`` `lease.lost`.
  func fence(_ db: Database, isDurable: Bool = true) throws {
    let row = try db.row(
      """
      SELECT set_config('synchronous_commit', $2, true), set_config('plan_cache_mode', 'force_generic_plan', true),
        set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
        set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
        set_config('application_name', \(Self.sessionName), false)
      FROM worker WHERE id = $1 FOR KEY SHARE
      """, [id, isDurable ? "on" : "off"])
    guard row == nil else { return }
    throw lost()
  }

  /// The name of a worker's sessions, as an expression over its row; other installations count their workers too.
  static let sessionName = "'quern worker ' || id || ' of ' || left(md5(current_schema()), 12)"

  func lost() -> Failure {
    Failure(
      "lease.lost", "worker \(id)", "it was taken for dead, and others do its work", remedy: "run again",
      verdict: .stop(.interrupted))
  }
}
