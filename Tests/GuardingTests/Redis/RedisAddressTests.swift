import Corpus
import Guarding
import Testing

@Suite struct RedisAddressTests {
  @Test(arguments: [
    ("redis://localhost", "redis://localhost:6379/0"), ("redis://localhost/", "redis://localhost:6379/0"),
    ("REDIS://h:1/15", "redis://h:1/15"), ("redis://:pa%40ss@h:6380/2", "redis://h:6380/2"),
    ("redis://user:pass:word@h", "redis://h:6379/0"), ("redis://u:p@ss@h", "redis://h:6379/0"),
    ("redis://[::1]:6380/1", "redis://[::1]:6380/1"), ("redis://[::1]", "redis://[::1]:6379/0"),
    ("redis://h?db=3", "redis://h:6379/3"), ("unix:///run/redis.sock", "unix:///run/redis.sock?db=0"),
    ("redis+socket:///run/re%20dis.sock?db=4", "unix:///run/re dis.sock?db=4"),
    ("unix://:secret@/run/redis.sock", "unix:///run/redis.sock?db=0"),
  ])
  func `an address is read, and shown without what opens it`(url: String, shown: String) throws {
    let address = try RedisAddress(url)
    #expect("\(address)" == shown)
    var dump = ""
    Swift.dump(address, to: &dump)
    #expect(!dump.contains("pa@ss") && !dump.contains("secret") && !dump.contains("pass:word"))
  }

  @Test(arguments: [
    "", "localhost", "localhost:6379", "redis:localhost", "http://h", "redis://", "redis://:6379", "redis://h:",
    "redis://h:0",
    "redis://h:65536", "redis://h:-1", "redis://h:+1x", "redis://h/x", "redis://h/-1", "redis://h/0/1",
    "redis://h/1?db=2",
    "redis://h?tls=1", "redis://topsecret@h", "redis://u:%zz@h", "redis://[::1", "redis://[::1]x", "redis://::1",
    "unix://",
    "unix://host/path", "unix:///" + String(repeating: "p", count: 107), "unix:///a%00b", "unix:///path?db=x",
    "redis://u:topsecret@h:port",
  ])
  func `what is no address is refused without being repeated`(url: String) {
    let failure = #expect(throws: Failure.self) { try RedisAddress(url) }
    #expect(failure?.code == "redis.address")
    #expect(failure?.description.contains("topsecret") == false)
  }

  @Test(arguments: ["rediss://user:topsecret@h:6380", "REDISS://h"])
  func `TLS is refused, with a way out, and never left away`(url: String) {
    let failure = #expect(throws: Failure.self) { try RedisAddress(url) }
    #expect(failure?.code == "redis.tls")
    #expect(failure?.description.contains("stunnel") == true)
    #expect(failure?.description.contains("topsecret") == false)
  }
}
