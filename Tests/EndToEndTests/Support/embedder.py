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

output = threading.Lock()
ahead = threading.Semaphore(int(sys.argv[1]))
released = threading.Event()


def say(line):
    # In one piece: requests come on threads of their own.
    with output:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        trace = self.headers.get("traceparent")
        say(json.dumps({"at": time.monotonic(), "traceparent": trace, "texts": len(request["input"])}))
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


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever hangs up may: what is said of it would stand among the requests."""


server = Server(("127.0.0.1", 0), Service)
say(server.server_port)
server.serve_forever()
