"""A model service for tests, OpenAI's way. It prints its port, and on a line for each request when it came, by its own
clock, and what it says of its trace. The first requests are answered at once, the others when somebody has asked for
/release.

usage: embedder.py ANSWERED_AT_ONCE
"""
import http.server
import json
import sys
import threading
import time

ahead = threading.Semaphore(int(sys.argv[1]))
released = threading.Event()


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        trace = self.headers.get("traceparent")
        print(json.dumps({"at": time.monotonic(), "traceparent": trace, "texts": len(request["input"])}), flush=True)
        if not ahead.acquire(blocking=False):
            released.wait()
        vectors = [{"index": index, "embedding": [1.0, len(text), 3.0]} for index, text in enumerate(request["input"])]
        self.answer(json.dumps({"data": vectors}).encode())

    def do_GET(self):
        released.set()
        self.answer(b"{}")

    def answer(self, body):
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
