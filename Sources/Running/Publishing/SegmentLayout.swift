import Corpus
import Foundation
import Indexing
import Segments

/// The list of segments of the next revision, while it is made: files are written, nothing is swapped yet.
///
/// Everything here is blocking work on files; it runs on the ``Typesetter``'s thread.
struct SegmentLayout {
  private struct Part {
    var entry: Revision.Entry
    var tombstones: Tombstones
  }

  private var parts: [Part]
  private let folder: String
  /// Starts the names of new files: no other run gives the same.
  private let prefix: String
  private var written = 0

  /// Documents that moved into a new segment, by their last place.
  private(set) var members: [DocumentID: Member] = [:]
  /// Whether the list differs from the revision it started from.
  private(set) var isChanged = false

  init(_ revision: Revision?, folder: String, prefix: String) throws {
    self.folder = folder
    self.prefix = prefix
    parts = try (revision?.segments ?? []).map { entry in
      Part(
        entry: entry, tombstones: entry.tombstones.isEmpty ? Tombstones() : try Tombstones(bytes: entry.tombstones))
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  var entries: [Revision.Entry] {
    parts.map { part in
      var entry = part.entry
      entry.deleted = part.tombstones.count
      entry.tombstones = part.tombstones.isEmpty ? [] : part.tombstones.bytes
      return entry
    }
  }

  /// Marks documents as no longer counting.
  mutating func bury(_ outdated: [Member]) {
    for member in outdated {
      guard let index = parts.firstIndex(where: { $0.entry.segment == member.segment }) else { continue }
      isChanged = parts[index].tombstones.insert(member.number) || isChanged
    }
    // A segment of which nothing counts is not worth a merge.
    parts.removeAll { $0.tombstones.count == $0.entry.documents }
  }

  /// The path of the next segment to write.
  mutating func nextName() -> String {
    written += 1
    return "\(prefix)-\(written).segment"
  }

  func path(of name: String) -> String { folder + "/" + name }

  /// Takes in a finished segment of documents, in the order they were added to it.
  mutating func add(_ name: String, _ summary: SegmentSummary, documents: [(id: DocumentID, row: Int64)]) {
    for (number, document) in documents.enumerated() {
      members[document.id] = Member(document: document.id, row: document.row, segment: name, number: number)
    }
    append(name, summary)
  }

  private mutating func append(_ name: String, _ summary: SegmentSummary) {
    parts.append(
      Part(
        entry: Revision.Entry(
          segment: name, documents: summary.documents, chunks: summary.chunks, bytes: summary.bytes, tombstones: [],
          deleted: 0),
        tombstones: Tombstones()))
    isChanged = true
  }

  /// Segments that are to become one.
  struct Merge {
    fileprivate let parts: [Int]
    let names: [String]
  }

  /// - Returns: nil once the policy is content.
  func dueForMerging(_ policy: MergePolicy = MergePolicy()) -> Merge? {
    policy.merges(candidates).first.map { group in
      Merge(parts: Array(group), names: group.map { parts[$0].entry.segment })
    }
  }

  /// Whether a segment was written by this run.
  func hasWritten(_ name: String) -> Bool { name.hasPrefix(prefix + "-") }

  mutating func merge(_ group: Merge) throws {
    let sources = try group.parts.map { parts[$0] }.map { part in
      (segment: try Segment(path: path(of: part.entry.segment)), tombstones: part.tombstones)
    }
    let name = nextName()
    let summary = try SegmentMerger(sources).merge(to: path(of: name))
    for (number, id) in try Segment(path: path(of: name)).allDocumentIDs().enumerated() {
      // A document that this run wrote keeps the row it was made from.
      members[id] = Member(document: id, row: members[id]?.row, segment: name, number: number)
    }
    parts = parts.enumerated().filter { !group.parts.contains($0.offset) }.map(\.element)
    append(name, summary)
  }

  private var candidates: [MergePolicy.Candidate] {
    parts.map { .init(documents: $0.entry.documents, deleted: $0.tombstones.count, bytes: $0.entry.bytes) }
  }
}
