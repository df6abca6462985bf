import Corpus
import HTTPTypes
import Hummingbird
import NIOCore
import Retrieval

/// A search told as it goes along, by server-sent events: `retrieval_progress` for every stage, then `complete`.
///
/// The search belongs to the stream: when the client is gone, which a write notices, it is cancelled.
enum SearchStream {
  /// Waiting clients get a comment this often, so that one that is gone is noticed.
  private static let heartbeat = Duration.milliseconds(500)

  private enum Step: Sendable {
    case progress(SearchStage, Int)
    case waiting
    case complete(Finding)
    case failed(any Error)
  }

  /// Begins the search. What is refused before, and before its first stage, is refused with a status of its own.
  static func response(to question: Question, from queries: QueryService) async throws -> Response {
    let start = ContinuousClock.now
    let index = try await queries.index(of: question)
    try index.searcher.check(question.request)
    let (steps, continuation) = AsyncStream.makeStream(of: Step.self, bufferingPolicy: .bufferingNewest(64))
    let work = Task {
      do {
        let progress = Progress { continuation.yield(.progress($0, $1)) }
        let finding = try await queries.find(question, in: index, observer: progress)
        continuation.yield(.complete(finding))
      } catch {
        continuation.yield(.failed(error))
      }
      continuation.finish()
    }
    let beat = Task {
      while (try? await Task.sleep(for: heartbeat)) != nil { continuation.yield(.waiting) }
    }
    continuation.onTermination = { _ in
      work.cancel()
      beat.cancel()
    }
    let first = await withTaskCancellationHandler {
      await steps.first { _ in true }
    } onCancel: {
      continuation.finish()
    }
    if case .failed(let error) = first { throw error }
    let body = ResponseBody { writer in
      defer { continuation.finish() }
      if let first { try await writer.write(event(first, start)) }
      for await step in steps { try await writer.write(event(step, start)) }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream; charset=utf-8", .accelBuffering: "no"], body: body)
  }

  private static func event(_ step: Step, _ start: ContinuousClock.Instant) -> ByteBuffer {
    var json = JSONWriter(capacity: 256)
    switch step {
    case .waiting: return ByteBuffer(string: ": waiting\n\n")
    case .progress(let stage, let documents):
      json.event("retrieval_progress") { data in
        data.object { object in
          object.member("stage", stage.rawValue)
          object.member("documents", documents)
        }
      }
    case .complete(let finding):
      json.event("complete") { data in
        data.object { object in
          object.member("took_ms", ((ContinuousClock.now - start) / .microseconds(1)).rounded() / 1000)
          finding.members(&object)
          object.key("citations")
          object.array(finding.result.hits) { $0.citation($1) }
        }
      }
    case .failed(let error):
      json.event("error") { $0.json(APIError(error).members) }
    }
    return ByteBuffer(string: "data: ").appending(json.bytes)
  }
}

extension JSONWriter {
  fileprivate mutating func event(_ type: String, _ data: (inout JSONWriter) -> Void) {
    object { object in
      object.member("type", type)
      object.key("data")
      data(&object)
    }
  }
}

extension ByteBuffer {
  fileprivate func appending(_ json: [UInt8]) -> ByteBuffer {
    var buffer = self
    buffer.writeBytes(json)
    buffer.writeString("\n\n")
    return buffer
  }
}

/// Passes on what ended.
private struct Progress: SearchObserver {
  let report: @Sendable (SearchStage, Int) -> Void

  func began(_ stage: SearchStage) {}
  func ended(_ stage: SearchStage, found: Int) { report(stage, found) }
}
