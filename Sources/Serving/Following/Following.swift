package import Logging
import ServiceLifecycle

/// Follows the catalogues of all pipelines: a new revision or a promoted generation is served within a second, and no
/// request fails for it.
package struct Following: Service {
  /// How often a catalogue is looked at; a quarter more or less, so that servers do not look together.
  package static let interval = Duration.milliseconds(250)

  private let followers: [Follower]

  package init(_ pipelines: [ServedPipeline], log: Logger) {
    followers = pipelines.map { Follower($0, log: log) }
  }

  /// Looks at every catalogue once, side by side.
  package func look() async {
    await withDiscardingTaskGroup { group in
      for follower in followers { group.addTask { await follower.look() } }
    }
  }

  package func run() async {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        for follower in followers {
          group.addTask {
            repeat { await follower.look() } while await Self.pause(Self.interval)
          }
          // Beside the looks: the gauges tell the truth also while a catalogue hangs.
          group.addTask {
            repeat { follower.report() } while await Self.pause(.seconds(1))
          }
        }
      }
    }
  }

  /// Sleeps; false if it is time to end.
  private static func pause(_ duration: Duration) async -> Bool {
    (try? await Task.sleep(for: duration * Double.random(in: 0.75...1.25))) != nil
  }
}
