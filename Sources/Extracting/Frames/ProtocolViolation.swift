/// How a frame broke the rules. Whoever receives one trusts the sender no further.
package enum ProtocolViolation: String, Error {
  case truncated = "a frame ends too early"
  case trailingBytes = "a frame has bytes behind its end"
  case tooLong = "a frame is over its bound"
  case notUTF8 = "a text is not UTF-8"
  case numberTooLarge = "a number is out of range"
  case unknownKind = "a frame or value is of no known kind"
  case unexpectedFrame = "a frame came out of turn"
  case otherVersion = "parent and child are of different versions"
  case offsetOutsideText = "an offset lies outside its text"
  case nestedTooDeep = "values are nested too deep"
  case foreignURI = "a document is not of the object that was asked about"
}
