import AsyncHTTPClient
package import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// A collector of one signal by OTLP over HTTP, in JSON (https://opentelemetry.io/docs/specs/otlp).
package final class Collector: Sendable {
  let resource: Resource
  private let signal: OTLPSignal
  private let route: OTLPRoute
  private let logger: Logger
  private let isFailing = Mutex(false)

  package init(_ signal: OTLPSignal, at route: OTLPRoute, resource: Resource, logger: Logger) {
    self.signal = signal
    self.route = route
    self.resource = resource
    self.logger = logger
  }

  /// Sends a batch, a second time if the first failed for a passing reason. Says so in the log when it begins to fail, and
  /// when it works again.
  func take(by deadline: NIODeadline, _ items: (inout JSONLine) -> Void) async -> Bool {
    let body = ByteBuffer(string: resource.request(signal, items))
    var outcome = await send(body, by: deadline)
    if case .again(let pause, _) = outcome, NIODeadline.now() + pause < deadline {
      try? await Task.sleep(for: .nanoseconds(pause.nanoseconds))
      outcome = await send(body, by: deadline)
    }
    note(outcome)
    return outcome.isTaken
  }

  private enum Outcome {
    case taken
    case again(after: TimeAmount, why: String)
    case refused(status: UInt)

    var isTaken: Bool { if case .taken = self { true } else { false } }
  }

  private func send(_ body: ByteBuffer, by deadline: NIODeadline) async -> Outcome {
    var request = HTTPClientRequest(url: route.url)
    request.method = .POST
    for (name, value) in route.headers { request.headers.replaceOrAdd(name: name, value: value) }
    request.headers.replaceOrAdd(name: "content-type", value: "application/json")
    request.body = .bytes(body)
    do {
      let limit = min(deadline, .now() + TimeAmount(route.timeout))
      let response = try await HTTPClient.untraced.execute(request, deadline: limit)
      switch response.status.code {
      case 200..<300: return .taken
      case 429, 502, 503, 504:
        let pause = response.headers.first(name: "retry-after").flatMap(Int64.init) ?? 1
        return .again(after: .seconds(max(0, min(pause, 60))), why: "status \(response.status.code)")
      case let status: return .refused(status: status)
      }
    } catch {
      return .again(after: .milliseconds(500), why: "\(error)")
    }
  }

  private func note(_ outcome: Outcome) {
    let wasFailing = isFailing.withLock { isFailing in
      defer { isFailing = !outcome.isTaken }
      return isFailing
    }
    switch outcome {
    case .taken:
      if wasFailing { logger.notice("\(signal.rawValue): the collector takes them again") }
    case .again(_, let why):
      if !wasFailing {
        logger.warning(
          "\(signal.rawValue): the collector cannot be reached (check its address, and that it runs)",
          metadata: ["cause": "\(why)"])
      }
    case .refused(let status):
      if !wasFailing {
        logger.warning(
          "\(signal.rawValue): the collector refuses them (see its log)", metadata: ["status": "\(status)"])
      }
    }
  }
}
