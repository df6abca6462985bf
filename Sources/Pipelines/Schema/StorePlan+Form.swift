extension StorePlan {
  /// A folder yet to be named after the pipeline.
  static let standard = StorePlan.sqlite(folder: "")

  static let form = Form<StorePlan>.variants([
    Variant(
      "sqlite", "One file beside its index files: needs nothing else.", SQLite(),
      [
        Field(
          "path", \.path, .path,
          "The folder of the catalogue and the index; the pipeline's name below .quern or $QUERN_HOME if left out.")
      ],
      wrap: { .sqlite(folder: $0.path ?? "") },
      unwrap: { store in
        if case .sqlite(let folder) = store { SQLite(path: folder.isEmpty ? nil : folder) } else { nil }
      }),
    Variant(
      "postgres", "A PostgreSQL database: for many machines.", Postgres(),
      [Field("url", \.url, .secret, required: true, "The connection's address.")],
      wrap: { .postgres(url: $0.url) },
      unwrap: { if case .postgres(let url) = $0 { Postgres(url: url) } else { nil } }),
  ])

  private struct SQLite { var path: String? }
  private struct Postgres { var url = Secret.environment("") }
}
