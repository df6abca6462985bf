import ArgumentParser
import Corpus
import Extracting
import Foundation
import Indexing
import Pipelines
import Running
import Sourcing

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Probe everything a run needs, with a remedy for what is amiss.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let plan = try pipeline.plan()
    var findings: [Finding] = []
    findings.append(await probe("pipeline file") { "\(pipeline.file) is valid" })
    findings.append(await store(plan))
    findings.append(await probe("disk") { try Self.freeSpace(of: plan) })
    for source in plan.sources {
      findings.append(
        await probe("source \(source.name)") {
          var files = 0
          for entry in try FileSource(source).entries() {
            if case .file = entry { files += 1 }
          }
          guard files > 0 else {
            throw Failure(
              "source.empty", source.path, "holds no file that include and exclude let through",
              remedy: "check sources.path, include and exclude")
          }
          return "\(files) files in \(source.path)"
        })
    }
    findings.append(
      await probe("model") {
        let model = try await Composition(plan: plan, log: pipeline.log()).model()
        let vector = try await model.embedder.embed(query: "a probe")
        return "\(vector.count) dimensions, \(model.precision)"
      })
    findings.append(contentsOf: await extractor(plan))
    try output.print(findings) { findings.map(\.line).joined(separator: "\n") }
    if findings.contains(where: { $0.state == .broken }) { try ExitStatus.badConfiguration.exit() }
  }

  /// A query server's login may only read, by design: that is no fault.
  private func store(_ plan: Plan) async -> Finding {
    var mayWrite = true
    var finding = await probe("store") {
      do {
        _ = try await pipeline.openStore(plan).generations()
      } catch let failure as Failure where failure.code == "store.readOnly" {
        _ = try await pipeline.existingStore(plan).generations()
        mayWrite = false
      }
      return "the catalogue of \(plan.store.folder) answers"
    }
    if !mayWrite {
      finding.state = .weak
      finding.detail += "; this login may only read, which is enough to search and to serve"
      finding.remedy = "runs need the writer's login"
    }
    return finding
  }

  private func probe(_ subject: String, _ body: () async throws -> String) async -> Finding {
    do {
      return Finding(subject: subject, state: .fine, detail: try await body(), remedy: nil)
    } catch let failure as Failure {
      return Finding(
        subject: subject, state: .broken, detail: "\(failure.subject): \(failure.problem)", remedy: failure.remedy)
    } catch {
      return Finding(subject: subject, state: .broken, detail: "\(error)", remedy: nil)
    }
  }

  private func extractor(_ plan: Plan) async -> [Finding] {
    do {
      let limits = Limits(timeout: plan.extract.timeout, memoryBytes: plan.extract.memoryLimit)
      let process = ExtractorProcess(executable: try ExtractorProcess.executable(), limits: limits)
      let confinement = try await process.hello()
      return [Finding(subject: "quern-extract", state: .fine, detail: "starts and answers", remedy: nil)]
        + confinement.measures.map { measure in
          Finding(
            subject: "confinement", state: measure.problem == nil ? .fine : .weak,
            detail: measure.name + (measure.problem.map { ": not in force: \($0)" } ?? ""), remedy: nil)
        }
    } catch {
      return [await probe("quern-extract") { throw error }]
    }
  }

  private static func freeSpace(of plan: Plan) throws -> String {
    let folder = plan.store.folder
    let values = try URL(fileURLWithPath: folder).resourceValues(forKeys: [.volumeAvailableCapacityKey])
    let free = values.volumeAvailableCapacity ?? 0
    guard free > 1 << 30 else {
      throw Failure(
        "disk.low", folder, "only \(Quantity.bytes(free)) are free", remedy: "free some space before a large run")
    }
    return "\(Quantity.bytes(free)) free at \(folder)"
  }

  private struct Finding: Encodable {
    enum State: String, Encodable { case fine, weak, broken }

    var subject: String
    var state: State
    var detail: String
    var remedy: String?

    var line: String {
      let mark = state == .fine ? "ok  " : state == .weak ? "weak" : "FAIL"
      return "\(mark)  \(subject): \(detail)" + (remedy.map { " (\($0))" } ?? "")
    }
  }
}
