import Foundation
package import Indexing

/// Asks a run to stop claiming work; what is in hand is finished.
// Safety: the reason is only touched under the lock.
package final class StopSignal: @unchecked Sendable {
  private let lock = NSLock()
  private var stored: RunOutcome?

  package init() {}

  /// Why the run was asked to stop; nil while it was not.
  package var reason: RunOutcome? { lock.withLock { stored } }
  package var isRequested: Bool { reason != nil }

  /// The first reason stands.
  package func request(_ reason: RunOutcome) { lock.withLock { stored = stored ?? reason } }
}
