import Corpus
import Foundation
package import Indexing
package import Pipelines
import Sourcing

/// Compares everything that should agree: segments with their checksums and the catalogue, the catalogue with itself, and
/// the source with both.
package struct Verification: Sendable {
  let store: any Store
  let plan: Plan

  package init(store: any Store, plan: Plan) {
    self.store = store
    self.plan = plan
  }

  package func report() async throws -> VerificationReport {
    var report = VerificationReport()
    for generation in try await store.generations() where generation.state != .failed {
      try await check(generation, into: &report)
    }
    // A run at work is about to notice the same.
    if try await store.workers().isEmpty { try await checkSources(into: &report) }
    return report
  }

  private func check(_ generation: Generation, into report: inout VerificationReport) async throws {
    let id = generation.id
    for flaw in try await store.flaws(of: generation) {
      switch flaw {
      case .text(_, let uri): report.note(.damaged, id, uri, "its text is not the one that its digest was taken of")
      case .vector(let digest):
        report.note(.damaged, id, "vector \(digest)", "has another length than the generation's")
      }
    }
    guard let revision = try await store.revision(of: generation) else { return }
    let audit = try await SegmentAudit(generation, revision, store: store)
    report.segments += revision.segments.count
    report.documents += audit.documents
    for (segment, problem) in audit.damaged.sorted(by: { $0.key < $1.key }) {
      report.note(.damaged, id, segment, problem)
    }
    for orphan in audit.orphans {
      report.note(.orphan, id, "document \(orphan.document)", "is in \(orphan.segment), and no catalogue row says so")
    }
    for member in audit.missing {
      report.note(.missing, id, "document \(member.document)", "should be in \(member.segment), and is not")
    }
    // A retired generation falls behind on purpose; going back to it replays what it missed. While a run is at work, much
    // is ready and not published yet.
    guard generation.state != .retired, try await store.workers().isEmpty else { return }
    let outdated = try await store.outdatedMembers(of: generation)
    for member in outdated {
      report.note(.stale, id, "document \(member.document)", "was replaced or deleted, and is searchable as it was")
    }
    let ready = try await store.readyCount(of: generation)
    if ready > 0, generation.state != .building {
      report.note(.missing, id, plan.name, "\(ready) documents are complete, and not searchable yet")
    }
  }

  /// What a run would notice: a file that is gone from the source is searchable until one does.
  private func checkSources(into report: inout VerificationReport) async throws {
    for source in plan.sources {
      var (new, touched, seen) = (0, 0, 0)
      do {
        for entry in try FileSource(source).entries() {
          guard case .file(let object) = entry else { continue }
          switch try await store.standing(of: object, in: source.name) {
          case .new: new += 1
          case .touched: (touched, seen) = (touched + 1, seen + 1)
          case .unchanged: seen += 1
          }
        }
      } catch let failure as Failure {
        report.note(.lagging, nil, "source \(source.name)", failure.problem)
        continue
      }
      let gone = source.deletions == .propagate ? try await store.known(of: source.name) - seen : 0
      if gone > 0 { report.note(.lagging, nil, "source \(source.name)", "\(gone) files are gone, and known still") }
      if new + touched > 0 {
        report.note(
          .lagging, nil, "source \(source.name)", "\(new) files are new and \(touched) changed since the last run")
      }
    }
  }
}
