package import Segments

/// Who asks, what they may search, and what they may see of it.
package struct Principal: Hashable, Sendable {
  /// The pipelines that may be searched.
  package enum Scope: Hashable, Sendable {
    case all
    case only(Set<String>)
  }

  /// For logs: printable, short, never a secret.
  package var name: String
  /// Whom a rate limit counts: equal for all requests of one caller.
  package var client: String
  package var pipelines: Scope
  /// Conditions that every document shown has to meet, all of them; also part of every cache key.
  package var filters: [Filter]

  package init(name: String, client: String, pipelines: Scope = .all, filters: [Filter] = []) {
    self.name = name
    self.client = client
    self.pipelines = pipelines
    self.filters = filters
  }

  package func maySearch(_ pipeline: String) -> Bool {
    switch pipelines {
    case .all: true
    case .only(let names): names.contains(pipeline)
    }
  }
}
