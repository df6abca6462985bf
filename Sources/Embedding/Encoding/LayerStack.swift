import Corpus

/// An encoder's layers in one precision, shared by any number of threads.
protocol LayerStack: Sendable {
  /// What a thread needs to apply them.
  var scratchSize: ScratchSize { get }

  /// Normalises the embeddings of sequences that lie end to end in the scratch's states, and takes them through all
  /// layers.
  func apply(to lengths: [Int], in scratch: Scratch)
}

/// What a thread needs besides the tokens' states.
struct ScratchSize {
  /// Floats a token has room for between two matrices.
  var wideColumns: Int
  /// Bytes a token has room for as a rounded input of a matrix; 0 where nothing is rounded.
  var roundedColumns = 0
  /// Numbers a token has room for as a bfloat16 input of a matrix; 0 where there is none.
  var bf16Columns = 0
  /// Bytes for the attention kernel, by tokens in a sequence.
  var attentionBytes: @Sendable (_ length: Int) -> Int
}
