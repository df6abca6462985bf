import Corpus
import Indexing
import Synchronization

/// Makes sure that queries are embedded by the model that embedded the generation: the fingerprints are equal, and a
/// probe text's vector has the right length, is made of numbers, and comes out the same twice. A model that passed is kept
/// for the next revision.
final class Handshake: Sendable {
  private static let probe = "how do I find what I am looking for?"
  /// Models kept: that of the live generation, and of the one before or to come.
  private static let kept = 2

  let pipeline: String
  private let embedder: @Sendable (Generation) async throws -> any Embedder
  private let wrap: @Sendable (any Embedder) -> any Embedder
  /// The one asked for last comes last.
  private let known = Mutex<[any Embedder]>([])

  /// - Parameter wrap: makes of a model that passed the one that is asked, as one that remembers.
  init(
    pipeline: String, embedder: @escaping @Sendable (Generation) async throws -> any Embedder,
    wrap: @escaping @Sendable (any Embedder) -> any Embedder
  ) {
    self.pipeline = pipeline
    self.embedder = embedder
    self.wrap = wrap
  }

  /// - Throws: ``Failure`` `model.unavailable`, `model.differs` or `model.unsound`, or what loading the model throws.
  func model(for generation: Generation) async throws(Failure) -> any Embedder {
    if let model = known.withLock({ $0.last { Self.fits($0, generation) } }) { return model }
    let model = try await load(for: generation)
    guard Self.fits(model, generation) else {
      throw Failure(
        "model.differs", pipeline, "generation \(generation.id) was embedded by another model than the one at hand",
        remedy: "run quern run to build a new generation, or search with the lexical strategy",
        verdict: .stop(.configuration))
    }
    try await check(model)
    let asked = wrap(model)
    known.withLock { known in
      known.append(asked)
      if known.count > Self.kept { known.removeFirst() }
    }
    return asked
  }

  private static func fits(_ model: any Embedder, _ generation: Generation) -> Bool {
    model.fingerprint == generation.fingerprints.embed && model.dimension == generation.dimension
  }

  private func load(for generation: Generation) async throws(Failure) -> any Embedder {
    do {
      return try await embedder(generation)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        "model.unavailable", pipeline, "cannot load the model of generation \(generation.id)",
        remedy: "see that embed.model is there", verdict: .retry(afterSeconds: nil))
    }
  }

  private func check(_ model: any Embedder) async throws(Failure) {
    let first, second: [Float]
    do {
      first = try await model.embed(query: Self.probe)
      second = try await model.embed(query: Self.probe)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        "model.unavailable", pipeline, "the model does not answer", remedy: "see that it runs and can be reached",
        verdict: .retry(afterSeconds: nil))
    }
    let length = Self.product(first, first).squareRoot() * Self.product(second, second).squareRoot()
    guard first.count == model.dimension, second.count == model.dimension, length.isFinite, length > 0,
      // Services that batch differ in the last digits from one call to the next.
      Self.product(first, second) / length > 0.999
    else {
      throw Failure(
        "model.unsound", pipeline, "the model gives vectors that cannot be compared",
        remedy: "check the model's files, or its endpoint", verdict: .stop(.configuration))
    }
  }

  private static func product(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
