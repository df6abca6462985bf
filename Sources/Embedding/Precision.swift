import Corpus

/// The arithmetic an encoder uses; part of the fingerprint, since it shows in the vectors.
///
/// Every machine honours every precision: int8 gives the same bits everywhere, only slower where the processor has no
/// products of bytes.
package enum Precision: String, CaseIterable, Hashable, Sendable {
  case f32, bf16, int8

  /// What to use where nobody says: int8 where the processor multiplies bytes (VNNI) and the model is one whose quality
  /// in int8 was measured, else f32. To be asked once, when a generation is created.
  package static func automatic(for folder: ModelFolder, on instructions: InstructionSet = .best) -> Precision {
    let digest = folder.digests["model.safetensors"]?.hex
    let isMeasured = KnownModel.all.contains { $0.weightsDigest == digest }
    return isMeasured && instructions.multipliesBytes ? .int8 : .f32
  }

  /// What a fingerprint says of it.
  var fingerprint: String {
    switch self {
    case .f32, .bf16: rawValue
    case .int8: "\(rawValue) \(Calibration.version)"
    }
  }
}
