// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// SwiftPM compiles C at -O0 in debug builds; kernels are unusable that way.
let optimised: [CSetting] = [.unsafeFlags(["-O3"])]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "Corpus", "Fixtures"] + dependencies, exclude: exclude,
    resources: resources, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let nio = ["NIOCore", "NIOHTTP1", "NIOPosix"].map { Target.Dependency.product(name: $0, package: "swift-nio") }
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let serving =
  [hummingbird, httpTypes, lifecycle, logging, metrics, tracing] + [
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
  ]

let package = Package(
  name: "quern",
  products: [
    .executable(name: "quern", targets: ["quern"]),
    .executable(name: "quern-extract", targets: ["quern-extract"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
  ],
  targets: [
    // The route: source → extract → chunk → embed → index → query.
    module("Corpus", [crypto]),
    module("Threading"),
    module("Pipelines", ["Corpus", yams]),
    module("Sourcing", ["Corpus", crypto]),
    module("Extraction", ["Corpus", "CPoppler", "CXML", "CArchive"]),
    module("Extracting", ["Corpus", "Threading", "CSandbox"]),
    module("Chunking", ["Corpus"]),
    module("Embedding", ["Corpus", "Threading", "CKernels"]),
    module("Segments", ["Corpus", "CKernels", "CStemmer"]),
    module("Indexing", ["Corpus"]),
    module("SQLiteStore", ["Corpus", "Indexing", grdb]),
    module("PostgresStore", ["Corpus", "Threading", "Segments", "Indexing", "CPostgres"]),
    module("Retrieval", ["Corpus", "Segments"]),
    module("Evaluating", ["Corpus", "Segments", "Retrieval"]),
    module("ModelClients", ["Corpus", httpClient, tracing] + nio),
    module(
      "Running",
      [
        "Corpus", "Threading", "Pipelines", "Sourcing", "Extracting", "Chunking", "Embedding", "Segments", "Indexing",
        "Retrieval", "Evaluating", logging, metrics, tracing,
      ]),
    module(
      "Benchmarking",
      [
        "Corpus", "Pipelines", "Sourcing", "Extracting", "Chunking", "Embedding", "Segments", "Indexing", "Retrieval",
        "Evaluating", "Running", histogram, nioSSL,
      ] + nio),
    module("Guarding", ["Corpus", "Threading", "Segments", "CHiredis", crypto, jwt, logging, metrics]),
    module(
      "Serving", ["Corpus", "Threading", "Segments", "Indexing", "Retrieval", "Guarding"] + serving),
    module("Telemetry", ["Corpus", logging, metrics, tracing, httpClient] + nio),
    .executableTarget(
      name: "quern-extract", dependencies: ["Corpus", "Extraction", "Extracting"], swiftSettings: strict),
    .executableTarget(
      name: "quern",
      dependencies: [
        "Corpus", "Pipelines", "Sourcing", "Extracting", "Chunking", "Embedding", "Segments", "Indexing",
        "SQLiteStore", "PostgresStore", "Retrieval", "Evaluating", "ModelClients", "Running", "Benchmarking",
        "Telemetry", "Guarding", "Serving", argumentParser, lifecycle, logging, metrics, tracing,
      ],
      swiftSettings: strict),

    // One doorway for each C library; poppler sits behind a shim so that GLib stays out of Swift.
    .target(name: "CKernels", cSettings: optimised),
    .target(name: "CSandbox"),
    .target(name: "CPoppler", dependencies: ["PopplerGLib"]),
    .systemLibrary(name: "PopplerGLib", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
    .systemLibrary(name: "CHiredis", pkgConfig: "hiredis", providers: [.apt(["libhiredis-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),

    // What tests of every target stand on: folders, numbers from seeds, waiting.
    .target(name: "Fixtures", dependencies: ["Corpus"], path: "Tests/Fixtures", swiftSettings: strict),
    .testTarget(name: "CorpusTests", dependencies: ["Corpus", "Fixtures"], swiftSettings: strict),
    tests("Threading"),
    tests("Pipelines"),
    tests("Sourcing"),
    tests("Extraction", exclude: ["Fixtures"]),
    tests("Extracting", ["quern-extract"]),
    tests("Chunking", ["Embedding"]),
    tests("Embedding", [], resources: [.copy("Golden")]),
    tests("Segments"),
    tests("Indexing"),
    // A service that answers as a test tells it to.
    .target(name: "Stubs", dependencies: nio, path: "Tests/Stubs", swiftSettings: strict),
    // Programs of others that tests watch Quern with.
    .target(
      name: "Instruments", dependencies: ["Corpus", "Fixtures"], path: "Tests/Instruments", swiftSettings: strict),
    .target(
      name: "StoreConformance", dependencies: ["Corpus", "Indexing"], path: "Tests/StoreConformance",
      swiftSettings: strict),
    tests("SQLiteStore", ["Indexing", "StoreConformance"]),
    tests("PostgresStore", ["Indexing", "StoreConformance"]),
    tests("Retrieval"),
    tests("Evaluating", ["Retrieval", "Segments"], resources: [.copy("Golden")]),
    tests("ModelClients", ["Stubs", tracing] + nio),
    tests("Running", ["Indexing", "Pipelines", "SQLiteStore", "Telemetry", metrics]),
    tests("Benchmarking", ["Pipelines", "Retrieval", "Stubs"]),
    tests("Guarding", ["Segments", crypto, cryptoExtras, jwt, logging, metrics]),
    // Programs that speak over sockets byte by byte.
    .target(name: "Wires", path: "Tests/Wires", swiftSettings: strict),
    tests("Serving", ["Segments", "Retrieval", "Indexing", "Guarding", "Wires", crypto] + serving),
    tests("Telemetry", ["Instruments", "Stubs"] + nio),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Corpus", "Fixtures", "Instruments", "Wires", "quern", "quern-extract"],
      exclude: ["Hostile/hostile.py", "Serving/browser.py", "Support/embedder.py"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
