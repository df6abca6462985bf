import Corpus
import Foundation
import Guarding
import Indexing
import Logging
import Metrics
import Pipelines
import Retrieval
import Running
import Serving
import ServiceLifecycle
import Telemetry

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
    let exports = exports(registry)
    // A service that ends takes the server along.
    var services: [any Service] = exports.isNeeded ? [exports] : []

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
      let (next, store) = try await pipeline(file, queries)
      guard !pipelines.contains(where: { $0.name == next.name }) else { throw Self.twice(next.name) }
      pipelines.append(next)
      if plan.listen.metricsPort != nil { services.append(CatalogueWatch(pipeline: next.name, store: store)) }
    }
    let server = try Server(
      settings: settings, pipelines: pipelines, queries: queries,
      doors: ServerDoors(
        doorkeeper: try await Doorkeeper(settings: try doors(), log: log), limiter: limiter(redis)),
      hasDoors: plan.auth.hasDoors || plan.auth.allowAnonymous,
      metrics: plan.listen.metricsPort == nil ? nil : page, log: log)
    return (server, services)
  }

  private func pipeline(_ file: String, _ queries: QueryService) async throws -> (ServedPipeline, any Store) {
    let pipeline = try PipelineReader.plan(file: file, environment: environment)
    let store = try await pipeline.store.open(pipeline: pipeline.name, reading: true)
    let composition = Composition(plan: pipeline, log: log, threads: 1)
    let modelWidth = if case .openai = pipeline.embed.model { 8 } else { 1 }
    let served = ServedPipeline(
      name: pipeline.name, source: CatalogueSource(store),
      embedder: { generation in try await composition.embedder(of: generation) }, queries: queries,
      modelWidth: modelWidth, onMismatch: plan.onMismatch == .lexical ? .lexical : .refuse)
    return (served, store)
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

  /// What is sent by OTLP: the file's word on traces goes before the environment's.
  private func exports(_ registry: MetricRegistry) -> Exports {
    var settings = OTLPSettings(environment: environment)
    if let tracing = plan.tracing {
      settings.traces = OTLPRoute(.traces, at: tracing.endpoint)
      settings.sampling = tracing.sampling
    }
    return Exports(settings, of: registry, log: log)
  }
}

/// Shows what a pipeline's catalogue holds while no run does.
private struct CatalogueWatch: Service {
  let pipeline: String
  let store: any Store

  func run() async throws {
    let metrics = CatalogueMetrics(RunMetrics(pipeline: pipeline))
    await cancelWhenGracefulShutdown { await metrics.watch(store, withRuns: true) }
  }
}
