import Yams

extension Composition {
  /// Says what is wrong with the syntax, without quoting the text: it may hold a secret.
  func problem(_ error: any Error) -> Problem {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if problem.contains("nesting") {
        return self.problem(.notYAML, at: place(mark), "values are nested too deeply", hint: "flatten them")
      }
      let cause = context.map { "\(problem) \($0.text) that starts on line \($0.mark.line)" } ?? problem
      let code: Problem.Code = problem.contains("alias") ? .badAlias : .notYAML
      return self.problem(code, at: place(mark), "not valid YAML: \(cause)", hint: advice(problem))
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.sorted().first ?? ""
      return problem(
        .duplicateKey, at: place(context.mark), "the key \(key.quoted) appears again in the same mapping",
        hint: "keep one of them")
    case .reader(_, _, _, let text):
      let sound = text.unicodeScalars.prefix {
        $0.properties.generalCategory != .control || "\t\n\r".unicodeScalars.contains($0)
      }
      return problem(
        .notYAML, at: Place(after: Substring(sound)), "not valid YAML: a character that no text has",
        hint: "is this a text file?")
    default:
      return problem(.notYAML, at: .start, "not valid YAML", hint: "is this a pipeline file?")
    }
  }

  private func advice(_ problem: String) -> String {
    switch problem {
    case let text where text.contains("cannot start any token"):
      "indent with spaces, not tabs, and quote text that starts with @, % or `"
    case let text where text.contains("mapping values"): "check the indentation, and quote text that has a colon in it"
    case let text where text.contains("alias"): "define it with &name before, or quote text that starts with *"
    case let text where text.contains("anchor"): "quote text that starts with * or &"
    case let text where text.contains("end of stream"): "close the quote"
    case let text where text.contains("',' or"): "close the bracket, and quote text that has ${…} or brackets in it"
    default: "check the indentation, quotes and brackets here"
    }
  }
}
