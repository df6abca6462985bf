import Dispatch
import Foundation
import Glibc
import Indexing
import Running

/// Turns SIGTERM and SIGINT into a request to stop: what is in hand is finished, complete documents are published.
/// A second signal ends the process at once, which is just as safe.
final class TerminationSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ stop: StopSignal) {
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.isRequested { _exit(ExitStatus.interrupted.rawValue) }
        FileHandle.standardError.write(Data("stopping: finishing what is in hand (again to stop at once)\n".utf8))
        stop.request(.interrupted)
      }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
