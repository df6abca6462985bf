import Corpus
import Indexing

/// Makes sure that queries are embedded by the model that embedded the generation: the fingerprints are equal, and a
/// probe text's vector has the right length, is made of numbers, and comes out the same twice.
struct Handshake: Sendable {
  private static let probe = "how do I find what I am looking for?"

  let pipeline: String
  let embedder: @Sendable (Generation) async throws -> any Embedder

  /// - Throws: ``Failure`` `model.unavailable`, `model.differs` or `model.unsound`.
  func model(for generation: Generation) async throws(Failure) -> any Embedder {
    let model: any Embedder
    do {
      model = try await embedder(generation)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        "model.unavailable", pipeline, "cannot load the model of generation \(generation.id)",
        remedy: "see that embed.model is there", verdict: .retry(afterSeconds: nil))
    }
    guard model.fingerprint == generation.fingerprints.embed, model.dimension == generation.dimension else {
      throw Failure(
        "model.differs", pipeline, "generation \(generation.id) was embedded by another model than the one at hand",
        remedy: "run quern run to build a new generation, or search with the lexical strategy",
        verdict: .stop(.configuration))
    }
    try await check(model)
    return model
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
