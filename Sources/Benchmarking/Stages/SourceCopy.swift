import Corpus
import Foundation
package import Pipelines

/// A copy of a pipeline's sources that may be changed, to measure what a change costs.
package struct SourceCopy: Sendable {
  /// The plan, reading the copies.
  package let plan: Plan
  private let original: Plan

  /// - Parameter folder: where the copies go; it must exist.
  package init(of original: Plan, into folder: String) throws {
    var plan = original
    for (number, source) in original.sources.enumerated() {
      plan.sources[number].path =
        "\(folder)/source-\(number)/\(URL(fileURLWithPath: source.path).lastPathComponent)"
    }
    self.plan = plan
    self.original = original
    try restore()
  }

  /// Makes the copies what the sources are.
  package func restore() throws {
    let files = FileManager.default
    for (source, copy) in zip(original.sources, plan.sources) {
      let target = URL(fileURLWithPath: copy.path)
      let folder = target.deletingLastPathComponent()
      if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      try Self.copy(URL(fileURLWithPath: source.path).resolvingSymlinksInPath().path, to: target.path)
    }
  }

  /// Copies what files hold and no more: owners and permissions of mounted documents are not ours to give.
  private static func copy(_ source: String, to target: String) throws {
    let files = FileManager.default
    for path in Self.files(below: source) {
      guard try files.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeRegular else { continue }
      let place = URL(fileURLWithPath: target + path.dropFirst(source.count))
      try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped).write(to: place)
    }
  }

  /// Changes one in a hundred: of files that hold one text, each hundredth gets a sentence more; of files that hold a text a
  /// line, each hundredth line does.
  ///
  /// - Returns: how many files or lines were changed; 0 if there are none of a kind that can be.
  package func change(oneIn share: Int = 100) throws -> Int {
    var texts: [String] = []
    var changed = 0
    for source in plan.sources {
      for path in Self.files(below: source.path) {
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "html", "htm", "md", "txt", "text", "rst": texts.append(path)
        case "jsonl", "ndjson": changed += try Self.changeLines(path, field: plan.extract.fields.text, oneIn: share)
        default: break
        }
      }
    }
    for path in texts.enumerated().filter({ $0.offset.isMultiple(of: share) }).map(\.element) {
      let mark =
        path.lowercased().hasSuffix("l") || path.lowercased().hasSuffix("htm")
        ? "<p>\(Self.sentence)</p>" : Self.sentence
      let text = try String(contentsOfFile: path, encoding: .isoLatin1)
      let end = text.range(of: "</body>", options: [.caseInsensitive, .backwards])?.lowerBound ?? text.endIndex
      let longer = text[..<end] + "\n\n\(mark)\n\n" + text[end...]
      try Data(longer.data(using: .isoLatin1) ?? Data()).write(to: URL(fileURLWithPath: path))
      changed += 1
    }
    return changed
  }

  private static let sentence = "One more sentence was put in to see what a change costs."

  private static func files(below path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return [path]
    }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.sorted().map { path + "/" + $0 }
  }

  private static func changeLines(_ path: String, field: String, oneIn share: Int) throws -> Int {
    let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 10, omittingEmptySubsequences: false)
    var changed = 0
    let longer = try lines.enumerated().map { number, line in
      guard number.isMultiple(of: share),
        var row = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let text = row[field] as? String
      else { return Data(line) }
      row[field] = "\(text) \(sentence)"
      changed += 1
      return try JSONSerialization.data(withJSONObject: row, options: [.sortedKeys, .withoutEscapingSlashes])
    }
    try Data(longer.joined(separator: [10])).write(to: URL(fileURLWithPath: path))
    return changed
  }
}
