import Benchmarking
import NIOCore
import Testing

@Suite struct AnswerReaderTests {
  private static let answers: [(bytes: String, status: Int, keeps: Bool)] = [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, true),
    ("HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n", 200, true),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, true),
    ("HTTP/1.1 503 Busy\r\nConnection: Close\r\nContent-Length: 2\r\n\r\nno", 503, false),
    ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, false),
    ("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, true),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", 200, true),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nwiki\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n", 200,
      true
    ),
  ]

  @Test(arguments: [1, 3, 7, 1000])
  func `answers are told apart, however their bytes arrive`(size: Int) throws {
    var reader = AnswerReader()
    var found: [AnswerReader.Answer] = []
    var bytes = ByteBuffer()
    let all = Array(Self.answers.map(\.bytes).joined().utf8)
    for start in stride(from: 0, to: all.count, by: size) {
      bytes.writeBytes(all[start..<min(start + size, all.count)])
      while let answer = try reader.read(&bytes) { found.append(answer) }
    }
    #expect(found.map(\.status) == Self.answers.map(\.status))
    #expect(found.map(\.keepsConnection) == Self.answers.map(\.keeps))
    #expect(bytes.readableBytes == 0 && reader.end() == nil)
  }

  @Test func `an answer of no stated length ends with its connection`() throws {
    var reader = AnswerReader()
    var bytes = ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\nand so on")
    #expect(try reader.read(&bytes) == nil)
    let answer = try #require(reader.end())
    #expect(answer.status == 200 && !answer.keepsConnection)
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "\r\n\r\n",
    String(repeating: "a", count: 70_000),
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
  ])
  func `what is no answer is refused`(text: String) {
    var reader = AnswerReader()
    var bytes = ByteBuffer(string: text)
    #expect(throws: AnswerReader.Unreadable.self) { while try reader.read(&bytes) != nil {} }
  }
}
