/// One complete index: everything the sources hold, as one set of fingerprints makes it.
package struct Generation: Hashable, Sendable {
  package var id: Int
  package var state: State
  package var fingerprints: GenerationFingerprints
  /// Floats in a vector.
  package var dimension: Int
  /// The precision that was resolved when the generation was created.
  package var precision: String
  /// The settings that the fingerprints stand for, as a pipeline file; empty for generations of older versions.
  package var recipe: String
  /// The revision searches see; 0 before the first.
  package var revision: Int
  /// Seconds since 1970.
  package var createdAt: Double
  package var promotedAt: Double?
  package var retiredAt: Double?

  package enum State: String, Sendable, Codable, CaseIterable {
    case building, sealed, live, retired, failed
  }

  package init(
    id: Int, state: State, fingerprints: GenerationFingerprints, dimension: Int, precision: String,
    recipe: String = "", revision: Int, createdAt: Double, promotedAt: Double? = nil, retiredAt: Double? = nil
  ) {
    self.id = id
    self.state = state
    self.fingerprints = fingerprints
    self.dimension = dimension
    self.precision = precision
    self.recipe = recipe
    self.revision = revision
    self.createdAt = createdAt
    self.promotedAt = promotedAt
    self.retiredAt = retiredAt
  }
}
