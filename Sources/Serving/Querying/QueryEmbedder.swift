import Corpus
import Guarding

/// A model as queries use it: what was embedded before is remembered, what comes at the same time goes together.
struct QueryEmbedder: Embedder {
  let model: any Embedder
  let cache: LayeredCache<[Float]>
  let batcher: MicroBatcher

  var dimension: Int { model.dimension }
  var fingerprint: Fingerprint { model.fingerprint }
  var tokenizer: any Tokenizer { model.tokenizer }

  func embed(_ passages: [Passage]) async throws -> [Result<[Float], Failure>] { try await model.embed(passages) }

  /// - Throws: ``ModelUnavailable``, so that whoever asks can do without; and what is wrong with the query itself.
  func embed(query: String) async throws -> [Float] {
    let key = CacheKey(["model": fingerprint.digest.hex, "query": query])
    do {
      return try await cache.value(for: key) { [batcher] in try await batcher.vector(of: query) }
    } catch is CancellationError {
      throw CancellationError()
    } catch let failure as Failure where failure.isAboutQuery {
      throw failure
    } catch {
      throw ModelUnavailable(failure: error as? Failure)
    }
  }
}

extension Failure {
  /// Whether a model refused a query for what it is: no other model of the kind would take it.
  var isAboutQuery: Bool { ["embed.sequenceTooLong", "embed.emptySequence"].contains(code) }
}

/// The model gave no vector for a query.
struct ModelUnavailable: Error {
  var failure: Failure?
}
