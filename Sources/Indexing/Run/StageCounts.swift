/// What became of a stage's input during one run, in the stage's own unit.
package struct StageCounts: Hashable, Sendable, Codable {
  /// Everything that is there.
  package var total = 0
  /// Worked on by this run.
  package var done = 0
  /// Done before and still good.
  package var reused = 0
  package var quarantined = 0
  /// Left out on purpose, with a reason.
  package var skipped = 0
  /// Left for the next run.
  package var pending = 0
  /// Gone from the source, taken out of the index.
  package var removed = 0
  /// Seconds that the worker who closed the books was busy with it; stages work at the same time.
  package var seconds = 0.0

  package init() {}

  /// Nothing is lost silently: every input has exactly one outcome.
  package var isBalanced: Bool { total == done + reused + quarantined + skipped + pending }
}
