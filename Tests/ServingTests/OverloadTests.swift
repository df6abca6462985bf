import Corpus
import Fixtures
import Foundation
import Guarding
import HTTPTypes
import Serving
import Testing

@Suite(.timeLimit(.minutes(10))) struct OverloadTests {
  /// Settings that give nobody up, however busy the machine is.
  private static var patient: ServerSettings {
    var settings = ServerSettings()
    settings.timeout = .seconds(600)
    return settings
  }

  @Test func `more than can be answered is refused at once, and probes are not`() async throws {
    let latch = Latch()
    let door = try await TestDoor(
      [try .aerodynamics()], model: Letters(latch: latch), settings: Self.patient,
      gate: AdmissionGate(concurrent: 2, queue: 2, patience: .seconds(600)))
    try await withThrowingTaskGroup(of: Answer.self) { group in
      for number in 0..<12 {
        group.addTask { try await door.search(#"{"query": "boundary \#(number)", "strategy": "semantic"}"#) }
      }
      for _ in 0..<8 {
        let refused = try #require(try await group.next())
        #expect(refused.code == "OVERLOADED" && refused.headers[.retryAfter] != nil)
      }
      #expect(try await door.get("/api/v1/health").status == 200)
      #expect(try await door.get("/api/v1/ready").status == 200)
      latch.open()
      for try await answer in group { #expect(answer.status == 200) }
    }
  }

  @Test func `equal questions at the same time are computed once`() async throws {
    let latch = Latch()
    let door = try await TestDoor(
      [try .aerodynamics()], model: Letters(latch: latch), settings: Self.patient,
      gate: AdmissionGate(concurrent: 1, queue: 0))
    try await withThrowingTaskGroup(of: Answer.self) { group in
      for _ in 0..<50 { group.addTask { try await door.search(#"{"query": "boundary layer"}"#) } }
      try await until { latch.came > 0 }
      latch.open()
      for try await answer in group { #expect(answer.status == 200 && answer.hits.count == 4) }
    }
    #expect(latch.came == 1)
  }

  @Test func `a question that takes too long is given up`() async throws {
    var settings = ServerSettings()
    settings.timeout = .milliseconds(100)
    let door = try await TestDoor([try .aerodynamics()], model: Letters(latch: Latch()), settings: settings)
    let answer = try await door.search(#"{"query": "boundary layer"}"#)
    #expect(answer.status == 504 && answer.code == "TIMEOUT")
  }

  @Test func `a model that stands still holds up no search by words`() async throws {
    let door = try await TestDoor(
      [try .aerodynamics()], model: Letters(latch: Latch()), settings: Self.patient)
    #expect(try await door.search(#"{"query": "boundary layer", "strategy": "lexical"}"#).status == 200)
  }

  @Test func `revisions are swapped under load without a failed query`() async throws {
    let catalogue = try FakeCatalogue.aerodynamics()
    let door = try await TestDoor([catalogue])
    let following = Following(door.pipelines, log: .silent)
    let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
      for client in 0..<8 {
        group.addTask {
          var revisions: [Int] = []
          for number in 0..<100 {
            let answer = try await door.search(#"{"query": "boundary layer \#(client * 1000 + number)"}"#)
            revisions.append(answer.status == 200 ? try answer.json["revision"] as? Int ?? 0 : -answer.status)
          }
          return revisions
        }
      }
      for number in 0..<20 {
        try catalogue.publish([Sample(uri: "new-\(number)", title: nil, texts: ["shock waves \(number)"])])
        if number.isMultiple(of: 3) {
          // Once in a while one that cannot be opened.
          catalogue.failToBring(Failure("segment.file", "x", "no space left", remedy: "free some"))
          await following.look()
          catalogue.failToBring(nil)
        }
        await following.look()
      }
      return try await group.reduce(into: [[Int]]()) { $0.append($1) }
    }
    #expect(statuses.joined().allSatisfy { $0 > 0 }, "\(Set(statuses.joined().filter { $0 <= 0 }))")
    // No client ever goes back.
    #expect(statuses.allSatisfy { $0 == $0.sorted() })
  }

  @Test func `an answer is remembered for its revision only`() async throws {
    let catalogue = try FakeCatalogue.aerodynamics()
    let door = try await TestDoor([catalogue])
    let question = #"{"query": "shock waves", "strategy": "lexical"}"#
    #expect(try await door.search(question).hits.isEmpty)
    try catalogue.publish([Sample(uri: "new", title: nil, texts: ["shock waves"])])
    #expect(try await door.search(question).hits.isEmpty)
    await Following(door.pipelines, log: .silent).look()
    #expect(try await door.search(question).hits.count == 1)
    catalogue.dropLast()
    await Following(door.pipelines, log: .silent).look()
    #expect(try await door.search(question).hits.isEmpty)
  }
}
