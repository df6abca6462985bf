import Corpus
import Glibc

extension MappedFile {
  /// Maps a file of a model.
  ///
  /// - Throws: ``Failure`` `model.fileMissing`, `model.fileUnreadable` or `model.fileTooLarge`.
  convenience init(model path: String, maxBytes: Int = .max) throws(Failure) {
    try self.init(path: path) { problem in
      func failure(
        _ code: String, _ problem: String, _ remedy: String, _ stop: Verdict.Stop = .configuration
      ) -> Failure {
        Failure(code, path, problem, remedy: remedy, verdict: .stop(stop))
      }
      return switch problem {
      case .notRegular:
        failure("model.fileUnreadable", "is not a regular file", "give a sentence-transformers folder")
      case .refused(ENOENT), .refused(ENOTDIR):
        failure(
          "model.fileMissing", "is missing", "fetch the model again, or give a whole sentence-transformers folder")
      case .refused(ENOMEM): failure("model.fileUnreadable", "cannot be mapped", "free some memory", .dependency)
      case .refused(let code):
        failure(
          "model.fileUnreadable", "cannot be opened: \(String(cString: strerror(code)))", "check its permissions")
      }
    }
    guard bytes.count <= maxBytes else {
      throw Failure(
        "model.fileTooLarge", path, "has \(bytes.count) bytes where at most \(maxBytes) make sense",
        remedy: "fetch the model again", verdict: .stop(.configuration))
    }
  }
}
