import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print a pipeline's Kubernetes Job or CronJob, for kubectl apply -f -.",
    discussion: """
      A pipeline with a schedule becomes a CronJob, any other a Job that runs at once. The Helm chart makes the same, and \
      servers, monitoring and network policies besides (docs/install.md). Variables of the file are read here as in the \
      pod; --env sets those that pods need.
      """)

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var place: RenderPlace

  @Option(help: "What is done: run, reindex, verify or eval.")
  var work: ClusterJob.Work = .run

  @Flag(help: "Make a Job that runs at once, whatever the file's schedule.")
  var once = false

  @Option(help: "Five fields of cron, instead of the file's schedule.")
  var schedule: String?

  @Option(help: "Tells this Job from earlier ones: a Job cannot be changed.")
  var revision = 1

  @Option(help: "Only these stages, separated by commas: discover,extract,chunk,embed,index.")
  var stages: StageList?

  @Option(help: "Pods that share the work.")
  var parallelism = 1

  @Option(help: "Threads of one pod; all of its node's cores unless given.")
  var threads: Int?

  func run() throws {
    var plan = try pipeline.plan()
    guard case .postgres(let store) = plan.store else {
      throw Failure(
        "render.store", plan.name, "pods share the catalogue, so it has to be in PostgreSQL",
        remedy: "add store: { type: postgres, url: { fromEnv: DATABASE_URL } }", verdict: .stop(.configuration))
    }
    if let schedule {
      guard let other = SchedulePlan.at(schedule, like: plan.schedule) else {
        throw ValidationError("--schedule takes five fields of cron, such as \"0 3 * * *\"")
      }
      plan.schedule = other
    }
    guard let file = try? String(contentsOfFile: plan.file, encoding: .utf8) else {
      throw Failure("render.file", pipeline.file, "cannot be read", remedy: "try again", verdict: .stop(.input))
    }
    var job = ClusterJob(pipeline: plan.name, file: file, image: place.image)
    job.work = work
    // The file's schedule is that of its runs.
    job.schedule = once || (work != .run && schedule == nil) ? nil : plan.schedule
    job.revision = revision
    job.stages = stages?.stages.sorted().map(\.rawValue) ?? []
    job.parallelism = parallelism
    job.threads = threads
    place.furnish(&job, database: store.url)
    print(job.yaml, terminator: "")
  }

  func validate() throws {
    for (name, value) in [("--revision", revision), ("--parallelism", parallelism), ("--threads", threads ?? 1)]
    where !(1...1000).contains(value) {
      throw ValidationError("\(name) takes a number from 1 to 1000")
    }
    if once, schedule != nil { throw ValidationError("--once and --schedule do not go together") }
  }
}

extension ClusterJob.Work: ExpressibleByArgument {}
