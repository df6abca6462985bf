/// What the catalogue holds for one generation, as it counts its rows: the other side of a run's books.
package struct Census: Hashable, Sendable, Codable {
  package struct Tally: Hashable, Sendable, Codable {
    package var total: Int
    package var complete: Int
    package var quarantined: Int
    /// Left out on purpose.
    package var skipped: Int
    /// How many the stage before says it handed over; anything but `total` means something was lost.
    package var declared: Int

    package var pending: Int { total - complete - quarantined - skipped }

    package init(total: Int, complete: Int, quarantined: Int, skipped: Int = 0, declared: Int) {
      self.total = total
      self.complete = complete
      self.quarantined = quarantined
      self.skipped = skipped
      self.declared = declared
    }
  }

  /// Files: read and turned into documents, or refused whole.
  package var extract: Tally
  /// Documents: cut, or refused.
  package var chunk: Tally
  /// Chunks: with a vector, or refused.
  package var embed: Tally
  /// Documents: in the current revision, or held back because a part of them is quarantined.
  package var index: Tally
  /// Tokens of the chunks that have no vector yet.
  package var pendingTokens: Int
  /// Documents in the current revision, whatever their state in the catalogue.
  package var published: Int

  /// Whether every document is in the current revision as it is: none is left to be published.
  package var isAllIndexed: Bool { index.complete == index.total }
  /// Whether the current revision holds documents that were replaced or are gone.
  package var hasOutdated: Bool { published != index.complete }

  package init(extract: Tally, chunk: Tally, embed: Tally, index: Tally, pendingTokens: Int, published: Int) {
    self.extract = extract
    self.chunk = chunk
    self.embed = embed
    self.index = index
    self.pendingTokens = pendingTokens
    self.published = published
  }
}
