import Corpus
import Foundation

/// The `text` of every line of a JSONL file.
struct TextLines {
  let texts: [String]

  init(path: String) throws {
    guard let content = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Failure("bench.input", path, "cannot be read", remedy: "check the path", verdict: .stop(.input))
    }
    texts = content.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["text"] as? String
    }
    guard !texts.isEmpty else {
      throw Failure(
        "bench.input", path, "holds no line with a \"text\"", remedy: "give a JSONL file with a text per line",
        verdict: .stop(.input))
    }
  }
}
