/// A reference to a secret; its value is read only where it is used, and never printed.
package enum Secret: Sendable, Equatable {
  case environment(String)
  case file(String)
}
