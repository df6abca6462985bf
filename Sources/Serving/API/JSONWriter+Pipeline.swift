import Foundation
import Indexing
import Retrieval
import Segments

extension JSONWriter {
  /// A pipeline as `GET /api/v1/pipelines` lists it.
  mutating func pipeline(_ pipeline: ServedPipeline) {
    let live = pipeline.live
    object { object in
      object.member("name", pipeline.name)
      object.member("ready", live != nil)
      if let live {
        object.member("generation", live.generation.id)
        object.member("revision", live.revision.number)
        object.member("revision_created_at", live.revision.createdAt.timestamp)
        object.member("documents", live.snapshot.documentCount)
        object.member("chunks", live.snapshot.chunkCount)
        object.member("segments", live.snapshot.segmentCount)
        object.member("strategies", Strategy.allCases.filter(live.searcher.offered.contains).map(\.rawValue))
        object.member("degraded", live.degraded)
      }
      object.key("generations")
      object.array(pipeline.generations) { $0.generation($1) }
    }
  }

  private mutating func generation(_ generation: Generation) {
    object { object in
      object.member("id", generation.id)
      object.member("state", generation.state.rawValue)
      object.member("revision", generation.revision)
      object.member("created_at", generation.createdAt.timestamp)
      object.key("promoted_at")
      if let promoted = generation.promotedAt { object.string(promoted.timestamp) } else { object.null() }
    }
  }
}

extension Double {
  /// Seconds since 1970 as ISO 8601, in UTC.
  var timestamp: String { Date(timeIntervalSince1970: self).formatted(.iso8601) }
}
