import Corpus
import Foundation
import Indexing
import PostgresStore
import StoreConformance
import Testing

@Suite(.postgres) struct SegmentTests {
  /// Two whole pieces of 4 MiB and a bit.
  private static let bytes = (0..<(8 << 20) + 1234).map { UInt8(truncatingIfNeeded: ($0 &* 31) >> 7) }
  private static let piece = 4 << 20

  private func write(_ bytes: [UInt8], to store: PostgresStore, _ name: String = "one.segment") throws {
    try FileManager.default.createDirectory(atPath: store.segments, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: store.segments + "/" + name))
  }

  private func read(_ store: PostgresStore, _ name: String = "one.segment") throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: store.segments + "/" + name)))
  }

  @Test(arguments: [0, 1, 4 << 20, (8 << 20) + 1234])
  func `a file that was kept comes to another machine as it was`(_ size: Int) async throws {
    try await Installation.with { installation in
      let (writer, reader) = (
        try await installation.store(), try await installation.store(machine: "two", readOnly: true)
      )
      try write(Array(Self.bytes.prefix(size)), to: writer)
      try await writer.keep(segment: "one.segment")
      try await writer.keep(segment: "one.segment")
      try await reader.bring(segment: "one.segment")
      try await reader.bring(segment: "one.segment")
      #expect(try read(reader) == Array(Self.bytes.prefix(size)))
      #expect(try FileManager.default.contentsOfDirectory(atPath: reader.segments) == ["one.segment"])
    }
  }

  @Test(arguments: 0...3)
  func `keeping goes on where it was interrupted`(_ pieces: Int) async throws {
    try await Installation.with { installation in
      let (writer, reader) = (try await installation.store(), try await installation.store(machine: "two"))
      try write(Self.bytes, to: writer)
      try await writer.keep(segment: "one.segment")
      _ = try await installation.pool.write { db in
        try db.execute("DELETE FROM segment_piece WHERE number >= $1", [pieces])
        try db.execute("UPDATE segment SET digest = NULL")
        return try db.execute("UPDATE segment_piece SET bytes = 'what is there is not sent again' WHERE number = 0")
      }
      let failure = await #expect(throws: Failure.self) { try await reader.bring(segment: "one.segment") }
      #expect(failure?.code == "segment.missing")
      try await writer.keep(segment: "one.segment")
      #expect(try await installation.number("SELECT count(*) FROM segment_piece") == 3)
      let isSentAgain = try await installation.number(
        "SELECT max(octet_length(bytes))::int8 FROM segment_piece WHERE number = 0")
      #expect(isSentAgain == (pieces == 0 ? Self.piece : 31))
    }
  }

  @Test(arguments: [0, 1, Self.piece - 1, Self.piece, Self.piece + 5, 2 * Self.piece, Self.bytes.count])
  func `bringing goes on after the last whole piece`(_ left: Int) async throws {
    try await Installation.with { installation in
      let (writer, reader) = (try await installation.store(), try await installation.store(machine: "two"))
      try write(Self.bytes, to: writer)
      try await writer.keep(segment: "one.segment")
      // What the reader has of it is not asked for again.
      _ = try await installation.pool.write {
        try $0.execute("UPDATE segment_piece SET bytes = '' WHERE number < $1", [left / Self.piece])
      }
      try write(Array(Self.bytes.prefix(left)), to: reader, "one.segment.part")
      try await reader.bring(segment: "one.segment")
      #expect(try read(reader) == Self.bytes)
    }
  }

  @Test func `a flipped byte of an interrupted copy is mended, and so is what stands behind its end`() async throws {
    try await Installation.with { installation in
      let (writer, reader) = (try await installation.store(), try await installation.store(machine: "two"))
      try write(Self.bytes, to: writer)
      try await writer.keep(segment: "one.segment")
      var part = Self.bytes + [1, 2, 3]
      part[Self.piece + 7] ^= 1
      try write(part, to: reader, "one.segment.part")
      try await reader.bring(segment: "one.segment")
      #expect(try read(reader) == Self.bytes)
    }
  }

  @Test(arguments: 0..<3)
  func `a flipped byte where it is kept is refused, with the piece's number`(_ piece: Int) async throws {
    try await Installation.with { installation in
      let (writer, reader) = (try await installation.store(), try await installation.store(machine: "two"))
      try write(Self.bytes, to: writer)
      try await writer.keep(segment: "one.segment")
      _ = try await installation.pool.write {
        try $0.execute(
          "UPDATE segment_piece SET bytes = set_byte(bytes, 99, get_byte(bytes, 99) # 1) WHERE number = $1", [piece])
      }
      let failure = await #expect(throws: Failure.self) { try await reader.bring(segment: "one.segment") }
      #expect(failure?.code == "segment.damaged")
      #expect(failure?.problem.contains("piece \(piece + 1) of 3") == true)
      #expect(try !FileManager.default.contentsOfDirectory(atPath: reader.segments).contains("one.segment"))
    }
  }

  @Test func `many who bring one file into one folder at once do not harm each other`() async throws {
    try await Installation.with { installation in
      let writer = try await installation.store()
      try write(Self.bytes, to: writer)
      try await writer.keep(segment: "one.segment")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 {
          group.addTask {
            let reader = try await installation.store(machine: "two", readOnly: true)
            try await reader.bring(segment: "one.segment")
            let bytes = try read(reader)
            #expect(bytes == Self.bytes)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a damaged copy is made anew from what is kept`() async throws {
    try await Installation.with { installation in
      let store = try await installation.store()
      try write(Self.bytes, to: store)
      #expect(try await !store.recover(segment: "one.segment"))
      try await store.keep(segment: "one.segment")
      var damaged = Self.bytes
      damaged[Self.piece + 9] ^= 1
      try write(damaged, to: store)
      #expect(try await store.recover(segment: "one.segment"))
      #expect(try read(store) == Self.bytes)
    }
  }

  @Test func `another file of a name that was never listed replaces it, of one that was listed is refused`()
    async throws
  {
    try await Installation.with { installation in
      let (one, two) = (try await installation.store(), try await installation.store(machine: "two"))
      try write(Self.bytes, to: one)
      try await one.keep(segment: "one.segment")
      let other = Array(Self.bytes.reversed())
      try write(other, to: two)
      try await two.keep(segment: "one.segment")
      try await one.bring(segment: "one.segment")
      #expect(try read(one) == other)

      let generation = try await one.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      let entry = Revision.Entry(segment: "one.segment", documents: 1, chunks: 1, bytes: 1, tombstones: [], deleted: 0)
      let publication = Publication(replaces: 0, entries: [entry], members: [], removed: [], run: 1)
      let revision = try await one.publish(publication, of: generation)
      #expect(try await one.publish(publication, of: generation) == revision)
      try write(Self.bytes, to: two)
      let failure = await #expect(throws: Failure.self) { try await two.keep(segment: "one.segment") }
      #expect(failure?.code == "segment.taken")
    }
  }

  @Test func `sweeping takes what a dead run left, never what a living one is keeping or what is listed`() async throws
  {
    try await Installation.with { installation in
      let (dead, living) = (try await installation.store(), try await installation.store())
      let generation = try await dead.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      _ = try await dead.beginRun(RunRequest(key: "a", process: 1))
      _ = try await living.beginRun(RunRequest(key: "a", process: 2))
      for (store, names) in [(dead, ["listed", "orphan"]), (living, ["fresh"])] {
        for name in names {
          try write([1, 2, 3], to: store, name)
          try await store.keep(segment: name)
        }
      }
      let entry = Revision.Entry(segment: "listed", documents: 1, chunks: 1, bytes: 1, tombstones: [], deleted: 0)
      _ = try await dead.publish(
        Publication(replaces: 0, entries: [entry], members: [], removed: [], run: 1), of: generation)
      try await installation.expire(process: 1)
      func kept() async throws -> [String] {
        try await living.sweepSegments()
        return try await installation.pool.read {
          try $0.rows("SELECT name FROM segment ORDER BY name").map { try $0[0] }
        }
      }
      #expect(try await kept() == ["fresh", "listed"])
      _ = try await living.publish(
        Publication(replaces: 1, entries: [], members: [], removed: [], run: 1), of: generation)
      #expect(try await kept() == ["fresh", "listed"])
      _ = try await installation.pool.write {
        try $0.execute("UPDATE segment SET touched_at = now() - interval '61 minutes'")
      }
      #expect(try await kept() == ["fresh"])
      let old = Date(timeIntervalSinceNow: -3700)
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: living.segments + "/orphan")
      try await living.sweepSegments()
      #expect(try FileManager.default.contentsOfDirectory(atPath: living.segments).sorted() == ["fresh", "listed"])
    }
  }
}
