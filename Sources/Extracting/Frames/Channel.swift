import CSandbox
import Glibc

/// One end of the socket between the pipeline and a child: frames in, frames out, each within a deadline.
// Safety: the descriptor never changes and belongs to the object until it is released; each direction is used by one
// thread, the one that talks to the other side.
final class Channel: @unchecked Sendable {
  enum Trouble: Error, Equatable {
    case closed
    case timedOut
    case system(CInt)
  }

  private let socket: CInt

  /// Takes the socket over.
  init(socket: CInt) { self.socket = socket }

  deinit { close(socket) }

  /// Whether the other side is gone or has sent something unasked.
  var isIdle: Bool {
    var events = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&events, 1, 0) == 0
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
    _ accepting: Set<Frame.Kind>, descriptor: UnsafeMutablePointer<CInt>? = nil, until deadline: Deadline = .never
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
        let received = csandbox_receive(
          socket, bytes.baseAddress.map { $0 + filled }, count - filled, filled == 0 ? descriptor : nil)
        if received > 0 {
          filled += received
        } else if received == 0 {
          throw Trouble.closed
        } else {
          try wait(for: POLLIN, after: CInt(-received), until: deadline)
        }
      }
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
