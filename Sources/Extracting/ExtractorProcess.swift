package import Corpus
import Glibc
import Threading

/// Extracts objects in a confined child process, one at a time, on a thread of its own.
///
/// The child is started when it is first needed, replaced after many objects or when it has grown, and replaced when an
/// object crashes it or passes a limit: such an object costs one ``Corpus/Failure``, and the next one is served as
/// usual.
package actor ExtractorProcess {
  private let executor = ThreadExecutor(name: "extract")
  private let executable: String
  private let limits: Limits
  private let options: ExtractionOptions

  private var running: (child: ChildProcess, confinement: Confinement)?
  private var objectsServed = 0
  private var isBusy = false

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameter executable: the path of `quern-extract`.
  package init(executable: String, limits: Limits, options: ExtractionOptions = ExtractionOptions()) {
    self.executable = executable
    self.limits = limits
    self.options = options
  }

  /// What the child could and could not give up; starts one if none runs.
  /// - Throws: ``Corpus/Failure`` `extract.unavailable`, which stops a run.
  package func hello() throws -> Confinement { try start().confinement }

  /// Extracts one object. Cancelling the task kills the child.
  ///
  /// - Parameter descriptor: open for reading, and a regular file; the child gets a copy of it, and opens nothing
  ///   itself.
  /// - Parameter uri: what is found must be called so, or be a member or a row of it.
  /// - Parameter size: bytes to read, as seen when the object was opened.
  /// - Parameter emit: called on this actor's thread (a change of threads would cost more than a row of a table) for
  ///   each item in turn; the child waits meanwhile, and its time does not run. What it throws ends the extraction.
  /// - Throws: ``Corpus/Failure``: what the extractor says about the object as a whole, or `extract.crashed`,
  ///   `.timeout`, `.memory`, `.output`, `.protocol` (quarantine), `source.changed` (retry), `extract.unavailable`
  ///   (stop). Items emitted before are good. `CancellationError`, and whatever `emit` throws.
  /// - Precondition: the call before has returned.
  package func extract(
    descriptor: Int32, uri: String, size: Int,
    emit: nonisolated(nonsending) @Sendable (ExtractedItem) async throws -> Void
  ) async throws {
    precondition(!isBusy, "an extractor process takes one object at a time")
    isBusy = true
    defer { isBusy = false }

    let child = try start().child
    let outcome: Outcome
    do {
      outcome = try await withTaskCancellationHandler {
        try await converse(with: child, descriptor: descriptor, uri: uri, size: size, emit: emit)
      } onCancel: {
        child.kill()
      }
    } catch {
      // Whatever the child is doing now, nobody wants to know any more.
      running = nil
      try Task.checkCancellation()
      throw failure(for: error, child: child, uri: uri, descriptor: descriptor, size: size)
    }
    objectsServed += 1
    if objectsServed >= limits.objectsPerChild || outcome.memory > limits.memoryBytes / 2 { running = nil }
    if let failure = outcome.failure { throw failure }
  }

  /// How the child says an object went: bytes of memory it holds now, and what was wrong with the object as a whole.
  private struct Outcome {
    var memory: Int
    var failure: Failure?
  }

  private func converse(
    with child: ChildProcess, descriptor: Int32, uri: String, size: Int,
    emit: nonisolated(nonsending) @Sendable (ExtractedItem) async throws -> Void
  ) async throws -> Outcome {
    var timeLeft = limits.timeout
    var outputLeft = limits.outputBytes
    try child.channel.send(
      ObjectRequest(uri: uri, size: size).frame(), descriptor: descriptor, until: Deadline(in: timeLeft))
    while true {
      let asked = SuspendingClock.now
      let frame = try child.channel.receive([.item, .done, .failed], until: Deadline(in: timeLeft))
      timeLeft -= .now - asked
      outputLeft -= frame.payload.count + Frame.headerBytes
      guard timeLeft > .zero else { throw Channel.Trouble.timedOut }
      guard outputLeft >= 0 else { throw Failure.outputTooLarge(uri, bytes: limits.outputBytes) }
      switch frame.kind {
      case .item:
        try await emit(frame.read { reader throws(ProtocolViolation) in try ExtractedItem(from: &reader, of: uri) })
      case .failed:
        return try frame.read { reader throws(ProtocolViolation) in
          Outcome(memory: try reader.int(), failure: try Failure(from: &reader))
        }
      default:
        return try frame.read { reader throws(ProtocolViolation) in Outcome(memory: try reader.int()) }
      }
    }
  }

  private func start() throws -> (child: ChildProcess, confinement: Confinement) {
    // A child that was killed while it had nothing to do is no fault of the next object.
    if let running, running.child.channel.isIdle { return running }
    // One that is killed while it starts is no fault of the program.
    for _ in 1..<Self.startAttempts {
      if let started = try? startOnce() { return started }
    }
    return try startOnce()
  }

  private static let startAttempts = 3

  private func startOnce() throws -> (child: ChildProcess, confinement: Confinement) {
    let child = try ChildProcess(executable: executable)
    do {
      let deadline = Deadline(in: .seconds(30))
      try child.channel.send(Order(limits, options).frame(), until: deadline)
      let confinement = try child.channel.receive([.hello], until: deadline).read { reader throws(ProtocolViolation) in
        guard try reader.uint32() == Frame.version else { throw .otherVersion }
        return try Confinement(from: &reader)
      }
      running = (child, confinement)
      objectsServed = 0
      return (child, confinement)
    } catch let violation as ProtocolViolation {
      throw Failure.unavailable(executable, violation.rawValue)
    } catch {
      throw Failure.unavailable(executable, "it does not answer (\(child.end()))")
    }
  }

  private func failure(
    for error: any Error, child: ChildProcess, uri: String, descriptor: Int32, size: Int
  ) -> any Error {
    switch error {
    case Channel.Trouble.timedOut:
      return Failure.timedOut(uri, after: limits.timeout)
    case let violation as ProtocolViolation:
      return Failure.violated(uri, violation)
    case is Channel.Trouble:
      let ending = child.end()
      if ending == .signalled(SIGBUS), bytes(in: descriptor) < size { return Failure.shrank(uri) }
      return Failure.ended(uri, ending, limits: limits)
    default:
      return error
    }
  }

  private func bytes(in descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status.st_size : 0
  }
}
