/// A receiver of OTLP over HTTP in JSON that knows the protocol from its own definition, and refuses what that does not
/// have. It prints its port, and then each span on a line, as JSON.
enum OTLPReceiver {
  static let script = #"""
    import base64, http.server, json, sys
    from google.protobuf import json_format
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as service

    def as_bytes(node):
        """OTLP writes ids in hexadecimal, where Protocol Buffers have base64."""
        if isinstance(node, list):
            return [as_bytes(item) for item in node]
        if not isinstance(node, dict):
            return node
        lengths = {"traceId": 16, "spanId": 8, "parentSpanId": 8}
        result = {}
        for key, value in node.items():
            if key in lengths:
                raw = bytes.fromhex(value)
                assert len(raw) == lengths[key] and any(raw), key
                value = base64.b64encode(raw).decode()
            result[key] = as_bytes(value)
        return result

    def plain(value):
        kind = value.WhichOneof("value")
        if kind == "array_value":
            return [plain(item) for item in value.array_value.values]
        # JSON has no NaN.
        return [kind, repr(value.double_value) if kind == "double_value" else getattr(value, kind)]

    def attributes(pairs):
        return {pair.key: plain(pair.value) for pair in pairs}

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            try:
                assert self.path == "/v1/traces" and self.headers["content-type"] == "application/json"
                request = json_format.Parse(json.dumps(as_bytes(json.loads(body))), service.ExportTraceServiceRequest())
            except Exception as error:
                print(json.dumps({"error": repr(error)}), flush=True)
                self.send_response(400)
                self.end_headers()
                return
            for resource in request.resource_spans:
                for scope in resource.scope_spans:
                    for span in scope.spans:
                        print(json.dumps({
                            "resource": attributes(resource.resource.attributes), "scope": scope.scope.name,
                            "trace": span.trace_id.hex(), "span": span.span_id.hex(),
                            "parent": span.parent_span_id.hex(), "state": span.trace_state, "name": span.name,
                            "kind": span.kind, "nanoseconds": span.end_time_unix_nano - span.start_time_unix_nano,
                            "attributes": attributes(span.attributes), "dropped": span.dropped_attributes_count,
                            "events": [[event.name, attributes(event.attributes)] for event in span.events],
                            "links": [[link.trace_id.hex(), attributes(link.attributes)] for link in span.links],
                            "status": [span.status.code, span.status.message]}), flush=True)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    print(server.server_port, flush=True)
    server.serve_forever()
    """#
}
