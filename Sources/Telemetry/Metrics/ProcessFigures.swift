import Foundation
import Glibc

/// What Linux says of this process.
struct ProcessFigures {
  var cpuSeconds: Double
  var residentBytes: Int
  var virtualBytes: Int
  var openFiles: Int
  var maxFiles: UInt
  /// Since 1970.
  var startSeconds: Double

  /// Nil where /proc cannot be read.
  static func now() -> ProcessFigures? {
    // The name of the program, in brackets, may hold anything; the fields behind it are counted from 3 (proc(5)).
    guard let stat = read("/proc/self/stat"), let name = stat.lastIndex(of: ")"),
      let boot = read("/proc/stat")?.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
      let booted = Double(boot.dropFirst(6)),
      let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    else { return nil }
    let fields = stat[name...].split(whereSeparator: \.isWhitespace).dropFirst().map { Int($0) ?? 0 }
    guard fields.count > 21 else { return nil }
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return ProcessFigures(
      cpuSeconds: Double(fields[11] + fields[12]) / ticks, residentBytes: fields[21] * sysconf(Int32(_SC_PAGESIZE)),
      virtualBytes: fields[20],
      // Reading the folder took one itself.
      openFiles: files.count - 1, maxFiles: limit.rlim_cur, startSeconds: booted + Double(fields[19]) / ticks)
  }

  func write(to page: inout Exposition) {
    for (metric, value) in samples {
      page.begin(metric.name, metric.kind, help: metric.help)
      page.sample(metric.name, "", value)
    }
  }

  /// By OTLP; counters go back to the start of the process.
  func append(to line: inout JSONLine, over span: MeasuredSpan) {
    let span = MeasuredSpan(start: UInt64(max(0, startSeconds) * 1e9), end: span.end)
    for (metric, value) in samples where value.isFinite {
      line.metric(metric.name, metric.kind, help: metric.help) { line in
        line.object { line in
          line.times(span, isCounted: metric.kind != .gauge)
          line.number("asDouble", value)
        }
      }
    }
  }

  private var samples: [(Metric, Double)] {
    let values = [
      "process_cpu_seconds_total": cpuSeconds,
      "process_resident_memory_bytes": Double(residentBytes),
      "process_virtual_memory_bytes": Double(virtualBytes),
      "process_open_fds": Double(openFiles),
      "process_max_fds": maxFiles == UInt(bitPattern: -1) ? .infinity : Double(maxFiles),
      "process_start_time_seconds": startSeconds,
    ]
    return Metric.process.compactMap { metric in values[metric.name].map { (metric, $0) } }
  }

  private static func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
