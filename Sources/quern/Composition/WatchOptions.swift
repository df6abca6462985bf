import ArgumentParser

/// How a run shows itself to those who watch over many.
struct WatchOptions: ParsableArguments {
  @Option(help: "Serve metrics at /metrics on this port while the run lasts; 0 for any that is free.")
  var metricsPort: Int?

  @Option(help: "Serve them on this address; 0.0.0.0 for all of the machine's.")
  var metricsHost = "127.0.0.1"

  @Option(help: "Push metrics to this Pushgateway before the run ends; $QUERN_PUSHGATEWAY unless given.")
  var pushgateway: String?

  func validate() throws {
    if let metricsPort, !(0...65535).contains(metricsPort) {
      throw ValidationError("--metrics-port takes a number from 0 to 65535")
    }
  }
}
