import Corpus
import Extracting
import Foundation

/// A child that says and does what a test wants: a shell script on the other end of the channel.
struct FakeChild {
  static let limits = Limits(timeout: .seconds(120), memoryBytes: 64 << 20)

  let executable: String

  /// - Parameter script: runs when the first object has arrived; standard input is the channel, both ways.
  init(in folder: TemporaryFolder, limits: Limits = limits, greeting: [UInt8] = hello, _ script: String) throws {
    executable = "\(folder.path)/child"
    // Written by a process of its own: one that is spawned meanwhile by another test must not hold it open for writing.
    let writer = Process()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = ["-c", "cat > \"$0\" && chmod +x \"$0\"", executable]
    let input = Pipe()
    writer.standardInput = input
    try writer.run()
    let order = Order(limits, ExtractionOptions()).frame()
    let text = "#!/bin/sh\n\(Self.say(greeting))\n\(Self.hear(order.count + 1))\n\(script)\n"
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    writer.waitUntilExit()
  }

  /// A shell command that ends when so many bytes have come, and fails when they will not.
  static func hear(_ bytes: Int) -> String { "[ $(head -c \(bytes) | wc -c) = \(bytes) ]" }

  /// A shell command that sends bytes.
  static func say(_ bytes: [UInt8]) -> String {
    "printf '" + bytes.map { "\\" + String(format: "%03o", $0) }.joined() + "' >&0"
  }

  static func say(_ item: ExtractedItem) -> String { say(frame(item)) }

  static func frame(_ item: ExtractedItem) -> [UInt8] {
    var writer = ByteWriter(.item)
    item.write(to: &writer)
    return writer.frame()
  }

  /// Version 1 and no measures, byte by byte.
  static let hello: [UInt8] = [8, 0, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0]
  /// No memory in use.
  static let done: [UInt8] = [8, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0]
  static let document = ExtractedItem.document(Document(uri: "a.txt", mediaType: "text/plain", text: "found"))
}
