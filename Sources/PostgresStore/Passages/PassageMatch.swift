package import Corpus

/// A passage that a search inside the database found.
package struct PassageMatch: Sendable {
  package var document: DocumentID
  package var ordinal: Int
  package var source: String
  package var uri: String
  package var title: String?
  package var text: String
  package var location: Location
  package var metadata: [String: MetadataValue]
  /// `ts_rank_cd`, or cosine similarity.
  package var score: Double

  init(_ row: Row) throws {
    document = try row["document"]
    ordinal = try row["ordinal"]
    source = try row["source"]
    uri = try row["uri"]
    title = try row["title"]
    text = try row["text"]
    location = try JSONColumn.value(try row["location"])
    metadata = try JSONColumn.value(try row["metadata"])
    score = try row["score"]
  }
}
