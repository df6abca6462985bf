"""The manifests in jobs/ are the chart's, and kustomize makes of them what an API server takes."""

import subprocess

import pytest

import chart
import manifests
import plain_jobs

KUSTOMIZATIONS = sorted(path.parent for path in plain_jobs.FOLDER.glob("**/kustomization.yaml"))
APPLICABLE = [path for path in KUSTOMIZATIONS if path.parent.name != "components"]


def build(folder):
    result = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
    return manifests.objects(result.stdout)


def test_the_manifests_are_what_the_chart_makes():
    for path, text in plain_jobs.files().items():
        assert (plain_jobs.FOLDER / path).read_text() == text, f"jobs/{path} is old: run scripts/render-jobs"


@pytest.mark.parametrize("folder", APPLICABLE, ids=lambda folder: folder.name)
def test_kustomize_makes_what_an_api_server_takes(folder):
    things = build(folder)
    assert things
    for thing in things:
        manifests.check(thing)
        assert not [key for key in thing["metadata"].get("labels", {}) if key.startswith("helm")]


def test_an_overlay_adds_queue_spot_nodes_and_digest():
    things = build(plain_jobs.FOLDER / "overlays/production")
    jobs = [thing for thing in things if thing["kind"] in ("Job", "CronJob")]
    assert len(jobs) == 5
    for thing in jobs:
        assert thing["metadata"]["namespace"] == "search"
        job = thing if thing["kind"] == "Job" else thing["spec"]["jobTemplate"]
        assert job["metadata"]["labels"]["kueue.x-k8s.io/queue-name"] == "batch"
        (pod,) = manifests.pod_specs(thing)
        assert pod["tolerations"][0]["value"] == "spot"
        assert "@sha256:" in pod["containers"][0]["image"]


def test_the_folders_pipeline_is_valid(quern):
    quern("validate", chart.ROOT / "jobs/base/manuals.yaml")


def test_reports_are_fetched_by_a_pod_as_confined_as_the_jobs():
    (pod,) = manifests.objects((plain_jobs.FOLDER / "reports.yaml").read_text())
    manifests.check(pod)
    (bench,) = manifests.pod_specs(build(plain_jobs.FOLDER / "overlays/benchmark")[0])
    for key in ("securityContext", "automountServiceAccountToken"):
        assert pod["spec"][key] == bench[key]
    ours, theirs = pod["spec"]["containers"][0], bench["containers"][0]
    assert (ours["image"], ours["securityContext"]) == (theirs["image"], theirs["securityContext"])
    assert pod["spec"]["volumes"][0]["name"] == "report"
    claim = next(volume for volume in bench["volumes"] if volume["name"] == "report")["persistentVolumeClaim"]
    assert pod["spec"]["volumes"][0]["persistentVolumeClaim"]["claimName"] == claim["claimName"]
