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
      "postgres", "A PostgreSQL database: for many machines.", PostgreSQL(),
      [
        Field("url", \.plan.url, .secret, required: true, "The connection's address."),
        Field("schema", \.plan.schema, .identifier, "The database schema of this installation."),
        Field(
          "lease", \.plan.lease, .duration(.seconds(1) ... .seconds(3600)),
          "How long a worker that is not heard of keeps its work; then others take it over."),
        Field("connections", \.plan.connections, .integer(2...64), "Connections of one process, at most."),
        Field(
          "path", \.path, .path,
          "The folder for copies of the index; the pipeline's name below .quern or $QUERN_HOME if left out."),
      ],
      wrap: { .postgres($0.whole) },
      unwrap: { if case .postgres(let plan) = $0 { PostgreSQL(plan) } else { nil } }),
  ])

  private struct SQLite { var path: String? }

  private struct PostgreSQL {
    var plan = Postgres(
      url: Secret.environment(""), schema: "quern", lease: .seconds(30), connections: 8, folder: "")
    var path: String?

    init() {}

    init(_ plan: Postgres) {
      self.plan = plan
      path = plan.folder.isEmpty ? nil : plan.folder
    }

    var whole: Postgres {
      var plan = plan
      plan.folder = path ?? ""
      return plan
    }
  }
}

extension Form where Value == String {
  /// A name that SQL takes without quotes.
  fileprivate static let identifier = text(
    "a name in small letters, digits and underscores", example: "quern", pattern: "^[a-z_][a-z0-9_]{0,62}$"
  ) { text throws(Flaw) in
    guard text.wholeMatch(of: /[a-z_][a-z0-9_]{0,62}/) != nil, !text.hasPrefix("pg_") else {
      throw Flaw(
        .badFormat, "must be a name of at most 63 small letters, digits and underscores that does not start with pg_",
        hint: "for example quern")
    }
  }
}
