import Corpus
import Guarding
import Hummingbird
import NIOCore

extension APIError {
  /// What a client is told of whatever was thrown.
  init(_ error: any Error) {
    switch error {
    case let error as APIError: self = error
    case let failure as Failure: self.init(failure)
    case let refusal as Refusal: self.init(refusal)
    case is ModelUnavailable: self = .modelUnavailable
    case is NIOTooManyBytesError: self.init(.payloadTooLarge, "the body is too large")
    case is CancellationError: self.init(.timeout, "the request was given up")
    case let error as HTTPError where error.status == .notFound:
      self.init(.notFound, "there is nothing here; GET /openapi.json lists what there is")
    case let error as HTTPError where error.status.kind == .clientError:
      self.init(.invalidRequest, error.body ?? "the request cannot be understood")
    default: self.init(.internalError, "something went wrong here; the log has it under this request's id")
    }
  }

  static var modelUnavailable: APIError {
    APIError(.modelUnavailable, "the model that embeds queries does not answer", retryAfterSeconds: 1)
  }

  private init(_ refusal: Refusal) {
    self.init(
      refusal.kind == .forbidden ? .forbidden : .unauthorized, refusal.message,
      details: ["reason": .string(refusal.code)], headers: [.wwwAuthenticate: refusal.challenge])
  }
}
