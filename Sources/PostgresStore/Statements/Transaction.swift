/// The two kinds of transaction.
enum Transaction: String {
  case write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
  case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
}
