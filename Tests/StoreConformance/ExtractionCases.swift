import Corpus
import Indexing
import Testing

extension StoreConformance {
  static let extraction: [StoreConformance] = [
    StoreConformance("a file is claimed once a run, and not again once it is extracted") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a"), .sample("b")])
      let first = try await store.claimObjects(for: walk.fingerprints.extract, limit: 1)
      let second = try await store.claimObjects(for: walk.fingerprints.extract, limit: 5)
      #expect((first + second).map(\.object.uri) == ["a", "b"])
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).isEmpty)
      try await walk.again()
      try await walk.extract()
      try await walk.again()
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).isEmpty)
    },
    StoreConformance("a touched file is claimed, and with it the digest of what was extracted") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      try await walk.extract()
      try await walk.again()
      try await walk.list([.sample("a", modified: 9)])
      let claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      #expect(claim.extractedDigest == Digest(of: "text of a"))
      try await store.confirm(claim, reading: Reading(digest: Digest(of: "text of a"), isRecent: false))
      try await walk.again()
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).isEmpty)
    },
    StoreConformance("a file that changed a moment ago is read again the next time") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      try await walk.extract()
      try await walk.again()
      try await walk.list([.sample("a", modified: 9)])
      let claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      try await store.confirm(claim, reading: Reading(digest: Digest(of: "text of a"), isRecent: true))
      try await walk.again()
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).count == 1)
    },
    StoreConformance("distrusted stamps have every file read again") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a"), .sample("b")])
      try await walk.extract()
      try await walk.again()
      try await store.distrustStamps()
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).count == 2)
    },
    StoreConformance("rows of a changed file that did not change keep their chunks, those that are gone go") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("rows")])
      func rows(_ names: [String: String]) -> [Document] {
        names.sorted { $0.key < $1.key }.map {
          Document(uri: "rows#\($0.key)", mediaType: "text/plain", text: $0.value)
        }
      }
      var claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      #expect(try await store.save(rows(["1": "one", "2": "two", "3": "three"]), of: claim) == 3)
      try await store.complete(
        claim, reading: Reading(digest: Digest(of: "v1"), isRecent: false), outcome: ExtractionOutcome())
      try await walk.chunk()

      try await walk.again()
      try await walk.list([.sample("rows", modified: 2)])
      claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      #expect(try await store.save(rows(["1": "one", "2": "zwei"]), of: claim) == 1)
      try await store.complete(
        claim, reading: Reading(digest: Digest(of: "v2"), isRecent: false), outcome: ExtractionOutcome())
      let left = try await store.claimDocuments(for: walk.fingerprints, settled: true, limit: 10, maxBytes: 1000)
      #expect(left.map(\.document.uri) == ["rows#2"])
      let items = try await store.items(matching: "rows", fingerprints: walk.fingerprints, limit: 10)
      #expect(items.map(\.uri) == ["rows#1", "rows#2"])
    },
    StoreConformance("two documents with one URI are not silently one: the second is quarantined") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("rows")])
      _ = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      let claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      let twins = ["one", "two"].map { Document(uri: "rows#1", mediaType: "text/plain", text: $0) }
      #expect(try await store.save(twins, of: claim) == 1)
      try await store.complete(
        claim, reading: Reading(digest: Digest(of: "v1"), isRecent: false), outcome: ExtractionOutcome())
      let quarantined = try await store.quarantined(uri: nil, limit: 10)
      #expect(quarantined.map(\.failure.code) == ["document.duplicate"])
    },
    StoreConformance("a refused file is not tried again until it changes, is released, or the stage changes") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      let generation = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      try await walk.list([.sample("a")])
      let claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      let failure = Failure("pdf.encrypted", "a", "is encrypted", remedy: "give a password")
      try await store.complete(
        claim, reading: Reading(digest: Digest(of: "a"), isRecent: false),
        outcome: ExtractionOutcome(refusals: [Refusal(uri: "a", failure: failure)], keepsOlder: true))
      try await walk.again()
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).isEmpty)
      #expect(try await store.claimObjects(for: GenerationFingerprints.sample(extract: 2).extract, limit: 5).count == 1)
      #expect(try await store.quarantined(uri: "a", limit: 5).map(\.failure) == [failure])
      try await store.mark(generation.id, as: .sealed)
      #expect(try await store.quarantined(uri: "a", limit: 5).map(\.failure) == [failure])
      let tally = try await store.census(of: walk.fingerprints, generation: nil).extract
      #expect((tally.total, tally.complete, tally.quarantined, tally.pending) == (1, 0, 1, 0))
      #expect(try await store.release(uri: "a") == 1)
      try await walk.again()
      #expect(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).count == 1)
    },
    StoreConformance("a file that cannot be read is tried so many times, and again once it changes") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      let failure = Failure("source.unreadable", "a", "cannot be read", remedy: "check its permissions")
      let outcome = ExtractionOutcome(refusals: [Refusal(uri: "a", failure: failure)], keepsOlder: true)
      func isTried() async throws -> Bool {
        try await walk.again()
        let claims = try await store.claimObjects(for: walk.fingerprints.extract, limit: 5, maxAttempts: 2)
        guard let claim = claims.first else { return false }
        try await store.complete(claim, reading: nil, outcome: outcome)
        return true
      }
      let tries = [try await isTried(), try await isTried(), try await isTried()]
      #expect(tries == [true, true, false])
      try await walk.list([.sample("a", modified: 2)])
      #expect(try await isTried())
    },
    StoreConformance("a file whose new version is refused keeps the documents of the old one") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      try await walk.extract()
      try await walk.again()
      try await walk.list([.sample("a", modified: 2)])
      let claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      let failure = Failure("pdf.corrupt", "a", "is damaged", remedy: "replace it")
      try await store.complete(
        claim, reading: Reading(digest: Digest(of: "broken"), isRecent: false),
        outcome: ExtractionOutcome(refusals: [Refusal(uri: "a", failure: failure)], keepsOlder: true))
      #expect(try await store.items(matching: nil, fingerprints: walk.fingerprints, limit: 5).map(\.uri) == ["a"])
      let census = try await store.census(of: walk.fingerprints, generation: nil)
      #expect(census.chunk.declared == census.chunk.total)
    },
    StoreConformance("a document is read back whole") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      let claim = try #require(try await store.claimObjects(for: walk.fingerprints.extract, limit: 5).first)
      let document = Document(
        uri: "a", title: "Ünïcode \u{1F9C0}", mediaType: "text/html", text: "Kopf\n\nZeile",
        headings: [Heading(offset: 0, level: 1, title: "Kopf")], pages: [PageStart(offset: 6, number: 2, label: "ii")],
        links: [Link(target: "b.html", text: "b")],
        metadata: ["year": .number(2020), "tags": .list(["x", .bool(true)]), "s": "t"])
      _ = try await store.save([document], of: claim)
      let read = try await store.claimDocuments(for: walk.fingerprints, settled: true, limit: 5, maxBytes: 1)
      #expect(read.map(\.document) == [document])
    },
  ]
}
