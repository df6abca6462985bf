package import Corpus

/// What a listing comes by.
package enum SourceEntry: Hashable, Sendable {
  case file(SourceObject)
  /// Wanted by its name, but nothing to read: a pipe, a device, a link that is not followed.
  case skipped(uri: String, reason: String)
  /// A file or folder that could not be looked at. A folder's URI ends in a slash; nothing is known of what is below
  /// it, least of all that it has been deleted.
  case unreadable(uri: String, Failure)

  package var uri: String {
    switch self {
    case .file(let object): object.uri
    case .skipped(let uri, _), .unreadable(let uri, _): uri
    }
  }
}
