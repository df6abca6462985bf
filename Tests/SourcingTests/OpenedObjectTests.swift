import Corpus
import Foundation
import Sourcing
import Testing

struct OpenedObjectTests {
  let tree: Tree

  init() throws { tree = try Tree("a") }

  private func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: "\(tree.path)/a")) }

  @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, (3 << 20) - 1])
  func `the digest is that of all bytes`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try write(bytes)
    let opened = try tree.source().open("a")
    #expect(opened.object.size == count)
    #expect(try opened.digest() == bytes.withUnsafeBytes { Digest(of: $0) })
    try opened.verifyUnchanged()
  }

  @Test func `a file that is written to meanwhile is to be read again`() throws {
    let opened = try tree.source().open("a")
    let file = try #require(FileHandle(forWritingAtPath: "\(tree.path)/a"))
    try file.seekToEnd()
    try file.write(contentsOf: Data("more".utf8))
    for check in [{ _ = try opened.digest() }, { try opened.verifyUnchanged() }] {
      let failure = #expect(throws: Failure.self) { try check() }
      #expect(failure?.code == "source.changed")
      #expect(failure?.verdict == .retry(afterSeconds: nil))
    }
  }

  @Test func `a change that keeps size and time is seen`() throws {
    try write(Array("one".utf8))
    let opened = try tree.source().open("a")
    var status = stat()
    fstat(opened.descriptor, &status)
    let file = try #require(FileHandle(forWritingAtPath: "\(tree.path)/a"))
    try file.write(contentsOf: Data("two".utf8))
    var times = [status.st_atim, status.st_mtim]
    futimens(file.fileDescriptor, &times)
    #expect(throws: Failure.self) { try opened.verifyUnchanged() }
  }

  @Test func `a file that is replaced is another one, and the open one stays`() throws {
    let source = try tree.source()
    let opened = try source.open("a")
    try FileManager.default.removeItem(atPath: "\(tree.path)/a")
    try write(Array("other".utf8))
    #expect(try opened.digest() == Digest(of: "a"))
    #expect(try source.open("a").object.inode != opened.object.inode)
  }

  @Test func `a file that is gone, or is no file any more, is a failure of its own`() throws {
    let source = try tree.source()
    #expect(throws: Failure.self) { try source.open("b") }
    #expect(throws: Failure.self) { try source.open("a/b") }
    #expect(throws: Failure.self) { try source.open("../\(tree.path.split(separator: "/").last!)/a") }
    try FileManager.default.removeItem(atPath: "\(tree.path)/a")
    try tree.add("a/")
    let failure = #expect(throws: Failure.self) { try source.open("a") }
    #expect(failure?.code == "source.changed")
  }
}
