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


@pytest.mark.parametrize("embedding_starts", ["at once", "later"])
def test_jobs_of_different_stages_join_one_run(embedding_starts, install, expected):
    release = install(workers={
        "extract": {"stages": ["discover", "extract", "chunk"], "parallelism": 2},
        "embed": {"stages": ["embed", "index"]}})
    extract, embed = (release.job(f"quern-notes-run-{name}-r1") for name in ("extract", "embed"))
    with embed.ended():
        if embedding_starts == "at once":
            assert extract.run(embed.step) == "Complete", extract.output()
        else:
            assert extract.run() == "Complete", "a node is given back before others come\n" + extract.output()
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
            assert not first.reason, f"it was over before anybody looked\n{first.output()}"
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


def test_a_bad_file_stops_an_upgrade_before_anything_changes(install):
    release = install()
    release.values["pipelines"]["notes"]["definition"]["sorces"] = []
    release.install()
    job = Job(release.node, chart.pick(release.things, "Job", "quern-migrate"), "upgrade")
    assert (job.run(), job.codes) == ("PodFailurePolicy", [78]), job.output()
    assert "sorces" in job.output()


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


QUESTIONS = {
    "sources": [{"name": "notes", "path": "/documents", "exclude": [".quern/**"]}],
    "evals": [{"name": "notes", "queries": "/documents/.quern/queries.jsonl", "qrels": "/documents/.quern/qrels.tsv"}]}


@pytest.fixture(name="judged")
def judged_documents(tmp_path):
    """A few documents, and beside them questions whose answers are known."""
    folder = tmp_path / "judged"
    (folder / ".quern").mkdir(parents=True)
    queries, judgements = [], ["query-id\tcorpus-id\tscore"]
    for number in range(20):
        (folder / f"{number}.txt").write_text(f"Word{number} is ground to flour between stones.")
        queries.append(json.dumps({"_id": f"q{number}", "text": f"word{number} flour"}))
        judgements.append(f"q{number}\t{number}.txt\t1")
    (folder / ".quern/queries.jsonl").write_text("\n".join(queries) + "\n")
    (folder / ".quern/qrels.tsv").write_text("\n".join(judgements) + "\n")
    return folder


def test_a_benchmark_leaves_its_reports_on_a_volume(install, judged, tmp_path):
    release = install(bench={"enabled": True, "report": {"existingClaim": "reports"}}, definition=QUESTIONS)
    reports = tmp_path / "reports"
    reports.mkdir()
    reports.chmod(0o777)
    release.node.claims |= {"notes": judged, "reports": reports}
    job = release.job("quern-notes-bench-r1")
    assert job.run() == "Complete", job.output()
    assert "### all" in job.output()
    assert {path.name for path in reports.iterdir()} == {"quern-notes-bench-r1"}
    for name in ("all", "ingest", "quality", "search"):
        report = json.loads((reports / f"quern-notes-bench-r1/{name}.json").read_text())
        assert report["results"] and (reports / f"quern-notes-bench-r1/{name}.html").exists()


def test_schedules_of_every_kind_of_work(install, judged):
    each = {"schedule": {"cron": "0 1 * * *"}}
    release = install(definition=QUESTIONS, reindex=each, verify=each, eval=each)
    release.node.claims["notes"] = judged
    for work in ("run", "eval", "verify", "reindex"):
        job = CronJob(release.node, chart.pick(release.things, "CronJob", f"quern-notes-{work}")).fire(28_000_000)
        assert job.run() == "Complete", job.output()
    shown = [json.loads(release.quern("generation show", number, "-o", "json")) for number in ("1", "2")]
    assert [one["generation"]["state"] for one in shown] == ["retired", "live"]
    assert shown[0]["evaluations"]
    # What docs/operate.md has an operator make of a CronJob.
    manifest = chart.pick(release.things, "CronJob", "quern-notes-run")["spec"]["jobTemplate"]
    (container,) = manifest["spec"]["template"]["spec"]["containers"]
    container["args"] = ["generation", "rollback", "/etc/quern/pipelines/notes.yaml"]
    back = Job(release.node, manifest, "back")
    assert back.run() == "Complete", back.output()
    shown = json.loads(release.quern("generation list", "-o", "json"))
    assert {one["id"]: one["state"] for one in shown} == {1: "live", 2: "retired"}


def test_a_job_serves_metrics_while_it_lasts(install):
    release = install()
    release.values["monitoring"] = {"prometheus": {"jobs": True}}
    release.install()
    job = release.job("quern-notes-run-r1")
    page = ""

    def each():
        nonlocal page
        if "rag_stage_items" not in page and job.pods and job.pods[0].first:
            page = job.pods[0].inside("curl", "--silent", "http://127.0.0.1:9090/metrics").stdout

    assert job.run(each) == "Complete", job.output()
    assert 'rag_stage_items{' in page and 'pipeline="notes"' in page


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
