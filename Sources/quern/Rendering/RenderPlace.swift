import ArgumentParser
import Pipelines

/// Where in a cluster a pipeline runs, and with what: options of ``RenderCommand`` that become text in a manifest, so
/// that each is held to what may stand there.
struct RenderPlace: ParsableArguments {
  @Option(help: "The image.")
  var image = "ghcr.io/quern/quern:\(Version.current)"

  @Option(help: "What the objects' names start with.")
  var name = "quern"

  @Option(help: "The service account of the pods; it needs no rights.")
  var serviceAccount = "default"

  @Option(help: "The Secret and key with the database's address, as SECRET:KEY.")
  var database = SecretKey(secret: "quern-database", key: "writer-url")

  @Option(help: "The claim with the documents, and where the pipeline's file looks for them, as CLAIM[:PATH].")
  var documents: ClaimPath?

  @Option(help: "A variable of the pods, as NAME=VALUE; may be given several times.")
  var env: [PlainVariable] = []

  @Option(help: "A variable whose value is a secret, as NAME=SECRET:KEY; may be given several times.")
  var secretEnv: [SecretVariable] = []

  @Option(help: "A Kueue LocalQueue that admits the Job.")
  var queue: String?

  @Option(help: "CPUs a pod asks for.")
  var cpu = "1"

  @Option(help: "Memory a pod asks for.")
  var memory = "1Gi"

  @Option(help: "Memory a pod may take.")
  var memoryLimit = "4Gi"

  func validate() throws {
    for (option, value) in [("--name", name), ("--service-account", serviceAccount), ("--queue", queue ?? "q")]
    where !KubernetesName.isLabel(value) {
      throw ValidationError("\(option) takes small letters, digits and hyphens, at most 40")
    }
    guard image.wholeMatch(of: /[a-z0-9]+([._:\/-][a-zA-Z0-9_.-]+)*(@sha256:[0-9a-f]{64})?/) != nil else {
      throw ValidationError("--image takes a name such as registry.example.org/quern:1.2.3")
    }
    for (option, value) in [("--cpu", cpu), ("--memory", memory), ("--memory-limit", memoryLimit)]
    where value.wholeMatch(of: /[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?/) == nil {
      throw ValidationError("\(option) takes a quantity such as 500m or 4Gi")
    }
  }

  /// Puts what was given into a job.
  func furnish(_ job: inout ClusterJob, database url: Secret) {
    job.name = name
    job.serviceAccount = serviceAccount
    job.queue = queue
    job.requestedCPU = cpu
    job.requestedMemory = memory
    job.memoryLimit = memoryLimit
    job.documents = documents.map { ClusterJob.Claim(name: $0.claim, path: $0.path) }
    if case .environment(let variable) = url {
      job.database = ClusterJob.Variable(name: variable, value: .secret(name: database.secret, key: database.key))
    }
    job.variables =
      env.map { ClusterJob.Variable(name: $0.name, value: .text($0.value)) }
      + secretEnv.map { ClusterJob.Variable(name: $0.name, value: .secret(name: $0.key.secret, key: $0.key.key)) }
  }
}

enum KubernetesName {
  /// Short enough for what is put behind it.
  static func isLabel(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 40 && String(text).wholeMatch(of: /[a-z0-9]([-a-z0-9]*[a-z0-9])?/) != nil
  }

  /// Of Secrets and claims, which may have dots.
  static func isName(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 253 && String(text).wholeMatch(of: /[a-z0-9]([-.a-z0-9]*[a-z0-9])?/) != nil
  }
}

struct SecretKey: ExpressibleByArgument {
  var secret: String
  var key: String
  var defaultValueDescription: String { "\(secret):\(key)" }

  init(secret: String, key: String) {
    self.secret = secret
    self.key = key
  }

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, KubernetesName.isName(parts[0]), parts[1].wholeMatch(of: /[-._a-zA-Z0-9]+/) != nil else {
      return nil
    }
    self.init(secret: String(parts[0]), key: String(parts[1]))
  }
}

struct ClaimPath: ExpressibleByArgument {
  var claim: String
  var path: String

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.count == 2 ? String(parts[1]) : "/documents"
    guard let claim = parts.first, KubernetesName.isName(claim), path.wholeMatch(of: /\/[A-Za-z0-9\/._-]*/) != nil
    else {
      return nil
    }
    self.claim = String(claim)
  }
}

struct PlainVariable: ExpressibleByArgument {
  var name: String
  var value: String

  init?(argument: String) {
    guard let match = argument.wholeMatch(of: /([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)/) else { return nil }
    (name, value) = (String(match.1), String(match.2))
  }
}

struct SecretVariable: ExpressibleByArgument {
  var name: String
  var key: SecretKey

  init?(argument: String) {
    guard let variable = PlainVariable(argument: argument), let key = SecretKey(argument: variable.value) else {
      return nil
    }
    (name, self.key) = (variable.name, key)
  }
}
