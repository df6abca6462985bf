package import Corpus

/// A revision about to go live, as one transaction writes it.
package struct Publication: Sendable {
  /// The revision it was made from, 0 for none. If that is no longer the current one, it is refused with ``Failure``
  /// `publication.overtaken`; publishing the same one twice is publishing it once.
  package var replaces: Int
  package var entries: [Revision.Entry]
  /// Documents that moved into a segment, new or merged.
  package var members: [Member]
  /// Documents that left.
  package var removed: [DocumentID]
  /// The run that made it.
  package var run: Int

  package init(replaces: Int, entries: [Revision.Entry], members: [Member], removed: [DocumentID], run: Int) {
    self.replaces = replaces
    self.entries = entries
    self.members = members
    self.removed = removed
    self.run = run
  }
}
