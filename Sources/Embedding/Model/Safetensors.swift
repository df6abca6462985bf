import CKernels
package import Corpus

/// The tensors of a `.safetensors` file, mapped: https://huggingface.co/docs/safetensors
///
/// Nothing in the header is believed: every tensor must lie inside the file, have the size of its shape, and the
/// tensors together must cover the data exactly, without a gap or an overlap, as the format demands.
package final class Safetensors: Sendable {
  private let file: MappedFile
  private let entries: [String: SafetensorsHeader.Entry]
  /// Where the tensors' bytes begin.
  private let base: Int

  /// - Throws: ``Failure`` `model.badWeights` when the header contradicts itself or the file.
  package init(path: String) throws(Failure) {
    file = try MappedFile(model: path)
    (entries, base) = try SafetensorsHeader.entries(of: file)
  }

  package var path: String { file.path }

  /// SHA-256 of the whole file; some 60 ms for 90 MB.
  package func digest() -> Digest {
    defer { releasePages() }
    return Digest(of: file.bytes)
  }

  /// Gives back the pages that reading made resident.
  func releasePages() { file.releasePages() }

  func contains(_ name: String) -> Bool { entries[name] != nil }

  /// The tensor of that name, whose shape and kind of numbers the caller can rely on.
  /// The tensor is valid while this object lives.
  func tensor(
    _ name: String, shape: [Int]
  ) throws(Failure) -> (element: encoder_element, bytes: UnsafeRawBufferPointer) {
    guard let entry = entries[name] else { throw bad("has no tensor \(name)") }
    guard entry.shape == shape else { throw bad("\(name) has shape \(entry.shape), not \(shape) as config.json says") }
    let element: encoder_element
    switch entry.dtype {
    case "F32": element = .ENCODER_F32
    case "F16": element = .ENCODER_F16
    case "BF16": element = .ENCODER_BF16
    default: throw bad("\(name) is stored as \(entry.dtype); only F32, F16 and BF16 can be used")
    }
    return (element, UnsafeRawBufferPointer(rebasing: file.bytes[(base + entry.start)..<(base + entry.end)]))
  }

  private func bad(_ problem: String) -> Failure { SafetensorsHeader.failure(path, problem) }
}
