/// How long old generations stay, and what makes a new one live.
package struct GenerationsPlan: Sendable, Equatable {
  /// How many generations are kept, the live one included.
  package var keep: Int
  /// A replaced generation is kept at least this long.
  package var soak: Duration
  package var promote: Promotion

  package enum Promotion: String, Sendable, Equatable, CaseIterable { case auto, manual }
}
