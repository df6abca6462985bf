import CSandbox
import Glibc

/// One end of the socket between the pipeline and a child: frames in, frames out, each within a deadline.
// Safety: the descriptor never changes and belongs to the object until it is released; each direction is used by one
// thread, the one that talks to the other side, and `inbox` and `unread` belong to the one that receives.
final class Channel: @unchecked Sendable {
  enum Trouble: Error, Equatable {
    case closed
    case timedOut
    case system(CInt)
  }

  private let socket: CInt
  /// Room for what has arrived and was not asked for yet: a small frame comes whole, with its header.
  private let inbox = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var unread = 0..<0

  /// Takes the socket over.
  init(socket: CInt) { self.socket = socket }

  deinit {
    inbox.deallocate()
    close(socket)
  }

  /// Whether the other side is there and has sent nothing unasked.
  var isIdle: Bool {
    var events = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return unread.isEmpty && poll(&events, 1, 0) == 0
  }

  /// - Parameter frame: header and payload.
  /// - Parameter descriptor: goes along with the first byte; -1 for none.
  func send(_ frame: [UInt8], descriptor: CInt = -1, until deadline: Deadline = .never) throws {
    try frame.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = csandbox_send(
          socket, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, sent == 0 ? descriptor : -1)
        if count > 0 {
          sent += count
        } else {
          try wait(for: POLLOUT, after: CInt(-count), until: deadline)
        }
      }
    }
  }

  /// The next frame.
  ///
  /// - Parameter accepting: kinds that may come now; others are a ``ProtocolViolation``.
  /// - Parameter descriptor: where a descriptor that came along is stored, even when this throws; the caller closes it.
  func receive(
    _ accepting: [Frame.Kind], descriptor: UnsafeMutablePointer<CInt>? = nil, until deadline: Deadline = .never
  ) throws -> Frame {
    let header = try receive(Frame.headerBytes, descriptor: descriptor, until: deadline)
    let length = header[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard let kind = Frame.Kind(rawValue: header[4]) else { throw ProtocolViolation.unknownKind }
    guard accepting.contains(kind) else { throw ProtocolViolation.unexpectedFrame }
    guard length <= Frame.maxPayloadBytes else { throw ProtocolViolation.tooLong }
    return Frame(kind: kind, payload: try receive(length, until: deadline))
  }

  /// Room for all bytes is asked for at once: what never arrives is never touched, and so costs nothing.
  private func receive(
    _ count: Int, descriptor: UnsafeMutablePointer<CInt>? = nil, until deadline: Deadline
  ) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      while filled < count {
        let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[filled...])
        let descriptor = filled == 0 ? descriptor : nil
        if unread.isEmpty, room.count >= inbox.count {
          filled += try receiveSome(into: room, descriptor: descriptor, until: deadline)
          continue
        }
        if unread.isEmpty {
          unread = 0..<(try receiveSome(into: inbox, descriptor: descriptor, until: deadline))
        }
        let part = inbox[unread].prefix(room.count)
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
        unread = part.endIndex..<unread.upperBound
        filled += part.count
      }
    }
  }

  /// Waits for bytes, and returns how many came; never past those that a descriptor came with.
  private func receiveSome(
    into room: UnsafeMutableRawBufferPointer, descriptor: UnsafeMutablePointer<CInt>?, until deadline: Deadline
  ) throws -> Int {
    while true {
      let received = csandbox_receive(socket, room.baseAddress, room.count, descriptor)
      if received > 0 { return received }
      guard received < 0 else { throw Trouble.closed }
      try wait(for: POLLIN, after: CInt(-received), until: deadline)
    }
  }

  private func wait(for events: CInt, after error: CInt, until deadline: Deadline) throws {
    guard error == EAGAIN else {
      throw error == EPIPE || error == ECONNRESET ? Trouble.closed : Trouble.system(error)
    }
    var waiting = pollfd(fd: socket, events: Int16(events), revents: 0)
    if poll(&waiting, 1, deadline.milliseconds) == 0 { throw Trouble.timedOut }
  }
}
