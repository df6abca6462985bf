import Foundation
import Testing

/// What `quern dump` printed, comparable with what another run led to.
struct Dump: Sendable {
  struct Line: Sendable {
    var uri: String
    var ordinal: Int
    var text: String
    /// Everything but the vector, in one canonical form.
    var rest: String
    var vector: [Double]
  }

  struct Unreadable: Error {
    var line: Substring
  }

  let lines: [Line]

  init(_ text: String) throws {
    lines = try text.split(separator: "\n").map { line in
      guard var object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let uri = object["uri"] as? String, let ordinal = object["ordinal"] as? Int,
        let text = object["text"] as? String, let vector = object.removeValue(forKey: "vector") as? [Double]
      else { throw Unreadable(line: line) }
      let rest = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
      return Line(uri: uri, ordinal: ordinal, text: text, rest: String(decoding: rest, as: UTF8.self), vector: vector)
    }
  }

  /// The documents, in the order they were printed.
  var uris: [String] {
    lines.reduce(into: []) { uris, line in
      if uris.last != line.uri { uris.append(line.uri) }
    }
  }

  /// The first thing that differs; nil if both say the same, vectors within 1e-6.
  func difference(from other: Dump) -> String? {
    for (mine, theirs) in zip(lines, other.lines) {
      if mine.rest != theirs.rest { return "\(mine.rest)\n\(theirs.rest)" }
      let isClose =
        mine.vector.count == theirs.vector.count
        && zip(mine.vector, theirs.vector).allSatisfy { abs($0 - $1) <= 1e-6 }
      if !isClose { return "the vectors of \(mine.uri), chunk \(mine.ordinal)" }
    }
    return lines.count == other.lines.count ? nil : "\(lines.count) chunks, \(other.lines.count) in the other"
  }
}

extension Quern {
  func dump(_ file: String = "pipeline.yaml") async throws -> Dump { try Dump(try await self("dump", file).out) }

  /// What an uninterrupted run over the same documents and the same pipeline leads to.
  func dumpOfFreshRun(of file: String = "pipeline.yaml") async throws -> Dump {
    var fresh = self
    fresh.environment["QUERN_HOME"] = "\(folder)/fresh-\(UUID().uuidString)"
    try await fresh("run", file)
    return try await fresh.dump(file)
  }
}
