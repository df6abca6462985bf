package import Corpus

/// The extraction of one source object: where its documents go, and what it has used of its bounds.
package final class ExtractionSession {
  package let options: ExtractionOptions
  private let emitItem: (ExtractedItem) throws -> Void
  private var unpackedBytes = 0
  private var members = 0

  package init(options: ExtractionOptions, emit: @escaping (ExtractedItem) throws -> Void) {
    self.options = options
    emitItem = emit
  }

  package func emit(_ item: ExtractedItem) throws { try emitItem(item) }

  /// Counts bytes unpacked from a container, before they are kept.
  /// - Throws: ``Failure`` `archive.tooLarge` when all of them together pass the bound: a zip bomb, most likely.
  package func unpacked(_ bytes: Int, of uri: String) throws {
    unpackedBytes += bytes
    guard unpackedBytes <= options.maxUnpackedBytes else {
      throw Failure(
        "archive.tooLarge", uri, "unpacks to more than \(options.maxUnpackedBytes >> 20) MiB",
        remedy: "unpack it yourself and index the folder, or exclude it")
    }
  }

  /// Counts a member of a container.
  /// - Throws: ``Failure`` `archive.tooManyMembers`.
  package func entered(_ uri: String) throws {
    members += 1
    guard members <= options.maxMembers else {
      throw Failure(
        "archive.tooManyMembers", uri, "holds more than \(options.maxMembers) members",
        remedy: "unpack it yourself and index the folder, or exclude it")
    }
  }
}
