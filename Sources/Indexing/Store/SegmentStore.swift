import Corpus

/// The segment files, wherever readers are.
package protocol SegmentStore: Sendable {
  /// The folder of the segment files on this machine: the files themselves, or copies of them.
  nonisolated var segments: String { get }

  /// Keeps a finished file of ``segments`` where every reader can get it. Called again after an interruption, it goes on.
  func keep(segment name: String) async throws

  /// Sees to it that a file is in ``segments``, whole and checked; goes on with what an interrupted copy left.
  func bring(segment name: String) async throws

  /// Names of all segments that some kept generation lists.
  func listedSegments() async throws -> Set<String>

  /// Deletes what no generation lists: files merged away, and those of killed runs.
  func sweepSegments() async throws
}
