package import Corpus
package import HTTPTypes

/// A refusal in the API's form: `{"error": {"code", "message", "details"}}`.
package struct APIError: Error, Sendable {
  package var code: Code
  package var message: String
  package var details: [String: MetadataValue]
  package var headers: HTTPFields

  package enum Code: String, Sendable, CaseIterable {
    case invalidRequest = "INVALID_REQUEST"
    case unauthorized = "UNAUTHORIZED"
    case forbidden = "FORBIDDEN"
    case notFound = "NOT_FOUND"
    case methodNotAllowed = "METHOD_NOT_ALLOWED"
    case payloadTooLarge = "PAYLOAD_TOO_LARGE"
    case unsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE"
    case strategyNotConfigured = "STRATEGY_NOT_CONFIGURED"
    case rateLimitExceeded = "RATE_LIMIT_EXCEEDED"
    case internalError = "INTERNAL"
    case overloaded = "OVERLOADED"
    case notReady = "NOT_READY"
    case modelUnavailable = "MODEL_UNAVAILABLE"
    case timeout = "TIMEOUT"

    package var status: HTTPResponse.Status {
      switch self {
      case .invalidRequest: .badRequest
      case .unauthorized: .unauthorized
      case .forbidden: .forbidden
      case .notFound: .notFound
      case .methodNotAllowed: .methodNotAllowed
      case .payloadTooLarge: .contentTooLarge
      case .unsupportedMediaType: .unsupportedMediaType
      case .strategyNotConfigured: .unprocessableContent
      case .rateLimitExceeded: .tooManyRequests
      case .internalError: .internalServerError
      case .overloaded, .notReady, .modelUnavailable: .serviceUnavailable
      case .timeout: .gatewayTimeout
      }
    }
  }

  package init(
    _ code: Code, _ message: String, details: [String: MetadataValue] = [:], headers: HTTPFields = [:]
  ) {
    self.code = code
    self.message = message
    self.details = details
    self.headers = headers
  }

  /// A refusal that is over after some seconds.
  package init(_ code: Code, _ message: String, retryAfterSeconds seconds: Int) {
    self.init(
      code, message, details: ["retry_after": .number(Double(seconds))], headers: [.retryAfter: String(seconds)])
  }

  /// Something wrong with one field of a request.
  static func invalid(_ field: String, _ problem: String, _ remedy: String? = nil) -> APIError {
    APIError(
      .invalidRequest, "\(field) \(problem)" + (remedy.map { " (\($0))" } ?? ""), details: ["field": .string(field)])
  }

  /// The body, without what only the log is told.
  package var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { object in
      object.key("error")
      object.json(members)
    }
    return writer.bytes
  }

  /// What the body says of the error.
  var members: [UInt8] {
    var writer = JSONWriter()
    writer.object { error in
      error.member("code", code.rawValue)
      error.member("message", message)
      error.member("details", details)
    }
    return writer.bytes
  }
}
