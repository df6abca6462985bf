import Corpus
import Foundation
package import Indexing
import Segments

/// Makes the catalogue and the segments agree again: what is wrong is taken out, and the next run makes it anew from
/// kept text and vectors.
package struct Repair: Sendable {
  let store: any Store

  package init(store: any Store) { self.store = store }

  /// - Returns: what was done, a line each.
  package func mend() async throws -> [String] {
    var run = try await store.beginRun(RunRequest(stages: []))
    do {
      var done: [String] = []
      for generation in try await store.generations() where generation.state != .failed {
        done += try await mend(generation, run: run.id)
      }
      try await store.sweepSegments()
      run.outcome = .finished
      run.finishedAt = Date().timeIntervalSince1970
      try await store.finish(run)
      return done
    } catch {
      run.outcome = .failed
      try? await store.leave(run)
      throw error
    }
  }

  private func mend(_ generation: Generation, run: Int) async throws -> [String] {
    var done: [String] = []
    let flaws = try await store.flaws(of: generation)
    if !flaws.isEmpty {
      try await store.mend(flaws, of: generation)
      done.append("generation \(generation.id): \(flaws.count) rows taken out, to be made anew")
    }
    guard let revision = try await store.revision(of: generation) else { return done }
    var audit = try await SegmentAudit(generation, revision, store: store)
    for segment in audit.damaged.keys.sorted() where try await store.recover(segment: segment) {
      done.append("\(segment): copied again")
    }
    if !audit.damaged.isEmpty { audit = try await SegmentAudit(generation, revision, store: store) }
    guard !(audit.damaged.isEmpty && audit.orphans.isEmpty && audit.missing.isEmpty) else { return done }

    var removed = audit.missing.map(\.document)
    if !audit.damaged.isEmpty { removed += try await listed(in: Set(audit.damaged.keys), of: generation) }
    let publication = Publication(
      replaces: revision.number, entries: try entries(audit), members: [], removed: removed, run: run)
    _ = try await store.publish(publication, of: generation)
    for segment in audit.damaged.keys.sorted() {
      done.append("\(segment): given up; its documents are indexed again")
    }
    if !audit.orphans.isEmpty { done.append("generation \(generation.id): \(audit.orphans.count) orphans taken out") }
    if !audit.missing.isEmpty {
      done.append("generation \(generation.id): \(audit.missing.count) missing documents are indexed again")
    }
    return done
  }

  /// The revision without damaged segments, and with orphans marked as deleted.
  private func entries(_ audit: SegmentAudit) throws -> [Revision.Entry] {
    let orphans = Dictionary(grouping: audit.orphans, by: \.segment)
    return try audit.revision.segments.filter { audit.damaged[$0.segment] == nil }.map { entry in
      guard let buried = orphans[entry.segment] else { return entry }
      var tombstones = entry.tombstones.isEmpty ? Tombstones() : try Tombstones(bytes: entry.tombstones)
      for orphan in buried { _ = tombstones.insert(orphan.number) }
      var changed = entry
      changed.tombstones = tombstones.bytes
      changed.deleted = tombstones.count
      return changed
    }
  }

  private func listed(in segments: Set<String>, of generation: Generation) async throws -> [DocumentID] {
    var found: [DocumentID] = []
    var last: DocumentID?
    while true {
      let members = try await store.members(of: generation, after: last, limit: 5000)
      guard let newest = members.last else { return found }
      found += members.filter { segments.contains($0.segment) }.map(\.document)
      last = newest.document
    }
  }
}
