import Corpus
import Foundation
import Logging

/// What a small file says, read again when it changes. A new file that is broken leaves what the old one said.
actor WatchedFile<Contents: Sendable> {
  private let path: String
  private let parse: @Sendable ([UInt8]) async throws(Failure) -> Contents
  private let pause: Duration
  private let log: Logger
  private var contents: Contents
  private var stamp: FileStamp?
  private var nextLook: ContinuousClock.Instant

  /// - Parameter pause: how long the file is not looked at after a look.
  /// - Throws: ``Failure`` `file.unreadable`, and what `parse` throws.
  init(
    _ path: String, pause: Duration, log: Logger,
    parse: @escaping @Sendable ([UInt8]) async throws(Failure) -> Contents
  ) async throws(Failure) {
    self.path = path
    self.pause = pause
    self.log = log
    self.parse = parse
    // Taken before the bytes: a file that changes in between is read once more.
    stamp = FileStamp(path)
    contents = try await parse(try Self.bytes(of: path))
    nextLook = .now + pause
  }

  /// What it says, as of `pause` ago at the most.
  var current: Contents {
    get async {
      let now = ContinuousClock.now
      guard now >= nextLook else { return contents }
      nextLook = now + pause
      let seen = FileStamp(path)
      guard seen != stamp else { return contents }
      stamp = seen
      do throws(Failure) {
        contents = try await parse(try Self.bytes(of: path))
        log.notice("\(path): read again, as it has changed")
      } catch {
        log.warning("\(error); what it said before stays in force")
      }
      return contents
    }
  }

  private static func bytes(of path: String) throws(Failure) -> [UInt8] {
    let largest = 1 << 20
    guard let file = FileHandle(forReadingAtPath: path), let bytes = try? file.read(upToCount: largest + 1) ?? Data()
    else {
      throw Failure(
        "file.unreadable", path, "cannot be read", remedy: "does it exist, and may this user read it?",
        verdict: .stop(.configuration))
    }
    guard bytes.count <= largest else {
      throw Failure(
        "file.tooLarge", path, "is larger than 1 MiB", remedy: "is it the right file?", verdict: .stop(.configuration))
    }
    return Array(bytes)
  }
}
