package import Corpus

/// A revision about to go live, as one transaction writes it.
package struct Publication: Sendable {
  package var entries: [Revision.Entry]
  /// Documents that moved into a segment, new or merged.
  package var members: [Member]
  /// Documents that left.
  package var removed: [DocumentID]
  package var promotes: Bool
  /// The run that made it.
  package var run: Int

  package init(entries: [Revision.Entry], members: [Member], removed: [DocumentID], promotes: Bool, run: Int) {
    self.entries = entries
    self.members = members
    self.removed = removed
    self.promotes = promotes
    self.run = run
  }
}
