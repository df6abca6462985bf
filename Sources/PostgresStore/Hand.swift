import Indexing

/// The part that this store takes in a run: which worker it is, and where its claims have got to.
struct Hand {
  var run: Int?
  /// Nil when the run was over before this store came.
  var worker: Worker?
  /// Of the batch claimed last: what the next one will be like.
  var tokensPerChunk = 128
  private var positions: [Place: Int64] = [:]
  private var floors: [Place: Int64] = [:]
  private var rewinds: [Stage: Int] = [:]
  /// Looks at all rows of a place that found none.
  private var emptyLooks: [Place: (end: ContinuousClock.Instant, took: Duration)] = [:]

  init(run: Int? = nil, worker: Worker? = nil) {
    self.run = run
    self.worker = worker
  }

  /// What is claimed: inputs of a layer that lack an output in another.
  struct Place: Hashable {
    var stage: Stage
    var input: Int
    var output: Int

    static func uncut(_ layers: Layers) -> Place { Place(stage: .chunk, input: layers.extract, output: layers.chunk) }
    static func bare(_ layers: Layers) -> Place { Place(stage: .embed, input: layers.chunk, output: layers.embed) }
  }

  /// Where to look for more, and how often the stage was rewound before: rows up to it were handed out, or are others'.
  func position(of place: Place) -> (after: Int64, rewinds: Int) {
    (max(positions[place, default: 0], floors[place, default: 0]), rewinds[place.stage, default: 0])
  }

  mutating func noteEmptyLook(at place: Place, since start: ContinuousClock.Instant) {
    let now = ContinuousClock.now
    emptyLooks[place] = (now, start.duration(to: now))
  }

  /// Whether all rows were looked at in vain so shortly ago that looking is most of what there would be to do.
  func hasJustLooked(at place: Place) -> Bool {
    guard position(of: place).after == 0, let look = emptyLooks[place] else { return false }
    return look.end.duration(to: .now) < look.took * 5
  }

  /// Moves a position on, unless it was rewound since it was asked for.
  mutating func advance(_ place: Place, to position: Int64, since rewinds: Int) {
    guard self.rewinds[place.stage, default: 0] == rewinds else { return }
    positions[place] = max(position, positions[place, default: 0])
  }

  /// Has claims of a place begin behind a row, rewound or not.
  mutating func raiseFloor(of place: Place, to row: Int64) { floors[place] = max(row, floors[place, default: 0]) }

  mutating func rewind(_ stage: Stage) {
    rewinds[stage, default: 0] += 1
    positions = positions.filter { $0.key.stage != stage }
  }
}
