import Fixtures
import Foundation
import Glibc
import Testing

/// A full disk ends a run with advice, and loses nothing.
@Suite(.serialized) struct DiskFullTests {
  private static func place() throws -> Workspace {
    let place = try Workspace()
    var random = SeededGenerator(seed: 11)
    try place.write(Pipeline())
    try place.writeProse(300, words: 300, using: &random)
    try FileManager.default.createDirectory(atPath: "\(place.path)/disk", withIntermediateDirectories: true)
    return place
  }

  private static func expectAdvice(_ status: String, _ message: String) throws {
    #expect(status == "69", "\(message)")
    let errors = message.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1 && errors.allSatisfy { $0.contains("free some space") }, "\(message)")
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "needs unshare(1) and the right to mount a tmpfs"),
    arguments: ["64k", "600k", "1500k", "2500k", "4m"])
  func `a full disk exits 69, and the same command finishes when there is space`(size: String) async throws {
    let place = try Self.place()
    var quern = place.quern
    quern.environment["QUERN_HOME"] = "\(place.path)/disk"
    let outcome = try await quern.shell(
      """
      exec \(SmallDisk.namespace) bash -c '
        mount -t tmpfs -o size=\(size) none disk || exit 99
        "$QUERN" run pipeline.yaml >full.out 2>full.err; echo $? >full.status
        mount -o remount,size=1g disk || exit 98
        "$QUERN" run pipeline.yaml || exit $?
        "$QUERN" verify pipeline.yaml >&2 || exit $?
        "$QUERN" dump pipeline.yaml >dump.jsonl'
      """)
    #expect(outcome.ending == .code(0), "\(size)\n\(outcome)")
    try Self.expectAdvice(place.read("full.status").trimmingCharacters(in: .newlines), place.read("full.err"))
    #expect(try await Dump(place.read("dump.jsonl")).difference(from: place.quern.dumpOfFreshRun()) == nil)
  }

  @Test(arguments: [100, 1000, 2000])
  func `a limit on the size of files exits 69, and the same command finishes without it`(kibibytes: Int) async throws {
    let place = try Self.place()
    let limited = try await place.quern.shell("trap '' XFSZ; ulimit -f \(kibibytes); exec $QUERN run pipeline.yaml")
    guard case .code(let code) = limited.ending else {
      Issue.record("\(limited)")
      return
    }
    try Self.expectAdvice("\(code)", limited.err)
    try await place.quern.record()
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil)
  }
}
