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
      _ = try await store.beginRun()
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
      _ = try await store.beginRun()
      try await walk.list([.sample("dir/a"), .sample("dir/b"), .sample("dirt")])
      try await store.beginListing(of: "s")
      try await store.keep(prefix: "dir/", of: "s")
      #expect(try await store.removeMissing(of: "s") == 1)
      #expect(try await store.missing(of: "s") == (known: 2, missing: 0))
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
