import Foundation
import Glibc
import Instruments
import Testing

/// What the user who runs it may not read. Root may read everything, and gives its rights up for these.
@Suite struct PermissionTests {
  /// What a command starts with to be run by a user without rights; nil when that cannot be had.
  private static let unprivileged: String? = {
    if geteuid() != 0 { return "" }
    let prefix = "setpriv --reuid 65534 --regid 65534 --clear-groups "
    guard Program("setpriv") != nil, let quern = try? Programs.quern() else { return nil }
    // The programs may lie where nobody else gets to.
    let launch = Launch(
      executable: "/bin/sh", arguments: ["-c", "exec \(prefix)'\(quern)' --version"], folder: "/",
      environment: ["PATH": "/usr/bin:/bin"], output: "/dev/null", errors: "/dev/null")
    var status: Int32 = 1
    guard let process = try? launch.start(), waitpid(process, &status, 0) == process, status == 0 else { return nil }
    return prefix
  }()

  @Test(.enabled(if: unprivileged != nil, "needs a user who may not read everything, and setpriv(1)"))
  func `an unreadable file is one row, an unreadable folder keeps what was below it`() async throws {
    let place = try Workspace()
    let prefix = try #require(Self.unprivileged)
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    for (file, word) in [("open.txt", "wimbrel"), ("file.txt", "farrago"), ("folder/below.txt", "gallimaufry")] {
      try place.write("documents/\(file)", "The \(word) is here.")
    }
    let first = try await place.quern.shell("chmod -R a+rwX . && \(prefix)$QUERN run pipeline.yaml")
    #expect(first.ending == .code(0), "\(first)")

    let second = try await place.quern.shell(
      """
      chmod 0 documents/file.txt documents/folder && touch -d 2001-02-03 documents/file.txt
      \(prefix)$QUERN run pipeline.yaml
      status=$?
      chmod 755 documents/folder
      exit $status
      """)
    #expect(second.ending == .code(0), "\(second)")
    #expect(try await place.quern.find("wimbrel") == ["open.txt"])
    #expect(try await place.quern.find("gallimaufry") == ["folder/below.txt"])
    let rows: [QuarantineAnswer] = try await place.quern.json("quarantine", "list", "pipeline.yaml")
    #expect(rows.map(\.uri) == ["file.txt", "folder/"])
    #expect(rows.allSatisfy { $0.code == "source.unreadable" }, "\(rows)")

    let third = try await place.quern.shell("chmod 644 documents/file.txt && \(prefix)$QUERN run pipeline.yaml")
    #expect(third.ending == .code(0), "\(third)")
    #expect(try await place.quern("quarantine", "list", "pipeline.yaml").out.contains("nothing is quarantined"))
  }
}
