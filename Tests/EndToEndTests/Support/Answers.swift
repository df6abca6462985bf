/// The stable keys of `-o json`, as docs/cli.md lists them. A key that is missing fails the decoding.
struct RunAnswer: Decodable {
  var id: Int
  var startedAt: Double
  var finishedAt: Double?
  var outcome: String
  var generation: Int?
  var revision: Int?
  var tokens: Int
  var stages: [String: Counts]
  var gates: [Gate]?
  var manifest: Manifest?

  struct Gate: Decodable {
    var gate: String
    var passed: Bool
    var finding: String
  }

  struct Manifest: Decodable, Equatable {
    var version: String
    var programs: [String: String]
    var configuration: String
    var fingerprints: [String: String]
    var tokenizer: String
    var precision: String
    var sources: [String: Listing]

    struct Listing: Decodable, Equatable {
      var files: Int
      var bytes: Int
      var digest: String
    }
  }

  struct Counts: Decodable {
    var total: Int
    var done: Int
    var reused: Int
    var quarantined: Int
    var skipped: Int
    var pending: Int
    var removed: Int
    var seconds: Double

    var isBalanced: Bool { total == done + reused + quarantined + skipped + pending }
  }

  struct MissingStage: Error {
    var name: String
  }

  func stage(_ name: String) throws -> Counts {
    guard let counts = stages[name] else { throw MissingStage(name: name) }
    return counts
  }
}

struct SearchAnswer: Decodable {
  var strategy: String
  var generation: Int
  var tookMs: Double
  var hits: [Hit]

  struct Hit: Decodable {
    var rank: Int
    var score: Double
    var uri: String
    var source: String
    var title: String?
    var text: String
    var location: Location
    var document: String
    var chunk: String
  }

  struct Location: Decodable {
    var start: Int
    var end: Int
    var headings: [String]?
    var firstPage: Int?
  }
}

struct PlanAnswer: Decodable {
  var generation: String
  var isNewGeneration: Bool
  var files: Files
  var newBytes: Int
  var pendingFiles: Int
  var pendingDocuments: Int
  var pendingChunks: Int
  var pendingTokens: Int
  var estimatedTokens: Int
  var price: Double

  struct Files: Decodable {
    var new: Int
    var touched: Int
    var unchanged: Int
    var missing: Int
  }
}

struct StatusAnswer: Decodable {
  var pipeline: String
  var folder: String
  var catalogueBytes: Int
  var running: Bool
  var lastRun: RunAnswer?
  var generations: [Generation]

  struct Generation: Decodable {
    var id: Int
    var state: String
    var revision: Int
    var documents: Int
    var chunks: Int
    var segments: Int
    var segmentBytes: Int
    var pendingFiles: Int
    var pendingDocuments: Int
    var pendingChunks: Int
    var pendingTokens: Int
    var quarantined: Int
  }
}

struct ItemAnswer: Decodable {
  var source: String
  var uri: String
  var title: String?
  var mediaType: String
  var bytes: Int
  var chunks: Int?
  var embedded: Int
  var indexed: Bool
}

struct QuarantineAnswer: Decodable {
  var uri: String
  var source: String
  var stage: String
  var code: String
  var reason: String
  var remedy: String
  var attempts: Int
  var firstAt: String
  var lastAt: String
  var discarded: Bool
}

struct GenerationAnswer: Decodable {
  var id: Int
  var state: String
  var revision: Int
  var dimension: Int
}
