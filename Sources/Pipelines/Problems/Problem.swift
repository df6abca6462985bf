/// One thing wrong with a pipeline file: where it is, what it is, and what to write instead.
package struct Problem: Error, Hashable, Sendable {
  /// The file as the user named it.
  package var file: String
  /// Nil when the file could not be read at all.
  package var place: Place?
  package var code: Code
  /// What is wrong, as a phrase. Never a secret, and never what a variable expands to.
  package var message: String
  /// What to do, as a phrase.
  package var hint: String

  /// Stable names of problems, for scripts and editors.
  package enum Code: String, Sendable, CaseIterable {
    // The file as such.
    case unreadable, tooLarge, notUTF8, notYAML, empty, severalDocuments, customTag, badAlias, duplicateKey
    // Its keys and values.
    case unknownKey, missingKey, wrongType, unknownValue, outOfRange, badUnit, badFormat
    case literalSecret, unsetVariable, badVariable
    // How values fit together.
    case duplicateName, inconsistent
    // A good file, but not for this command.
    case otherKind
  }
}

extension Problem: CustomStringConvertible {
  /// `pipeline.yaml:12:5: unknown key "chunck" [unknownKey] (did you mean "chunk"?)`
  package var description: String {
    "\(file)\(place.map { ":\($0)" } ?? ""): \(message) [\(code.rawValue)] (\(hint))"
  }
}
