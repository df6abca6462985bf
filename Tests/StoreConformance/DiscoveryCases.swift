import Corpus
import Indexing
import Testing

extension StoreConformance {
  static let discovery: [StoreConformance] = [
    StoreConformance("a listing tells new, touched and unchanged files apart") { store in
      try await store.beginListing(of: "s")
      var difference = try await store.note([.sample("a"), .sample("b")], of: "s")
      #expect((difference.new, difference.touched, difference.unchanged) == (2, 0, 0))
      try await store.beginListing(of: "s")
      difference = try await store.note([.sample("a"), .sample("b", modified: 2), .sample("c")], of: "s")
      #expect((difference.new, difference.touched, difference.unchanged) == (1, 1, 1))
    },
    StoreConformance("what a listing no longer shows is missing until it is removed") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a"), .sample("b"), .sample("c")])
      try await walk.extract()
      try await store.beginListing(of: "s")
      _ = try await store.note([.sample("b")], of: "s")
      let counts = try await store.missing(of: "s")
      #expect(counts == (known: 3, missing: 2))
      #expect(try await store.removeMissing(of: "s") == 2)
      let items = try await store.items(matching: nil, fingerprints: .sample(), limit: 10)
      #expect(items.map(\.uri) == ["b"])
    },
    StoreConformance("what lies below a folder that could not be read is kept") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("dir/a"), .sample("dir/b"), .sample("dirt")])
      try await store.beginListing(of: "s")
      let failure = Failure("source.unreadable", "dir/", "cannot be read", remedy: "check its permissions")
      let fingerprint = GenerationFingerprints.sample().extract
      try await store.noteUnreadable([Refusal(uri: "dir/", failure: failure)], of: "s", for: fingerprint)
      #expect(try await store.removeMissing(of: "s") == 1)
      #expect(try await store.missing(of: "s") == (known: 2, missing: 0))
      #expect(try await store.claimObjects(for: fingerprint, limit: 5).isEmpty)
      try await walk.list([.sample("dir/a"), .sample("dir/b")])
      #expect(try await store.claimObjects(for: fingerprint, limit: 5).count == 2)
    },
    StoreConformance("a kept file that is gone is not read again, until it is back") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a"), .sample("b")])
      try await walk.extract()
      try await walk.again()
      try await store.beginListing(of: "s")
      _ = try await store.note([.sample("a")], of: "s")
      #expect(try await store.keepMissing(of: "s") == 1)
      try await store.distrustStamps()
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).map(\.object.uri) == ["a"])
      #expect(try await store.items(matching: nil, fingerprints: walk.fingerprints, limit: 5).count == 2)
      let tally = try await store.census(of: walk.fingerprints, generation: nil).extract
      #expect((tally.total, tally.pending) == (2, 0))
    },
    StoreConformance("sources do not see each other's files, and those no longer named go") { store in
      let walk = Walk(store)
      try await walk.list([.sample("a")], source: "one")
      try await walk.list([.sample("a"), .sample("b")], source: "two")
      #expect(try await store.missing(of: "one").known == 1)
      #expect(try await store.removeSources(except: ["one"]) == 2)
      #expect(try await store.missing(of: "one").known == 1)
    },
  ]
}
