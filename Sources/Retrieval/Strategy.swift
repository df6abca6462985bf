/// The ways to search that can be asked for by name. Which of them a searcher offers is its configuration.
package enum Strategy: String, Hashable, Sendable, Codable, CaseIterable {
  /// By nearness of meaning.
  case semantic
  /// By words.
  case lexical
  /// By both, fused.
  case hybrid
  /// Along the links between documents.
  case graph
  /// Hybrid, put in order by a model that reads query and passage together.
  case rerank
  /// With a language model that judges what was found and asks again.
  case selfRAG = "self_rag"
}
