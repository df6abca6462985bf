/// The characters of a path as patterns see them: Unicode scalars, and bytes that are no UTF-8 as numbers beyond
/// Unicode.
struct PathCharacters {
  static let slash = UInt32(UInt8(ascii: "/"))
  private static let beyondUnicode: UInt32 = 0x11_0000

  private(set) var characters: [UInt32] = []

  init(_ path: [UInt8]) {
    characters.reserveCapacity(path.count + 1)
    path[...].forEachCharacter { scalar, bytes in
      if let scalar {
        characters.append(scalar.value)
      } else {
        characters += bytes.map { Self.beyondUnicode + UInt32($0) }
      }
    }
  }

  /// The folder of that path: with a slash behind it.
  var asFolder: PathCharacters {
    var folder = self
    folder.characters.append(Self.slash)
    return folder
  }
}
