import Corpus
import Foundation
import Indexing
import Pipelines
import PostgresStore
import SQLiteStore

extension StorePlan {
  /// Opens a pipeline's catalogue.
  ///
  /// - Parameter reading: write nothing, and do not wait long for a server that is down.
  func open(pipeline: String, reading: Bool) async throws -> any Store {
    switch self {
    case .sqlite(let folder):
      return try SQLiteStore(folder: folder, pipeline: pipeline)
    case .postgres(let place):
      return try await PostgresStore(
        url: try place.address, schema: place.schema, pipeline: pipeline, folder: place.folder, lease: place.lease,
        maxConnections: place.connections, patience: reading ? .seconds(5) : Self.patience, readOnly: reading)
    }
  }

  /// How long a run waits for a server that is down: long enough for one that is restarted.
  private static var patience: Duration {
    let typed = ProcessInfo.processInfo.environment["QUERN_PATIENCE"].flatMap(Double.init)
    return .seconds(typed ?? 60)
  }
}

extension StorePlan.Postgres {
  var address: String {
    get throws { try url.resolve(environment: ProcessInfo.processInfo.environment) }
  }

  func pool(patience: Duration) throws -> PostgresPool {
    var settings = PostgresSettings()
    settings.schema = schema
    settings.maxConnections = connections
    settings.patience = patience
    return try PostgresPool(url: try address, settings: settings)
  }
}
