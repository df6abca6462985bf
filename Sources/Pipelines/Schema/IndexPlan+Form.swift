extension IndexPlan {
  package static let standard = IndexPlan(vector: .auto, language: "english", database: nil)

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
    Variant("auto", "A graph of neighbours where there are thousands of chunks, else every vector is compared.", .auto),
    Variant("exact", "Every vector is compared: always right, and slower the more there are.", .exact),
    Variant(
      "hnsw", "As auto, with a graph of these measures.", HNSW(),
      [
        Field("m", \.m, .integer(2...128), "Neighbours of a vector."),
        Field("efConstruction", \.efConstruction, .integer(8...4096), "Candidates while the graph is built."),
        Field("ef", \.ef, .integer(1...4096), "Candidates of a search, besides two for each hit: more find more."),
      ],
      wrap: { .hnsw(m: $0.m, efConstruction: $0.efConstruction, ef: $0.ef) },
      unwrap: { vector in
        guard case .hnsw(let m, let efConstruction, let ef) = vector else { return nil }
        return HNSW(m: m, efConstruction: efConstruction, ef: ef)
      }),
  ])

  private struct HNSW {
    var m = 16
    var efConstruction = 200
    var ef = 128
  }
}
