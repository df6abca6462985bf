import Foundation

extension PipelineFile {
  /// Reads a file that must not be of another kind.
  /// - Parameter text: read instead of the file's content.
  static func typed(file: String, text: String?, as kind: FileKind) throws(Problems) -> PipelineFile {
    do throws(Problem) {
      let typed = try typed(file: file, text: text)
      if let other = typed.kind, other != kind {
        throw Problem(
          file: file, place: typed.place(of: "kind"), code: .otherKind,
          message: "kind \(other.rawValue) is read by \(other.command)", hint: "give a file with kind: \(kind.rawValue)"
        )
      }
      return typed
    } catch {
      throw Problems([error])
    }
  }

  static func typed(file: String, text: String? = nil) throws(Problem) -> PipelineFile {
    let text = if let text { text } else { try self.text(of: try bytes(of: file), file: file) }
    return try PipelineFile(name: file, text: text)
  }

  /// What the file says it is; nil where it does not, or says something else.
  var kind: FileKind? {
    guard case .scalar(let scalar) = root["kind"]?.content else { return nil }
    return FileKind(rawValue: scalar.text)
  }

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
