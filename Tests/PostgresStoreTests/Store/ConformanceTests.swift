import PostgresStore
import StoreConformance
import Testing

@Suite(.postgres) struct ConformanceTests {
  @Test(arguments: StoreConformance.all)
  func `it keeps every promise of a store`(_ promise: StoreConformance) async throws {
    try await Installation.with { try await promise.check(try await $0.store()) }
  }
}
