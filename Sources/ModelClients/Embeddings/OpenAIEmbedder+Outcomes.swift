import Corpus

/// Which of a request's texts a service cannot take, and whether they are to blame at all.
extension OpenAIEmbedder {
  /// One outcome for each text of a request.
  func outcomes(of texts: [EmbeddingInput]) async throws -> [Result<[Float], Failure>] {
    do {
      let outcomes = try await halving(texts[...])
      if outcomes.allSatisfy(\.isRefused), let failure = try await troubleWithPlainWord(),
        failure.verdict == .quarantine
      {
        throw failure.aboutEveryText
      }
      return outcomes
    } catch let failure as Failure where failure.mayBeTheTexts {
      // llama.cpp, for one, answers 500 to a text longer than its batch. Where a plain word gets its vector, the texts
      // are to blame, and one of them must not stop every run.
      if try await troubleWithPlainWord() != nil { throw failure }
      return try await halving(texts[...], blamingTexts: true)
    }
  }

  /// Cuts a request in two until what the service refuses stands alone.
  ///
  /// - Parameter blamingTexts: whether a service that fails again and again counts as one that refuses.
  private func halving(
    _ texts: ArraySlice<EmbeddingInput>, blamingTexts: Bool = false
  ) async throws -> [Result<[Float], Failure>] {
    do {
      return try await vectors(of: Array(texts), retries: blamingTexts ? 2 : nil, blamingTexts: blamingTexts)
    } catch let failure as Failure where failure.verdict == .quarantine || blamingTexts && failure.mayBeTheTexts {
      guard texts.count > 1 else { return [.failure(failure.aboutOneText)] }
      let middle = texts.startIndex + texts.count / 2
      return try await halving(texts[..<middle], blamingTexts: blamingTexts)
        + halving(texts[middle...], blamingTexts: blamingTexts)
    }
  }

  /// Why the service does not even take what it took before; nil when it does.
  private func troubleWithPlainWord() async throws -> Failure? {
    do {
      _ = try await vectors(of: [.plainWord], retries: 0)
      return nil
    } catch let failure as Failure {
      return failure
    }
  }

  /// - Parameter retries: nil for what the service's policy says.
  func vectors(
    of texts: [EmbeddingInput], retries: Int? = nil, blamingTexts: Bool = false
  ) async throws -> [Result<[Float], Failure>] {
    var client = client
    client.retry.limit = retries ?? client.retry.limit
    client.blamesBody = blamingTexts
    return try await client.vectors(of: texts, service, encoding, dimension: dimension)
  }
}

extension Result<[Float], Failure> {
  fileprivate var isRefused: Bool {
    if case .failure(let failure) = self { failure.code == "service.refused" } else { false }
  }
}

extension Failure {
  /// Whether a text can have caused what looks like the service's own trouble.
  fileprivate var mayBeTheTexts: Bool { ["service.failing", "service.timeout"].contains(code) }

  fileprivate var aboutOneText: Failure {
    Failure(code, subject, problem, remedy: "shorten the text or exclude the document")
  }

  /// The service refused a text that nobody can refuse.
  var aboutEveryText: Failure {
    Failure(
      code, subject, problem.replacing("the text", with: "even a plain word"),
      remedy: "check model and dimension", verdict: .stop(.configuration))
  }
}
