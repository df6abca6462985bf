import Corpus

/// What the current run has handed out: where each stage's claims have got to.
struct Hand {
  var run: Int?
  var lock: RunLock?
  var lastObject: Int64 = 0
  var lastDocument: Int64 = 0
  var lastChunk: Int64 = 0
  /// Texts being embedded, so that equal texts are not embedded twice at a time.
  var digests: Set<Digest> = []
}
