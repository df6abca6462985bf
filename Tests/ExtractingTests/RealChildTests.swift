import CSandbox
import Corpus
import Extracting
import Foundation
import Testing

/// The executable that documents are really read by, and what it cannot do.
struct RealChildTests {
  /// Products lie beside the test bundle, which is the running program.
  static let executable = ExtractorProcess.expectedExecutable

  let folder: TemporaryFolder
  let extractor = ExtractorProcess(executable: Self.executable, limits: Limits(timeout: .seconds(120)))

  init() throws { folder = try TemporaryFolder() }

  @Test func `it says what it gave up`() async throws {
    let confinement = try await extractor.hello()
    #expect(confinement.measures.count >= 7)
    // Kernels without Landlock or seccomp are served as well; these need neither.
    for measure in confinement.measures where !measure.name.contains("(") {
      #expect(measure.problem == nil, "\(measure.name)")
    }
  }

  // Objects of up to 64 KiB are copied, larger ones mapped.
  @Test(arguments: [0, 1, 65_536, 65_537, 1_000_000])
  func `it serves an object of any size, and the next`(size: Int) async throws {
    let file = try folder.opened(String(repeating: "x", count: size))
    for _ in 0..<3 {
      try await extractor.extract(descriptor: file.fileDescriptor, uri: "a.txt", size: size) { item in
        #expect(item.uri == "a.txt")
      }
    }
  }

  @Test func `it refuses what is shorter than announced, and what is no file`() async throws {
    let file = try folder.opened("short")
    let shorter = await #expect(throws: Failure.self) {
      try await extractor.extract(descriptor: file.fileDescriptor, uri: "a.txt", size: 1 << 20) { _ in }
    }
    #expect(shorter?.code == "source.changed")
    let pipe = Pipe()
    let noFile = await #expect(throws: Failure.self) {
      try await extractor.extract(descriptor: pipe.fileHandleForReading.fileDescriptor, uri: "p", size: 1) { _ in }
    }
    #expect(noFile?.code == "source.unreadable")
  }

  /// What it says of its confinement, and of what it tried all the same; nil where it cannot be asked.
  private static let selfCheck = try? run("--self-check")

  /// Whether kernel and container have what confines it; what they lack, the report says.
  private static let isConfined = ["(Landlock): in force", "(seccomp): in force"].allSatisfy {
    selfCheck?.output.contains($0) == true
  }

  @Test(.enabled(if: isConfined, "this kernel or container lacks Landlock or seccomp"))
  func `it cannot reach anything outside`() throws {
    let (status, output) = try #require(Self.selfCheck)
    #expect(status == 0)
    #expect(!output.contains("POSSIBLE"), "\(output)")
    #expect(output.split(separator: "\n").filter { $0.contains(": refused (") }.count == 10)
  }

  @Test(arguments: ["", "--help"])
  func `started by hand it says what it is for`(argument: String) throws {
    let (status, output) = try Self.run(argument)
    #expect(status == 64)
    #expect(output.contains("quern"))
  }

  @Test func `a process that runs out of memory says so by its status`() async {
    await #expect(processExitsWith: .exitCode(77)) {
      csandbox_report_memory()
      csandbox_limit(200 << 20, 64)
      var all: [[UInt8]] = []
      while true { all.append([UInt8](repeating: 1, count: 10 << 20)) }
    }
  }

  @Test func `a process that crashes otherwise still crashes`() async {
    await #expect(processExitsWith: .signal(SIGSEGV)) {
      csandbox_report_memory()
      errno = 0
      UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    }
  }

  @Test func `a confined process renews its own limit of CPU time, and reads its other limits`() async {
    await #expect(processExitsWith: .success) {
      _ = csandbox_restrict_calls()
      var limit = rlimit()
      exit(csandbox_limit_cpu(1_000) == 0 && getrlimit(Int32(RLIMIT_STACK.rawValue), &limit) == 0 ? 0 : 1)
    }
  }

  private static func run(_ argument: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = argument.isEmpty ? [] : [argument]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}
