/// The arithmetic an encoder uses; part of the fingerprint, since it shows in the vectors.
package enum Precision: String, Hashable, Sendable {
  case f32
}
