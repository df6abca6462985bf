/// A server's file for tests: further lines of `spec` are given.
struct ServerFile {
  var more: [String] = []

  var yaml: String {
    """
    apiVersion: quern/v1
    kind: Server
    metadata: { name: test }
    spec:
      pipelines: [pipeline.yaml]
    \(more.map { "  \($0)\n" }.joined())
    """
  }
}

extension Workspace {
  func write(_ server: ServerFile) throws { try write("server.yaml", server.yaml) }
}
