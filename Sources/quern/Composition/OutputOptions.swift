import ArgumentParser
import Foundation
import Telemetry

/// How a command prints its answer.
struct OutputOptions: ParsableArguments {
  @Option(name: [.customShort("o"), .customLong("output")], help: "text for people, json for programs (docs/cli.md).")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  /// Prints a value in the format that was asked for.
  func print(_ value: some Encodable, text: () -> String) throws {
    switch format {
    case .text: Swift.print(TerminalText.stripped(text()))
    case .json: Swift.print(try JSONText.pretty(value))
    }
  }
}

enum JSONText {
  static func pretty(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// One line.
  static func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
