package import Guarding
package import Hummingbird
package import Logging
import NIOCore
import Synchronization

/// What goes with a request through the doors to its route.
package struct ServingContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The other side's address, without its port.
  package let remote: String
  /// Who asks; nobody before the door has let them in.
  package var principal: Principal?
  /// Who that turned out to be, for those who wait outside the door.
  let identity = Identity()

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remote = source.channel.remoteAddress?.ipAddress ?? "local"
  }

  /// Without a connection.
  package init(remote: String, logger: Logger) {
    coreContext = CoreRequestContextStorage(source: Unconnected(logger: logger))
    self.remote = remote
  }
}

/// A name that is found out further in.
final class Identity: Sendable {
  private let box = Mutex<String?>(nil)

  var name: String? {
    get { box.withLock { $0 } }
    set { box.withLock { $0 = newValue } }
  }
}

private struct Unconnected: RequestContextSource {
  let logger: Logger
}
