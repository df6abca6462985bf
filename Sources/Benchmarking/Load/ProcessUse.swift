/// What a process and its descendants used at one moment.
struct ProcessUse: Sendable {
  /// Seconds since the first sample.
  var at: Double
  /// Processors kept busy since the sample before.
  var processors: Double
  var residentBytes: Int

  /// Samples four times a second until the task is cancelled.
  static func samples(of pid: Int32) async -> [ProcessUse] {
    let tree = ProcessTree(root: pid)
    let clock = ContinuousClock()
    let started = clock.now
    var samples: [ProcessUse] = []
    var last = (at: 0.0, busy: tree.processorSeconds)
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(250))
      // The last moment is too short to tell anything.
      if Task.isCancelled { break }
      let now = (at: (clock.now - started) / .seconds(1), busy: tree.processorSeconds)
      // A child that ended takes its seconds with it.
      let busy = max(0, now.busy - last.busy) / max(now.at - last.at, 1e-3)
      samples.append(ProcessUse(at: now.at, processors: busy, residentBytes: tree.residentBytes))
      last = now
    }
    return samples
  }
}
