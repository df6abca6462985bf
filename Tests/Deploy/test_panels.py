"""Every panel shows something: a real Prometheus looks at a real server, real runs and a model service that fails."""

import contextlib
import http.server
import json
import os
import random
import shutil
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request

import pytest

import dashboards


def free_port():
    """From below those that the kernel gives to whoever asks for any, so that nobody takes it before its program does."""
    for port in random.sample(range(20_000, 32_000), 100):
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port
    raise OSError("of 100 ports none is free")


class ModelService(http.server.BaseHTTPRequestHandler):
    """Embeddings as OpenAI's API gives them, after two requests that fail."""

    failures = 2

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        type(self).failures -= 1
        status = 503 if type(self).failures >= 0 else 200
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        data = [{"index": number, "embedding": [1.0] + [0.0] * 7} for number in range(len(texts))]
        answer = json.dumps({"data": data, "model": body["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}})
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *_):
        pass


class Scene:
    """Programs that are there for the length of a test."""

    def __init__(self, folder):
        self.folder, self.started = folder, []

    def start(self, *command, **environment):
        log = self.folder / f"{len(self.started)}.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                list(map(str, command)), stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment})
        process.log = log
        self.started.append(process)
        return process

    def stop(self):
        for process in self.started:
            process.kill()
            process.wait()


@pytest.fixture(name="scene")
def a_scene(tmp_path):
    scene = Scene(tmp_path)
    yield scene
    scene.stop()


def eventually(look, seconds=300):
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = look()
        except OSError:
            found = None
        if found:
            return found
        assert time.monotonic() < deadline, f"{look} never came true"
        time.sleep(0.2)


def get(url, body=None):
    request = urllib.request.Request(url, body and json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read().decode()


def test_every_panel_shows_something(scene, programs, tmp_path):
    for program in ("prometheus", "prometheus-pushgateway", "redis-server"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    quern = programs / "quern"
    ports = {name: free_port() for name in ("api", "metrics", "prometheus", "pushgateway", "redis")}
    models = http.server.ThreadingHTTPServer(("127.0.0.1", 0), ModelService)
    threading.Thread(target=models.serve_forever, daemon=True).start()
    scene.start("redis-server", "--port", ports["redis"], "--save", "", "--dir", tmp_path)
    scene.start("prometheus-pushgateway", f"--web.listen-address=127.0.0.1:{ports['pushgateway']}")

    (tmp_path / "documents").mkdir()
    for number in range(20):
        (tmp_path / f"documents/{number}.txt").write_text(f"Document {number} speaks of flour and stones.")
    (tmp_path / "documents/broken.pdf").write_bytes(b"%PDF-1.4 nothing of it is there")
    (tmp_path / "notes.yaml").write_text(json.dumps({
        "apiVersion": "quern/v1", "kind": "Pipeline", "metadata": {"name": "notes"}, "spec": {
            "sources": [{"name": "notes", "path": "documents"}],
            "embed": {"model": {"type": "openai", "url": f"http://127.0.0.1:{models.server_port}/v1", "model": "m"},
                      "retry": {"backoff": {"initial": "10ms"}}},
            "gates": [{"type": "coverage", "min": "50%"}], "failurePolicy": {"maxFailures": "50%"}}}))
    (tmp_path / "server.yaml").write_text(json.dumps({
        "apiVersion": "quern/v1", "kind": "Server", "metadata": {"name": "search"}, "spec": {
            "pipelines": ["notes.yaml"], "listen": {"port": ports["api"], "metricsPort": ports["metrics"]},
            "cache": {"redis": {"url": {"fromEnv": "REDIS_URL"}}}}}))
    (tmp_path / "prometheus.yaml").write_text(json.dumps({
        "global": {"scrape_interval": "1s"}, "scrape_configs": [
            {"job_name": "quern", "static_configs": [
                {"targets": [f"127.0.0.1:{ports['metrics']}"], "labels": {"pod": "a"}}]},
            {"job_name": "pushgateway", "honor_labels": True, "static_configs": [
                {"targets": [f"127.0.0.1:{ports['pushgateway']}"]}]}]}))
    scene.start("prometheus", f"--config.file={tmp_path}/prometheus.yaml", f"--storage.tsdb.path={tmp_path}/tsdb",
                f"--web.listen-address=127.0.0.1:{ports['prometheus']}")

    eventually(lambda: get(f"http://127.0.0.1:{ports['pushgateway']}/-/ready"))
    run = scene.start(quern, "run", tmp_path / "notes.yaml", "--pushgateway",
                      f"http://127.0.0.1:{ports['pushgateway']}")
    assert run.wait(300) == 0, run.log.read_text()
    scene.start(quern, "serve", tmp_path / "server.yaml", REDIS_URL=f"redis://127.0.0.1:{ports['redis']}/0")
    eventually(lambda: get(f"http://127.0.0.1:{ports['api']}/api/v1/ready"))

    def empty_panels():
        for strategy in ("hybrid", "lexical", "semantic"):
            get(f"http://127.0.0.1:{ports['api']}/api/v1/search",
                {"query": f"flour {time.monotonic()}", "strategy": strategy})
        get(f"http://127.0.0.1:{ports['api']}/api/v1/search", {"query": "stones"})
        empty = []
        for title, expression in dashboards.expressions():
            query = urllib.parse.urlencode({"query": expression})
            answer = json.loads(get(f"http://127.0.0.1:{ports['prometheus']}/api/v1/query?{query}"))
            if not answer["data"]["result"]:
                empty.append((title, expression))
        return empty

    deadline = time.monotonic() + 300
    while (empty := empty_panels()) and time.monotonic() < deadline:
        time.sleep(1)
    assert not empty
