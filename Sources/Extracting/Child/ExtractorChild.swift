package import Corpus
import CSandbox
import Glibc

/// The child's side of the channel: it confines itself, then extracts one object after the other until the parent is
/// gone.
package struct ExtractorChild {
  /// Emits what is in some bytes. The bytes are valid during the call.
  package typealias Extract = (
    _ uri: String, _ bytes: UnsafeRawBufferPointer, _ options: ExtractionOptions,
    _ emit: @escaping (ExtractedItem) throws -> Void
  ) throws -> Void

  private let channel: Channel
  private let extract: Extract

  private init(channel: Channel, extract: @escaping Extract) {
    self.channel = channel
    self.extract = extract
  }

  /// Serves the socket that is this process's standard input.
  /// - Throws: when the parent breaks the protocol, or standard input is no socket. Returns when the parent is gone.
  package static func serve(_ extract: @escaping Extract) throws {
    csandbox_close_from(3)
    do {
      try ExtractorChild(channel: Channel(socket: 0), extract: extract).serve()
    } catch Channel.Trouble.closed {
    }
  }

  private func serve() throws {
    let order = try channel.receive([.settings]).read(Order.init(from:))
    var hello = ByteWriter(.hello)
    hello.append(Frame.version)
    Confinement.confine(memoryBytes: order.memoryBytes).write(to: &hello)
    try channel.send(hello.frame())
    while true { try serveObject(order) }
  }

  private func serveObject(_ order: Order) throws {
    var descriptor: CInt = -1
    defer { if descriptor >= 0 { close(descriptor) } }
    let object = try channel.receive([.object], descriptor: &descriptor).read(ObjectRequest.init(from:))
    csandbox_limit_cpu(UInt64(order.cpuSeconds))
    errno = 0
    do {
      let content = try ObjectBytes(descriptor: descriptor, uri: object.uri, size: object.size)
      try extract(object.uri, content.bytes, order.options) { try send($0) }
      var done = ByteWriter(.done)
      done.append(csandbox_memory())
      try channel.send(done.frame())
    } catch let failure as Failure {
      var failed = ByteWriter(.failed)
      failed.append(csandbox_memory())
      failure.write(to: &failed)
      try channel.send(failed.frame())
    }
  }

  /// Sends each item at once: what was found before a crash is not lost with it.
  private func send(_ item: ExtractedItem) throws {
    var writer = ByteWriter(.item)
    item.write(to: &writer)
    if writer.payloadBytes > Frame.maxPayloadBytes {
      writer = ByteWriter(.item)
      ExtractedItem.refused(uri: item.uri, .outputTooLarge(item.uri, bytes: Frame.maxPayloadBytes)).write(to: &writer)
    }
    try channel.send(writer.frame())
  }
}
