import CSandbox
import Glibc

extension Confinement {
  /// Open files a child may have: its channel, an object, fonts, and conversion tables while they load.
  private static let maxDescriptors: UInt64 = 64

  /// Gives up all rights of this process that extraction does not need. There is no way back.
  ///
  /// Each measure stands alone: as root in a container, or on a kernel without Landlock or seccomp, the others still
  /// hold.
  /// - Parameter memoryBytes: of heap and private memory.
  /// - Parameter keepsOutput: for a process whose standard output may be a file.
  static func confine(memoryBytes: Int, keepsOutput: Bool = false) -> Confinement {
    // Opens the file that the last call reads from then on.
    _ = csandbox_memory()
    var confinement = Confinement(measures: [])
    var abi: CInt = 0
    confinement.take("ends with its parent", csandbox_die_with_parent())
    confinement.take("ends first when memory runs out", csandbox_die_first())
    confinement.take("memory hidden from other processes", csandbox_hide_memory())
    confinement.take(
      "bounded memory and descriptors, no core files",
      csandbox_limit(UInt64(clamping: memoryBytes), maxDescriptors))
    if !keepsOutput { confinement.take("no writing to files", csandbox_forbid_writing()) }
    confinement.take("tells when memory runs out", csandbox_report_memory())
    confinement.take("no new privileges", csandbox_no_new_privileges())
    confinement.take("no files but libraries and fonts (Landlock)", csandbox_restrict_files(&abi))
    confinement.take("no system calls but for reading and computing (seccomp)", csandbox_restrict_calls())
    return confinement
  }

  private mutating func take(_ name: String, _ error: CInt) {
    measures.append(Measure(name: name, problem: error == 0 ? nil : String(cString: strerror(error))))
  }
}
