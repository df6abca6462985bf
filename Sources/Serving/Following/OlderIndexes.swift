import Corpus
import Indexing

/// Generations that are searched by their number: opened when first asked for, the last few kept.
actor OlderIndexes {
  private static let kept = 2
  /// How long a failure is the answer before the files are read again.
  private static let patience = Duration.seconds(10)

  private let opening: IndexOpening
  /// The one asked for last comes last.
  private var entries: [Entry] = []

  private struct Entry {
    let generation: Int
    let revision: Int
    let task: Task<LiveIndex?, any Error>
    let since = ContinuousClock.now
    var failed = false
  }

  init(opening: IndexOpening) { self.opening = opening }

  /// - Parameter generation: as the catalogue lists it now.
  func index(of generation: Generation) async throws -> LiveIndex? {
    let entry = entry(for: generation)
    do {
      return try await entry.task.value
    } catch {
      let place = entries.firstIndex { $0.generation == entry.generation && $0.revision == entry.revision }
      if let place { entries[place].failed = true }
      throw error
    }
  }

  private func entry(for generation: Generation) -> Entry {
    let place = entries.firstIndex { $0.generation == generation.id }
    if let place {
      let entry = entries.remove(at: place)
      let isStale = entry.revision != generation.revision
      if !isStale, !entry.failed || ContinuousClock.now - entry.since < Self.patience {
        entries.append(entry)
        return entry
      }
    }
    let entry = Entry(
      generation: generation.id, revision: generation.revision,
      task: Task { [opening] in try await opening.open(generation, reusing: []) })
    entries.append(entry)
    if entries.count > Self.kept { entries.removeFirst() }
    return entry
  }
}
