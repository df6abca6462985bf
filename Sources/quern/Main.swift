import ArgumentParser
import Glibc

@main
enum Main {
  static func main() async {
    // A child or a reader that goes away is an error to handle, not a reason to die.
    signal(SIGPIPE, SIG_IGN)
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
