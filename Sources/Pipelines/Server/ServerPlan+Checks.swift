extension ServerPlan {
  func check(in file: PipelineFile, _ reading: inout Reading) {
    if reading.isSound("spec.pipelines") {
      for (number, pipeline) in pipelines.enumerated() where pipelines[..<number].contains(pipeline) {
        reading.disagree(
          "spec.pipelines[\(number)]", in: file, "is the same file as one above", hint: "name each pipeline once")
      }
    }
    guard reading.isSound("spec.listen") else { return }
    if listen.port != 0, listen.port == listen.metricsPort {
      reading.disagree(
        "spec.listen.metricsPort", in: file, "is the same as port, \(listen.port)", hint: "choose another")
    }
    if !listen.isLoopback, reading.isSound("spec.auth"), !auth.hasDoors, !auth.allowAnonymous {
      reading.disagree(
        "spec.listen.host", in: file, "is open to other machines, and nobody is asked who they are",
        hint: "add spec.auth, or say spec.auth.allowAnonymous: true, or listen on 127.0.0.1")
    }
  }
}

extension ServerPlan.Listen {
  /// Whether only this machine can connect.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.[0-9]{1,3}){3}/) != nil
  }
}
