/// What `quern init` writes: a pipeline with every part explained, and three short texts that it indexes offline.
package enum InitialPipeline {
  /// The files to write, by their path below the folder.
  /// - Parameter folder: where they go; its last component names the pipeline.
  package static func files(folder: String) -> [String: String] {
    [
      "pipeline.yaml": pipeline(named: name(from: folder)),
      "documents/querns.md": querns,
      "documents/millstones.txt": millstones,
      "documents/roller-mills.html": rollerMills,
    ]
  }

  /// The nearest DNS-1123 label to a folder's name; `documents` if nothing is left of it.
  static func name(from folder: String) -> String {
    let last = folder.split(separator: "/").last { $0 != "." && $0 != ".." } ?? ""
    let words = last.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "-").prefix(63)
    return name.isEmpty ? "documents" : String(name.last == "-" ? name.dropLast() : name)
  }

  private static func pipeline(named name: String) -> String {
    """
    # What to read, and how to make it searchable. Try it:
    #
    #   quern run pipeline.yaml
    #   quern search pipeline.yaml "how was grain ground by hand?"
    #
    # An editor completes and checks this file after `quern schema > pipeline.v1.json`, with a comment at its top that
    # says "yaml-language-server: $schema=pipeline.v1.json". `quern config --resolved pipeline.yaml` shows every default.
    apiVersion: quern/v1
    kind: Pipeline
    metadata:
      name: \(name)
    spec:
      # The index is kept in .quern/ beside this file, or in $QUERN_HOME.
      store: { type: sqlite }

      sources:
        - name: documents
          path: documents                # a folder, a file or an archive; relative to this file
          include: ["**/*"]              # globs; add exclude: [...] for what to leave out
          metadata: { topic: milling }   # given to every document: quern search ... --filter topic=milling

      # Text is cut into chunks of so many tokens; each repeats the end of the one before.
      chunk: { type: recursive, maxTokens: 240, overlapTokens: 24 }

      # Hashing needs no model and compares words only. For meaning, run `quern model fetch all-MiniLM-L6-v2`
      # and write `model: all-MiniLM-L6-v2`.
      embed:
        model: { type: hashing, dimension: 384 }

      index:
        lexical: { language: english }   # whose word endings are stripped; none for none

    """
  }
}
