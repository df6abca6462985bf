extension IndexPlan {
  package static let standard = IndexPlan(vector: .exact, language: "english", database: nil)

  static let form = Form<IndexPlan>.mapping(
    standard,
    [
      Field("vector", \.vector, Vector.form, "How nearest vectors are found."),
      .group(
        "lexical",
        [
          Field(
            "language", \.language, .choice(of: languages), "Whose word endings are stripped; none for no stemming.")
        ],
        "How words are found."),
      Field(
        "database", \.database, DatabasePlan.form,
        "Whether the database gets vector and text indexes too, for those who search in SQL."),
    ])

  /// What libstemmer knows.
  private static let languages = [
    "none", "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish", "french", "german",
    "greek", "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian", "nepali", "norwegian", "porter",
    "portuguese", "romanian", "russian", "serbian", "spanish", "swedish", "tamil", "turkish", "yiddish",
  ]
}

extension IndexPlan.Vector {
  static let form = Form<IndexPlan.Vector>.variants([
    Variant("exact", "Every vector is compared: always right.", .exact),
    Variant(
      "hnsw", "A graph of neighbours: faster from some hundred thousand chunks on, nearly always right.", HNSW(),
      [
        Field("m", \.m, .integer(2...128), "Neighbours of a vector."),
        Field("efConstruction", \.efConstruction, .integer(8...4096), "Candidates while the graph is built."),
      ],
      wrap: { .hnsw(m: $0.m, efConstruction: $0.efConstruction) },
      unwrap: { if case .hnsw(let m, let ef) = $0 { HNSW(m: m, efConstruction: ef) } else { nil } }),
  ])

  private struct HNSW {
    var m = 16
    var efConstruction = 200
  }
}
