/// What BERT's normalisation makes of every scalar, for one choice of options: cleaning, accents, case and word breaks
/// in a single look-up.
struct ScalarTable: Sendable {
  enum Kind: UInt32 {
    /// Part of a word.
    case word
    /// Not there at all: it does not even end a word.
    case removed
    case space
    /// A word of its own.
    case punctuation, ideograph
    /// Several scalars, all parts of a word; see ``expansion(of:)``.
    case expanded
  }

  /// A kind in the upper bits, the scalar it becomes in the lower 21.
  struct Entry {
    fileprivate(set) var bits: UInt32

    init(_ kind: Kind, _ scalar: UInt32) { bits = kind.rawValue << 21 | scalar }

    var kind: Kind { Kind(rawValue: bits >> 21) ?? .word }
    var scalar: UInt32 { bits & 0x1F_FFFF }
  }

  /// Accent-free and lower-case: what uncased models read, and a good key for feature hashing.
  static let uncased = ScalarTable(lowercase: true, stripAccents: true, separatesIdeographs: true)

  /// Scalars below this are looked up, the rest (rare ideographs, private use) are computed.
  private static let limit: UInt32 = 0x2_0000

  private(set) var entries: [Entry]
  private var expansions: [UInt32: [UInt32]] = [:]
  /// Beyond the limit: what is dropped, what is a word of its own, and what has a base.
  private let distantRemoved: [(first: UInt32, last: UInt32)]
  private let distantIdeographs: [(first: UInt32, last: UInt32)]
  private var distantBases: [UInt32: UInt32] = [:]

  /// Cost: about a millisecond and 512 KB.
  init(lowercase: Bool, stripAccents: Bool, separatesIdeographs: Bool) {
    entries = (0..<Self.limit).map { Entry(.word, $0) }
    distantRemoved = (BERTUnicode.removed + (stripAccents ? BERTUnicode.marks : [])).filter { $0.last >= Self.limit }
    distantIdeographs = separatesIdeographs ? BERTUnicode.ideographs.filter { $0.last >= Self.limit } : []
    mark(BERTUnicode.punctuation, as: .punctuation)
    if lowercase { applyLowercase(expandingDottedI: !stripAccents) }
    if stripAccents { applyBases() }
    if separatesIdeographs { mark(BERTUnicode.ideographs, as: .ideograph) }
    mark(BERTUnicode.whiteSpace, as: .space)
    mark(BERTUnicode.removed, as: .removed)
  }

  subscript(scalar: UInt32) -> Entry {
    scalar < Self.limit ? entries[Int(scalar)] : distantEntry(scalar)
  }

  /// The parts of a scalar whose kind is ``Kind/expanded``.
  func expansion(of scalar: UInt32) -> [UInt32] {
    Hangul.decomposition(of: scalar) ?? expansions[scalar] ?? [scalar]
  }

  private func distantEntry(_ scalar: UInt32) -> Entry {
    func isAmong(_ ranges: [(first: UInt32, last: UInt32)]) -> Bool {
      ranges.contains { $0.first <= scalar && scalar <= $0.last }
    }
    if isAmong(distantRemoved) { return Entry(.removed, scalar) }
    return Entry(isAmong(distantIdeographs) ? .ideograph : .word, distantBases[scalar] ?? scalar)
  }

  private mutating func mark(_ ranges: [(first: UInt32, last: UInt32)], as kind: Kind) {
    for range in ranges where range.first < Self.limit {
      for scalar in range.first...min(range.last, Self.limit - 1) {
        entries[Int(scalar)] = Entry(kind, entries[Int(scalar)].scalar)
      }
    }
  }

  private mutating func applyLowercase(expandingDottedI: Bool) {
    for run in BERTUnicode.lowercase {
      for scalar in stride(from: run.first, through: run.last, by: Int(run.step)) {
        entries[Int(scalar)] = entries[Int(scalar + run.delta)]
      }
    }
    if expandingDottedI { expand(0x130, to: [0x69, 0x307]) }
  }

  /// A base is never decomposed further, so its own entry already tells its case and kind.
  private mutating func applyBases() {
    for run in BERTUnicode.bases {
      for (scalar, base) in zip(run.first..., run.bases.unicodeScalars) {
        if scalar < Self.limit {
          entries[Int(scalar)] = self[base.value]
        } else {
          distantBases[scalar] = base.value
        }
      }
    }
    for parts in BERTUnicode.expansions { expand(parts[0], to: Array(parts.dropFirst())) }
    for syllable in Hangul.syllables { entries[Int(syllable)] = Entry(.expanded, syllable) }
    mark(BERTUnicode.marks, as: .removed)
  }

  private mutating func expand(_ scalar: UInt32, to parts: [UInt32]) {
    entries[Int(scalar)] = Entry(.expanded, scalar)
    expansions[scalar] = parts
  }
}
