import ArgumentParser
import Benchmarking
import Evaluating
import Foundation

extension BenchCommand {
  struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a server under load over HTTP and hold it to its promises; exit 3 when one is broken.",
      discussion: """
        Without --rate, every user asks again as soon as it has an answer. With --rate, requests are due at that rate \
        whatever the server does, and latency counts from when each was due. Promises: p50, p95, p99, p99.9, mean and max \
        in ms or s, errors in %, rate in answers a second: --slo 'p99<50ms' --slo 'errors<0.1%' --slo 'rate>1000'.
        """)

    @Argument(
      help: "The address, such as http://127.0.0.1:8000/api/v1/search.", transform: Load.address)
    var url: URL

    @Option(
      help:
        "Queries that are searched for by POST: JSONL with _id and text, or lines of id and text; else the address is fetched by GET."
    )
    var queries: String?

    @Option(help: "The strategy that searches ask for; the server's own unless given.")
    var strategy: String?

    @Option(name: [.customShort("k"), .long], help: "Hits of each search.")
    var maxResults = 10

    @Option(help: "Connections, and requests on their way at a time.")
    var users = 50

    @Option(help: "Requests a second that are due; closed loop unless given.")
    var rate: Double?

    @Option(help: "Seconds that count.")
    var seconds = 10.0

    @Option(help: "Seconds before that, which do not count.")
    var warmup = 2.0

    @Option(help: "Seconds after which a request is given up.")
    var timeout = 10.0

    @Option(help: "A header of every request, as 'Name: value'.")
    var header: [String] = []

    @Option(help: "A promise; may be given several times.")
    var slo: [ServiceLevel] = []

    @Option(help: "The server's process, whose processor time and memory are watched.")
    var pid: Int32?

    @Option(help: "A folder for the report as JSON, Markdown and HTML.")
    var report: String?

    func validate() throws {
      if !(1...10_000).contains(users) { throw ValidationError("--users takes a number from 1 to 10000") }
      if let rate, !(rate > 0 && rate <= 1e6) { throw ValidationError("--rate takes requests a second") }
      if !(seconds > 0 && seconds <= 86_400) || !(timeout > 0 && timeout <= 3600) || !(warmup >= 0 && warmup <= 3600) {
        throw ValidationError("--seconds, --warmup and --timeout take seconds")
      }
      if header.contains(where: { !$0.contains(":") || $0.contains(where: \.isNewline) }) {
        throw ValidationError("--header takes 'Name: value'")
      }
    }

    private static func address(_ text: String) throws -> URL {
      guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""), url.host?.isEmpty == false else {
        throw ValidationError("the address must start with http:// or https://")
      }
      return url
    }

    func run() async throws {
      let headers = header.map { line in
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (name: String(parts[0]), value: parts[1].trimmingCharacters(in: .whitespaces))
      }
      let target =
        if let queries {
          try LoadTarget(
            url: url, headers: headers, queries: try Question.read(path: queries).map(\.text), strategy: strategy,
            maxResults: maxResults)
        } else {
          LoadTarget(url: url, headers: headers)
        }
      var benchmark = LoadBenchmark(
        target: target, pace: rate.map { .open(perSecond: $0) } ?? .closed, users: users, duration: .seconds(seconds))
      benchmark.warmup = .seconds(warmup)
      benchmark.timeout = .seconds(timeout)
      benchmark.levels = slo
      benchmark.process = pid
      let (found, broken) = try await benchmark.run()
      print(found.markdown)
      if let report { try ReportFolder(path: report).write(found) }
      if !broken.isEmpty { try ExitStatus.overThreshold.exit() }
    }
  }
}

extension ServiceLevel: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
