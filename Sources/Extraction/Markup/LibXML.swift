import CXML
import Corpus

/// What both of libxml2's parsers need.
enum LibXML {
  private static let initialised: Void = xmlInitParser()

  /// Sets the library up, once for all threads.
  static func start() { initialised }

  static func outOfMemory(_ uri: String) -> Failure {
    Failure(
      "extract.memory", uri, "needs more memory than extraction may use",
      remedy: "raise extract.memoryLimit, or exclude it")
  }
}
