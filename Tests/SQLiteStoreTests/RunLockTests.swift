import Corpus
import Glibc
import SQLiteStore
import Testing

@Suite struct RunLockTests {
  @Test func `a refused lock closes its file once`() throws {
    let folder = try TemporaryFolder()
    let held = try RunLock(path: folder.file("lock"), holder: "first")
    errno = 0
    var refusal: Failure?
    do { _ = try RunLock(path: folder.file("lock"), holder: "second") } catch { refusal = error as? Failure }
    // Closed twice, it would take a file from whoever got its number in between; and errno would say EBADF.
    #expect(errno == EWOULDBLOCK)
    #expect(refusal?.code == "run.alreadyRunning")
    withExtendedLifetime(held) {}
  }
}
