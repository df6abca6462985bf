/// What to do with a generation whose model is not at hand.
package enum MismatchPolicy: String, Sendable {
  /// Not serve it: the pipeline is not ready, or keeps the generation it has.
  case refuse
  /// Search by words alone, and say so in every answer.
  case lexical
}
