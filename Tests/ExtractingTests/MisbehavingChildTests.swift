import Corpus
import Extracting
import Fixtures
import Foundation
import Synchronization
import Testing

/// Children that crash, hang, babble and lie: each costs its object, and nothing else.
struct MisbehavingChildTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Extracts an object; gives what was emitted, and what was thrown.
  private func extract(
    _ script: String, limits: Limits = FakeChild.limits, size: Int = 7
  ) async throws -> (emitted: [String], failure: Failure?) {
    let child = try FakeChild(in: folder, limits: limits, script)
    let extractor = ExtractorProcess(executable: child.executable, limits: limits)
    return try await extract(with: extractor, size: size)
  }

  private func extract(
    with extractor: ExtractorProcess, size: Int = 7
  ) async throws -> (emitted: [String], failure: Failure?) {
    let file = try folder.opened("content")
    let emitted = Mutex<[String]>([])
    do {
      try await extractor.extract(descriptor: file.fileDescriptor, uri: "a.txt", size: size) { item in
        emitted.withLock { $0.append(item.uri) }
      }
      return (emitted.withLock { $0 }, nil)
    } catch let failure as Failure {
      return (emitted.withLock { $0 }, failure)
    }
  }

  @Test func `a well-behaved child's items are emitted`() async throws {
    let (emitted, failure) = try await extract(
      FakeChild.say(FakeChild.document) + "\n" + FakeChild.say(FakeChild.done))
    #expect(emitted == ["a.txt"])
    #expect(failure == nil)
  }

  // Around the room there is for what arrives ahead: 64 KiB.
  @Test(arguments: [0, 65_000, 65_480, 65_536, 140_000])
  func `frames that arrive in one piece are told apart`(textBytes: Int) async throws {
    let large = Document(uri: "a.txt#1", mediaType: "text/plain", text: String(repeating: "x", count: textBytes))
    let bytes =
      FakeChild.frame(FakeChild.document) + FakeChild.frame(.document(large)) + FakeChild.frame(FakeChild.document)
      + FakeChild.done
    let (emitted, failure) = try await extract(FakeChild.say(bytes))
    #expect(emitted == ["a.txt", "a.txt#1", "a.txt"])
    #expect(failure == nil)
  }

  @Test func `a frame that arrives byte by byte is put together`() async throws {
    let bytes = FakeChild.frame(FakeChild.document) + FakeChild.done
    let (emitted, failure) = try await extract(bytes.map { FakeChild.say([$0]) }.joined(separator: "\n"))
    #expect(emitted == ["a.txt"])
    #expect(failure == nil)
  }

  @Test func `a child that goes on talking when it is done is replaced`() async throws {
    let script = FakeChild.say(FakeChild.done + FakeChild.frame(FakeChild.document)) + "\nsleep 600"
    let extractor = ExtractorProcess(
      executable: try FakeChild(in: folder, script).executable, limits: FakeChild.limits)
    for _ in 0..<2 {
      let (emitted, failure) = try await extract(with: extractor)
      #expect(emitted.isEmpty)
      #expect(failure == nil)
    }
  }

  @Test(arguments: [
    ("kill -SEGV $$", "extract.crashed", "SIGSEGV"),
    ("kill -ABRT $$", "extract.crashed", "SIGABRT"),
    ("kill -BUS $$", "extract.crashed", "SIGBUS"),
    ("exit 3", "extract.crashed", "status 3"),
    ("exit 77", "extract.memory", "64 MiB"),
    ("kill -KILL $$", "extract.memory", "killed from outside"),
    ("kill -XCPU $$", "extract.timeout", "120 s"),
    (FakeChild.say([0xFF, 0xFF, 0xFF, 0xFF, 4]), "extract.protocol", "over its bound"),
    (FakeChild.say([1, 0, 0, 0, 77, 0]), "extract.protocol", "no known kind"),
    (FakeChild.say(FakeChild.hello), "extract.protocol", "out of turn"),
    (FakeChild.say([2, 0, 0, 0, 4, 1, 0]), "extract.protocol", "too early"),
    ("head -c 4000 /dev/zero >&0; sleep 600", "extract.protocol", "no known kind"),
    ("exec 0<&-; exec sleep 600", "extract.crashed", "nobody saw how"),
  ])
  func `it costs its object, with a reason`(script: String, code: String, problem: String) async throws {
    let (emitted, failure) = try await extract(FakeChild.say(FakeChild.document) + "\n" + script)
    #expect(emitted == ["a.txt"], "what came before is good")
    #expect(failure?.code == code)
    #expect(failure?.problem.contains(problem) == true, "\(failure?.problem ?? "nothing was thrown")")
    #expect(failure?.subject == "a.txt")
    #expect(failure?.verdict == .quarantine)
  }

  @Test func `a child that hangs is given up`() async throws {
    // Enough for a shell to start in, however busy the machine is.
    let limits = Limits(timeout: .seconds(10), memoryBytes: 64 << 20)
    let (emitted, failure) = try await extract(FakeChild.say(FakeChild.document) + "\nexec sleep 600", limits: limits)
    #expect(emitted == ["a.txt"])
    #expect(failure?.code == "extract.timeout")
  }

  @Test func `a child that sends a byte now and then is given up all the same`() async throws {
    let limits = Limits(timeout: .milliseconds(500), memoryBytes: 64 << 20)
    let (_, failure) = try await extract("while printf x >&0; do sleep 0.1; done", limits: limits)
    // `x` begins a header; five of them are a frame of an unknown kind, unless time runs out before.
    #expect(["extract.timeout", "extract.protocol"].contains(failure?.code))
  }

  @Test func `a child that never stops talking is given up`() async throws {
    let limits = Limits(timeout: .seconds(120), memoryBytes: 64 << 20, outputBytes: 10_000)
    let script = "while \(FakeChild.say(FakeChild.document)); do :; done"
    let (emitted, failure) = try await extract(script, limits: limits)
    #expect(failure?.code == "extract.output")
    #expect(!emitted.isEmpty)
  }

  @Test func `an object that shrank under its child is to be tried again`() async throws {
    let (_, failure) = try await extract("kill -BUS $$", size: 1_000)
    #expect(failure?.code == "source.changed")
    #expect(failure?.verdict == .retry(afterSeconds: nil))
  }

  @Test func `the next object is served by a new child`() async throws {
    // Crashes unless it has crashed before.
    let child = try FakeChild(
      in: folder, "mkdir '\(folder.path)/crashed' && kill -SEGV $$\n\(FakeChild.say(FakeChild.done))\nsleep 600")
    let extractor = ExtractorProcess(executable: child.executable, limits: FakeChild.limits)
    #expect(try await extract(with: extractor).failure?.code == "extract.crashed")
    #expect(try await extract(with: extractor).failure == nil)
  }

  @Test func `children are replaced after so many objects`() async throws {
    let starts = folder.file("starts")
    let limits = Limits(timeout: .seconds(120), memoryBytes: 64 << 20, objectsPerChild: 2)
    // What is left of one request, and the first byte of the next.
    var request = ByteWriter(.object)
    request.append("a.txt")
    request.append(7)
    let next = FakeChild.hear(request.frame().count)
    let child = try FakeChild(
      in: folder, limits: limits,
      "echo >> '\(starts)'\nwhile \(FakeChild.say(FakeChild.done)); do \(next) || exit; done")
    let extractor = ExtractorProcess(executable: child.executable, limits: limits)
    for _ in 0..<5 { #expect(try await extract(with: extractor).failure == nil) }
    #expect(try String(contentsOfFile: starts, encoding: .utf8) == "\n\n\n")
  }

  @Test func `a child that died while it had nothing to do is replaced unseen`() async throws {
    let child = try FakeChild(in: folder, "\(FakeChild.say(FakeChild.done))")
    let extractor = ExtractorProcess(executable: child.executable, limits: FakeChild.limits)
    for _ in 0..<3 {
      #expect(try await extract(with: extractor).failure == nil)
      // Its end is seen at once or a little later; the next call must cope with both.
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  @Test func `cancelling kills the child`() async throws {
    let pid = "\(folder.path)/pid"
    let child = try FakeChild(in: folder, "echo $$ > '\(pid)'\nexec sleep 600")
    let extractor = ExtractorProcess(executable: child.executable, limits: FakeChild.limits)
    let task = Task { try await extract(with: extractor) }
    let started = try await eventually {
      (try? String(contentsOfFile: pid, encoding: .utf8)).flatMap { pid_t($0.dropLast()) }
    }
    let process = try #require(started)
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    try await until { kill(process, 0) != 0 }
  }

  @Test func `what the receiver throws ends the extraction`() async throws {
    struct Full: Error {}
    let child = try FakeChild(in: folder, FakeChild.say(FakeChild.document) + "\nexec sleep 600")
    let extractor = ExtractorProcess(executable: child.executable, limits: FakeChild.limits)
    let file = try folder.opened("content")
    await #expect(throws: Full.self) {
      try await extractor.extract(descriptor: file.fileDescriptor, uri: "a.txt", size: 7) { _ in throw Full() }
    }
  }

  @Test(
    arguments: [
      [8, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 5],
      [],
    ] as [[UInt8]])
  func `a child of another version, or that is no child, stops the run`(greeting: [UInt8]) async throws {
    let child = try FakeChild(in: folder, greeting: greeting, "exit 0")
    // What does not greet reads what it is sent, and goes.
    let extractor = ExtractorProcess(
      executable: greeting.isEmpty ? "/bin/true" : child.executable, limits: FakeChild.limits)
    let failure = try await extract(with: extractor).failure
    #expect(failure?.code == "extract.unavailable")
    #expect(failure?.verdict == .stop(.dependency))
  }

  @Test func `a missing child stops the run, and says where it should be`() async throws {
    let extractor = ExtractorProcess(executable: "\(folder.path)/nowhere", limits: FakeChild.limits)
    let failure = try await extract(with: extractor).failure
    #expect(failure?.code == "extract.unavailable")
    #expect(failure?.subject == "\(folder.path)/nowhere")
  }
}
