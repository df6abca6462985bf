import Foundation

/// Memory of this process and its descendants, read from /proc.
package struct ProcessTree: Sendable {
  package init() {}

  /// Bytes resident now, pages that processes share counted once for each.
  package var residentBytes: Int {
    let parents = Self.parents
    let own = ProcessInfo.processInfo.processIdentifier
    let tree = parents.keys.filter { pid in
      var pid: Int32? = pid
      while let current = pid, current > 1 {
        if current == own { return true }
        pid = parents[current]
      }
      return false
    }
    return tree.reduce(0) { $0 + Self.resident($1) }
  }

  private static var parents: [Int32: Int32] {
    var parents: [Int32: Int32] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let pid = Int32(name), let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let afterName = stat.lastIndex(of: ")")
      else { continue }
      let fields = stat[afterName...].split(separator: " ")
      if fields.count > 2, let parent = Int32(fields[2]) { parents[pid] = parent }
    }
    return parents
  }

  private static func resident(_ pid: Int32) -> Int {
    guard let statm = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8) else { return 0 }
    let fields = statm.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
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
