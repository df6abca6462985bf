import Corpus
import CPostgres

/// One session with a server: owns libpq's handle, and waits without being deaf to an interrupt.
///
/// libpq runs in non-blocking mode, so that all waiting is ours (see `Session+Waiting`); everything happens on the thread
/// of the ``Connection`` that opened it.
final class Session {
  let handle: OpaquePointer
  let interrupt: Interrupt
  let settings: PostgresSettings
  /// How long an answer may take. The server ends a statement earlier; this is for a server that hangs.
  var answerTimeout: Duration?
  /// Whether the server was asked to cancel. It may yet hit a later statement, so the session is not used again.
  var wasCancelled = false

  /// Connects and sets the session up.
  /// - Throws: ``ServerError``, `CancellationError`.
  init(to address: PostgresAddress, settings: PostgresSettings, interrupt: Interrupt) throws {
    // A later keyword overrides an earlier one, and a `dbname` that is an address stands for what it holds.
    let keywords: KeyValuePairs = [
      "application_name": "quern", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
      "tcp_user_timeout": "60000", "dbname": address.url, "client_encoding": "UTF8",
    ]
    let keys = CStringList(keywords.map(\.key))
    let values = CStringList(keywords.map(\.value))
    let start = withExtendedLifetime((keys, values)) { PQconnectStartParams(keys.pointer, values.pointer, 1) }
    guard let start else { throw ServerError(state: .cannotConnect, message: "out of memory") }
    handle = start
    self.interrupt = interrupt
    self.settings = settings
    // libpq prints to standard error by default; a server that shuts down says so while we connect.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    // From here on, an error runs deinit.
    try connect()
    PQsetnonblocking(handle, 1)
    try script(settings.greeting)
    answerTimeout = settings.statementTimeout > .zero ? settings.statementTimeout + .seconds(30) : nil
  }

  deinit { PQfinish(handle) }

  /// Whether nobody has closed the connection while it was idle; asks the socket, not the server.
  var isAlive: Bool {
    !wasCancelled && PQconsumeInput(handle) == 1 && PQstatus(handle) == CONNECTION_OK
      && PQtransactionStatus(handle) == PQTRANS_IDLE
  }

  /// Runs statements without parameters, separated by semicolons, as one transaction if none is open.
  /// - Returns: the last one's result.
  @discardableResult
  func script(_ sql: String) throws -> QueryResult? {
    try queued(PQsendQuery(handle, sql))
    try flush()
    return try results().last
  }

  /// Sends what `queue` queues in one go, and reads as many answers.
  func roundTrip(_ queue: () throws -> Void) throws -> [QueryResult] {
    try queued(PQenterPipelineMode(handle))
    let queuing = Result { try queue() }
    try queued(PQpipelineSync(handle))
    try flush()
    let answers = Result { try pipelineResults() }
    PQexitPipelineMode(handle)
    try queuing.get()
    return try answers.get()
  }

  /// Queues a statement without parameters.
  func send(_ sql: String) throws {
    try queued(PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1))
  }

  /// Checks that libpq took a command.
  func queued(_ status: Int32) throws {
    guard status == 1 else { throw lost() }
  }

  /// All results up to the end of a command.
  func results() throws -> [QueryResult] {
    var results: [QueryResult] = []
    var refusal: ServerError?
    while let result = try nextResult() {
      if let error = result.error(of: self) { refusal = refusal ?? error } else { results.append(result) }
      // In COPY there is no end before we have sent the rows.
      if result.isCopy { break }
    }
    if let refusal { throw refusal }
    return results
  }

  /// The result of each command up to the mark that ends the pipeline, and the first error.
  private func pipelineResults() throws -> [QueryResult] {
    var results: [QueryResult] = []
    var refusal: ServerError?
    var ends = 0
    while true {
      guard let result = try nextResult() else {
        // One stands between two commands.
        ends += 1
        if ends > 1 { throw refusal ?? lost() }
        continue
      }
      ends = 0
      if result.endsPipeline { break }
      if let error = result.error(of: self) { refusal = refusal ?? error } else { results.append(result) }
    }
    if let refusal { throw refusal }
    return results
  }

  /// The connection broke: libpq's reason, which names the server and never the password.
  func lost() -> ServerError {
    ServerError(state: .connectionLost, message: String(cString: PQerrorMessage(handle)).onOneLine)
  }
}
