/// A server's file checked and completed: what it serves, to whom, and within which bounds.
package struct ServerPlan: Sendable, Equatable {
  /// DNS-1123 name of the server.
  package var name: String
  /// The file it came from, as an absolute path.
  package var file: String
  /// Pipeline files, as absolute paths; at least one.
  package var pipelines: [String]
  package var listen: Listen
  package var defaults: Defaults
  package var auth: AuthPlan
  /// Origins whose pages may call the server from a browser.
  package var origins: [String]
  /// For each client; nil for no limit.
  package var rateLimit: RateLimit?
  package var cache: CachePlan
  package var limits: Limits
  package var onMismatch: OnMismatch
  /// Nil when no traces are sent.
  package var tracing: TracingPlan?
  /// Whether the texts of queries are logged.
  package var logsQueries: Bool

  package struct Listen: Sendable, Equatable {
    package var host: String
    /// 0 for any that is free; so too below.
    package var port: Int
    /// Nil when metrics are not served.
    package var metricsPort: Int?
  }

  /// What a request means that does not say.
  package struct Defaults: Sendable, Equatable {
    package var strategy: EvalPlan.Strategy
    package var maxResults: Int
    package var similarityThreshold: Double
  }

  package struct RateLimit: Sendable, Equatable {
    package var perMinute: Int
    /// Requests that may come at once.
    package var burst: Int
  }

  package struct Limits: Sendable, Equatable {
    /// Requests at work at the same time.
    package var concurrent: Int
    /// Requests that wait for their turn.
    package var queue: Int
    package var timeout: Duration
    /// Bytes.
    package var maxBody: Int
  }

  /// What happens when the model at hand is not the one the index was made with.
  package enum OnMismatch: String, Sendable, Equatable, CaseIterable { case refuse, lexical }
}

extension ServerPlan {
  /// The plan as a server's file: every default filled in, paths absolute, variables expanded. It can be read again.
  package var resolved: String { written }

  /// Serves pipelines without a file of its own: to this machine only, on port 8000, without metrics.
  /// - Parameter pipelineFiles: absolute paths.
  package static func standing(for pipelineFiles: [String]) -> ServerPlan {
    var plan = blank(file: pipelineFiles.first ?? "")
    plan.name = "quern"
    plan.pipelines = pipelineFiles
    plan.listen.metricsPort = nil
    return plan
  }
}
