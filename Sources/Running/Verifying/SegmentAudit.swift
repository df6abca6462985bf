import Corpus
import Foundation
import Indexing
import Segments

/// Compares a generation's segments with the list of members that the catalogue keeps.
struct SegmentAudit {
  let generation: Generation
  let revision: Revision
  /// Segments whose bytes are not those that were written, with what is wrong.
  private(set) var damaged: [String: String] = [:]
  /// Documents that are searchable without being listed.
  private(set) var orphans: [Member] = []
  /// Documents that are listed without being searchable.
  private(set) var missing: [Member] = []
  private(set) var documents = 0

  init(_ generation: Generation, _ revision: Revision, store: any Store) async throws {
    self.generation = generation
    self.revision = revision
    var places: [DocumentID: [Member]] = [:]
    for entry in revision.segments {
      do {
        try await store.bring(segment: entry.segment)
        for member in try Self.living(entry, in: store.segments) { places[member.document, default: []].append(member) }
      } catch let failure as Failure where failure.isDamage {
        damaged[entry.segment] = failure.problem
      }
    }
    documents = places.count
    try await compare(&places, store)
    orphans = places.values.joined().sorted { ($0.segment, $0.number) < ($1.segment, $1.number) }
  }

  /// - Throws: ``Failure`` where `isDamage` is true; whatever else went wrong.
  private static func living(_ entry: Revision.Entry, in folder: String) throws -> [Member] {
    let segment = try Segment(path: folder + "/" + entry.segment)
    try segment.verify()
    guard segment.documentCount == entry.documents, segment.chunkCount == entry.chunks else {
      throw Failure(
        "segment.count", entry.segment,
        "holds \(segment.documentCount) documents and \(segment.chunkCount) chunks, the catalogue says \(entry.documents) and \(entry.chunks)",
        remedy: "quern verify --repair", verdict: .stop(.differences))
    }
    let tombstones = entry.tombstones.isEmpty ? Tombstones() : try Tombstones(bytes: entry.tombstones)
    return try segment.allDocumentIDs().enumerated().compactMap { number, id in
      tombstones.contains(number) ? nil : Member(document: id, row: nil, segment: entry.segment, number: number)
    }
  }

  private mutating func compare(_ places: inout [DocumentID: [Member]], _ store: any Store) async throws {
    var last: DocumentID?
    while true {
      let members = try await store.members(of: generation, after: last, limit: 5000)
      guard let newest = members.last else { return }
      for member in members {
        let isThere = { (place: Member) in place.segment == member.segment && place.number == member.number }
        let known = places.removeValue(forKey: member.document) ?? []
        let others = known.filter { !isThere($0) }
        if !others.isEmpty { places[member.document] = others }
        if others.count == known.count, damaged[member.segment] == nil { missing.append(member) }
      }
      last = newest.document
    }
  }
}

extension Failure {
  /// Whether bytes are not what they should be, or not there at all.
  var isDamage: Bool { verdict == .stop(.differences) || code == "segment.file" }
}
