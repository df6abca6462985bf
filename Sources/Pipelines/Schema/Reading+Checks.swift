import Corpus

extension Plan {
  func check(in file: PipelineFile, _ reading: inout Reading) { reading.check(self, in: file) }
}

/// How the values of a plan fit together. A check is left out where a value it needs has a problem already.
extension Reading {
  fileprivate mutating func check(_ plan: Plan, in file: PipelineFile) {
    checkNames(in: file, at: "sources")
    checkNames(in: file, at: "evals")
    if isSound("spec.chunk") { checkChunk(plan, in: file) }
    if isSound("spec.store"), isSound("spec.index"), plan.index.database != nil, case .sqlite = plan.store {
      disagree(
        "spec.index.database", in: file, "needs a database, and the store is SQLite",
        hint: "leave it out, or use store: { type: postgres, … }")
    }
    let retry = plan.embed.retry
    if isSound("spec.embed.retry"), retry.initial > retry.max {
      disagree(
        "spec.embed.retry.backoff.initial", in: file, "is longer than backoff.max, \(retry.max.written)",
        hint: "make it shorter")
    }
    checkEndpoint(plan.embed, in: file)
    if isSound("spec.gates"), isSound("spec.evals"), plan.evals.isEmpty,
      let quality = plan.gates.firstIndex(where: { if case .quality = $0 { true } else { false } })
    {
      disagree("spec.gates[\(quality)]", in: file, "compares evals, and there are none", hint: "add one below evals")
    }
  }

  private mutating func checkChunk(_ plan: Plan, in file: PipelineFile) {
    let chunk = plan.chunk
    if chunk.overlapTokens >= chunk.maxTokens {
      disagree(
        "spec.chunk.overlapTokens", in: file, "is \(chunk.overlapTokens), not less than maxTokens, \(chunk.maxTokens)",
        hint: "give less, such as \(chunk.maxTokens / 10)")
    }
    guard isSound("spec.embed") else { return }
    if let window = plan.embed.model.window, chunk.maxTokens > window {
      disagree(
        "spec.chunk.maxTokens", in: file, "is \(chunk.maxTokens), more than the \(window) tokens the model takes",
        hint: "give at most \(window)")
    }
    if plan.embed.maxBatchTokens < chunk.maxTokens {
      disagree(
        "spec.embed.batch.maxTokens", in: file,
        "is \(plan.embed.maxBatchTokens), so that a chunk of \(chunk.maxTokens) tokens fits no batch",
        hint: "give at least \(chunk.maxTokens)")
    }
  }

  private mutating func checkEndpoint(_ embed: EmbedPlan, in file: PipelineFile) {
    let breaker = embed.endpoint.breaker
    if isSound("spec.embed.breaker"), breaker.pause > breaker.maxPause {
      disagree(
        "spec.embed.breaker.pause", in: file, "is longer than maxPause, \(breaker.maxPause.written)",
        hint: "make it shorter")
    }
    let limit = embed.endpoint.tokensPerMinute
    if isSound("spec.embed.limits"), isSound("spec.embed.batch"), limit > 0, embed.maxBatchTokens > limit {
      disagree(
        "spec.embed.limits.tokensPerMinute", in: file,
        "is \(limit), less than one batch of \(embed.maxBatchTokens) tokens",
        hint: "lower spec.embed.batch.maxTokens to \(limit) at most")
    }
  }

  /// Names that appear again in a list below `spec`.
  private mutating func checkNames(in file: PipelineFile, at key: String) {
    guard case .list(let items) = file.root["spec"]?[key]?.content else { return }
    var seen: Set<String> = []
    for (number, item) in items.enumerated() {
      guard let node = item["name"], case .scalar(let scalar) = node.content, scalar.kind == .text,
        let name = try? Interpolation(environment: environment).expand(scalar.text)
      else { continue }
      if !seen.insert(name).inserted {
        note(
          .duplicateName, at: node.place,
          "spec.\(key)[\(number)].name is taken by an item above: \(scalar.text.quoted)",
          hint: "give each its own name")
      }
    }
  }

  mutating func disagree(_ path: String, in file: PipelineFile, _ phrase: String, hint: String) {
    note(.inconsistent, at: file.place(of: path), "\(path) \(phrase)", hint: hint)
  }
}

extension EmbedPlan.Model {
  /// The most tokens of one text, where the file says so; a local model's is found out with its folder.
  fileprivate var window: Int? {
    switch self {
    case .local: nil
    case .hashing: 8192
    case .openai(_, _, _, _, let window): window
    }
  }
}
