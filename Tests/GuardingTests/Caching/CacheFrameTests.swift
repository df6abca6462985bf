import Guarding
import Testing

@Suite struct CacheFrameTests {
  private let key = CacheKey(["query": "q"])

  @Test(arguments: [[], [1], Array(repeating: 7, count: 100_000)])
  func `a value comes back for its own key and version only`(value: [UInt8]) {
    let frame = CacheFrame.wrap(value, version: 3, key: key)
    #expect(frame.count == value.count + CacheFrame.overhead)
    #expect(CacheFrame.unwrap(frame, version: 3, key: key) == value)
    #expect(CacheFrame.unwrap(frame, version: 4, key: key) == nil)
    #expect(CacheFrame.unwrap(frame, version: 3, key: CacheKey(["query": "r"])) == nil)
  }

  @Test func `bytes that were cut, added to or changed anywhere are no value`() {
    let frame = CacheFrame.wrap(Array("an answer".utf8), version: 1, key: key)
    for index in frame.indices {
      #expect(CacheFrame.unwrap(Array(frame[..<index]), version: 1, key: key) == nil)
      for bit in 0..<8 {
        var frame = frame
        frame[index] ^= 1 << bit
        #expect(CacheFrame.unwrap(frame, version: 1, key: key) == nil)
      }
    }
    #expect(CacheFrame.unwrap(frame + [0], version: 1, key: key) == nil)
  }
}
