package import Corpus

/// An item that a stage could not take, and why.
package struct Refusal: Hashable, Sendable {
  package var uri: String
  package var failure: Failure

  package init(uri: String, failure: Failure) {
    self.uri = uri
    self.failure = failure
  }
}
