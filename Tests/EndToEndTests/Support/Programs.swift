import Foundation

/// Where the built programs are: beside the test bundle, as SwiftPM puts them, or in `$QUERN_BIN_DIR`.
enum Programs {
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  /// The path of `quern`; its helper stands beside it.
  static func quern() throws -> String {
    for name in ["quern", "quern-extract"] where !FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
      throw Missing(description: "\(folder)/\(name): not there (build it, or set QUERN_BIN_DIR to its folder)")
    }
    return "\(folder)/quern"
  }

  private static let folder: String = {
    if let chosen = ProcessInfo.processInfo.environment["QUERN_BIN_DIR"] { return chosen }
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().path
  }()
}
