import Foundation
import Glibc
import Indexing
import Running

/// Shows how far a run has got, on standard error: a bar per stage in a terminal, a plain line now and then in a pipe.
struct ProgressDisplay {
  let progress: RunProgress
  let isJSON: Bool

  private static let stages: [Stage] = [.extract, .chunk, .embed]

  /// Shows the progress while the body works.
  func during<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    let painter = Task { isTerminal ? await paintBars() : await writeLines() }
    defer { painter.cancel() }
    let result = try await body()
    painter.cancel()
    await painter.value
    return result
  }

  private var isTerminal: Bool {
    !isJSON && isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  private func paintBars() async {
    let started = Date()
    var painted = false
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(150))
      let stations = await progress.stations
      let lines = Self.stages.map { bar($0, stations[$0], since: started) }
      let up = painted ? "\u{1B}[\(lines.count)A" : ""
      write(up + lines.map { "\r\u{1B}[2K\($0)\n" }.joined())
      painted = true
    }
    // The summary takes the bars' place.
    if painted { write("\u{1B}[\(Self.stages.count)A\u{1B}[J") }
  }

  private func bar(_ stage: Stage, _ station: RunProgress.Station?, since started: Date) -> String {
    let station = station ?? RunProgress.Station()
    let finished = station.finished
    let share = station.total == 0 ? 0 : min(1, Double(finished) / Double(station.total))
    let width = 24
    let filled = Int(share * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let seconds = max(Date().timeIntervalSince(started), 0.001)
    let rate = Double(finished) / seconds
    var line = stage.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
    line += "\(bar) \(finished)/\(station.total) \(stage.unit) \(Int(rate))/s"
    if station.reused > 0 { line += " \(station.reused) reused" }
    if station.quarantined > 0 { line += " \(station.quarantined) quarantined" }
    if rate > 0, finished < station.total { line += " ETA \(Self.duration(Double(station.total - finished) / rate))" }
    return line
  }

  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole)s" }
    return whole < 3600 ? "\(whole / 60)m\(whole % 60)s" : "\(whole / 3600)h\(whole / 60 % 60)m"
  }

  private func writeLines() async {
    var last = ""
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(10))
      if Task.isCancelled || isJSON { continue }
      let stations = await progress.stations
      let line = Self.stages.map { stage in
        let station = stations[stage] ?? RunProgress.Station()
        return "\(stage.rawValue) \(station.finished)/\(station.total)"
      }.joined(separator: ", ")
      if line != last { write(line + "\n") }
      last = line
    }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
