/// One message between the pipeline and its child: a length, a kind, and a payload.
///
/// On the wire: the payload's length (4 bytes), the kind (1 byte), the payload. All integers are little-endian.
package struct Frame {
  /// Raised when the meaning of a payload changes; parent and child of different versions refuse each other.
  package static let version: UInt32 = 1
  package static let headerBytes = 5
  /// Bytes of a payload: room for the largest text that extraction gives, and its structure.
  package static let maxPayloadBytes = 128 << 20

  package enum Kind: UInt8 {
    /// To the child: version, limits and settings. The first frame it gets.
    case settings = 1
    /// To the child: the URI and size of an object, whose descriptor travels with the frame.
    case object
    /// From the child: version and confinement. The first frame it sends.
    case hello
    /// From the child: one ``Corpus/ExtractedItem``.
    case item
    /// From the child: the object is finished. Bytes of memory in use.
    case done
    /// From the child: the object is finished, and failed as a whole. Bytes of memory in use, and the failure.
    case failed
  }

  package var kind: Kind
  package var payload: [UInt8]

  package init(kind: Kind, payload: [UInt8]) {
    self.kind = kind
    self.payload = payload
  }

  /// Reads the payload to its end.
  package func read<Value>(
    _ body: (inout ByteReader) throws(ProtocolViolation) -> Value
  ) throws(ProtocolViolation) -> Value {
    let result = payload.withUnsafeBytes { bytes in
      Result { () throws(ProtocolViolation) -> Value in
        var reader = ByteReader(bytes)
        let value = try body(&reader)
        try reader.finish()
        return value
      }
    }
    return try result.get()
  }
}
