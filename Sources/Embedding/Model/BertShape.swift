import Corpus

/// The sizes of a BERT-family encoder, from `config.json`.
package struct BertShape: Hashable, Sendable {
  /// Floats in a token's state, and in the vector that comes out.
  package var hidden: Int
  package var layers: Int
  package var heads: Int
  /// Floats between the two matrices of the feed-forward part.
  package var intermediate: Int
  package var vocabulary: Int
  /// The longest sequence there are position embeddings for.
  package var positions: Int
  /// Kinds of segments; only the first is used.
  package var segments: Int
  /// Added to the variance in layer normalisation.
  package var epsilon: Float

  /// Floats in one head.
  var headWidth: Int { hidden / heads }
}

extension BertShape {
  /// Reads `config.json`, and refuses what is not plain BERT.
  ///
  /// - Throws: ``Failure`` `model.unsupported` for another architecture, `model.badConfiguration` for impossible sizes.
  init(configuration file: MappedFile) throws(Failure) {
    let fields = try file.json(Fields.self)
    try fields.requireBert(path: file.path)
    hidden = fields.hidden_size
    layers = fields.num_hidden_layers
    heads = fields.num_attention_heads
    intermediate = fields.intermediate_size
    vocabulary = fields.vocab_size
    positions = fields.max_position_embeddings
    segments = fields.type_vocab_size ?? 2
    epsilon = fields.layer_norm_eps ?? 1e-12

    // Far beyond any model there is, and small enough for every product of sizes to fit an Int.
    let plausible =
      (1...(1 << 14)).contains(hidden) && (1...256).contains(layers) && (1...hidden).contains(heads)
      && (1...(1 << 16)).contains(intermediate) && (1...(1 << 24)).contains(vocabulary)
      && (1...(1 << 20)).contains(positions) && (1...(1 << 10)).contains(segments)
    guard plausible, hidden.isMultiple(of: heads), epsilon >= 0 else {
      throw Failure(
        "model.badConfiguration", file.path, "has sizes that no encoder can have", remedy: "fetch the model again",
        verdict: .stop(.configuration))
    }
  }

  /// The keys as Hugging Face spells them.
  private struct Fields: Decodable {
    var model_type: String
    var hidden_size: Int
    var num_hidden_layers: Int
    var num_attention_heads: Int
    var intermediate_size: Int
    var vocab_size: Int
    var max_position_embeddings: Int
    var type_vocab_size: Int?
    var layer_norm_eps: Float?
    var hidden_act: String?
    var position_embedding_type: String?
    var is_decoder: Bool?

    func requireBert(path: String) throws(Failure) {
      let problem: String
      if model_type != "bert" {
        problem = "is a model of type \(model_type.prefix(40)), not bert"
      } else if let act = hidden_act, act != "gelu" {
        problem = "uses the activation \(act.prefix(40)), not gelu"
      } else if let type = position_embedding_type, type != "absolute" {
        problem = "uses \(type.prefix(40)) position embeddings, not absolute ones"
      } else if is_decoder == true {
        problem = "is a decoder, not an encoder"
      } else {
        return
      }
      throw Failure(
        "model.unsupported", path, problem,
        remedy: "take a BERT-family model such as MiniLM, BGE or E5, or embed by HTTP", verdict: .stop(.configuration))
    }
  }
}
