extension Migration {
  /// How well generations answer.
  static let evaluations = Migration(
    2, "evaluations",
    """
    CREATE TABLE evaluation (
      generation int NOT NULL REFERENCES generation ON DELETE CASCADE,
      eval text NOT NULL,
      strategy text NOT NULL,
      record text NOT NULL,
      PRIMARY KEY (generation, eval, strategy)
    );
    """)
}
