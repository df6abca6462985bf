import Foundation
import Testing

extension Workspace {
  /// Who lives where and eats what: a document each, and a question whose answer is in that document alone.
  private static let facts = [
    ("heron", "reedbed", "perch"), ("badger", "chalkpit", "beetles"), ("otter", "estuary", "crayfish"),
    ("marten", "spruces", "squirrels"), ("kestrel", "steeple", "voles"), ("hedgehog", "hedgerow", "slugs"),
    ("salmon", "gravelbed", "mayflies"), ("adder", "heathland", "lizards"), ("stork", "rooftop", "frogs"),
    ("lynx", "ravine", "roedeer"), ("beaver", "backwater", "willows"), ("ibex", "scree", "lichens"),
  ]

  static let evals = "evals: [{ name: animals, queries: questions.jsonl, qrels: judgements.tsv, k: 5 }]"

  /// Documents with judged questions, indexed by a first run.
  static func judged(_ pipeline: Pipeline = Pipeline(more: [evals])) async throws -> Workspace {
    let place = try Workspace()
    var (questions, judgements) = ("", "query-id\tcorpus-id\tscore\n")
    for (number, (animal, home, food)) in facts.enumerated() {
      try place.write(
        "documents/\(animal).txt",
        """
        The \(animal) lives by the \(home). In spring it wanders, and nobody sees it for days.

        All summer long the \(animal) looks for \(food), which it eats before sunrise.

        """)
      questions += "{\"_id\": \"q\(number)\", \"text\": \"what \(animal) by the \(home) eats \(food)\"}\n"
      judgements += "q\(number)\t\(animal).txt\t1\n"
    }
    try place.write("questions.jsonl", questions)
    try place.write("judgements.tsv", judgements)
    try place.write(pipeline)
    try await place.quern("run", "pipeline.yaml")
    return place
  }

  /// Gives every chunk of a generation another one's vector, as a fault in a model's batching would.
  func shuffleVectors(of generation: Int) async throws {
    try write(
      "shuffle.py",
      """
      import sqlite3
      catalogue = sqlite3.connect(".quern/small/catalogue.sqlite")
      rows = catalogue.execute(
          "SELECT rowid, vector FROM embedding WHERE fingerprint = (SELECT embed FROM generation WHERE id = ?)",
          (\(generation),)).fetchall()
      assert len(rows) > 3
      for (row, _), (_, vector) in zip(rows, rows[3:] + rows[:3]):
          catalogue.execute("UPDATE embedding SET vector = ? WHERE rowid = ?", (vector, row))
      catalogue.commit()
      """)
    let outcome = try await quern.shell("python3 shuffle.py")
    #expect(outcome.ending == .code(0), "\(outcome)")
  }
}

/// One line of `eval -o json`.
struct EvaluationAnswer: Decodable {
  var eval: String
  var generation: Int
  var revision: Int
  var strategy: String
  var questions: Int
  var at: Double
  var figures: [Figure]

  struct Figure: Decodable {
    var measure: String
    var mean: Double
    var low: Double
    var high: Double
  }
}
