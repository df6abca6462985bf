import Foundation
import Glibc

/// Memory and processor time of a process and its descendants, read from /proc.
package struct ProcessTree: Sendable {
  package let root: Int32

  /// - Parameter root: a process's number; this one unless given.
  package init(root: Int32 = ProcessInfo.processInfo.processIdentifier) { self.root = root }

  /// Bytes resident now, pages that processes share counted once for each.
  package var residentBytes: Int { members.reduce(0) { $0 + Self.resident($1.pid) } }

  /// Seconds of all processors so far, of the processes that are alive.
  package var processorSeconds: Double {
    members.reduce(0) { $0 + $1.ticks } / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private struct Member {
    var pid: Int32
    var parent: Int32
    var ticks: Double
  }

  private var members: [Member] {
    let all = Self.processes
    return all.values.filter { member in
      var pid: Int32? = member.pid
      while let current = pid, current > 1 {
        if current == root { return true }
        pid = all[current]?.parent
      }
      return root == 1
    }
  }

  private static var processes: [Int32: Member] {
    var processes: [Int32: Member] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let pid = Int32(name), let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let afterName = stat.lastIndex(of: ")")
      else { continue }
      // proc(5): after the name come the state (3rd), the parent (4th), and utime and stime (14th and 15th).
      let fields = stat[afterName...].split(separator: " ")
      guard fields.count > 13, let parent = Int32(fields[2]) else { continue }
      processes[pid] = Member(pid: pid, parent: parent, ticks: (Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0))
    }
    return processes
  }

  private static func resident(_ pid: Int32) -> Int {
    guard let statm = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8) else { return 0 }
    let fields = statm.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }

  /// The most bytes this process alone ever held.
  package static var highWater: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    // In kilobytes: getrusage(2).
    return usage.ru_maxrss * 1024
  }

  /// The highest sum seen while the body works, sampled 20 times a second.
  package static func peak<T>(during body: () async throws -> T) async rethrows -> (value: T, bytes: Int) {
    let sampler = Task.detached {
      var peak = 0
      while !Task.isCancelled {
        peak = max(peak, ProcessTree().residentBytes)
        try? await Task.sleep(for: .milliseconds(50))
      }
      return peak
    }
    let value: T
    do {
      value = try await body()
    } catch {
      sampler.cancel()
      throw error
    }
    sampler.cancel()
    return (value, await sampler.value)
  }
}
