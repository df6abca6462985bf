/// A reference from a document to another resource, as written there (not resolved).
package struct Link: Hashable, Sendable, Codable {
  package var target: String
  package var text: String

  package init(target: String, text: String) {
    self.target = target
    self.text = text
  }
}
