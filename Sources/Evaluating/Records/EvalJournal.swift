import Corpus
import Foundation

/// Keeps the newest result of every eval, strategy and generation: a JSON file for each generation in the pipeline's folder.
package struct EvalJournal: Sendable {
  private let folder: String

  /// - Parameter store: the folder of the pipeline's store.
  package init(store: String) { folder = store + "/evals" }

  /// By eval and strategy; none if the generation was never measured.
  package func records(of generation: Int) -> [EvalRecord] {
    guard let bytes = try? Data(contentsOf: file(generation)) else { return [] }
    return (try? JSONDecoder().decode([EvalRecord].self, from: bytes)) ?? []
  }

  /// - Throws: ``Failure`` `eval.journal` if it cannot be written.
  package func keep(_ new: [EvalRecord]) throws {
    for (generation, new) in Dictionary(grouping: new, by: \.generation) {
      let replaced = Set(new.map { [$0.eval, $0.strategy] })
      let all = records(of: generation).filter { !replaced.contains([$0.eval, $0.strategy]) } + new
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try encoder.encode(all.sorted { ($0.eval, $0.strategy) < ($1.eval, $1.strategy) })
          .write(to: file(generation), options: .atomic)
      } catch {
        throw Failure(
          "eval.journal", folder, "cannot be written: \(error.localizedDescription)",
          remedy: "make room and let this user write there", verdict: .stop(.dependency))
      }
    }
  }

  private func file(_ generation: Int) -> URL { URL(fileURLWithPath: "\(folder)/generation-\(generation).json") }
}
