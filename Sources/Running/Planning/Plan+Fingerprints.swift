package import Corpus
import Foundation
package import Pipelines
import Segments

extension Plan {
  /// Raised by hand when extraction gives other text for the same bytes.
  private static let extractVersion = 2
  /// Raised by hand when segments come out otherwise for the same chunks.
  private static let indexVersion = 1

  /// What extracted text depends on. Limits on time and memory do not count: they change what is refused, not what
  /// comes out.
  package func extractFingerprint(passwords: [String]) -> Fingerprint {
    Fingerprint(
      stage: "extract", version: Self.extractVersion,
      settings: [
        "id": extract.fields.id, "title": extract.fields.title, "text": extract.fields.text,
        "minCharacters": "\(extract.minCharacters)", "onViolation": extract.onViolation.rawValue,
        "passwords": passwords.isEmpty ? "" : Digest(of: passwords.joined(separator: "\n")).hex,
      ])
  }

  /// What segments depend on besides chunks and vectors: the pipeline's name is part of every document's identity, and
  /// the sources' metadata is part of every document's.
  package var indexFingerprint: Fingerprint {
    var settings = [
      "pipeline": name, "language": index.language, "vector": "\(index.vector)", "analyzer": "\(Analyzer.version)",
    ]
    for source in sources where !source.metadata.isEmpty {
      let metadata = source.metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      settings["metadata of \(source.name)"] = metadata.joined(separator: "\n")
    }
    return Fingerprint(stage: "index", version: Self.indexVersion, settings: settings)
  }
}
