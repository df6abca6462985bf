import Corpus
import Indexing

/// Sums up a source's listing file by file.
struct ListingSum {
  private var digest = DigestStream()
  private var files = 0
  private var bytes = 0

  mutating func add(_ object: SourceObject) {
    files += 1
    bytes += object.size
    // A URI holds no line break: it is percent-encoded.
    digest.add("\(object.uri)\n\(object.size):\(object.modifiedNanoseconds)\n")
  }

  var listing: RunManifest.Listing { RunManifest.Listing(files: files, bytes: bytes, digest: digest.digest.hex) }
}
