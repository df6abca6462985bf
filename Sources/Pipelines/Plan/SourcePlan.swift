package import Corpus

/// One place documents are read from.
package struct SourcePlan: Sendable, Equatable {
  package var name: String
  /// A folder or a single file, as an absolute path.
  package var path: String
  /// Globs below the root; empty means everything.
  package var include: [String]
  package var exclude: [String]
  /// Whether links that lead out of the root are followed.
  package var followLinks: Bool
  package var deletions: Deletions
  /// Largest share of the last listing that may be missing from this one, from 0 to 1; more stops the run.
  package var maxShrink: Double
  /// Given to every document of this source.
  package var metadata: [String: MetadataValue]

  package enum Deletions: String, Sendable, Equatable, CaseIterable { case propagate, keep }
}
