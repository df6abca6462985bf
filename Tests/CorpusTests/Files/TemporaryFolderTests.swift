import Corpus
import Fixtures
import Foundation
import Testing

@Suite struct TemporaryFolderTests {
  @Test func `a folder is there as long as somebody holds it, and the next is another`() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let other = try TemporaryFolder()
    let path = try #require(folder).path
    try folder?.write("text", to: "below/file")
    #expect(FileManager.default.fileExists(atPath: path + "/below/file") && other.path != path)
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try other.names == [])
  }

  @Test func `whatever it holds is removed, and nothing that it links to`() throws {
    let (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
    try outside.write("kept", to: "file")
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: outside.path)
    try #require(mkfifo(folder.file("pipe"), 0o600) == 0)
    try #require(mknod(folder.file("a"), S_IFREG | 0o400, 0) == 0)
    let foreign: [CChar] = Array(folder.file("").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
    try #require(mkdir(foreign, 0o500) == 0)
    // Deeper than a path may be long.
    var deep = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let name = String(repeating: "d", count: 200)
    for _ in 0..<30 {
      try #require(mkdirat(deep, name, 0o700) == 0)
      let next = openat(deep, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      close(deep)
      deep = next
    }
    close(deep)
    folder.remove()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(try outside.names == ["file"])
  }
}
