import Corpus
import PostgresStore
import Testing

@Suite struct ServerErrorTests {
  @Test(arguments: [
    ("53100", "store.diskFull", Verdict.Stop.dependency), ("53300", "store.connections", .dependency),
    ("57014", "store.timeout", .dependency), ("55P03", "store.locked", .dependency),
    ("40001", "store.contended", .dependency), ("40P01", "store.contended", .dependency),
    ("42501", "store.readOnly", .configuration), ("25006", "store.readOnly", .configuration),
    ("28P01", "store.login", .configuration), ("28000", "store.login", .configuration),
    ("3D000", "store.noDatabase", .configuration), ("42P01", "store.notMigrated", .configuration),
    ("3F000", "store.notMigrated", .configuration), ("57P01", "store.unreachable", .dependency),
    ("57P03", "store.unreachable", .dependency), ("08006", "store.unreachable", .dependency),
    ("58030", "store.exhausted", .dependency), ("XX001", "store.corrupt", .dependency),
    ("23505", "store.failed", .unexpected), ("42601", "store.failed", .unexpected),
  ])
  func `every state has its failure`(state: String, code: String, stop: Verdict.Stop) {
    let failure = ServerError(state: SQLState(rawValue: state), message: "said the server").failure(
      at: "postgresql://db")
    #expect(failure.code == code)
    #expect(failure.subject == "postgresql://db")
    #expect(failure.verdict == .stop(stop))
  }

  @Test func `a data exception's message, which quotes the value, is left out`() {
    let error = ServerError(state: SQLState(rawValue: "22P02"), message: "invalid input syntax: \"confidential\"")
    #expect(!error.failure(at: "x").description.contains("confidential"))
  }

  @Test(arguments: [
    ("40001", "", ServerError.Recovery.again), ("40P01", "", .again), ("57P01", "", .reconnect),
    ("57P03", "", .reconnect),
    ("08006", "", .reconnect), ("53300", "", .reconnect), ("25P03", "", .reconnect),
    ("0A000", "cached plan must not change result type", .reconnect), ("0A000", "no such feature", .none),
    ("57014", "", .none), ("23505", "", .none), ("28P01", "", .none), ("53100", "", .none),
  ])
  func `what passes is tried again`(state: String, message: String, recovery: ServerError.Recovery) {
    #expect(ServerError(state: SQLState(rawValue: state), message: message).recovery == recovery)
  }
}
