import Corpus
import Foundation
package import Guarding
import Indexing
import Logging
import Metrics
import NIOCore
import Retrieval
import Segments
import Threading
import Tracing

/// Answers questions: remembered answers at once, others within a deadline, so many at a time, on threads of their own.
package struct QueryService: Sendable {
  private let gate: AdmissionGate
  private let answers: LayeredCache<AnswerBytes>
  private let vectors: LayeredCache<[Float]>
  private let threads: WorkerThreads
  private let timeout: Duration
  private let latencies = TimerFamily("rag_retrieval_latency_seconds")
  private let overloads = CounterFamily("rag_overloaded_total")

  /// - Parameter timeout: from the arrival of a question, its waiting for others included.
  /// - Parameter width: searches at a time; more only take turns on the processors.
  package init(
    gate: AdmissionGate, timeout: Duration, cache: CacheSettings = CacheSettings(), redis: RedisClient? = nil,
    width: Int = ProcessInfo.processInfo.activeProcessorCount
  ) {
    self.gate = gate
    self.timeout = timeout
    answers = LayeredCache(name: "answers", counters: "rag_answer_cache", settings: cache, redis: redis)
    vectors = LayeredCache(
      name: "vectors", counters: "rag_embedding_cache", countsByLayer: false, settings: cache, redis: redis)
    threads = WorkerThreads(name: "search", count: width)
  }

  /// A model that remembers and gathers the queries it embeds.
  ///
  /// - Parameter width: batches that the model works on side by side.
  func remembering(_ model: any Embedder, width: Int) -> any Embedder {
    let batcher = MicroBatcher(width: width) { try await model.embed(queries: $0) }
    return QueryEmbedder(model: model, cache: vectors, batcher: batcher)
  }

  /// The answer as it is sent.
  /// - Throws: ``APIError``, ``Failure`` or `CancellationError`.
  func answer(_ question: Question) async throws -> ByteBuffer {
    let start = ContinuousClock.now
    let index = try await index(of: question)
    let key = try question.key(in: index)
    if let answer = answers.cached(key) { return answer.sent(after: .now - start) }
    do {
      let answer = try await answers.value(for: key) {
        let finding = try await find(question, in: index, observer: nil)
        // What was done without a model that is expected back is not remembered.
        guard finding.degraded.isEmpty || index.modelProblem != nil else {
          throw Passing(answer: AnswerBytes(finding))
        }
        return AnswerBytes(finding)
      }
      return answer.sent(after: .now - start)
    } catch let passing as Passing {
      return passing.answer.sent(after: .now - start)
    }
  }

  /// What a question finds in an index.
  /// - Throws: ``APIError``, ``Failure`` or `CancellationError`.
  func find(
    _ question: Question, in index: LiveIndex, observer: (any SearchObserver)? = nil
  ) async throws -> Finding {
    try await withSpan("query") { span in
      span.attributes["search.pipeline"] = question.pipeline.name
      span.attributes["search.strategy"] = question.request.strategy.rawValue
      return try await work {
        let start = ContinuousClock.now
        let finding = try await search(question, index, observer)
        latencies.record(.now - start, [("strategy", finding.result.strategy.rawValue)])
        return finding
      }
    }
  }

  /// Does something that takes a processor or a disk, when it is its turn.
  /// - Throws: ``APIError`` `OVERLOADED` or `TIMEOUT`, and what the work throws.
  func work<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    try await Deadline.run(timeout) { [gate, threads, overloads] in
      do {
        let pass = try await gate.enter()
        defer { pass.leave() }
        return try await withTaskExecutorPreference(threads, operation: body)
      } catch let refusal as Overload {
        overloads.increment([])
        throw APIError(
          .overloaded, "too many requests are being answered at once", retryAfterSeconds: refusal.retryAfterSeconds)
      }
    }
  }

  /// The index that a question is put to now.
  /// - Throws: ``APIError`` `TIMEOUT`, and ``Failure`` where there is none.
  func index(of question: Question) async throws -> LiveIndex {
    guard question.generation != nil else { return try await question.pipeline.index(generation: nil) }
    return try await Deadline.run(timeout) { try await question.pipeline.index(generation: question.generation) }
  }

  private func search(
    _ question: Question, _ index: LiveIndex, _ observer: (any SearchObserver)?
  ) async throws -> Finding {
    let trace = QueryTrace()
    defer { trace.close() }
    let observers = SearchObservers(all: [trace] + [observer].compactMap(\.self))
    var request = question.request
    var degraded: [String] = []
    if index.modelProblem != nil, [.hybrid, .semantic].contains(request.strategy) {
      request.strategy = .lexical
      degraded = index.degraded
    }
    let result: SearchResult
    do {
      result = try await index.searcher.search(request, observer: observers)
    } catch let problem as ModelUnavailable {
      guard request.strategy == .hybrid else { throw problem }
      request.strategy = .lexical
      degraded = ["semantic"]
      result = try await index.searcher.search(request, observer: observers)
    }
    return Finding(pipeline: question.pipeline.name, index: index, result: result, degraded: degraded)
  }
}

/// An answer that is given and not kept.
private struct Passing: Error {
  var answer: AnswerBytes
}

extension Question {
  /// What an answer depends on.
  fileprivate func key(in index: LiveIndex) throws -> CacheKey {
    CacheKey([
      "pipeline": pipeline.name, "generation": "\(index.generation.id)", "revision": "\(index.revision.number)",
      "model": index.modelProblem == nil ? index.generation.fingerprints.embed.digest.hex : "none",
      "query": request.query, "strategy": request.strategy.rawValue,
      "form": "\(request.maxResults) \(request.similarityThreshold ?? -2) \(request.perChunk) \(request.explain)",
      "filter": try request.filter.map(Self.canonical) ?? "",
    ])
  }

  private static func canonical(_ filter: Filter) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(filter), as: UTF8.self)
  }
}
