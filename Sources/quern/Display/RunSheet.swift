import Foundation
import Indexing

/// All that is known of one run, for people.
struct RunSheet {
  let record: RunRecord

  var text: String {
    var lines = [headline, ""] + StageTable(record: record, hasSeconds: true).lines
    lines += (record.gates ?? []).map { "gate \($0.gate) \($0.passed ? "let it pass" : "refused"): \($0.finding)" }
    lines += [""] + (record.manifest.map { Self.lines(of: $0) } ?? ["no manifest: made by an older version"])
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    var words = ["run \(record.id)", Quantity.time(record.startedAt), record.outcome.rawValue]
    words.append(record.finishedAt.map { String(format: "%.1f s", $0 - record.startedAt) } ?? "not finished")
    if let generation = record.generation {
      words.append("generation \(generation)\(record.generationState.map { ", \($0.rawValue)" } ?? "")")
    }
    if let revision = record.revision { words.append("revision \(revision)") }
    words.append("\(record.tokens) tokens embedded")
    return words.joined(separator: "  ")
  }

  private static func lines(of manifest: RunManifest) -> [String] {
    func row(_ name: String, _ value: String) -> String {
      name.padding(toLength: max(24, name.count + 1), withPad: " ", startingAt: 0) + value
    }
    var lines = [row("version", manifest.version)]
    lines += manifest.programs.sorted { $0.key < $1.key }.map { row("program \($0)", $1) }
    lines.append(row("configuration", manifest.configuration))
    lines += manifest.fingerprints.sorted { $0.key < $1.key }.map { row("fingerprint of \($0.rawValue)", $1) }
    lines += [row("tokenizer", manifest.tokenizer), row("precision", manifest.precision)]
    lines += manifest.sources.sorted { $0.key < $1.key }.map { name, listing in
      row("source \(name)", "\(listing.digest)  \(listing.files) files, \(Quantity.bytes(listing.bytes))")
    }
    return lines
  }
}
