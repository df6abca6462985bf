/// Where the catalogue lives.
package enum StorePlan: Sendable, Equatable {
  /// A folder that holds the catalogue's file and the segments beside it, as an absolute path.
  case sqlite(folder: String)
  case postgres(url: Secret)
}
