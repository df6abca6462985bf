import Corpus
import Segments

/// Shows only documents whose metadata has one of a claim's values.
package struct ClaimFilter: Hashable, Sendable {
  package var claim: String
  /// The metadata field.
  package var field: String
  /// Shows everything to those who do not have the claim; otherwise they see nothing.
  package var isOptional: Bool

  package init(claim: String, field: String, isOptional: Bool = false) {
    self.claim = claim
    self.field = field
    self.isOptional = isOptional
  }

  /// What a caller with these claims may see; nil for everything.
  func filter(for claims: Claims) -> Filter? {
    guard let claim = claims[claim] else { return isOptional ? nil : .oneOf(field, []) }
    return .oneOf(field, claim.values)
  }
}
