import Glibc

/// The attributes of a start tag as libxml2 hands them over: names and values by turns, ended by a null pointer; valid
/// during the callback only.
struct HTMLAttributes {
  typealias Text = UnsafeBufferPointer<UInt8>
  let pairs: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  /// Calls back with every attribute until told to stop; a missing value is empty.
  @inline(__always)
  func first(where matches: (_ name: Text, _ value: Text) -> Bool) -> Bool {
    guard var pair = pairs else { return false }
    while let name = pair.pointee {
      if matches(Self.text(name), Self.text(pair.successor().pointee)) { return true }
      pair += 2
    }
    return false
  }

  /// The value of an attribute, cleaned of controls and of white space around it; nil if it is absent.
  subscript(_ wanted: StaticString) -> String? {
    var found: String?
    _ = first { name, value in
      guard name.equals(wanted) else { return false }
      found = CleanText.string(value)
      return true
    }
    return found
  }

  private static func text(_ start: UnsafePointer<UInt8>?) -> Text {
    guard let start else { return Text(start: nil, count: 0) }
    return Text(start: start, count: strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)))
  }
}
