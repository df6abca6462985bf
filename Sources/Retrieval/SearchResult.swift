package import Corpus

/// What was found.
package struct SearchResult: Hashable, Sendable {
  package var strategy: Strategy
  /// Best first.
  package var hits: [Hit]

  package init(strategy: Strategy, hits: [Hit]) {
    self.strategy = strategy
    self.hits = hits
  }
}

/// A passage that was found, with all that is needed to show and to cite it.
package struct Hit: Hashable, Sendable {
  /// From 1.
  package var rank: Int
  /// Comparable within one result only.
  package var score: Double
  package var uri: String
  package var source: String
  package var title: String?
  package var text: String
  package var location: Location
  package var metadata: [String: MetadataValue]
  package var document: DocumentID
  package var ordinal: Int
  /// The lists it was in; nil unless asked for.
  package var explanation: [Appearance]?

  package init(
    rank: Int, score: Double, uri: String, source: String, title: String?, text: String, location: Location,
    metadata: [String: MetadataValue], document: DocumentID, ordinal: Int, explanation: [Appearance]?
  ) {
    self.rank = rank
    self.score = score
    self.uri = uri
    self.source = source
    self.title = title
    self.text = text
    self.location = location
    self.metadata = metadata
    self.document = document
    self.ordinal = ordinal
    self.explanation = explanation
  }

  /// The chunk's name: `<document>-<ordinal>`.
  package var chunk: String { "\(document)-\(ordinal)" }
}

/// A hit's place in one of the lists that a strategy drew on.
package struct Appearance: Hashable, Sendable, Codable {
  /// `lexical`, `semantic`, or what else a strategy calls its lists.
  package var list: String
  /// From 1.
  package var rank: Int
  /// BM25 or cosine similarity.
  package var score: Double

  package init(list: String, rank: Int, score: Double) {
    self.list = list
    self.rank = rank
    self.score = score
  }
}
