package import Corpus

/// A condition on a document's metadata, or on its `source` or `uri`.
///
/// A value that is a list meets a condition if any of its elements does. Values of different types are never equal, and
/// strings compare by their UTF-8 bytes, which is the order of ISO 8601 dates.
package indirect enum Filter: Hashable, Sendable {
  case all([Filter])
  case any([Filter])
  case not(Filter)
  case equals(String, MetadataValue)
  case oneOf(String, [MetadataValue])
  case range(String, FilterRange)
  case exists(String)
  /// A string pattern; `*` stands for any characters and `?` for one.
  case like(String, String)
}

/// Numbers or strings between two bounds; at least one of the bounds is there, and they are of one type.
package struct FilterRange: Hashable, Sendable {
  package enum Bound: Hashable, Sendable {
    case including(MetadataValue)
    case excluding(MetadataValue)
  }

  package var lower: Bound?
  package var upper: Bound?

  package init(lower: Bound? = nil, upper: Bound? = nil) {
    self.lower = lower
    self.upper = upper
  }
}
