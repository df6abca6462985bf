import CKernels
package import Corpus

/// A BERT-family encoder, shared by any number of threads.
///
/// A sequence's vector depends on the sequence alone: neither its neighbours in a call nor the number of threads
/// changes a bit of it. Weights are held once, packed for the kernels; the word table stays mapped.
// Safety: everything is written before init returns, and only read afterwards.
package final class Encoder: @unchecked Sendable {
  package let shape: BertShape
  package let window: Int
  private let pooling: Pooling
  private let embeddings: Embeddings
  private let layers: any LayerStack
  /// Owners of the memory that the embeddings point to.
  private let weights: Safetensors
  private let arena: FloatArena

  /// Packs the weights: some 20 ms for MiniLM, 70 where they are rounded to eight bits for the first time.
  ///
  /// - Throws: ``Failure`` `model.badWeights` when a tensor is missing or of another shape.
  package init(
    _ folder: ModelFolder, precision: Precision = .f32, instructions: InstructionSet = .best
  ) throws(Failure) {
    (shape, window, pooling, weights) = (folder.shape, folder.window, folder.pooling, folder.weights)
    let tensors = BertTensors(weights)
    arena = try FloatArena(capacity: Embeddings.footprint(shape))
    embeddings = try Embeddings(shape: shape, from: tensors, in: arena)
    switch precision {
    case .f32, .bf16:
      layers = try FloatLayers(
        shape: shape, inBF16: precision == .bf16, from: tensors, instructions: instructions)
    case .int8:
      layers = try QuantisedLayers.prepared(
        folder, embeddings: embeddings, from: tensors, instructions: instructions)
    }
    weights.releasePages()
  }

  /// Memory for one thread to encode in.
  ///
  /// - Parameter capacity: tokens that one call may have; never less than the window.
  package func makeScratch(capacity: Int) throws(Failure) -> Scratch {
    try Scratch(hidden: shape.hidden, capacity: max(capacity, window), size: layers.scratchSize)
  }

  /// Why a sequence cannot be encoded; nil when it can.
  package func refusal(of tokens: [Int32]) -> Failure? {
    if tokens.isEmpty {
      return Failure("embed.emptySequence", "chunk", "has no tokens", remedy: "leave it out")
    }
    if tokens.count > window {
      return Failure(
        "embed.sequenceTooLong", "chunk", "has \(tokens.count) tokens where the model takes \(window)",
        remedy: "lower chunk.maxTokens")
    }
    let vocabulary = UInt32(shape.vocabulary)
    if let stranger = tokens.first(where: { UInt32(bitPattern: $0) >= vocabulary }) {
      return Failure(
        "embed.unknownToken", "chunk", "has token \(stranger) where the model knows \(vocabulary)",
        remedy: "chunk with this model's tokenizer")
    }
    return nil
  }

  /// Encodes sequences to unit vectors, in their order. Nothing is padded; nothing but the vectors is allocated.
  ///
  /// - Parameter sequences: token ids, special tokens included, each without a `refusal`, together no more than the
  ///   scratch's capacity.
  /// - Returns: `hidden` floats each, of L2 norm 1 (±1e-5), or `embed.notFinite` where the model broke down.
  package func vectors(of sequences: [[Int32]], in scratch: Scratch) -> [Result<[Float], Failure>] {
    let lengths = sequences.map(\.count)
    precondition(lengths.reduce(0, +) <= scratch.capacity, "more tokens than the scratch holds")
    precondition(sequences.allSatisfy { refusal(of: $0) == nil }, "a sequence that was refused")
    embeddings.write(sequences, to: scratch.states)
    layers.apply(to: lengths, in: scratch)
    var row = 0
    return lengths.map { length in
      defer { row += length }
      return pooled(scratch.states.row(row), stride: scratch.states.stride, rows: length)
    }
  }

  private func pooled(_ states: UnsafePointer<Float>, stride: Int, rows: Int) -> Result<[Float], Failure> {
    var norm: Float = 0
    let vector = [Float](unsafeUninitializedCapacity: shape.hidden) { buffer, initialized in
      initialized = shape.hidden
      guard let start = buffer.baseAddress else { return }
      encoder_mean(states, stride, pooling == .cls ? 1 : rows, shape.hidden, start)
      norm = encoder_normalise(start, shape.hidden)
    }
    guard norm.isFinite, norm > 0 else {
      return .failure(
        Failure(
          "embed.notFinite", "chunk", "the model gives no direction for it", remedy: "fetch the model again"))
    }
    return .success(vector)
  }
}
