"""A service of embeddings that notes when it was asked: embeddings.py ASKED PORT"""

import hashlib
import http.server
import json
import os
import sys
import time

DIMENSION = 8


def vector(text):
    digest = hashlib.sha256(text.encode()).digest()
    return [byte / 255 + 0.001 for byte in digest[:DIMENSION]]


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with open(sys.argv[1], "a") as asked:
            asked.write(f"{time.monotonic()}\n")
        data = [{"index": i, "embedding": vector(text)} for i, text in enumerate(body["input"])]
        answer = json.dumps({"data": data}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
with open(sys.argv[2] + ".part", "w") as port:
    port.write(str(server.server_port))
os.rename(sys.argv[2] + ".part", sys.argv[2])
server.serve_forever()
