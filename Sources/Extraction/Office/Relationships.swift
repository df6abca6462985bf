/// What a part of an OOXML document refers to, by the ids it uses.
struct Relationships {
  struct Target {
    /// The last step of the type's address, which is the same in all editions of the standard: `hyperlink`.
    var type: String
    /// A part's name, or an address outside the document.
    var target: String
    var isExternal: Bool
  }

  private var targets: [String: Target] = [:]
  private var order: [String] = []

  /// Reads the relationships of a part, which are in a part of their own; of the document where the name is empty.
  init(of part: String, in parts: ZipParts) throws {
    let steps = part.split(separator: "/")
    let folder = steps.dropLast().map { $0 + "/" }.joined()
    guard let cursor = try parts.cursor("\(folder)_rels/\(steps.last ?? "").rels") else { return }
    while let name = try cursor.nextElement() {
      guard name == "Relationship", let id = cursor.attribute("Id"), let target = cursor.attribute("Target") else {
        continue
      }
      let isExternal = cursor.attribute("TargetMode") == "External"
      let type = (cursor.attribute("Type") ?? "").split(separator: "/").last.map(String.init) ?? ""
      if targets[id] == nil { order.append(id) }
      targets[id] = Target(
        type: type, target: isExternal ? target : PartPath.resolve(target, from: part), isExternal: isExternal)
    }
  }

  subscript(id: String) -> Target? { targets[id] }

  /// The parts of that type, in the order they are listed.
  func parts(of type: String) -> [String] {
    order.compactMap { targets[$0] }.filter { $0.type == type && !$0.isExternal }.map(\.target)
  }

  /// The address of a link out of the document.
  func link(_ id: String?) -> String? {
    guard let target = id.flatMap({ targets[$0] }), target.isExternal else { return nil }
    return target.target
  }
}
