extension ExtractPlan {
  package static let standard = ExtractPlan(
    timeout: .seconds(60), memoryLimit: 512 << 20, maxFileSize: 1 << 30, minCharacters: 1, onViolation: .quarantine,
    fields: Fields(id: "_id", title: "title", text: "text"), passwords: nil)

  static let form = Form<ExtractPlan>.mapping(
    standard,
    [
      Field(
        "timeout", \.timeout, .duration(.seconds(1) ... .seconds(86400)),
        "CPU and wall-clock limit for one file."),
      Field("memoryLimit", \.memoryLimit, .size(64 << 20...1 << 40), "What one extracting process may allocate."),
      Field("maxFileSize", \.maxFileSize, .size(1...1 << 40), "Larger files are set aside."),
      .group(
        "contracts",
        [
          Field(
            "minCharacters", \.minCharacters, .integer(0...1_000_000),
            "A document with fewer characters violates the contract."),
          Field(
            "onViolation", \.onViolation, .choice,
            "Whether such a document fails the run, is set aside, or is indexed with a warning."),
        ],
        "What a document must fulfil."),
      .group(
        "fields",
        [
          Field("id", \.fields.id, .word, "The column that names a row."),
          Field("title", \.fields.title, .word, "The column of its title."),
          Field("text", \.fields.text, .word, "The column of its text."),
        ],
        "Which columns of JSON, JSONL, CSV and TSV rows are what."),
      Field("passwords", \.passwords, .secret, "Passwords for encrypted documents, one a line."),
    ])
}
