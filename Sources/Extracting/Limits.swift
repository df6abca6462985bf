/// What one object may cost before its extraction is given up.
package struct Limits: Hashable, Sendable {
  /// Time that the child may keep the pipeline waiting for one object, and CPU time it may use for it.
  package var timeout: Duration
  /// Bytes of heap and private memory that the child may have; the mapped object does not count.
  package var memoryBytes: Int
  /// Bytes of all items of one object together, as they cross the channel.
  package var outputBytes: Int
  /// Objects after which a child is replaced, so that leaks in libraries stay small.
  package var objectsPerChild: Int

  package init(
    timeout: Duration = .seconds(60), memoryBytes: Int = 512 << 20, outputBytes: Int = 8 << 30,
    objectsPerChild: Int = 2_000
  ) {
    self.timeout = timeout
    self.memoryBytes = memoryBytes
    self.outputBytes = outputBytes
    self.objectsPerChild = objectsPerChild
  }

  /// Whole seconds of CPU time, at least one.
  var cpuSeconds: Int { max(1, Int((timeout / .seconds(1)).rounded(.up))) }
}
