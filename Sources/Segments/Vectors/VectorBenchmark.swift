import Corpus
import Foundation

/// Measures the search for nearest vectors: queries per second of one thread, by the recall they reach.
///
/// A hit is any row as near as the last of the true nearest: exact duplicates are in real corpora, and as good as each
/// other. Searches go the whole way, as a server's do.
package struct VectorBenchmark {
  package struct Report: Hashable, Sendable {
    package var rows = 0
    package var queries = 0
    /// Seconds to write the segment, its graph included.
    package var buildSeconds = 0.0
    package var openSeconds = 0.0
    package var bytes = 0
    package var exactQueriesPerSecond = 0.0
    package var points: [Point] = []
  }

  /// The smallest breadth that reaches a recall.
  package struct Point: Hashable, Sendable {
    package var target: Double
    package var recall: Double
    package var breadth: Int
    package var queriesPerSecond: Double
  }

  /// Candidates that are tried, narrowest first.
  private static let breadths =
    [10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 256, 320, 384, 512, 768, 1024]
  private static let mostQueries = 1000
  private static let passes = 3
  /// Scores that differ by less are equal.
  private static let tie: Float = 1e-5

  private let vectors: VectorRowsFile
  private let queries: VectorRowsFile
  package var settings: SegmentSettings
  package var threads = 2
  package var limit = 10
  package var targets = [0.95, 0.99]

  /// - Parameter vectors: path of the raw 32-bit floats to search in, row after row.
  /// - Parameter queries: path of those to search for; the first 1,000 count.
  /// - Throws: ``Failure`` `bench.vectors`.
  package init(
    vectors: String, queries: String, dimension: Int, vector: SegmentSettings.Vector = .hnsw(m: 16, efConstruction: 200)
  ) throws {
    self.vectors = try VectorRowsFile(path: vectors, dimension: dimension)
    self.queries = try VectorRowsFile(path: queries, dimension: dimension)
    settings = SegmentSettings(dimension: dimension, language: "none", vector: vector)
  }

  /// - Parameter folder: where the segment may be while this runs.
  /// - Throws: what writing and searching a segment throw.
  package func run(in folder: String) throws -> Report {
    let path = "\(folder)/vectors-\(UUID().uuidString)"
    defer { unlink(path) }
    var report = Report(rows: vectors.count, queries: min(queries.count, Self.mostQueries))
    report.buildSeconds = try Self.seconds { report.bytes = try write(to: path) }
    var opened: Snapshot?
    report.openSeconds = try Self.seconds { opened = try Snapshot([(path, Tombstones())]) }
    guard let snapshot = opened else { return report }
    let asked = (0..<report.queries).map { queries[$0] }
    var truth: [Float] = []
    let exact = try Self.seconds {
      // No walk is as broad as that: all vectors are compared.
      for query in asked {
        truth.append(try snapshot.semantic(query, limit: limit, breadth: .max).last?.score ?? .infinity)
      }
    }
    report.exactQueriesPerSecond = Double(asked.count) / exact
    var left = targets.sorted()
    for breadth in Self.breadths where breadth >= limit {
      let recall = try recall(snapshot, asked, truth, breadth)
      guard let easiest = left.first, recall >= easiest else { continue }
      let speed = try speed(snapshot, asked, breadth)
      while let target = left.first, recall >= target {
        report.points.append(Point(target: target, recall: recall, breadth: breadth, queriesPerSecond: speed))
        left.removeFirst()
      }
    }
    return report
  }

  private func write(to path: String) throws -> Int {
    let writer = try SegmentWriter(path: path, settings: settings, threads: threads)
    for row in 0..<vectors.count {
      let chunk = SegmentChunk(
        ordinal: 0, text: "", location: Location(start: 0, end: 0), tokenCount: 0, vector: vectors[row])
      try writer.add(
        SegmentDocument(
          id: DocumentID(pipeline: "bench", source: "rows", uri: "\(row)"), source: "rows", uri: "\(row)", title: nil,
          chunks: [chunk]))
    }
    return try writer.finish().bytes
  }

  private func recall(
    _ snapshot: Snapshot, _ queries: [[Float]], _ truth: [Float], _ breadth: Int
  ) throws -> Double {
    var hits = 0
    for (query, last) in zip(queries, truth) {
      hits += try snapshot.semantic(query, limit: limit, breadth: breadth).count { $0.score >= last - Self.tie }
    }
    return Double(hits) / Double(queries.count * min(limit, vectors.count))
  }

  /// The median of some passes.
  private func speed(_ snapshot: Snapshot, _ queries: [[Float]], _ breadth: Int) throws -> Double {
    let times = try (0..<Self.passes).map { _ in
      try Self.seconds { for query in queries { _ = try snapshot.semantic(query, limit: limit, breadth: breadth) } }
    }
    return Double(queries.count) / times.sorted()[Self.passes / 2]
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(body)
    return elapsed / .seconds(1)
  }
}
