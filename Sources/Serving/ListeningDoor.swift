import Corpus
import Glibc
import NIOCore
import ServiceLifecycle

/// Listens on one port, and says which one it was that could not be had.
struct ListeningDoor: Service {
  let application: any Service
  let host: String
  let port: Int

  /// - Throws: ``Failure`` `server.listen`.
  func run() async throws {
    do {
      try await application.run()
    } catch let error as IOError {
      // What holds the port may be the server before this one, which is about to go.
      let isTaken = error.errnoCode == EADDRINUSE
      throw failure(
        isTaken ? "is in use already" : "cannot be listened on: \(String(cString: strerror(error.errnoCode)))",
        isTaken ? .dependency : .configuration)
    } catch is SocketAddressError {
      throw failure("is no address of this machine", .configuration)
    }
  }

  private func failure(_ problem: String, _ stop: Verdict.Stop) -> Failure {
    Failure(
      "server.listen", host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)", problem,
      remedy: "choose another with listen.port and listen.metricsPort, or --port and --metrics-port",
      verdict: .stop(stop))
  }
}
