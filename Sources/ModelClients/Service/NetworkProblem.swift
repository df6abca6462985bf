import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix

/// Says in a phrase why a request had no answer.
enum NetworkProblem {
  static func phrase(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      if error.dnsAError != nil || error.dnsAAAAError != nil { return "its name is not known" }
      return error.connectionErrors.first.map { phrase($0.error) } ?? "no connection"
    case let error as IOError:
      return error.errnoCode == ECONNREFUSED ? "it refuses connections" : String(cString: strerror(error.errnoCode))
    case let error as HTTPClientError where error == .remoteConnectionClosed:
      return "it closed the connection before its answer was complete"
    case let error as HTTPClientError: return error.shortDescription
    default: return "the connection broke (\(type(of: error)))"
    }
  }
}
