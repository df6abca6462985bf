package import Indexing

/// What the command line says about one run.
package struct RunOptions: Sendable {
  package var stages: Set<Stage> = Set(Stage.allCases)
  /// Stop claiming files once this many documents were extracted.
  package var maxDocuments: Int?
  /// Read every file again instead of trusting its size and times.
  package var distrustsStamps = false
  /// Accept a listing that shrank more than `maxShrink`.
  package var allowsShrink = false
  /// Build a new generation even if the live one would do.
  package var reindexes = false
  /// Feed this generation alone, from what the catalogue knows, and make it live.
  package var target: Target?
  /// What workers of one run have in common; nil for a run of one worker.
  package var key: String?
  package var host = "localhost"
  package var process = 0
  /// Of the program, for the run's manifest.
  package var version = ""
  /// SHA-256 of the program files, by name, for the run's manifest.
  package var programs: [String: String] = [:]
  /// Children that extract at a time.
  package var extractors = 2

  package init() {}

  /// The same, carried out by these programs.
  package func by(version: String, programs: [String: String]) -> RunOptions {
    var options = self
    options.version = version
    options.programs = programs
    return options
  }

  package struct Target: Hashable, Sendable {
    package var generation: Int
    /// Whether the pipeline's gates must let it pass; they need not on the way back.
    package var passesGates: Bool
    /// Why it goes live whatever the pipeline's gates say; kept in the run's record.
    package var override: String?

    package init(generation: Int, passesGates: Bool, override: String? = nil) {
      self.generation = generation
      self.passesGates = passesGates
      self.override = override
    }
  }
}
