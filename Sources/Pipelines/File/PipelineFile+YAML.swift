import Yams

extension PipelineFile {
  /// Parses one YAML document. A flaw in the syntax is reported alone, for nothing behind it can be trusted.
  init(name: String, text: String) throws(Problem) {
    self.name = name
    var composition = Composition(file: name)
    if let place = Composition.keyOfAliases(in: text) {
      throw composition.problem(
        .badAlias, at: place, "an alias or a collection is used as a key", hint: "write keys as plain words")
    }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let document = try parser.nextRoot() else {
        throw composition.problem(
          .empty, at: .start, "the file is empty", hint: "start from the file that quern init writes")
      }
      root = try composition.node(document, depth: 0)
      if let second = try parser.nextRoot() {
        throw composition.problem(
          .severalDocuments, at: composition.place(second.mark), "a second document starts here",
          hint: "write one pipeline a file")
      }
    } catch let problem as Problem {
      throw problem
    } catch {
      throw composition.problem(error)
    }
    // What stands here instead is not quoted: a file given by mistake may hold anything.
    guard root.members != nil else {
      let saysNothing = root.content == .scalar(Scalar(text: "", isQuoted: false))
      throw composition.problem(
        saysNothing ? .empty : .wrongType, at: .start,
        saysNothing ? "the file says nothing" : "the file holds no keys and values",
        hint: "start from the file that quern init writes")
    }
  }
}
