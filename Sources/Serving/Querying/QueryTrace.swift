import Retrieval
import Synchronization
import Tracing

/// Makes a span of every stage of a search.
final class QueryTrace: SearchObserver {
  private let context = ServiceContext.current ?? .topLevel
  private let spans = Mutex<[SearchStage: any Span]>([:])

  func began(_ stage: SearchStage) {
    let span = startSpan(stage.spanName, context: context)
    span.attributes["search.stage"] = stage.rawValue
    spans.withLock { $0[stage] = span }
  }

  func ended(_ stage: SearchStage, found: Int) {
    let span = spans.withLock { $0.removeValue(forKey: stage) }
    span?.attributes["search.found"] = found
    span?.end()
  }

  /// Ends what a failure left open.
  func close() {
    let open = spans.withLock { spans in
      defer { spans = [:] }
      return Array(spans.values)
    }
    for span in open {
      span.setStatus(SpanStatus(code: .error))
      span.end()
    }
  }
}

/// Tells several.
struct SearchObservers: SearchObserver {
  let all: [any SearchObserver]

  func began(_ stage: SearchStage) {
    for observer in all { observer.began(stage) }
  }

  func ended(_ stage: SearchStage, found: Int) {
    for observer in all { observer.ended(stage, found: found) }
  }
}

extension SearchStage {
  fileprivate var spanName: String {
    switch self {
    case .embed: "embed"
    case .lexical, .semantic, .feedback: "search"
    case .fuse: "fuse"
    }
  }
}
