import Corpus
import Pipelines

/// Some work on one pipeline as Kubernetes carries it out: its file in a ConfigMap, and a Job or CronJob.
///
/// The same as the Helm chart makes of the same pipeline, but for the labels of Helm's own (a test compares). Every value
/// has been checked to stand in YAML as it is.
struct ClusterJob {
  var pipeline: String
  /// The pipeline's file as it was typed.
  var file: String
  /// What the names of all objects start with.
  var name = "quern"
  var work = Work.run
  /// Nil for a Job that runs at once.
  var schedule: SchedulePlan?
  /// Tells Jobs of one name apart: a Job cannot be changed.
  var revision = 1
  var image: String
  var serviceAccount = "default"
  var stages: [String] = []
  var parallelism = 1
  var threads: Int?
  var queue: String?
  /// The secret's variable in the file, and where its value is kept; nil where the file reads another file.
  var database: Variable?
  var variables: [Variable] = []
  var documents: Claim?
  var requestedCPU = "1"
  var requestedMemory = "1Gi"
  var memoryLimit = "4Gi"

  enum Work: String, CaseIterable { case run, reindex, verify, eval }

  struct Variable {
    var name: String
    var value: Value

    enum Value {
      case text(String)
      case secret(name: String, key: String)
    }
  }

  /// A PersistentVolumeClaim, and where a pod finds it.
  struct Claim {
    var name: String
    var path: String
  }

  /// The name of one of its objects, cut to what CronJobs may have (52), and then told from others by a digest.
  func objectName(_ parts: String...) -> String {
    let name = ([name, pipeline] + parts).joined(separator: "-")
    guard name.utf8.count > 52 else { return name }
    let start = name.prefix(43)
    return "\(start.hasSuffix("-") ? start.dropLast() : start)-\(Digest(of: name).hex.prefix(8))"
  }

  /// Whether many pods may share the work.
  var isRun: Bool { work == .run || work == .reindex }
}
