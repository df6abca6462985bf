import Corpus
import Fixtures
import Foundation
import Glibc

/// A program of the system, run for a test.
package struct Program: Sendable {
  package let path: String

  /// Nil where it is not installed.
  package init?(_ name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }) else {
      return nil
    }
    path = "\(folder)/\(name)"
  }

  package static let promtool = Program("promtool")
  package static let prometheus = Program("prometheus")
  package static let pushgateway = Program("prometheus-pushgateway")

  /// A Python that has `opentelemetry-proto`: that of `QUERN_OTLP_PYTHON`, or the system's.
  package static let otlpPython: Program? = {
    let name = ProcessInfo.processInfo.environment["QUERN_OTLP_PYTHON"] ?? "python3"
    let python = name.hasPrefix("/") ? Program(path: name) : Program(name)
    let status = try? python?.output(["-c", "import opentelemetry.proto.collector.metrics.v1.metrics_service_pb2"])
      .status
    return status == 0 ? python : nil
  }()

  private init(path: String) { self.path = path }

  /// What it writes to both outputs until it ends.
  package func output(_ arguments: [String], input: String = "") throws -> (status: Int32, text: String) {
    let folder = try TemporaryFolder()
    let (input, output) = (try folder.write(input, to: "input"), try folder.write("", to: "output"))
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = FileHandle(forReadingAtPath: input)
    let said = FileHandle(forWritingAtPath: output)
    process.standardOutput = said
    process.standardError = said
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOfFile: output, encoding: .utf8))
  }

  /// Runs it beside a test that is given what it has written so far, and ends it afterwards.
  package func run(_ arguments: [String], _ body: (_ output: @escaping () -> String) async throws -> Void) async throws
  {
    let folder = try TemporaryFolder()
    let file = try folder.write("", to: "output")
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    let output = FileHandle(forWritingAtPath: file)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    defer {
      // Not SIGTERM: a child inherits the signals that the threads of a test block.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    try await body { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }
  }
}
