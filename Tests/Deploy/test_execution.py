"""The chart's Jobs and CronJobs, executed: many pods, pods that die, bad files, against a real PostgreSQL."""

import json
import signal
import subprocess
import time

import pytest

import chart
from cluster import node as nodes
from cluster.container import pod as a_pod
from cluster.cron_job import CronJob
from cluster.job import Job
from cluster.release import SOCKET, Release, searchable

LACKS = nodes.lacks()
pytestmark = pytest.mark.skipif(bool(LACKS), reason=str(LACKS))


@pytest.fixture(name="install")
def installing(tmp_path, programs, database, documents, request):
    def install(**pipeline):
        schema = "t" + "".join(filter(str.isalnum, request.node.name.lower()))[-40:]
        release = Release(tmp_path, programs, database, documents, schema, **pipeline)
        release.migrate()
        return release

    return install


@pytest.fixture(scope="session", name="expected")
def what_one_process_makes(tmp_path_factory, programs, documents):
    """The index of a single run on SQLite."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "notes.yaml").write_text(json.dumps({
        "apiVersion": "quern/v1", "kind": "Pipeline", "metadata": {"name": "notes"}, "spec": {
            "sources": [{"name": "notes", "path": str(documents)}],
            "embed": {"model": {"type": "hashing", "dimension": 64}}}}))
    for command in ("run", "dump"):
        result = subprocess.run(
            [programs / "quern", command, folder / "notes.yaml"], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return searchable(lines)


def evict_at_work(release, pod):
    """Evicts a pod in the middle of its work: it stands still while one looks whether it is."""
    pod.disrupted = True
    while pod.code is None:
        pod.signal(signal.SIGSTOP)
        at_work = release.at_work()
        if at_work:
            pod.signal(signal.SIGTERM)
        pod.signal(signal.SIGCONT)
        if at_work:
            break
        time.sleep(0.01)
    pod.wait(pod.spec["terminationGracePeriodSeconds"])


def test_four_pods_of_which_three_die(install, expected):
    release = install(jobs={"parallelism": 4})
    job = release.job("quern-notes-run-r1")
    job.memory = {1: "10Mi"}

    def each():
        if job.pods[0].code is None or job.pods[2].code is None:
            at_work = release.at_work()
            if job.pods[0].name in at_work:
                job.pods[0].kill()
            if job.pods[2].name in at_work:
                job.pods[2].signal(signal.SIGTERM)

    assert job.run(each) == "Complete", job.output()
    assert job.codes[:3] == [137, 137, 75], job.output()
    assert job.failures >= 3
    assert release.whole() == expected


def test_one_more_pod_than_there_is_work_ends_well(install):
    release = install(jobs={"parallelism": 2})
    job = release.job("quern-notes-run-r1")
    assert job.run() == "Complete", job.output()
    assert job.codes == [0, 0]
    again = release.job("quern-notes-run-r1")
    again.name = "again"
    assert again.run() == "Complete", again.output()


def test_jobs_of_different_stages_join_one_run(install, expected):
    release = install(workers={
        "extract": {"stages": ["discover", "extract", "chunk"], "parallelism": 2},
        "embed": {"stages": ["embed", "index"]}})
    extract, embed = (release.job(f"quern-notes-run-{name}-r1") for name in ("extract", "embed"))
    with embed.ended():
        assert extract.run(embed.step) == "Complete", extract.output()
        assert embed.run() == "Complete", embed.output()
    assert release.whole() == expected
    runs = json.loads(release.quern("runs", "-o", "json"))
    assert len(runs) == 1, runs


def test_a_schedule_that_comes_round_too_soon(install):
    release = install()
    schedule = CronJob(release.node, chart.pick(release.things, "CronJob"))
    first = schedule.fire(28_000_000)
    with first.ended():
        while not release.at_work():
            first.step()
            time.sleep(0.02)
        assert schedule.fire(28_000_001) is None, "Forbid means that no second Job is made"
        # And should somebody allow it, the run's own lock still holds.
        schedule.manifest["spec"]["concurrencyPolicy"] = "Allow"
        second = schedule.fire(28_000_001)
        assert second.run(first.step) == "Complete", second.output()
        assert "another run is at work" in second.output()
        assert first.run() == "Complete", first.output()
    release.whole()


@pytest.mark.parametrize(
    "done", ["", "extract", "extract,chunk", "extract,chunk,embed"], ids=lambda done: f"after {done}")
def test_a_node_that_goes_away(done, install, expected):
    release = install()
    if done:
        release.quern("run", f"--stages={done}")
    job = release.job("quern-notes-run-r1")
    with job.ended():
        job.step()
        evict_at_work(release, job.pods[0])
        # What is embedded may be published within the time of grace.
        assert job.pods[0].code in ([0, 75] if "embed" in done else [75]), job.output()
        assert job.run() == "Complete", job.output()
    assert job.failures == 0, "what a node does is nobody's failure"
    assert release.whole() == expected


def test_a_bad_file_fails_at_once(install):
    release = install()
    release.node.config_maps["quern-notes"]["notes.yaml"] += "\n  sorces: []\n"
    job = release.job("quern-notes-run-r1")
    assert (job.run(), job.codes) == ("PodFailurePolicy", [78]), job.output()


def test_documents_that_vanish_fail_at_once_and_delete_nothing(install, tmp_path):
    release = install()
    assert release.job("quern-notes-run-r1").run() == "Complete"
    (tmp_path / "empty").mkdir(0o755)
    release.node.claims["notes"] = tmp_path / "empty"
    job = Job(release.node, chart.pick(release.things, "Job", "quern-notes-run-r1"), "unmounted")
    assert (job.run(), job.codes) == ("PodFailurePolicy", [65]), job.output()
    release.whole()


def test_a_database_that_is_away_is_tried_again(install, tmp_path):
    release = install(jobs={"backoffLimit": 1})
    (tmp_path / "nothing").mkdir()
    there, release.node.sockets[SOCKET] = release.node.sockets[SOCKET], tmp_path / "nothing"
    job = release.job("quern-notes-run-r1")
    assert (job.run(), job.codes) == ("BackoffLimitExceeded", [69, 69]), job.output()
    release.node.sockets[SOCKET] = there
    later = Job(release.node, chart.pick(release.things, "Job", "quern-notes-run-r1"), "later")
    assert later.run() == "Complete"


def test_a_deadline_leaves_what_is_done_to_the_next_job(install, expected):
    release = install()
    manifest = json.loads(json.dumps(chart.pick(release.things, "Job", "quern-notes-run-r1")))
    job = Job(release.node, manifest)

    def each():
        if release.at_work():
            job.spec["activeDeadlineSeconds"] = 0.001

    assert (job.run(each), job.codes) == ("DeadlineExceeded", [75]), job.output()
    later = Job(release.node, chart.pick(release.things, "Job", "quern-notes-run-r1"), "later")
    assert later.run() == "Complete"
    assert release.whole() == expected


def test_a_benchmark_leaves_its_report_on_a_volume(install, tmp_path):
    args = ["ingest", "$(PIPELINE)"]
    release = install(bench={"enabled": True, "report": {"existingClaim": "reports"}, "args": args})
    (tmp_path / "reports").mkdir(0o755)
    (tmp_path / "reports").chmod(0o777)
    release.node.claims["reports"] = tmp_path / "reports"
    job = release.job("quern-notes-bench-r1")
    assert job.run() == "Complete", job.output()
    (report,) = (tmp_path / "reports").glob("**/*.json")
    assert json.loads(report.read_text())["results"]


def test_the_server_answers_with_a_role_that_only_reads(install):
    release = install()
    assert release.job("quern-notes-run-r1").run() == "Complete"
    template = chart.pick(release.things, "Deployment")["spec"]["template"]
    pod = a_pod(release.node, "server", template, {})
    try:

        def ask(path, body=None, port=8000):
            options = ["--header", "content-type: application/json", "--data", json.dumps(body)] if body else []
            return pod.inside("curl", "--silent", *options, f"http://127.0.0.1:{port}{path}").stdout

        deadline = time.monotonic() + 300
        while "listening" not in pod.output() or '"ready"' not in ask("/api/v1/ready"):
            assert pod.code is None and time.monotonic() < deadline, pod.output()
            time.sleep(0.05)
        hits = json.loads(ask("/api/v1/search", {"query": "document 17"}))["hits"]
        assert len(hits) == 10
        assert "rag_requests_total" in ask("/metrics", port=9090)
        pod.terminate()
        assert pod.code == 0, pod.output()
    finally:
        pod.kill()
