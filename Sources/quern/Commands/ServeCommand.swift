import ArgumentParser
import Foundation
import Pipelines
import Serving

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer searches over HTTP: a server's file, or pipeline files for this machine alone.",
    discussion: """
      It reads only. New revisions and promoted generations are followed within a second, and it goes on answering while
      its database is away. docs/api.md describes the API; / is a page to search with.
      """)

  @Argument(help: "A server's file, or one or more pipeline files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(help: "Listen on this address instead of the file's.")
  var host: String?

  @Option(help: "Listen on this port instead of the file's; 0 for any that is free.")
  var port: Int?

  @Option(help: "Serve metrics on this port; 0 for any that is free.")
  var metricsPort: Int?

  @OptionGroup var logging: LogOptions

  func validate() throws {
    for port in [port, metricsPort].compactMap(\.self) where !(0...65535).contains(port) {
      throw ValidationError("\(port) is no port (0 to 65535)")
    }
  }

  func run() async throws {
    var plan = try ServerReader.plan(files: files, environment: ProcessInfo.processInfo.environment)
    if let host { plan.listen.host = host }
    if let port { plan.listen.port = port }
    if let metricsPort { plan.listen.metricsPort = metricsPort }
    let composition = ServerComposition(plan: plan, log: logging.log())
    let (server, services) = try await composition.server()
    let address = plan.listen.host.contains(":") ? "[\(plan.listen.host)]" : plan.listen.host
    try await server.run(beside: services) { ports in
      let metrics = ports.metrics.map { ", metrics on port \($0)" } ?? ""
      FileHandle.standardError.write(Data("listening on http://\(address):\(ports.api)\(metrics)\n".utf8))
    }
  }
}
