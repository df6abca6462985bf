import Glibc

/// How a child ended.
enum Ending: Hashable {
  case exited(CInt)
  case signalled(CInt)
  /// It had to be killed, is stuck inside the kernel (as on a network disk that is gone), or somebody else reaped it.
  case unseen

  /// Reaps a child. One that has closed its channel is about to end by itself and is given a moment for it, so that its
  /// own reason is seen; then it is killed.
  init(reaping process: pid_t) {
    if let ending = Ending(reaping: process, within: .seconds(1)) {
      self = ending
      return
    }
    kill(process, SIGKILL)
    _ = Ending(reaping: process, within: .seconds(5))
    self = .unseen
  }

  private init?(reaping process: pid_t, within duration: Duration) {
    let end = SuspendingClock.now + duration
    var pause: useconds_t = 100
    var status: CInt = 0
    while true {
      let reaped = waitpid(process, &status, WNOHANG)
      if reaped == process { break }
      if reaped < 0, errno != EINTR {
        self = .unseen
        return
      }
      guard SuspendingClock.now < end else { return nil }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
    // WIFSIGNALED and its kin are macros that Swift does not see.
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }
}
