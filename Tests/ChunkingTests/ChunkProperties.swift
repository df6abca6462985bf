import Corpus

/// What must hold of the chunks of any document; gives what does not.
struct ChunkProperties {
  var tokenizer: any Tokenizer
  var maxTokens: Int
  var overlapTokens: Int

  func violations(of chunks: [Chunk], in document: Document) -> [String] {
    let text = document.text
    let utf8 = Array(text.utf8)
    var violations: [String] = []
    func check(_ holds: Bool, _ chunk: Chunk?, _ rule: String) {
      if !holds { violations.append("\(chunk.map { "chunk \($0.ordinal) \($0.bytes): " } ?? "")\(rule)") }
    }

    let graphemes = Set(text.indices.map { text.utf8.distance(from: text.startIndex, to: $0) } + [utf8.count])
    var scalarsBefore = [0]
    for byte in utf8 { scalarsBefore.append(scalarsBefore[scalarsBefore.count - 1] + (byte & 0xC0 == 0x80 ? 0 : 1)) }
    var covered = Array(repeating: false, count: utf8.count)
    for (ordinal, chunk) in chunks.enumerated() {
      check(chunk.ordinal == ordinal, chunk, "ordinals count from 0")
      guard !chunk.bytes.isEmpty, chunk.bytes.upperBound <= utf8.count else {
        check(false, chunk, "slices are not empty and inside the text")
        continue
      }
      let slice = String(decoding: utf8[chunk.bytes], as: UTF8.self)
      let embedded = chunk.context.isEmpty ? slice : chunk.context + "\n" + slice
      check(chunk.tokens == tokenizer.sequence(embedded), chunk, "tokens are those of context and slice on their own")
      check((document.title ?? "").hasPrefix(chunk.context), chunk, "the context is the title, or its beginning")
      check(chunk.tokens.count == chunk.tokenCount && chunk.tokenCount <= maxTokens, chunk, "no more than maxTokens")
      check(chunk.digest == Digest(of: embedded), chunk, "the digest is that of context and slice")
      check(graphemes.contains(chunk.bytes.lowerBound), chunk, "starts at a grapheme")
      check(graphemes.contains(chunk.bytes.upperBound), chunk, "ends at a grapheme")
      check(!isBlank(slice.first) && !isBlank(slice.last), chunk, "is trimmed")
      check(chunk.location.start == scalarsBefore[chunk.bytes.lowerBound], chunk, "starts at the right scalar")
      check(chunk.location.end == scalarsBefore[chunk.bytes.upperBound], chunk, "ends at the right scalar")
      for byte in chunk.bytes { covered[byte] = true }
    }
    for (chunk, next) in zip(chunks, chunks.dropFirst()) {
      check(next.bytes.lowerBound > chunk.bytes.lowerBound, next, "starts after the one before")
      check(next.bytes.upperBound > chunk.bytes.upperBound, next, "ends after the one before")
      if next.bytes.lowerBound < chunk.bytes.upperBound {
        let shared = String(decoding: utf8[next.bytes.lowerBound..<chunk.bytes.upperBound], as: UTF8.self)
        let count = tokenizer.sequence(shared).count - tokenizer.overhead
        check(count <= overlapTokens, next, "repeats no more than the overlap")
      }
    }
    for index in text.indices where !isBlank(text[index]) {
      check(covered[text.utf8.distance(from: text.startIndex, to: index)], nil, "\(index) is in no chunk")
    }
    return violations
  }

  /// White space and nothing else: a mark may sit on a blank.
  private func isBlank(_ character: Character?) -> Bool {
    character?.unicodeScalars.allSatisfy(\.properties.isWhitespace) ?? true
  }
}
