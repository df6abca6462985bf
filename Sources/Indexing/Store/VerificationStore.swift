package import Corpus

/// What `verify` compares, and how it mends what is wrong.
package protocol VerificationStore: Sendable {
  /// Where the generation's revision holds its documents, in the order of their ids, after one of them.
  func members(of generation: Generation, after document: DocumentID?, limit: Int) async throws -> [Member]

  /// Rows that a generation uses whose content is not what it should be. Reads every text.
  func flaws(of generation: Generation) async throws -> [CatalogueFlaw]

  /// Takes flawed rows out, so that the next run makes them anew.
  func mend(_ flaws: [CatalogueFlaw], of generation: Generation) async throws

  /// Gets a damaged segment file again from where it is kept.
  /// - Returns: false if the file is all there is.
  func recover(segment name: String) async throws -> Bool
}

/// A row of the catalogue that does not hold what it should.
package enum CatalogueFlaw: Hashable, Sendable {
  /// The text of a document is not the one that its digest was taken of.
  case text(document: Int64, uri: String)
  /// A vector has not as many numbers as the generation's have.
  case vector(Digest)
}
