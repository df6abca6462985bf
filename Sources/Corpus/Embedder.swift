/// Turns token sequences or texts into unit vectors of one length. The seam between stages and models.
package protocol Embedder: Sendable {
  /// Floats in a vector.
  var dimension: Int { get }
  /// Model files, pooling, prefixes and precision: vectors of equal fingerprints may be compared.
  var fingerprint: Fingerprint { get }
  /// Counts and cuts as the model does.
  var tokenizer: any Tokenizer { get }

  /// Embeds passages, one outcome each, in their order; a failure of one is not a failure of all.
  /// - Throws: ``Failure`` when nothing of the batch could be done.
  func embed(_ passages: [Passage]) async throws -> [Result<[Float], Failure>]

  /// Embeds a query, with the query prefix where the model wants one.
  func embed(query: String) async throws -> [Float]

  /// Embeds queries that came at about the same time, one outcome each, in their order.
  /// - Throws: ``Failure`` when nothing of the batch could be done.
  func embed(queries: [String]) async throws -> [Result<[Float], Failure>]
}

extension Embedder {
  /// One by one: for models that are asked in no other way.
  package func embed(queries: [String]) async throws -> [Result<[Float], Failure>] {
    var outcomes: [Result<[Float], Failure>] = []
    for query in queries {
      do { outcomes.append(.success(try await embed(query: query))) } catch let failure as Failure {
        outcomes.append(.failure(failure))
      }
    }
    return outcomes
  }
}
