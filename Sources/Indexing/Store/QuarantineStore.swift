import Corpus

/// Items that some stage refused. A row blocks its input only for the stage fingerprint that refused it, so a changed
/// stage releases it by itself.
package protocol QuarantineStore: Sendable {
  /// - Parameter uri: only this item, or all.
  func quarantined(uri: String?, limit: Int) async throws -> [QuarantinedItem]

  /// Lets the next run try again.
  /// - Returns: how many items were released.
  func release(uri: String?) async throws -> Int

  /// Accepts that these are not indexed: they no longer count as failures.
  func discard(uri: String?) async throws -> Int

  /// How many documents were quarantined since the generation's last revision.
  func failures(of generation: Generation) async throws -> Int
}
