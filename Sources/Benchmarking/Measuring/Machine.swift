import Foundation

/// What a benchmark ran on.
package struct Machine: Codable, Sendable, CustomStringConvertible {
  package var processor: String
  package var cores: Int
  /// Bytes.
  package var memory: Int
  package var kernel: String

  package init() {
    let cpu = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    processor =
      cpu.split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    cores = ProcessInfo.processInfo.activeProcessorCount
    memory = Int(ProcessInfo.processInfo.physicalMemory)
    kernel =
      (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
  }

  package var description: String { "\(processor), \(cores) cores, \(memory >> 30) GiB, Linux \(kernel)" }
}
