import Corpus
import Threading

/// A thread that encodes, with scratch memory of its own.
actor EncodingThread {
  private let executor: ThreadExecutor
  private let encoder: Encoder
  private let scratch: Scratch

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ encoder: Encoder, name: String, capacity: Int) throws(Failure) {
    executor = ThreadExecutor(name: name)
    self.encoder = encoder
    scratch = try encoder.makeScratch(capacity: capacity)
  }

  func vectors(of sequences: [[Int32]]) -> [Result<[Float], Failure>] {
    encoder.vectors(of: sequences, in: scratch)
  }
}
