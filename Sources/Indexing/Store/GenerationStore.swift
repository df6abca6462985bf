import Corpus

/// Generations, from their creation to their end.
package protocol GenerationStore: Sendable {
  /// All generations, oldest first.
  func generations() async throws -> [Generation]

  /// Opens a new generation in state `building`.
  ///
  /// - Parameter recipe: the pipeline file's settings that the fingerprints stand for, so that the generation can be fed
  ///   when the file says something else.
  func createGeneration(
    _ fingerprints: GenerationFingerprints, dimension: Int, precision: String, recipe: String
  ) async throws -> Generation

  /// Marks a generation as complete and ready to go live, or as still building.
  func mark(_ generation: Int, as state: Generation.State) async throws

  /// Makes a generation live; its predecessor retires. One row is swapped.
  func promote(_ generation: Int) async throws

  /// Drops generations, never the live one, and everything only they used.
  func drop(generations: [Int]) async throws
}
