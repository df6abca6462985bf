/// Where the catalogue lives.
package enum StorePlan: Sendable, Equatable {
  /// A folder that holds the catalogue's file and the segments beside it, as an absolute path.
  case sqlite(folder: String)
  case postgres(Postgres)

  /// A catalogue that many machines share.
  package struct Postgres: Sendable, Equatable {
    package var url: Secret
    package var schema: String
    /// How long a silent worker keeps what it holds.
    package var lease: Duration
    /// Connections of one process.
    package var connections: Int
    /// Where copies of the segments go, as an absolute path.
    package var folder: String
  }

  /// The folder of the segments on this machine.
  package var folder: String {
    switch self {
    case .sqlite(let folder): folder
    case .postgres(let postgres): postgres.folder
    }
  }

  /// Fills in the folder where the file left it out.
  mutating func settle(in standard: String) {
    switch self {
    case .sqlite(""): self = .sqlite(folder: standard)
    case .postgres(var postgres) where postgres.folder.isEmpty:
      postgres.folder = standard
      self = .postgres(postgres)
    case .sqlite, .postgres: break
    }
  }
}
