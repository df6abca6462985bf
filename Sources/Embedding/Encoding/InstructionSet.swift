import CKernels

/// The instruction sets the kernels are compiled for, slowest first.
package enum InstructionSet: String, CaseIterable, Sendable {
  case plain, avx2, avx512, vnni, bf16

  /// Those this processor has.
  package static var available: [InstructionSet] { allCases.filter { encoder_has($0.code) } }

  /// The fastest this processor has.
  package static var best: InstructionSet { available.last ?? .plain }

  /// Whether it has products of bytes, which make int8 the fastest precision.
  var multipliesBytes: Bool { self == .vnni || self == .bf16 }

  /// The kernels in floats; those of the best set below when the processor lacks this one.
  var kernels: encoder_kernels { encoder_kernels_for(code).pointee }

  /// The kernels in integers, likewise.
  var quantisedKernels: encoder_quantised_kernels { encoder_quantised_kernels_for(code).pointee }

  private var code: encoder_instructions {
    switch self {
    case .plain: .ENCODER_PLAIN
    case .avx2: .ENCODER_AVX2
    case .avx512: .ENCODER_AVX512
    case .vnni: .ENCODER_VNNI
    case .bf16: .ENCODER_VNNI_BF16
    }
  }
}
