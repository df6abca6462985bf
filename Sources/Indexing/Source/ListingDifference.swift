/// How a listing differs from the one before.
package struct ListingDifference: Hashable, Sendable {
  package var new = 0
  /// Size, times or inode differ; reading will tell whether the content does.
  package var touched = 0
  package var unchanged = 0

  package init() {}

  package static func += (a: inout ListingDifference, b: ListingDifference) {
    a.new += b.new
    a.touched += b.touched
    a.unchanged += b.unchanged
  }
}
