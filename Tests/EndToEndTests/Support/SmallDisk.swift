import Instruments
import Glibc

/// A small file system in a namespace of its own, which goes away with the program in it.
enum SmallDisk {
  static let namespace = geteuid() == 0 ? "unshare -m" : "unshare -Urm"

  static let isPossible: Bool = {
    guard Program("unshare") != nil else { return false }
    let launch = Launch(
      executable: "/bin/sh", arguments: ["-c", "\(namespace) mount -t tmpfs none /mnt"], folder: "/",
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], output: "/dev/null", errors: "/dev/null")
    var status: Int32 = 1
    guard let process = try? launch.start() else { return false }
    return waitpid(process, &status, 0) == process && status == 0
  }()
}
