extension EmbedPlan.Model {
  /// A local model is written by its name or folder, any other as a mapping.
  static let form = Form<EmbedPlan.Model>(
    read: { node, reading in
      if case .scalar = node.content { name.read(node, &reading) } else { mapping.read(node, &reading) }
    },
    write: { model in
      if case .local(let model) = model { .escaped(model) } else { mapping.write(model) }
    },
    shape: .anyOf([name.shape, mapping.shape]))

  private static let name = Form<EmbedPlan.Model>.scalar(
    "the name or folder of a model", kinds: [.text], example: "all-MiniLM-L6-v2", schema: [.init("type", "string")],
    parse: { text, reading throws(Flaw) in
      guard !["hashing", "openai", "local"].contains(text) else {
        throw Flaw(.wrongType, "must say more than a type", hint: "write { type: \(text) } as a mapping")
      }
      let isPath = text.isEmpty || text.contains("/") || text.hasPrefix(".") || text == "~"
      return .local(isPath ? try reading.absolute(text) : text)
    },
    write: { _ in .nothing })

  private static let mapping = Form<EmbedPlan.Model>.variants([
    Variant(
      "local", "A sentence-transformers folder of the BERT family.", Local(),
      [Field("path", \.path, .path, required: true, "The folder; a relative path starts at the pipeline file.")],
      wrap: { .local($0.path) }, unwrap: { _ in nil }),
    Variant(
      "hashing", "Feature hashing: needs no model, knows no meaning; for tests and tiny corpora.", Hashing(),
      [Field("dimension", \.dimension, .integer(8...8192), "Numbers in a vector.")],
      wrap: { .hashing(dimension: $0.dimension) },
      unwrap: { if case .hashing(let dimension) = $0 { Hashing(dimension: dimension) } else { nil } }),
    Variant(
      "openai", "Any OpenAI-compatible embeddings endpoint.", OpenAI(),
      [
        Field("url", \.url, .url, required: true, "The address before /embeddings, such as https://api.openai.com/v1."),
        Field("model", \.model, .word, required: true, "The model's name there."),
        Field("apiKey", \.apiKey, .secret, "The key, if it wants one."),
        Field("dimension", \.dimension, .integer(1...65536), "Numbers in a vector, where the model offers a choice."),
        Field("window", \.window, .integer(8...1_000_000), "The most tokens of one text."),
      ],
      wrap: { .openai(url: $0.url, model: $0.model, apiKey: $0.apiKey, dimension: $0.dimension, window: $0.window) },
      unwrap: { model in
        guard case .openai(let url, let name, let apiKey, let dimension, let window) = model else { return nil }
        return OpenAI(url: url, model: name, apiKey: apiKey, dimension: dimension, window: window)
      }),
  ])

  private struct Local { var path = "" }
  private struct Hashing { var dimension = 384 }
  private struct OpenAI {
    var url = ""
    var model = ""
    var apiKey: Secret?
    var dimension: Int?
    var window = 8191
  }
}
