/// Watches a search as it goes along, for progress and traces. Called from whatever thread searches.
package protocol SearchObserver: Sendable {
  func began(_ stage: SearchStage)

  /// - Parameter found: chunks on the stage's list; 0 for a stage that lists none.
  func ended(_ stage: SearchStage, found: Int)
}

/// What a search consists of. Stages may overlap; one that fails does not end.
package enum SearchStage: String, Sendable, CaseIterable {
  case embed, lexical, semantic
  /// By meaning again, the query moved towards what was found.
  case feedback
  case fuse
}
