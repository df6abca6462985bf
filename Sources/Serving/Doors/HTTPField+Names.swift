import HTTPTypes

/// Headers that the library has no name for.
extension HTTPField.Name {
  static let requestID = known("X-Request-Id")
  static let apiKey = known("X-API-Key")
  static let frameOptions = known("X-Frame-Options")
  static let referrerPolicy = known("Referrer-Policy")
  static let resourcePolicy = known("Cross-Origin-Resource-Policy")
  static let accelBuffering = known("X-Accel-Buffering")

  /// A name that is written here, in this source.
  private static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
    return name
  }
}
