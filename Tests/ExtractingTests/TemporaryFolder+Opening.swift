import Corpus
import Fixtures
import Foundation

extension TemporaryFolder {
  /// Writes a file and opens it for reading.
  func opened(_ content: String) throws -> FileHandle {
    try FileHandle(forReadingFrom: URL(filePath: write(content, to: "a.txt")))
  }
}
