package import Corpus
import Foundation

extension Secret {
  /// Reads the secret where it is kept; line breaks at its end are dropped.
  ///
  /// - Throws: ``Failure`` that names the variable or file, never its content.
  package func resolve(environment: [String: String]) throws(Failure) -> String {
    switch self {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        throw Failure(
          "secret.unset", name, "the variable that holds a secret is not set", remedy: "set it",
          verdict: .stop(.configuration))
      }
      return value
    case .file(let path):
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw unreadable(
          path, "the file that holds a secret cannot be read", remedy: "check the path and its permissions")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw unreadable(path, "the file that holds a secret is not UTF-8 text", remedy: "save it as text")
      }
      let value = String(text.reversed().drop { $0.isNewline }.reversed())
      guard !value.isEmpty else {
        throw unreadable(path, "the file that holds a secret is empty", remedy: "write the secret into it")
      }
      return value
    }
  }

  private func unreadable(_ path: String, _ problem: String, remedy: String) -> Failure {
    Failure("secret.unreadable", path, problem, remedy: remedy, verdict: .stop(.configuration))
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
