import Corpus
import Foundation
import Guarding
import Indexing
import Logging
import Metrics
import Pipelines
import Retrieval
import Serving
import ServiceLifecycle
import Telemetry
import Tracing

/// Puts a server's parts together.
struct ServerComposition {
  let plan: ServerPlan
  let log: Logger

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// - Returns: the server, and what has to run beside it.
  func server() async throws -> (Server, [any Service]) {
    let registry = MetricRegistry()
    MetricsSystem.bootstrap(registry)
    Gauge(label: "rag_system_info", dimensions: [("version", Version.current)]).record(1)
    let services = tracing()

    let redis = try plan.cache.redis.map { secret in
      RedisClient(try RedisAddress(try secret.resolve(environment: environment)), log: log)
    }
    let limits = plan.limits
    let queries = QueryService(
      gate: AdmissionGate(concurrent: limits.concurrent, queue: limits.queue), timeout: limits.timeout,
      cache: CacheSettings(maxMemory: plan.cache.maxMemory, ttl: plan.cache.ttl, redisTTL: plan.cache.redisTTL),
      redis: redis)
    let page: @Sendable () async -> String = { registry.text() }
    var pipelines: [ServedPipeline] = []
    for file in plan.pipelines {
      let next = try await pipeline(file, queries)
      guard !pipelines.contains(where: { $0.name == next.name }) else { throw Self.twice(next.name) }
      pipelines.append(next)
    }
    let server = try Server(
      settings: settings, pipelines: pipelines, queries: queries,
      doors: ServerDoors(
        doorkeeper: try await Doorkeeper(settings: try doors(), log: log), limiter: limiter(redis)),
      hasDoors: plan.auth.hasDoors || plan.auth.allowAnonymous,
      metrics: plan.listen.metricsPort == nil ? nil : page, log: log)
    return (server, services)
  }

  private func pipeline(_ file: String, _ queries: QueryService) async throws -> ServedPipeline {
    let pipeline = try PipelineReader.plan(file: file, environment: environment)
    let store = try await pipeline.store.open(pipeline: pipeline.name, reading: true)
    let composition = Composition(plan: pipeline, log: log, threads: 1)
    let modelWidth = if case .openai = pipeline.embed.model { 8 } else { 1 }
    return ServedPipeline(
      name: pipeline.name, source: CatalogueSource(store),
      embedder: { generation in try await composition.embedder(of: generation) }, queries: queries,
      modelWidth: modelWidth, onMismatch: plan.onMismatch == .lexical ? .lexical : .refuse)
  }

  private static func twice(_ name: String) -> Failure {
    Failure(
      "server.pipelines", name, "is the name of two of the pipelines", remedy: "give each its own metadata.name",
      verdict: .stop(.configuration))
  }

  private var settings: ServerSettings {
    var settings = ServerSettings()
    settings.maxConnections = min(settings.maxConnections, OpenFiles.raiseLimit() - OpenFiles.reserve)
    settings.host = plan.listen.host
    settings.port = plan.listen.port
    settings.metricsPort = plan.listen.metricsPort
    settings.version = Version.current
    settings.strategy = Strategy(rawValue: plan.defaults.strategy.rawValue) ?? .hybrid
    settings.maxResults = plan.defaults.maxResults
    settings.similarityThreshold =
      plan.defaults.similarityThreshold == 0 ? nil : Float(plan.defaults.similarityThreshold)
    settings.origins = Set(plan.origins)
    settings.maxBody = plan.limits.maxBody
    settings.timeout = plan.limits.timeout
    settings.logsQueries = plan.logsQueries
    return settings
  }

  private func doors() throws -> DoorSettings {
    let isOpen = plan.auth.allowAnonymous || !plan.auth.hasDoors
    guard let jwt = plan.auth.jwt else {
      return DoorSettings(apiKeys: plan.auth.apiKeys, allowAnonymous: isOpen)
    }
    let keys: JWTSettings.Keys =
      switch jwt.keys {
      case .jwks(let path): .jwks(path: path)
      case .secret(let secret): .secret(Array(try secret.resolve(environment: environment).utf8))
      case .publicKey(let path, let algorithm):
        .publicKey(path: path, algorithm: TokenAlgorithm(rawValue: algorithm.rawValue) ?? .rs256)
      }
    let filters = jwt.claimFilters.sorted { $0.key < $1.key }.map { claim, filter in
      ClaimFilter(claim: claim, field: filter.field, isOptional: filter.isOptional)
    }
    return DoorSettings(
      jwt: JWTSettings(
        keys: keys, audience: jwt.audience, issuer: jwt.issuer, scopesClaim: jwt.scopesClaim, claimFilters: filters),
      apiKeys: plan.auth.apiKeys, allowAnonymous: isOpen)
  }

  private func limiter(_ redis: RedisClient?) -> (any RateLimiting)? {
    guard let limit = plan.rateLimit else { return nil }
    let bucket = TokenBucket(perMinute: limit.perMinute, burst: limit.burst)
    return if let redis { RedisRateLimiter(bucket, redis: redis) } else { LocalRateLimiter(bucket) }
  }

  /// Traces are recorded only where somebody takes them.
  private func tracing() -> [any Service] {
    guard let tracing = plan.tracing else { return [] }
    let collector = Collector(
      endpoint: tracing.endpoint, resource: Resource(version: Version.current), logger: log)
    let exporter = SpanExporter(collector: collector)
    InstrumentationSystem.bootstrap(SpanTracer(exporter: exporter, sampling: tracing.sampling))
    return [TraceExport(exporter: exporter)]
  }
}

/// Sends traces until the server has ended.
private struct TraceExport: Service {
  let exporter: SpanExporter

  func run() async throws {
    await cancelWhenGracefulShutdown { await exporter.run() }
  }
}
