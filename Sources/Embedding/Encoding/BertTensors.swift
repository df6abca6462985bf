import CKernels
import Corpus

/// A BERT's tensors by their usual names, whether or not the file puts `bert.` before them.
struct BertTensors {
  let file: Safetensors
  private let prefix: String

  init(_ file: Safetensors) {
    self.file = file
    prefix = file.contains("bert.embeddings.word_embeddings.weight") ? "bert." : ""
  }

  func tensor(_ name: String, shape: [Int]) throws(Failure) -> (element: encoder_element, start: UnsafeRawPointer) {
    let (element, bytes) = try file.tensor(prefix + name, shape: shape)
    guard let start = bytes.baseAddress else { throw SafetensorsHeader.failure(file.path, "\(name) is empty") }
    return (element, start)
  }

  /// Widens a tensor's numbers into memory that holds them all.
  func copy(_ name: String, shape: [Int], to target: UnsafeMutablePointer<Float>) throws(Failure) {
    let tensor = try tensor(name, shape: shape)
    encoder_widen(tensor.element, tensor.start, shape.reduce(1, *), target)
  }

  func values(_ name: String, shape: [Int]) throws(Failure) -> [Float] {
    let tensor = try tensor(name, shape: shape)
    let count = shape.reduce(1, *)
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let target = buffer.baseAddress { encoder_widen(tensor.element, tensor.start, count, target) }
      initialized = count
    }
  }
}
