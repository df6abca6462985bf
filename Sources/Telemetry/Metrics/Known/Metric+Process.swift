extension Metric {
  /// What every process says of itself, by the names that Prometheus' client libraries share.
  static let process = [
    Metric("process_cpu_seconds_total", .counter, "User and system time spent."),
    Metric("process_resident_memory_bytes", .gauge, "Memory held, mapped files included."),
    Metric("process_virtual_memory_bytes", .gauge, "Address space taken."),
    Metric("process_open_fds", .gauge, "Open file descriptors."),
    Metric("process_max_fds", .gauge, "File descriptors that may be open."),
    Metric("process_start_time_seconds", .gauge, "When the process started, in seconds since 1970."),
  ]
}
