import Corpus
import CPostgres

/// Where a database is and who we are there: a libpq URI or keyword string.
///
/// It may hold a password, so only ``description`` is ever shown.
struct PostgresAddress: Sendable {
  let url: String
  private let shown: String

  /// - Throws: ``Failure`` `store.address`. libpq's own words are not passed on: they quote the text, password and all.
  init(_ url: String) throws(Failure) {
    guard !url.utf8.contains(0), let options = PQconninfoParse(url, nil) else {
      throw Failure(
        "store.address", "the store's url", "is no PostgreSQL address",
        remedy: "write postgresql://user@host:5432/database, or keyword=value pairs; escape special characters as %40",
        verdict: .stop(.configuration))
    }
    defer { PQconninfoFree(options) }
    var given: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      given[String(cString: keyword)] = option.pointee.val.map { String(cString: $0) }
      option += 1
    }
    self.url = url
    let user = given["user"].map { $0 + "@" } ?? ""
    let port = given["port"].map { $0.allSatisfy { $0 == "," } ? "" : ":" + $0 } ?? ""
    let database = given["dbname"].map { "/" + $0 } ?? ""
    shown = "postgresql://\(user)\(given["host"] ?? given["hostaddr"] ?? "")\(port)\(database)"
  }
}

extension PostgresAddress: CustomStringConvertible, CustomDebugStringConvertible {
  var description: String { shown }
  var debugDescription: String { shown }
}

extension PostgresAddress: CustomReflectable {
  /// `dump` and test output look here.
  var customMirror: Mirror { Mirror(self, children: ["address": shown]) }
}
