import Foundation

extension PipelineFile {
  /// More than any file a person or a template writes; bounds what a hostile one costs.
  static let maxBytes = 1 << 20

  /// Reads the bytes of a file, a pipe or a device, never more than the limit.
  static func bytes(of file: String) throws(Problem) -> Data {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      defer { try? handle.close() }
      var bytes = Data()
      while bytes.count <= maxBytes, let more = try handle.read(upToCount: maxBytes + 1 - bytes.count), !more.isEmpty {
        bytes += more
      }
      return bytes
    } catch {
      let isMissing = (error as? CocoaError)?.code == .fileReadNoSuchFile
      throw Problem(
        file: file, place: nil, code: .unreadable, message: isMissing ? "there is no such file" : "cannot be read",
        hint: isMissing ? "check the path, or write one with quern init" : "give a readable file, not a folder")
    }
  }

  /// Decodes UTF-8 and says where it is not.
  static func text(of bytes: Data, file: String) throws(Problem) -> String {
    guard bytes.count <= maxBytes else {
      throw Problem(
        file: file, place: .start, code: .tooLarge, message: "the file is larger than 1 MiB",
        hint: "is this a pipeline file? split it if it is")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let valid = zip(bytes, text.utf8).enumerated().first(where: { $1.0 != $1.1 })?.offset {
      let place = Place(after: String(decoding: bytes.prefix(valid), as: UTF8.self))
      throw Problem(
        file: file, place: place, code: .notUTF8, message: "the file is not UTF-8 text",
        hint: "save it as UTF-8")
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }
}
