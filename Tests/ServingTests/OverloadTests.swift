import Corpus
import Foundation
import HTTPTypes
import Serving
import Testing

@Suite struct OverloadTests {
  @Test func `more than can be answered is refused at once, and probes are not`() async throws {
    let door = try await TestDoor(
      [try .aerodynamics()], model: Letters(delay: .milliseconds(400)), concurrent: 2, queue: 2)
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for number in 0..<12 {
        group.addTask { try await door.search(#"{"query": "boundary \#(number)", "strategy": "semantic"}"#) }
      }
      try await Task.sleep(for: .milliseconds(100))
      #expect(try await door.get("/api/v1/health").status == 200)
      #expect(try await door.get("/api/v1/ready").status == 200)
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.count { $0.status == 200 } == 4)
    let refused = answers.filter { $0.status != 200 }
    #expect(refused.count == 8 && refused.allSatisfy { $0.code == "OVERLOADED" && $0.headers[.retryAfter] != nil })
  }

  @Test func `equal questions at the same time are computed once`() async throws {
    let door = try await TestDoor(
      [try .aerodynamics()], model: Letters(delay: .milliseconds(300)), concurrent: 1, queue: 0)
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for _ in 0..<50 { group.addTask { try await door.search(#"{"query": "boundary layer"}"#) } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.allSatisfy { $0.status == 200 && $0.hits.count == 4 })
  }

  @Test func `a question that takes too long is given up`() async throws {
    var settings = ServerSettings()
    settings.timeout = .milliseconds(100)
    let door = try await TestDoor([try .aerodynamics()], model: Letters(delay: .seconds(60)), settings: settings)
    let answer = try await door.search(#"{"query": "boundary layer"}"#)
    #expect(answer.status == 504 && answer.code == "TIMEOUT")
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
