import Corpus
import Fixtures
import Foundation
import Segments
import Testing

/// Sets of vectors that graphs find easy and hard, each large enough to get one.
enum VectorSet: String, CaseIterable, CustomTestStringConvertible {
  case random, clustered, duplicates

  static let dimension = 24
  static let settings = SegmentSettings(
    dimension: dimension, language: "none", vector: .hnsw(m: 16, efConstruction: 120, ef: 50))

  var testDescription: String { rawValue }

  /// One document a vector but for every tenth, which has three; tagged in several shares.
  var documents: [SegmentDocument] { Self.made[self] ?? [] }

  private static let made = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.make()) })

  private func make() -> [SegmentDocument] {
    var dice = SeededGenerator(seed: 77)
    let centres = (0..<40).map { _ in Self.gauss(&dice) }
    return (0..<4000).map { number in
      let vectors = (0..<(number % 10 == 0 ? 3 : 1)).map { _ -> [Float] in
        switch self {
        case .random: Self.gauss(&dice)
        case .clustered: zip(centres[number % 40], Self.gauss(&dice)).map { $0 + 0.3 * $1 }
        case .duplicates: number % 3 == 0 ? Self.gauss(&dice) : centres[number % 4]
        }
      }
      let shares = [2, 10, 100, 1000].filter { number % $0 == 1 }.map { MetadataValue.string("1/\($0)") }
      return SegmentDocument(
        "doc\(number)", vectors.map { _ in "text" },
        metadata: ["share": .list(shares), "cluster": .number(Double(number % 40))], vectors: vectors)
    }
  }

  /// Vectors near those that are there, and some that are not near any.
  var queries: [[Float]] {
    var dice = SeededGenerator(seed: 78)
    let documents = documents
    return (0..<60).map { number in
      let noise = Self.gauss(&dice)
      return number % 3 == 0 ? noise : zip(documents[number * 61].chunks[0].vector, noise).map { $0 + 0.1 * $1 }
    }
  }

  /// The set as one segment with a graph, in a folder that is kept until the tests end.
  func segment() throws -> Segment { try Self.written.get().segment(self) }

  private static let written = Result { try Written() }

  private static func removeWritten() { try? written.get().remove() }

  /// About normally distributed components, by adding evenly distributed ones.
  private static func gauss(_ dice: inout SeededGenerator) -> [Float] {
    (0..<dimension).map { _ in
      let bits = dice.next()
      return (0..<4).reduce(0) { sum, part in sum + Float(bits >> (16 * part) & 0xffff) / 32768 - 1 }
    }
  }

  /// Writes every set once for all tests.
  // Safety: every access to the segments holds the lock.
  private final class Written: @unchecked Sendable {
    private let folder: TemporaryFolder
    private let lock = NSLock()
    private var segments: [VectorSet: Segment] = [:]

    init() throws {
      folder = try TemporaryFolder()
      // What is global is never released.
      atexit { VectorSet.removeWritten() }
    }

    func remove() { folder.remove() }

    func segment(_ set: VectorSet) throws -> Segment {
      try lock.withLock {
        if let segment = segments[set] { return segment }
        let segment = try write(set.documents, VectorSet.settings, at: folder.file(set.rawValue))
        segments[set] = segment
        return segment
      }
    }
  }
}

/// Writes documents into a segment and opens it.
func write(_ documents: [SegmentDocument], _ settings: SegmentSettings, at path: String, threads: Int = 2) throws
  -> Segment
{
  let writer = try SegmentWriter(path: path, settings: settings, threads: threads)
  for document in documents { try writer.add(document) }
  _ = try writer.finish()
  return try Segment(path: path)
}

/// The share of the truly nearest that are found, equally near ones counting as found.
func recall(_ snapshot: Snapshot, _ queries: [[Float]], limit: Int = 10, filter: Filter? = nil, breadth: Int? = nil)
  throws -> Double
{
  var (hits, all) = (0, 0)
  for query in queries {
    let exact = try snapshot.semantic(query, limit: limit, filter: filter, breadth: .max)
    let found = try snapshot.semantic(query, limit: limit, filter: filter, breadth: breadth)
    hits += found.count { $0.score >= (exact.last?.score ?? 2) - 1e-5 }
    all += exact.count
  }
  return all == 0 ? 1 : Double(hits) / Double(all)
}
