import CXML
import Glibc

/// The attributes of a start tag as libxml2 hands them over: five pointers each, valid during the callback only.
struct XMLAttributes {
  /// Local name, prefix, namespace, first byte of the value, one past its last.
  let fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let count: Int

  /// The value of an attribute of that local name, whatever its prefix, cleaned; nil if it is absent.
  subscript(_ wanted: String) -> String? {
    guard let fields else { return nil }
    for index in 0..<count {
      guard let name = fields[index * 5], let start = fields[index * 5 + 3], let end = fields[index * 5 + 4],
        xmlStrEqual(name, wanted) == 1
      else { continue }
      return CleanText.string(UnsafeBufferPointer(start: start, count: end - start))
    }
    return nil
  }
}
