"""The chart makes what an API server takes, and nothing that is not confined."""

import json

import jsonschema
import pytest
import yaml

import chart
import manifests

every_value_set = pytest.mark.parametrize("path", chart.VALUE_SETS, ids=lambda path: path.stem)
OURS = "ghcr.io/quern/quern"


@pytest.fixture(name="things")
def rendered(path):
    return chart.render(yaml.safe_load(path.read_text()))


@every_value_set
def test_every_object_is_one_an_api_server_takes(things):
    assert things
    for thing in things:
        manifests.check(thing)


@every_value_set
def test_no_two_objects_have_the_same_name(things):
    labels = [manifests.label(thing) for thing in things]
    assert len(labels) == len(set(labels))


@every_value_set
def test_every_pod_is_restricted(things):
    pods = [pod for thing in things for pod in manifests.pod_specs(thing)]
    assert pods
    for pod in pods:
        assert pod["automountServiceAccountToken"] is False
        security = pod["securityContext"]
        assert security["runAsNonRoot"] and security["runAsUser"] == 10001
        assert security["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
        assert not [volume for volume in pod.get("volumes", []) if "hostPath" in volume]
        for container in pod["containers"]:
            security = container["securityContext"]
            assert security["allowPrivilegeEscalation"] is False
            assert security["readOnlyRootFilesystem"] is True
            assert security["capabilities"] == {"drop": ["ALL"]}
            assert {"requests", "limits"} <= set(container["resources"])
            assert "memory" in container["resources"]["limits"]


@every_value_set
def test_secrets_are_only_referred_to(things):
    assert not [thing for thing in things if thing["kind"] == "Secret"]
    for pod in (pod for thing in things for pod in manifests.pod_specs(thing)):
        for variable in (variable for container in pod["containers"] for variable in container.get("env", [])):
            if any(word in variable["name"] for word in ("PASSWORD", "KEY", "TOKEN")):
                assert "secretKeyRef" in variable["valueFrom"]


@every_value_set
def test_jobs_end_as_the_exit_codes_say(things):
    jobs = [job for thing in things for job in manifests.job_specs(thing)]
    for job in jobs:
        ignored, failed, *counted = job["podFailurePolicy"]["rules"]
        assert ignored["action"] == "Ignore" and ignored["onPodConditions"][0]["type"] == "DisruptionTarget"
        if counted:
            assert (failed["action"], failed["onExitCodes"]["values"]) == ("FailJob", [3, 4, 5, 6, 64, 65, 78])
            assert (counted[0]["action"], counted[0]["onExitCodes"]["values"]) == ("Count", [1, 69, 75])
        for key in ("backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"):
            assert job[key] > 0


@every_value_set
def test_everything_that_is_mounted_from_the_release_is_in_it(things):
    maps = {thing["metadata"]["name"] for thing in things if thing["kind"] == "ConfigMap"}
    for pod in (pod for thing in things for pod in manifests.pod_specs(thing)):
        used = {value["name"] for value in manifests.walk(pod, "configMap")}
        assert used <= maps, used - maps


@every_value_set
def test_the_servers_file_is_one_that_it_reads(things):
    schema = json.loads((chart.ROOT / "docs/schema/server.v1.json").read_text())
    for thing in things:
        if "server.yaml" in thing.get("data", {}):
            jsonschema.validate(yaml.safe_load(thing["data"]["server.yaml"]), schema)


@every_value_set
def test_the_pipelines_files_are_valid(things, quern, tmp_path):
    for thing in things:
        for name, text in thing.get("data", {}).items():
            if thing["kind"] == "ConfigMap" and "kind: Pipeline" in text:
                (tmp_path / name).write_text(text)
                quern("validate", tmp_path / name)


@every_value_set
def test_selectors_choose_their_own_pods(things):
    pods = [thing["spec"]["template"] for thing in things if thing["kind"] in ("Deployment", "StatefulSet")]
    for thing in things:
        selector = thing.get("spec", {}).get("selector")
        if thing["kind"] == "Service":
            assert any(selector.items() <= pod["metadata"]["labels"].items() for pod in pods)
        if thing["kind"] in ("Deployment", "StatefulSet"):
            labels = thing["spec"]["template"]["metadata"]["labels"]
            assert selector["matchLabels"].items() <= labels.items()


def test_pods_of_one_job_join_one_run():
    job = chart.pick(chart.render(chart.values("minimal")), "Job", "quern-notes-run-r1")
    container = job["spec"]["template"]["spec"]["containers"][0]
    assert "--run-id=$(RUN_ID)" in container["args"]
    run = next(variable for variable in container["env"] if variable["name"] == "RUN_ID")
    assert run["valueFrom"]["fieldRef"]["fieldPath"] == "metadata.labels['batch.kubernetes.io/controller-uid']"


def test_jobs_of_one_run_end_in_what_they_share():
    things = chart.render(chart.values("production"), revision=3)
    names = {thing["metadata"]["name"] for thing in things if thing["kind"] == "Job"}
    assert {"quern-manuals-run-extract-r3", "quern-manuals-run-embed-r3"} <= names
    job = chart.pick(things, "Job", "quern-manuals-run-embed-r3")
    assert job["metadata"]["labels"]["kueue.x-k8s.io/queue-name"] == "batch"
    container = job["spec"]["template"]["spec"]["containers"][0]
    assert container["command"][2].endswith('--run-id "${JOB_NAME##*-}"')
    assert "--stages=embed,index" in container["args"]


def test_a_definition_given_as_text_is_kept_as_it_was_typed():
    given = chart.values("production")
    text = chart.pick(chart.render(given), "ConfigMap", "quern-manuals")["data"]["manuals.yaml"]
    assert text == given["pipelines"]["manuals"]["definition"]


def test_a_schedule_comes_from_the_file_unless_the_values_have_one():
    given = chart.values("production")
    assert chart.pick(chart.render(given), "CronJob", "quern-manuals-run-embed")["spec"]["schedule"] == "0 3 * * *"
    given["pipelines"]["manuals"]["schedule"] = {"cron": "7 7 * * *"}
    spec = chart.pick(chart.render(given), "CronJob", "quern-manuals-run-embed")["spec"]
    assert (spec["schedule"], spec["timeZone"], spec["concurrencyPolicy"]) == ("7 7 * * *", "Europe/Madrid", "Forbid")


def test_large_numbers_stay_whole():
    things = chart.render(chart.values("many-pipelines"))
    text = chart.pick(things, "ConfigMap", "quern-handbook")["data"]["handbook.yaml"]
    assert "maxTokens: 1000000000" in text


def test_jobs_write_with_one_role_and_the_server_reads_with_another():
    things = chart.render(chart.values("production"))

    def key(kind, name):
        env = manifests.pod_specs(chart.pick(things, kind, name))[0]["containers"][0]["env"]
        return next(v["valueFrom"]["secretKeyRef"]["key"] for v in env if v["name"] == "DATABASE_URL")

    assert key("Job", "quern-migrate") == "owner-url"
    assert key("CronJob", "quern-manuals-verify") == "writer-url"
    assert key("Deployment", "quern-server") == "reader-url"


def test_jobs_serve_metrics_where_prometheus_looks():
    things = chart.render(chart.values("production"))
    (pod,) = manifests.pod_specs(chart.pick(things, "CronJob", "quern-manuals-run-embed"))
    monitor = chart.pick(things, "PodMonitor")["spec"]
    assert pod["containers"][0]["ports"] == [{"name": monitor["podMetricsEndpoints"][0]["port"], "containerPort": 9090}]
    assert {"--metrics-port=9090", "--metrics-host=0.0.0.0"} <= set(pod["containers"][0]["args"])


def test_a_changed_pipeline_makes_new_server_pods():
    def digest(given):
        pod = chart.pick(chart.render(given), "Deployment")["spec"]["template"]
        return pod["metadata"]["annotations"]["quern/files"]

    given = chart.values("minimal")
    before = digest(given)
    given["pipelines"]["notes"]["definition"]["chunk"] = {"maxTokens": 128}
    assert digest(given) != before
