/// What a run worked with. Two runs with equal manifests, over sources with equal content, make equal indexes.
package struct RunManifest: Hashable, Sendable, Codable {
  /// What a source listed.
  package struct Listing: Hashable, Sendable, Codable {
    package var files: Int
    package var bytes: Int
    /// SHA-256 over the URI, size and time of change of every file, in the order of the listing.
    package var digest: String

    package init(files: Int, bytes: Int, digest: String) {
      self.files = files
      self.bytes = bytes
      self.digest = digest
    }
  }

  /// Of the program.
  package var version: String
  /// SHA-256 of every program file, by its name.
  package var programs: [String: String]
  /// SHA-256 of the pipeline file with all defaults filled in, secrets as references.
  package var configuration: String
  /// Of the stages, by their names; that of `embed` covers the model's files, pooling and prefixes.
  package var fingerprints: [Stage: String]
  /// Covers the vocabulary and how text is prepared.
  package var tokenizer: String
  package var precision: String
  /// By the source's name; empty if the run listed none.
  package var sources: [String: Listing]

  package init(
    version: String, programs: [String: String], configuration: String, fingerprints: [Stage: String],
    tokenizer: String, precision: String, sources: [String: Listing] = [:]
  ) {
    self.version = version
    self.programs = programs
    self.configuration = configuration
    self.fingerprints = fingerprints
    self.tokenizer = tokenizer
    self.precision = precision
    self.sources = sources
  }
}
