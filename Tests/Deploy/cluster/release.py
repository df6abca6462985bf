"""A release of the chart, on a node of one machine."""

import json
import os
import subprocess

import chart
from cluster.job import Job
from cluster.node import Node

# Where a pod finds the database: its socket stands for a network.
SOCKET = "/run/database"


class Release:
    """One pipeline in a schema of its own, as `helm install` would leave it."""

    def __init__(self, folder, programs, database, documents, schema, **pipeline):
        self.programs, self.documents = programs, documents
        self.url = f"postgresql:///postgres?host={database}"
        roles = {"writer": f"{schema}_writer", "reader": f"{schema}_reader"}
        self.values = {
            **chart.values("minimal"),
            "postgresql": {"existingSecret": "quern-database", "roles": roles},
            "jobs": {"threads": 1},
            "pipelines": {"notes": chart.merged(pipeline, {
                "definition": {
                    "store": {"type": "postgres", "url": {"fromEnv": "DATABASE_URL"}, "schema": schema, "lease": "2s"},
                    "sources": [{"name": "notes", "path": "/documents"}],
                    "embed": {"model": {"type": "hashing", "dimension": 64}}},
                "documents": {"existingClaim": "notes"},
                "env": [{"name": "QUERN_PATIENCE", "value": "2"}],
                "ingest": {"enabled": True},
                "schedule": {"cron": "0 3 * * *"}})}}
        inside = f"postgresql://{{}}@/postgres?host={SOCKET}"
        keys = {"owner-url": "quern", "writer-url": roles["writer"], "reader-url": roles["reader"]}
        self.node = Node(
            folder=folder / "pods", programs=programs, image=os.environ.get("QUERN_IMAGE"),
            claims={"notes": documents}, sockets={SOCKET: database},
            secrets={"quern-database": {key: inside.format(user) for key, user in keys.items()}})
        self.install()

    def install(self):
        """What `helm install` does before the release's own objects."""
        self.things = chart.render(self.values)
        self.node.add(self.things)
        self.file = self.node.folder / "notes.yaml"
        self.node.folder.mkdir(exist_ok=True)
        # The same pipeline for this machine, which sees the documents elsewhere.
        text = self.node.config_maps["quern-notes"]["notes.yaml"]
        self.file.write_text(text.replace("/documents", str(self.node.claims["notes"])))

    def job(self, name):
        return Job(self.node, chart.pick(self.things, "Job", name))

    def migrate(self):
        job = self.job("quern-migrate")
        assert job.run() == "Complete", job.output()

    def quern(self, *arguments, code=0):
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": self.url.replace("///", "//quern@/"),
                       "QUERN_HOME": str(self.node.folder / "home")}
        command = [self.programs / "quern", *arguments[0].split(), self.file, *arguments[1:]]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
        assert result.returncode == code, result.stderr
        return result.stdout

    def at_work(self):
        """Names of the pods that take part in a run."""
        workers = json.loads(self.quern("status", "--stuck", "-o", "json"))["workers"]
        return {entry["worker"]["host"] for entry in workers}

    def whole(self):
        """What is searchable: whole documents, each once, and in agreement with all the rest; else it fails."""
        self.quern("verify")
        lines = [json.loads(line) for line in self.quern("dump").splitlines()]
        assert {line["uri"] for line in lines} == {path.name for path in self.documents.iterdir()}
        assert len({(line["uri"], line["ordinal"]) for line in lines}) == len(lines)
        return searchable(lines)


def searchable(lines):
    """Of a dump's lines, what does not depend on who made the index, and where."""
    return [(line["uri"], line["ordinal"], line["text"], line["vector"]) for line in lines]
