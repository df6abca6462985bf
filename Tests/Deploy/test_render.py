"""`quern render FILE` prints what the chart makes of the same pipeline, but for Helm's own labels."""

import subprocess

import pytest

import chart
import manifests
import plain_jobs

FILE = """\
# A comment that stays.
apiVersion: quern/v1
kind: Pipeline
metadata: { name: NAME }
spec:
  store: { type: postgres, url: { fromEnv: DATABASE_URL } }
  sources: [{ name: notes, path: /documents }]
"""
SCHEDULE = '  schedule: { cron: "0 3 * * 1-5", timeZone: Europe/Madrid }\n'
CHART = {"postgresql": {"existingSecret": "quern-database"}, "auth": {"allowAnonymous": True},
         "serviceAccount": {"create": False}}
KEY = {"secretKeyRef": {"name": "model", "key": "key"}}

# What is rendered: the file, options of the command, and the chart's values that say the same.
SAME = {
    "a Job": ("notes", FILE, [], {"ingest": {"enabled": True}}),
    "a CronJob": ("notes", FILE + SCHEDULE, [], {}),
    "a CronJob of another hour": (
        "notes", FILE + SCHEDULE, ["--schedule=15 * * * *"], {"schedule": {"cron": "15 * * * *"}}),
    "a scheduled verification": (
        "notes", FILE, ["--work=verify", "--schedule=@daily"], {"verify": {"schedule": {"cron": "@daily"}}}),
    "many pods": (
        "notes", FILE, ["--parallelism=4", "--threads=2", "--queue=batch", "--memory-limit=8Gi", "--cpu=500m"],
        {"ingest": {"enabled": True}, "jobs": {
            "parallelism": 4, "threads": 2, "queue": "batch", "resources": {
                "requests": {"cpu": "500m", "memory": "1Gi", "ephemeral-storage": "1Gi"},
                "limits": {"memory": "8Gi", "ephemeral-storage": "24Gi"}}}}),
    "documents and variables": (
        "notes", FILE, ["--documents=notes:/documents", "--env=LEVEL=a \"b\"\n\tc", "--secret-env=MODEL_KEY=model:key"],
        {"ingest": {"enabled": True}, "documents": {"existingClaim": "notes"}, "env": [
            {"name": "LEVEL", "value": 'a "b"\n\tc'}, {"name": "MODEL_KEY", "valueFrom": KEY}]}),
    "a long name": ("n" * 63, FILE + SCHEDULE, [], {}),
    "a text that no block can hold": (
        "notes", "\n" + FILE + "# \U0001f33e\n\n", [], {"ingest": {"enabled": True}}),
}


@pytest.fixture(name="render")
def rendering(quern, tmp_path):
    def render(text, *options):
        (tmp_path / "pipeline.yaml").write_text(text)
        return manifests.objects(quern("render", tmp_path / "pipeline.yaml", *options))

    return render


@pytest.mark.parametrize(("name", "file", "options", "values"), SAME.values(), ids=SAME.keys())
def test_it_is_what_the_chart_makes(render, name, file, options, values):
    text = file.replace("NAME", name)
    expected = chart.render({**CHART, "pipelines": {name: {"definition": text, **values}}})
    made = {manifests.label(thing): thing for thing in map(plain_jobs.plain, expected)}
    printed = render(text, *options)
    assert [thing["kind"] for thing in printed][0] == "ConfigMap" and len(printed) == 2
    for thing in printed:
        manifests.check(thing)
        assert thing == made[manifests.label(thing)]


REFUSED = {
    "a pipeline over SQLite": (FILE.replace("postgres, url: { fromEnv: DATABASE_URL }", "sqlite"), [], 78),
    "a pipeline that is wrong": (FILE + "  sorces: []\n", [], 78),
    "an image that injects YAML": (FILE, ["--image=a\n  b: c"], 64),
    "a name that is none": (FILE, ["--name=A_b"], 64),
    "a schedule of four fields": (FILE, ["--schedule=0 3 * *"], 64),
    "no pods": (FILE, ["--parallelism=0"], 64),
    "a mount path that injects YAML": (FILE, ["--documents=notes:/x }, { y"], 64),
    "a quantity that is none": (FILE, ["--memory=lots"], 64),
    "a variable without a value": (FILE, ["--env=LEVEL"], 64),
    "a secret without its key": (FILE, ["--secret-env=KEY=model"], 64),
}


@pytest.mark.parametrize(("file", "options", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses(quern, tmp_path, file, options, code):
    (tmp_path / "pipeline.yaml").write_text(file.replace("NAME", "notes"))
    quern("render", tmp_path / "pipeline.yaml", *options, code=code)


def test_what_it_prints_applies(quern, tmp_path):
    (tmp_path / "pipeline.yaml").write_text(FILE.replace("NAME", "notes"))
    (tmp_path / "job.yaml").write_text(quern("render", tmp_path / "pipeline.yaml"))
    (tmp_path / "kustomization.yaml").write_text("resources: [job.yaml]\n")
    result = subprocess.run(["kubectl", "kustomize", tmp_path], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
