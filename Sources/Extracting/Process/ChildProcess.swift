import CSandbox
import Corpus
import Glibc
import Synchronization

/// One running child: its channel, and its end. Released, it is killed and reaped.
final class ChildProcess: Sendable {
  let channel: Channel
  private let process: pid_t
  private let ending = Mutex<Ending?>(nil)

  /// - Throws: ``Failure`` `extract.unavailable` when the executable cannot be started.
  init(executable: String) throws(Failure) {
    var ours: CInt = -1
    var theirs: CInt = -1
    var child: pid_t = 0
    var error = csandbox_socketpair(&ours, &theirs)
    if error == 0 {
      error = csandbox_spawn(executable, theirs, &child)
      close(theirs)
      if error != 0 { close(ours) }
    }
    guard error == 0 else { throw .unavailable(executable, String(cString: strerror(error))) }
    channel = Channel(socket: ours)
    process = child
  }

  deinit {
    kill()
    _ = end()
  }

  /// Stops the child, from any thread and any number of times; whoever talks to it finds the channel closed.
  func kill() {
    // Under the lock the process is not reaped yet, so its number is still its own.
    ending.withLock { if $0 == nil { Glibc.kill(process, SIGKILL) } }
  }

  /// Reaps a child that has closed its channel, or was killed, and says how it ended.
  func end() -> Ending {
    ending.withLock { ending in
      if let ending { return ending }
      let found = Ending(reaping: process)
      ending = found
      return found
    }
  }
}
