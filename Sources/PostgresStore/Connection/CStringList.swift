import Glibc

/// Texts for C: a list of pointers that ends with a null.
final class CStringList {
  let pointer: UnsafeMutablePointer<UnsafePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    pointer = .allocate(capacity: count + 1)
    for (index, text) in texts.enumerated() { pointer[index] = UnsafePointer(strdup(text)) }
    pointer[count] = nil
  }

  deinit {
    for index in 0..<count { free(UnsafeMutablePointer(mutating: pointer[index])) }
    pointer.deallocate()
  }
}
