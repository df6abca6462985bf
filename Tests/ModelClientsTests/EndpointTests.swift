import Corpus
import ModelClients
import Testing

@Suite struct EndpointTests {
  @Test(arguments: [
    ("https://api.openai.com", "https://api.openai.com/v1/embeddings", "api.openai.com/v1/embeddings"),
    ("https://api.openai.com/", "https://api.openai.com/v1/embeddings", "api.openai.com/v1/embeddings"),
    ("https://Host/v1", "https://Host/v1/embeddings", "host/v1/embeddings"),
    ("http://host:11434/v1/embeddings/", "http://host:11434/v1/embeddings", "host:11434/v1/embeddings"),
    ("http://[::1]:8080", "http://[::1]:8080/v1/embeddings", "[::1]:8080/v1/embeddings"),
    (
      "https://host:443/openai/v1?api-version=1#x", "https://host:443/openai/v1/embeddings?api-version=1",
      "host/openai/v1/embeddings"
    ),
  ])
  func `an address is completed`(address: String, url: String, name: String) throws {
    let endpoint = try Endpoint(address, operation: "embeddings")
    #expect(endpoint.url == url && endpoint.name == name)
  }

  @Test(arguments: [
    "", "host", "ftp://host/v1", "https://", "https:///v1", "file:///etc/passwd", "http://user:pw@host/v1",
  ])
  func `what is no address of a service is refused, without repeating it`(address: String) throws {
    do {
      _ = try Endpoint(address, operation: "embeddings")
      Issue.record("\(address) was taken")
    } catch {
      #expect(error.code == "service.address" && error.verdict == .stop(.configuration))
      #expect(!"\(error)".contains("pw"))
    }
  }

  @Test(arguments: ["", " \n", "two words", "line\nbreak", "schlüssel", "nul\u{0}"])
  func `what cannot be a key is refused, without repeating it`(text: String) {
    do {
      _ = try APIKey(text)
      Issue.record("a bad key was taken")
    } catch {
      #expect(error.code == "service.key" && error.verdict == .stop(.configuration))
      #expect(!"\(error)".contains("schlüssel"))
    }
  }
}
