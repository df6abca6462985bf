package import Indexing

/// What the command line says about one run.
package struct RunOptions: Sendable {
  package var stages: Set<Stage> = Set(Stage.allCases)
  /// Stop claiming files once this many documents were extracted.
  package var maxDocuments: Int?
  /// Read every file again instead of trusting its size and times.
  package var distrustsStamps = false
  /// Accept a listing that shrank more than `maxShrink`.
  package var allowsShrink = false
  /// Build a new generation even if the live one would do.
  package var reindexes = false
  /// Children that extract at a time.
  package var extractors = 2

  package init() {}
}
