import Corpus
import Foundation

/// One block of zeroed floats, on huge pages where there are any, given out piece by piece and freed together.
// Safety: whoever fills a piece does so before sharing the arena; afterwards it is only read.
final class FloatArena: @unchecked Sendable {
  private let mapping: UnsafeMutableRawPointer
  private let bytes: Int
  private let floats: UnsafeMutablePointer<Float>
  private let capacity: Int
  private var used = 0
  /// Whether what is taken has its numbers already.
  let isFilled: Bool

  private static let hugePage = 2 << 20

  /// - Parameter capacity: floats.
  /// - Parameter contents: what another arena of this capacity was filled with; nil for zeros.
  /// - Throws: ``Failure`` `embed.outOfMemory`.
  init(capacity: Int, contents: UnsafeRawBufferPointer? = nil) throws(Failure) {
    bytes = capacity * 4 + Self.hugePage
    let start = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start, start != MAP_FAILED else {
      throw Failure(
        "embed.outOfMemory", "embedding model",
        "cannot allocate \(bytes >> 20) MiB: \(String(cString: strerror(errno)))",
        remedy: "raise the memory limit, or take a smaller model", verdict: .stop(.dependency))
    }
    mapping = start
    let aligned = start.alignedUp(toMultipleOf: Self.hugePage)
    madvise(aligned, capacity * 4, MADV_HUGEPAGE)
    floats = aligned.bindMemory(to: Float.self, capacity: capacity)
    self.capacity = capacity
    isFilled = contents?.count == capacity * 4
    if isFilled, let contents = contents?.baseAddress { aligned.copyMemory(from: contents, byteCount: capacity * 4) }
  }

  deinit { munmap(mapping, bytes) }

  /// Everything, whether taken or not.
  var contents: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: floats, count: capacity * 4) }

  /// The next `count` floats, on a cache line of their own.
  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let piece = floats + used
    used += Self.footprint(count)
    precondition(used <= capacity, "the arena was sized for less")
    return piece
  }

  /// The next `count` numbers of another kind, on a cache line of their own.
  func take<Number: BitwiseCopyable>(_ count: Int, of kind: Number.Type) -> UnsafeMutablePointer<Number> {
    let piece = UnsafeMutableRawPointer(take(Self.floats(holding: count, of: kind)))
    return piece.bindMemory(to: kind, capacity: count)
  }

  /// What `take(count)` uses up.
  static func footprint(_ count: Int) -> Int { (count + 15) & ~15 }

  /// What `take(count, of: kind)` uses up.
  static func footprint<Number>(_ count: Int, of kind: Number.Type) -> Int {
    footprint(floats(holding: count, of: kind))
  }

  private static func floats<Number>(holding count: Int, of kind: Number.Type) -> Int {
    (count * MemoryLayout<Number>.stride + 3) / 4
  }
}
