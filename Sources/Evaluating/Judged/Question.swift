/// A question whose answers were judged.
package struct Question: Hashable, Sendable {
  package var id: String
  package var text: String

  package init(id: String, text: String) {
    self.id = id
    self.text = text
  }
}
