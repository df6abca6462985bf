import Corpus
import PostgresStore
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    ("postgresql://quern:hunter2@db.example:6432/search", "postgresql://quern@db.example:6432/search"),
    ("postgres://quern:hunter2@a,b/search?sslmode=verify-full", "postgresql://quern@a,b/search"),
    ("host=/run/postgresql dbname=search password=hunter2", "postgresql:///run/postgresql/search"),
    ("postgresql://db/search?user=quern&password=hunter2", "postgresql://quern@db/search"),
    ("", "postgresql://"),
  ])
  func `an address is shown without its password`(url: String, shown: String) throws {
    let pool = try PostgresPool(url: url)
    #expect(pool.address == shown)
    var dumped = ""
    dump(pool, to: &dumped)
    #expect(!dumped.contains("hunter2"))
  }

  @Test(arguments: [
    "postgresql://quern:hunter2@[host/x", "hunter2", "host=x password='hunter2", "postgresql://%zz:hunter2@h/",
    "host=x hunter2=1", "host=x\u{0} password=hunter2",
  ])
  func `what is no address is refused without being repeated`(url: String) {
    let failure = #expect(throws: Failure.self) { _ = try PostgresPool(url: url) }
    #expect(failure?.code == "store.address")
    #expect(failure?.description.contains("hunter2") == false)
  }

  @Test(arguments: [
    "", "1st", "Quern", "pg_quern", "a b", "a\"b", "a;drop", "ä", String(repeating: "a", count: 64), "a\u{0}",
  ])
  func `what is no name for a schema is refused`(name: String) {
    var settings = PostgresSettings()
    settings.schema = name
    let failure = #expect(throws: Failure.self) { _ = try PostgresPool(url: "", settings: settings) }
    #expect(failure?.code == "store.schema")
  }
}
