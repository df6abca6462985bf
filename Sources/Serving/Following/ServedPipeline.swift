package import Corpus
package import Indexing
package import Retrieval
import Synchronization
package import Threading

/// A pipeline as requests see it: the live index, swapped whole, and older generations by number.
package final class ServedPipeline: Sendable {
  package let name: String
  let source: any IndexSource
  let opening: IndexOpening
  private let state = Mutex(State())
  private let older: OlderIndexes

  struct State {
    var live: LiveIndex?
    /// A sealed generation that is open and waits for its promotion.
    var ready: LiveIndex?
    var generations: [Generation] = []
    /// When the catalogue last answered.
    var seen: ContinuousClock.Instant?
    /// What keeps the server from the newest revision; nil if it has it.
    var problem: Failure?
  }

  /// - Parameter embedder: the model of a generation, which is kept while it fits.
  /// - Parameter queries: what remembers and gathers the queries that the model embeds.
  /// - Parameter modelWidth: batches of queries that the model works on side by side: one for a thread of our own, which
  ///   does many in little more time than one; several for a service far away.
  /// - Parameter strategies: what is offered besides the built-in ones.
  /// - Parameter threads: where files are read.
  package init(
    name: String, source: any IndexSource, embedder: @escaping @Sendable (Generation) async throws -> any Embedder,
    queries: QueryService? = nil, modelWidth: Int = 1, onMismatch: MismatchPolicy = .refuse,
    strategies: [any RetrievalStrategy] = [],
    threads: WorkerThreads = WorkerThreads(name: "open", count: 1)
  ) {
    self.name = name
    self.source = source
    opening = IndexOpening(
      source: source,
      handshake: Handshake(pipeline: name, embedder: embedder) { queries?.remembering($0, width: modelWidth) ?? $0 },
      onMismatch: onMismatch, strategies: strategies, threads: threads)
    older = OlderIndexes(opening: opening)
  }

  /// What is served now; nil until the first revision is open.
  package var live: LiveIndex? { state.withLock { $0.live } }

  /// The generations as the catalogue last listed them, oldest first.
  package var generations: [Generation] { state.withLock { $0.generations } }

  /// What keeps the server from the newest revision; nil if it has it.
  package var problem: Failure? { state.withLock { $0.problem } }

  /// How long ago the catalogue last answered; nil before the first time.
  var silence: Duration? { state.withLock { $0.seen }.map { ContinuousClock.now - $0 } }

  /// The live index, or that of a generation by its number, opened when it is first asked for.
  /// - Throws: ``Failure`` `index.notReady` or `index.noGeneration`, and what opening throws.
  package func index(generation id: Int?) async throws -> LiveIndex {
    let (live, ready, generations) = state.withLock { ($0.live, $0.ready, $0.generations) }
    guard let id, id != live?.generation.id else {
      guard let live else {
        throw Failure(
          "index.notReady", name, "has no index open yet", remedy: "try again in a moment; /api/v1/ready tells when",
          verdict: .retry(afterSeconds: 1))
      }
      return live
    }
    if let ready, ready.generation.id == id { return ready }
    guard let generation = generations.first(where: { $0.id == id && $0.revision > 0 }),
      let index = try await older.index(of: generation)
    else {
      throw Failure(
        "index.noGeneration", name, "has no generation \(id) that could be searched",
        remedy: "GET /api/v1/pipelines lists them", verdict: .stop(.usage))
    }
    return index
  }

  func update<Result: Sendable>(_ body: (inout sending State) -> sending Result) -> Result { state.withLock(body) }
}
