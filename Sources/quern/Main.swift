import ArgumentParser
import Glibc

@main
enum Main {
  static func main() async {
    // A child or a reader that goes away is an error to handle, not a reason to die.
    signal(SIGPIPE, SIG_IGN)
    // What process 1 of a container has no handler for, the kernel drops; a command sets its own once it has begun.
    if getpid() == 1 {
      for number in [SIGTERM, SIGINT] { signal(number) { _ in _exit(ExitStatus.interrupted.rawValue) } }
    }
    do {
      var command = try Quern.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      ExitStatus.exit(for: error)
    }
  }
}
