import CKernels

/// How the matrices of a quantised layer are cut.
struct QuantisedSizes {
  /// The inputs of every matrix that reads states.
  let states: QuantisedLinear.Inputs
  /// Columns of queries, of keys and of values that are worked on together: whole heads in whole panels.
  let headGroups: [Range<Int>]
  let headWidth: Int
  /// Blocks of the middle of the feed-forward part.
  let blocks: [Range<Int>]
  private let intermediate: Int

  /// A block of this many columns is still in cache when the second matrix reads it.
  private static let blockColumns = 384
  /// Inputs that share a scale. A scale for a whole row costs 2 % less time, and five times the error of the worst text.
  private static let group = 128

  init(_ shape: BertShape) {
    let hidden = shape.hidden, intermediate = shape.intermediate
    states = .init(range: 0..<hidden, of: hidden, group: Self.group)
    headWidth = shape.headWidth
    let panel = Int(ENCODER_PANEL)
    let together = shape.headWidth * panel / Self.greatestDivisor(shape.headWidth, panel)
    let step = hidden.isMultiple(of: together) ? together : hidden
    headGroups = stride(from: 0, to: hidden, by: step).map { $0..<$0 + step }
    blocks = stride(from: 0, to: intermediate, by: Self.blockColumns).map {
      $0..<min($0 + Self.blockColumns, intermediate)
    }
    self.intermediate = intermediate
  }

  /// The second matrix's inputs from one block.
  func middle(_ block: Range<Int>) -> QuantisedLinear.Inputs {
    .init(range: block, of: intermediate, group: Self.group)
  }

  /// Floats a token needs between two matrices.
  var wideColumns: Int { max(3 * (headGroups.first?.count ?? 0), blocks.first?.count ?? 0) }

  /// Bytes a token needs as input of a matrix.
  var roundedColumns: Int { max(states.padded, blocks.map { middle($0).padded }.max() ?? 0) }

  /// Floats that one layer takes from an arena.
  func footprint(_ shape: BertShape) -> Int {
    let hidden = shape.hidden
    let attention = headGroups.reduce(0) {
      $0 + QuantisedLinear.footprint(outputs: 3 * $1.count, inputs: states)
    }
    let feedForward = blocks.reduce(0) {
      $0 + QuantisedLinear.footprint(outputs: $1.count, inputs: states)
        + QuantisedLinear.footprint(outputs: hidden, inputs: middle($1))
    }
    return attention + feedForward + QuantisedLinear.footprint(outputs: hidden, inputs: states)
      + 2 * LayerNorm.footprint(shape) + 2 * FloatArena.footprint(hidden)
  }

  private static func greatestDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestDivisor(b, a % b) }
}
