"""Kubernetes objects: read from rendered text, and checked as an API server would."""

import re

import kubernetes_validate
import yaml

VERSIONS = ["1.29", "1.33", "1.37"]
NAME = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
LABEL = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?")
QUANTITY = re.compile(r"[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?")
LONGEST = {"CronJob": 52, "Job": 63, "Service": 63}


class StrictLoader(yaml.CSafeLoader):
    """Refuses keys that are given twice, which YAML's own loader and Helm let pass."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        assert not twice, f"{node.start_mark}: given twice: {twice}"
        return super().construct_mapping(node, deep)


def objects(text):
    """The objects of a YAML stream."""
    return [document for document in yaml.load_all(text, StrictLoader) if document]


def label(thing):
    return f"{thing['kind']}/{thing['metadata']['name']}"


def pod_specs(thing):
    """The pods that an object makes; none for most kinds."""
    spec = thing.get("spec", {})
    if thing["kind"] == "Pod":
        return [spec]
    if thing["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    return [spec["template"]["spec"]] if "template" in spec else []


def job_specs(thing):
    if thing["kind"] == "CronJob":
        return [thing["spec"]["jobTemplate"]["spec"]]
    return [thing["spec"]] if thing["kind"] == "Job" else []


def check(thing):
    """Fails if an API server would refuse the object."""
    if not thing["apiVersion"].startswith("monitoring.coreos.com/"):
        for version in VERSIONS:
            kubernetes_validate.validate(thing, version, strict=True)
    name = thing["metadata"]["name"]
    assert NAME.fullmatch(name) and len(name) <= LONGEST.get(thing["kind"], 253), name
    for value in walk(thing, "labels"):
        for key, text in value.items():
            assert isinstance(text, str) and LABEL.fullmatch(text) and len(text) <= 63, (key, text)
    for value in [*walk(thing, "requests"), *walk(thing, "limits")]:
        for key, text in value.items():
            assert QUANTITY.fullmatch(str(text)), (key, text)
    for job in job_specs(thing):
        check_job(job)
    for pod in pod_specs(thing):
        check_pod(pod)


def check_job(job):
    pod = job["template"]["spec"]
    containers = {container["name"] for container in pod["containers"]}
    assert pod["restartPolicy"] == "Never"  # a podFailurePolicy asks for it
    for rule in job["podFailurePolicy"]["rules"]:
        codes = rule.get("onExitCodes", {})
        assert codes.get("containerName", next(iter(containers))) in containers
        assert codes.get("values", []) == sorted(set(codes.get("values", [])))


def check_pod(pod):
    volumes = [volume["name"] for volume in pod.get("volumes", [])]
    assert len(volumes) == len(set(volumes)), volumes
    for container in pod["containers"]:
        mounts = container.get("volumeMounts", [])
        assert {mount["name"] for mount in mounts} <= set(volumes) | {"data"}
        paths = [mount["mountPath"] for mount in mounts]
        assert len(paths) == len(set(paths)), paths
        names = [variable["name"] for variable in container.get("env", [])]
        assert len(names) == len(set(names)), names
        for number, variable in enumerate(container.get("env", [])):
            for used in re.findall(r"\$\(([A-Z_]+)\)", str(variable.get("value", ""))):
                assert used in names[:number], f"{used} is used before it is set"
        for used in re.findall(r"\$\(([A-Z_]+)\)", " ".join(container.get("args", []))):
            assert used in names


def walk(value, key):
    """Every mapping that stands under a key, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and isinstance(inner, dict):
                yield inner
            yield from walk(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)
