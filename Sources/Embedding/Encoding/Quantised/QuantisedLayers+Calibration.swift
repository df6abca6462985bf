import Corpus

extension QuantisedLayers {
  /// Takes the rounded weights as they were kept, or rounds and keeps them: every machine finds the same.
  static func prepared(
    _ folder: ModelFolder, embeddings: Embeddings, from tensors: BertTensors, instructions: InstructionSet
  ) throws(Failure) -> QuantisedLayers {
    let key = folder.roundingKey, name = "\(key.hex.prefix(16)).int8"
    if let kept = folder.preparations.contents(of: name, key: key) {
      let layers = try QuantisedLayers(
        shape: folder.shape, smoothing: nil, contents: kept.bytes, from: tensors, instructions: instructions)
      // Of another size they were not taken, and what is there was rounded without smoothing.
      if layers.arena.isFilled { return layers }
    }
    let layers = try calibrated(
      shape: folder.shape, window: folder.window, embeddings: embeddings, from: tensors, instructions: instructions)
    folder.preparations.keep(layers.arena.contents, as: name, key: key)
    return layers
  }

  /// Raised when rounded weights are laid out in another way.
  fileprivate static let layout = 1

  /// Rounds the weights twice: once as they are, to see how large the inputs of each layer get, and then smoothed by
  /// that. No file has to be shipped, and every machine finds the same: the first pass is in integers too.
  ///
  /// Some 70 ms for MiniLM.
  ///
  /// - Parameter embeddings: of the same model.
  static func calibrated(
    shape: BertShape, window: Int, embeddings: Embeddings, from tensors: BertTensors, instructions: InstructionSet
  ) throws(Failure) -> QuantisedLayers {
    let plain = try QuantisedLayers(shape: shape, smoothing: nil, from: tensors, instructions: instructions)
    var largest = Array(repeating: Smoothing(width: shape.hidden), count: shape.layers)
    let sequences = Calibration.sequences(vocabulary: shape.vocabulary, window: window)
    let scratch = try Scratch(
      hidden: shape.hidden, capacity: sequences.map(\.count).max() ?? 0, size: plain.scratchSize)
    for sequence in sequences {
      embeddings.write([sequence], to: scratch.states)
      plain.apply(to: [sequence.count], in: scratch) { layer, place, states in
        for row in 0..<sequence.count {
          let values = states.row(row)
          for column in 0..<shape.hidden {
            largest[layer][keyPath: place][column] = max(largest[layer][keyPath: place][column], abs(values[column]))
          }
        }
      }
    }
    var smoothing: [Smoothing] = []
    for (index, largest) in largest.enumerated() {
      smoothing.append(try Smoothing(largest: largest, layer: index, shape: shape, from: tensors))
    }
    return try QuantisedLayers(shape: shape, smoothing: smoothing, from: tensors, instructions: instructions)
  }
}

extension ModelFolder {
  /// Stands for all that rounded weights depend on.
  fileprivate var roundingKey: Digest {
    let files = digests.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return Digest(of: "\(QuantisedLayers.layout) \(Calibration.version) \(files)")
  }
}

/// What a model is calibrated with: words of its own vocabulary in no order. On MiniLM that is as good as text.
enum Calibration {
  /// Raised when the sequences, the rounding or the kernels' arithmetic change, since all of it shows in the vectors.
  static let version = 1

  private static let count = 4
  private static let length = 128

  static func sequences(vocabulary: Int, window: Int) -> [[Int32]] {
    // The first sixteenth of a vocabulary is special, unused or single characters.
    let first = vocabulary / 16
    var state: UInt32 = 1
    return (0..<count).map { _ in
      (0..<min(length, window)).map { _ in
        // Numerical Recipes' generator; its low bits are poor.
        state = state &* 1_664_525 &+ 1_013_904_223
        return Int32(first + Int(state >> 8) % (vocabulary - first))
      }
    }
  }
}
