import Corpus
import Fixtures
import Foundation
import PostgresStore
import Testing

@Suite(.ownServer) struct LoginTests {
  private static func settings(patience: Duration, connectTimeout: Duration = .seconds(10)) -> PostgresSettings {
    var settings = PostgresSettings()
    settings.patience = patience
    settings.connectTimeout = connectTimeout
    return settings
  }

  @Test func `a wrong password and an unknown database are told apart, and the password is not told`() async throws {
    try await OwnServer.run(["--tcp"]) { _, url in
      let right = try PostgresPool(url: url)
      #expect(try await right.number("SELECT 1") == 1)
      let password = try #require(url.firstMatch(of: /:([0-9a-f]{32})@/)?.1)
      let wrong = try PostgresPool(url: url.replacing(password, with: "hunter2"))
      let refused = await #expect(throws: Failure.self) { _ = try await wrong.number("SELECT 1") }
      #expect(refused?.code == "store.login")
      #expect(refused?.verdict == .stop(.configuration))
      #expect(refused?.description.contains("hunter2") == false)
      let none = try PostgresPool(url: url.replacing(":\(password)", with: ""))
      let asked = await #expect(throws: Failure.self) { _ = try await none.number("SELECT 1") }
      #expect(asked?.code == "store.login")
      let elsewhere = try PostgresPool(url: url.replacing("/postgres", with: "/nowhere"))
      let unknown = await #expect(throws: Failure.self) { _ = try await elsewhere.number("SELECT 1") }
      #expect(unknown?.code == "store.noDatabase")
      #expect(unknown?.description.contains(password) == false)
    }
  }

  @Test(arguments: ["postgresql://quern:hunter2@127.0.0.1:1/x", "host=/nonexistent user=quern password=hunter2"])
  func `a server that is not there is unreachable`(url: String) async throws {
    let pool = try PostgresPool(url: url, settings: Self.settings(patience: .milliseconds(200)))
    let failure = await #expect(throws: Failure.self) { _ = try await pool.number("SELECT 1") }
    #expect(failure?.code == "store.unreachable")
    #expect(failure?.verdict == .stop(.dependency))
    #expect(failure?.description.contains("hunter2") == false)
  }

  @Test func `a server that accepts and says nothing is given up`() async throws {
    let silent = try SilentServer(backlog: 16)
    let pool = try PostgresPool(
      url: "postgresql://quern@127.0.0.1:\(silent.port)/x",
      settings: Self.settings(patience: .milliseconds(100), connectTimeout: .milliseconds(200)))
    let failure = await #expect(throws: Failure.self) { _ = try await pool.number("SELECT 1") }
    #expect(failure?.code == "store.unreachable")
  }

  @Test func `a host that swallows everything does not keep us from the next`() async throws {
    try await OwnServer.run(["--tcp"]) { server, url in
      let silent = try SilentServer(backlog: 0)
      silent.fill()
      let port = try #require(url.firstMatch(of: /:([0-9]+)\/postgres/)?.1)
      let both = url.replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(silent.port),127.0.0.1:\(port)")
      let pool = try PostgresPool(
        url: both, settings: Self.settings(patience: .zero, connectTimeout: .seconds(5)))
      #expect(try await pool.number("SELECT 1") == 1)
    }
  }

  @Test func `cancelling the task ends the attempt to connect`() async throws {
    let silent = try SilentServer(backlog: 16)
    // The attempt itself would take ten minutes, and end in another error.
    let pool = try PostgresPool(
      url: "postgresql://quern@127.0.0.1:\(silent.port)/x",
      settings: Self.settings(patience: .zero, connectTimeout: .seconds(600)))
    let task = Task { try await pool.number("SELECT 1") }
    try await until { silent.isCalled }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
  }
}

/// A socket that listens, and that nobody answers at.
private final class SilentServer {
  let port: UInt16
  private let descriptor: Int32
  private var clients: [Int32] = []

  init(backlog: Int32) throws {
    // Programs that other tests start meanwhile must not hold it open.
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, backlog) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    try #require(bound)
  }

  deinit { for end in clients + [descriptor] { close(end) } }

  /// Whether somebody has connected.
  var isCalled: Bool {
    var call = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&call, 1, 0) == 1
  }

  /// Takes every place in the queue, so that the kernel drops whoever comes next.
  func fill() {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    for _ in 0..<4 {
      let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      clients.append(client)
    }
  }
}
