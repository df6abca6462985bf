import Fixtures
import Guarding
import Testing

@Suite struct AdmissionGateTests {
  @Test func `places are given in the order of coming, and no more than there are`() async throws {
    let gate = AdmissionGate(concurrent: 2, queue: 10, patience: .seconds(600))
    let (first, second) = (try await gate.enter(), try await gate.enter())
    let order = Shared<[Int]>([])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<10 {
        group.addTask {
          let pass = try await gate.enter()
          order.change { $0.append(number) }
          pass.leave()
        }
        try await until { gate.load.waiting > number }
      }
      #expect(order.value == [])
      first.leave()
      try await group.waitForAll()
    }
    #expect(order.value == Array(0..<10))
    #expect(gate.load == (1, 0))
    second.leave()
    #expect(gate.load == (0, 0))
  }

  @Test func `who finds the queue full is sent away at once`() async throws {
    let gate = AdmissionGate(concurrent: 1, queue: 1, patience: .seconds(600))
    let pass = try await gate.enter()
    let waiting = Task { try await gate.enter() }
    try await until { gate.load.waiting > 0 }
    let overload = await #expect(throws: Overload.self) { try await gate.enter() }
    #expect(overload?.retryAfterSeconds == 600)
    #expect(gate.load == (1, 1))
    pass.leave()
    _ = try await waiting.value
  }

  @Test func `who waits too long is sent away, and is in nobody's way`() async throws {
    let gate = AdmissionGate(concurrent: 1, queue: 1, patience: .milliseconds(50))
    let pass = try await gate.enter()
    for _ in 0..<2 {
      let overload = await #expect(throws: Overload.self) { try await gate.enter() }
      #expect(overload?.retryAfterSeconds == 1)
      #expect(gate.load == (1, 0))
    }
    pass.leave()
    _ = try await gate.enter()
  }

  @Test func `who is cancelled leaves the queue, before and while waiting`() async throws {
    let gate = AdmissionGate(concurrent: 1, queue: 5, patience: .seconds(600))
    let pass = try await gate.enter()
    let waiting = Task { try await gate.enter() }
    try await until { gate.load.waiting > 0 }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    let never = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await gate.enter()
    }
    await #expect(throws: CancellationError.self) { try await never.value }
    #expect(gate.load == (1, 0))
    withExtendedLifetime(pass) {}
  }

  @Test func `a pass gives its place back once, when it is dropped or before`() async throws {
    let gate = AdmissionGate(concurrent: 1, queue: 0)
    do {
      let pass = try await gate.enter()
      pass.leave()
      pass.leave()
      #expect(gate.load.working == 0)
    }
    do { _ = try await gate.enter() }
    #expect(gate.load.working == 0)
  }

  @Test func `a crowd that comes, goes and gives up leaves nothing behind`() async {
    let gate = AdmissionGate(concurrent: 3, queue: 20, patience: .milliseconds(5))
    let most = Shared((now: 0, most: 0))
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<500 {
        let visitor = Task {
          let pass = try await gate.enter()
          most.change { count in
            count.now += 1
            count.most = max(count.most, count.now)
          }
          if number.isMultiple(of: 3) { try? await Task.sleep(for: .microseconds(number * 10)) }
          most.change { $0.now -= 1 }
          pass.leave()
        }
        if number.isMultiple(of: 5) { visitor.cancel() }
        group.addTask { _ = try? await visitor.value }
      }
    }
    #expect(gate.load == (0, 0))
    #expect((1...3).contains(most.value.most))
  }
}
