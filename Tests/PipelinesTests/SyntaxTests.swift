import Corpus
import Fixtures
import Foundation
import Pipelines
import Testing

@Suite struct SyntaxTests {
  @Test(arguments: [
    ("", "pipeline.yaml:1:1: the file is empty [empty]"),
    ("# only a comment\n", "pipeline.yaml:1:1: the file is empty [empty]"),
    ("---\n", "pipeline.yaml:1:1: the file says nothing [empty]"),
    ("just words", "pipeline.yaml:1:1: the file holds no keys and values [wrongType]"),
    ("- a\n- b", "[wrongType]"),
    ("a: [1, 2", "[notYAML] (close the bracket, and quote"),
    ("a: \"x", "[notYAML] (close the quote)"),
    ("a:\n\tb: 1", "pipeline.yaml:2:1: not valid YAML: found character that cannot start any token"),
    ("a: b: c", "pipeline.yaml:1:5: not valid YAML: mapping values are not allowed in this context [notYAML]"),
    ("%PDF-1.7\n%âãÏÓ", "[notYAML]"),
    (
      "a: 1\nb: \u{0}",
      "pipeline.yaml:2:4: not valid YAML: a character that no text has [notYAML] (is this a text file?)"
    ),
    ("<html><body>: &", "[notYAML]"),
    (
      "a: 1\n---\nb: 2",
      "pipeline.yaml:3:1: a second document starts here [severalDocuments] (write one pipeline a file)"
    ),
    ("a: 1\n---\n", "[severalDocuments]"),
    ("a: !python/object:os.system x", "pipeline.yaml:1:4: tags are not read here [customTag]"),
    ("a: !!binary aGk=", "[customTag]"),
    ("!x a: 1", "[customTag]"),
    ("a: *nowhere", "[badAlias]"),
    ("a: &x [*x]", "[badAlias]"),
    (
      "spec:\n  b: 1\n  c: 1\n  b: 2",
      "the key \"b\" appears again in the same mapping [duplicateKey] (keep one of them)"
    ),
    ("? [a]\n: 1", "pipeline.yaml:1:3: a key is a collection [wrongType]"),
    (String(repeating: "[", count: 100_000), "[notYAML]"),
    (String(repeating: "- ", count: 100_000), "[notYAML]"),
    (String(repeating: "{a: ", count: 200) + String(repeating: "}", count: 200), "nested more than 32 levels deep"),
  ])
  func `a text that is no pipeline is refused with one problem`(text: String, expected: String) {
    let problems = Sample.problems(text)
    #expect(problems.count == 1)
    #expect(problems.first?.contains(expected) == true, "\(problems)")
  }

  /// Nine aliases of nine aliases, nine deep: 3.5 GB if it were expanded.
  private static let bomb =
    "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    + zip("bcdefghij", "abcdefghi").map { next, last in
      "\(next): &\(next) [\(Array(repeating: "*\(last)", count: 9).joined(separator: ", "))]\n"
    }.joined()

  @Test(arguments: [
    "", "? *j : 1", "*j : 1", "k: {? *j : 1}", "k: {[*j]: 1}", "k: {*j : 1}", "[*j] : 1", "?\n  - *j\n: 1",
  ])
  func `an alias bomb is refused at once`(ending: String) {
    let problems = Sample.problems(Self.bomb + ending)
    #expect(problems.count == 1)
    #expect(problems.first?.contains(ending.isEmpty ? "[tooLarge]" : "[badAlias]") == true, "\(problems)")
  }

  @Test func `keys after braces are fine where nothing is repeated`() {
    let spec = "embed: { model: { type: openai, url: \"http://${HOST}:80/v1?a=1&b=2\", model: m } }"
    #expect(Sample.problems(spec: spec, environment: ["HOST": "h"]) == [])
  }

  @Test func `merge keys are unknown keys`() {
    #expect(Sample.problems(spec: "extract: { <<: { timeout: 5s } }").first?.contains("unknown key \"<<\"") == true)
  }

  @Test func `line breaks of Windows and a byte order mark are fine`() throws {
    let text = "\u{FEFF}" + Sample.text().replacing("\n", with: "\r\n")
    let folder = try TemporaryFolder()
    #expect(try PipelineReader.plan(file: try folder.write(text, to: "pipeline.yaml"), environment: [:]).name == "mine")
  }

  @Test func `messages never quote what a secret might be in`() {
    #expect(Sample.problems("hunter2").allSatisfy { !$0.contains("hunter2") })
    #expect(Sample.problems("password: \"hunter2\n\tx: [").allSatisfy { !$0.contains("hunter2") })
  }
}

@Suite struct FileTests {
  private func problems(of bytes: [UInt8]) throws -> [Problem] {
    let folder = try TemporaryFolder()
    let file = try folder.write(bytes, to: "pipeline.yaml")
    do throws(Problems) {
      _ = try PipelineReader.plan(file: file, environment: [:])
      return []
    } catch {
      return error.all
    }
  }

  @Test func `a file that is not there is a problem without a place`() {
    do {
      _ = try PipelineReader.plan(file: "/nowhere/at-all.yaml", environment: [:])
      Issue.record("must throw")
    } catch {
      #expect(
        "\(error)"
          == "/nowhere/at-all.yaml: there is no such file [unreadable] (check the path, or write one with quern init)")
    }
  }

  @Test func `a folder is not a file`() {
    do {
      _ = try PipelineReader.plan(file: "/", environment: [:])
      Issue.record("must throw")
    } catch {
      #expect("\(error)" == "/: cannot be read [unreadable] (give a readable file, not a folder)")
    }
  }

  @Test func `an endless file is refused`() {
    do {
      _ = try PipelineReader.plan(file: "/dev/zero", environment: [:])
      Issue.record("must throw")
    } catch {
      #expect(error.all.map(\.code) == [.tooLarge])
    }
  }

  @Test(arguments: [
    (Array("a: 1\nb: caf".utf8) + [0xE9], Place(line: 2, column: 7)),
    ([0xFF, 0xFE, 0x61, 0x00], Place(line: 1, column: 1)),
    (Array("é: ".utf8) + [0xC3], Place(line: 1, column: 4)),
  ])
  func `bytes that are not UTF-8 are shown by their place`(bytes: [UInt8], place: Place) throws {
    let problems = try problems(of: bytes)
    #expect(problems.map(\.code) == [.notUTF8])
    #expect(problems.map(\.place) == [place])
  }
}
