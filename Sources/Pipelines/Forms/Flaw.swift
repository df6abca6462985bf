/// Why a text cannot be converted: the part of a problem that does not depend on where the text stands.
struct Flaw: Error {
  var code: Problem.Code
  /// Continues the path of the value: `must be a duration`.
  var phrase: String
  var hint: String
  /// Whether the message may quote what was typed.
  var showsValue: Bool

  init(_ code: Problem.Code, _ phrase: String, hint: String, showsValue: Bool = true) {
    self.code = code
    self.phrase = phrase
    self.hint = hint
    self.showsValue = showsValue
  }
}
