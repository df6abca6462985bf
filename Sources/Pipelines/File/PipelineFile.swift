/// A pipeline file exactly as it was typed, each value with its line and column. Nothing is checked but that it is YAML.
struct PipelineFile: Sendable {
  /// The file as the user named it.
  var name: String
  var root: Node

  /// Where the value of a dotted path was typed, or the nearest mapping around it.
  func place(of path: String) -> Place {
    var node = root
    for step in path.split(whereSeparator: { ".[]".contains($0) }) {
      guard let next = node[String(step)] else { break }
      node = next
    }
    return node.place
  }
}
