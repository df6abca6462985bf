/// What judgements call the documents that searches find: by their URI, or, for rows of a file, by what stands after the `#`.
struct JudgedNames: Sendable {
  private let judged: Set<String>

  init(_ judgements: Judgements) { judged = judgements.documents }

  func name(ofURI uri: String) -> String {
    guard !judged.contains(uri), let mark = uri.lastIndex(of: "#") else { return uri }
    let fragment = String(uri[uri.index(after: mark)...])
    return judged.contains(fragment) ? fragment : uri
  }

  /// Judged documents that none of these URIs is.
  func missing(among uris: some Sequence<String>) -> [String] {
    judged.subtracting(uris.map(name(ofURI:))).sorted()
  }
}
