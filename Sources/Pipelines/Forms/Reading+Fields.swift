extension Reading {
  /// Reads every member of a mapping into a root; false if anything was wrong.
  /// - Parameter known: keys that were read already.
  mutating func fill<Root>(_ root: inout Root, from node: Node, _ fields: [Field<Root>], besides known: [String] = [])
    -> Bool
  {
    guard let members = members(of: node) else { return false }
    var isSound = true
    for member in members where !known.contains(member.key) {
      if let field = fields.first(where: { $0.key == member.key }) {
        let isGood = below(member.key) { field.read(member.value, &root, &$0) }
        isSound = isSound && isGood
      } else {
        noteUnknownKey(member, among: known + fields.map(\.key))
        isSound = false
      }
    }
    for field in fields where field.isRequired && node[field.key] == nil {
      noteMissing(field.key, in: node)
      isSound = false
    }
    return isSound
  }

  mutating func noteMissing(_ key: String, in node: Node, hint: String? = nil) {
    note(.missingKey, at: node.place, "\(subject) needs the key \"\(key)\"", hint: hint ?? "add \(key):")
  }

  private mutating func noteUnknownKey(_ member: Node.Member, among keys: [String]) {
    let hint =
      if let guess = Spelling.nearest(to: member.key, among: keys) {
        "did you mean \"\(guess)\"?"
      } else if let path = kind.shape.paths(to: member.key).first {
        "it belongs at \(path)"
      } else {
        "the keys here are \(keys.joined(separator: ", "))"
      }
    note(.unknownKey, at: member.place, "unknown key \(member.key.quoted)", hint: hint)
  }
}
