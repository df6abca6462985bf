import Corpus

/// As `search -o json` and the query API print it.
extension Hit: Encodable {
  private enum Key: String, CodingKey {
    case rank, score, uri, source, title, text, location, metadata, document, chunk, explanation
  }

  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(rank, forKey: .rank)
    try object.encode(score, forKey: .score)
    try object.encode(uri, forKey: .uri)
    try object.encode(source, forKey: .source)
    try object.encode(title, forKey: .title)
    try object.encode(text, forKey: .text)
    try object.encode(location, forKey: .location)
    try object.encode(metadata, forKey: .metadata)
    try object.encode("\(document)", forKey: .document)
    try object.encode(chunk, forKey: .chunk)
    try object.encodeIfPresent(explanation, forKey: .explanation)
  }
}
