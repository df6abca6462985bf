import HTTPTypes

/// The API's description, OpenAPI 3.1: made from the same lists that the routes are made from.
struct OpenAPIDocument {
  let version: String

  var json: [UInt8] {
    var writer = JSONWriter(capacity: 32 << 10)
    writer.object { document in
      document.member("openapi", "3.1.0")
      document.key("info")
      document.object { info in
        info.member("title", "Quern query API")
        info.member("version", version)
        info.member("summary", "Read-only search over what the pipelines built.")
        info.member("description", Self.description)
        info.key("license")
        info.json(#"{"name":"Apache-2.0","identifier":"Apache-2.0"}"#.utf8)
      }
      document.key("servers")
      document.json(#"[{"url":"/"}]"#.utf8)
      document.key("security")
      document.json(#"[{"token":[]},{"key":[]},{}]"#.utf8)
      document.key("paths")
      document.object { paths in
        for endpoint in Endpoint.allCases {
          paths.key(endpoint.rawValue)
          paths.object { $0.operation(Operation(endpoint), of: endpoint) }
        }
      }
      document.key("components")
      document.object { components in
        components.key("securitySchemes")
        components.json(Self.securitySchemes.utf8)
        components.key("headers")
        components.json(Self.headers.utf8)
        components.key("schemas")
        components.object { schemas in
          for (name, schema) in OpenAPISchemas.all {
            schemas.key(name)
            schemas.json(schema.utf8)
          }
        }
      }
    }
    return writer.bytes
  }

  private static let description = """
    Every answer is JSON but for the page and for streams. Errors have one form, `{"error": {"code", "message", \
    "details"}}`; clients go by the code. Every GET is also a HEAD, and OPTIONS tells the methods of a path. Answers \
    carry X-Request-Id, which is the caller's own if it is plain enough, and go on with the caller's traceparent.
    """

  private static let securitySchemes = """
    {"token":{"type":"http","scheme":"bearer","bearerFormat":"JWT",\
    "description":"HS256, RS256 or ES256; the scope search, or search:<pipeline>."},\
    "key":{"type":"apiKey","in":"header","name":"X-API-Key"}}
    """

  private static let headers = """
    {"RetryAfter":{"description":"Seconds until another try is worth it.","schema":{"type":"integer","minimum":1}},\
    "ETag":{"description":"Changes with the revision.","schema":{"type":"string"}}}
    """
}

extension JSONWriter {
  fileprivate mutating func operation(_ operation: Operation, of endpoint: Endpoint) {
    key(endpoint.methods[0].rawValue.lowercased())
    object { object in
      object.member("operationId", operation.id)
      object.member("summary", operation.summary)
      if endpoint.isOpen {
        object.key("security")
        object.json("[]".utf8)
      }
      if !operation.parameters.isEmpty {
        object.key("parameters")
        object.array(operation.parameters) { $0.json($1.utf8) }
      }
      if let body = operation.body {
        object.key("requestBody")
        object.json(body.utf8)
      }
      object.key("responses")
      object.object { responses in
        responses.key("200")
        responses.json(operation.success.utf8)
        if operation.isTagged {
          responses.key("304")
          responses.json(#"{"description":"Not changed since the revision of If-None-Match."}"#.utf8)
        }
        for (status, codes) in operation.refusalsByStatus {
          responses.key(String(status))
          responses.refusal(codes, onPage: endpoint == .page)
        }
      }
    }
  }

  private mutating func refusal(_ codes: [APIError.Code], onPage: Bool) {
    object { object in
      object.member("description", codes.map(\.rawValue).joined(separator: ", "))
      if codes.contains(where: \.mayPass) {
        object.key("headers")
        object.json(##"{"Retry-After":{"$ref":"#/components/headers/RetryAfter"}}"##.utf8)
      }
      object.key("content")
      object.json(
        (onPage
          ? #"{"text/html":{"schema":{"type":"string"}}}"#
          : ##"{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}"##).utf8)
    }
  }
}

extension APIError.Code {
  /// Whether it comes with a time after which it is worth another try.
  fileprivate var mayPass: Bool { [.rateLimitExceeded, .overloaded, .notReady, .modelUnavailable].contains(self) }
}
