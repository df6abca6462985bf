"""Values that would be unsafe, or would fail later, are refused at once, with a word on what to do."""

import helm_python
import pytest

import chart

POSTGRES = {"type": "postgres", "url": {"fromEnv": "DATABASE_URL"}}
NOTES = {"definition": {"store": POSTGRES, "sources": [{"name": "notes", "path": "/documents"}]}}


def pipeline(**changes):
    return {"pipelines": {"notes": chart.merged(changes, NOTES)}}


def image(**changes):
    return {"image": changes}


REFUSED = {
    "a password in values": ({"postgresql": {"auth": {"postgresPassword": "changeme"}}}, "postgresPassword"),
    "a Redis password in values": ({"redis": {"auth": {"password": "changeme"}}}, "auth"),
    "a Grafana password in values": ({"monitoring": {"grafana": {"adminPassword": "changeme"}}}, "adminPassword"),
    "no word on who may ask": ({"auth": {"allowAnonymous": False}}, "auth: nobody is asked"),
    "no database": ({"postgresql": {"existingSecret": ""}}, "postgresql.existingSecret: name the Secret"),
    "Redis without a password": ({"redis": {"enabled": True}}, "redis.existingSecret: name the Secret"),
    "a public key without its algorithm": (
        {"auth": {"jwt": {"existingSecret": "jwt", "kind": "publicKey"}}}, "auth.jwt.algorithm"),
    "one role of two": ({"postgresql": {"roles": {"reader": "quern_reader"}}}, "reader and writer go together"),
    "an unknown key": ({"replicas": 3}, "replicas"),
    "a misspelt key below": ({"ingress": {"enable": True}}, "enable"),
    "no pipeline to serve": ({"pipelines": {"notes": None}}, "pipelines"),
    "a pipeline over SQLite": (
        pipeline(definition={"store": {"type": "sqlite", "url": None}}), "has to be in PostgreSQL"),
    "a definition that is no YAML": ({"pipelines": {"notes": {"definition": "a: [b"}}}, "not YAML"),
    "a definition of another name": (
        {"pipelines": {"notes": {"definition": "metadata: { name: other }"}}}, 'calls itself "other"'),
    "a pipeline whose name is no DNS label": ({"pipelines": {"Notes_1": NOTES}}, "Notes_1"),
    "a name that injects YAML": ({"pipelines": {"a\nb: c": NOTES}}, "propertyName"),
    "a pipeline name of 64 characters": ({"pipelines": {"n" * 64: NOTES}}, "propertyName"),
    "a secret as a plain variable": (
        pipeline(env=[{"name": "MODEL_API_KEY", "value": "sk-1"}]), "looks like a secret"),
    "the database's address by the back door": (
        pipeline(env=[{"name": "DATABASE_URL", "valueFrom": {}}]), "DATABASE_URL is set by the chart"),
    "a variable that means two things": (
        {"pipelines": {name: chart.merged({"env": [{"name": "LEVEL", "value": name}]}, {"definition": {
            "store": POSTGRES, "sources": [{"name": "notes", "path": "/documents"}]}}) for name in ("notes", "more")}},
        "LEVEL means something else"),
    "a node's own folder": (pipeline(volumes=[{"name": "etc", "hostPath": {"path": "/etc"}}]), "volumes"),
    "a mount path that injects YAML": (
        pipeline(documents={"existingClaim": "notes", "mountPath": "/x }\n- { name: y"}), "mountPath"),
    "a role that injects an argument": (
        {"postgresql": {"roles": {"reader": "a\n- --x", "writer": "b"}}}, "reader"),
    "a schedule of four fields": (pipeline(schedule={"cron": "0 3 * *"}), "cron"),
    "a schedule that injects YAML": (pipeline(schedule={"cron": '0 3 * * *"\nsuspend: true'}), "cron"),
    "an unknown stage": (pipeline(workers={"one": {"stages": ["rm"]}}), "stages"),
    "no worker's stages at all": (pipeline(workers={"one": {"stages": []}}), "stages"),
    "a claim name with a slash": (pipeline(documents={"existingClaim": "../etc"}), "existingClaim"),
    "no pods": (pipeline(jobs={"parallelism": 0}), "parallelism"),
    "a Job that may never end": (pipeline(jobs={"activeDeadlineSeconds": 0}), "activeDeadlineSeconds"),
    "a floating tag": (image(tag="latest"), "tag"),
    "an image that injects YAML": (image(repository="quern\n  command: [sh]"), "repository"),
    "a digest that is none": (image(digest="sha256:abc"), "digest"),
    "no limits": ({"resources": {"limits": None}}, "limits"),
    "a quantity that is none": ({"resources": {"limits": {"memory": "lots"}}}, "memory"),
    "more replicas at least than at most": (
        {"autoscaling": {"minReplicas": 5, "maxReplicas": 2}}, "minReplicas is more than maxReplicas"),
    "a host that injects rules": (
        {"ingress": {"hosts": [{"host": "a\nb", "paths": [{"path": "/", "pathType": "Prefix"}]}]}}, "host"),
    "any origin": ({"cors": {"origins": ["*"]}}, "origins"),
    "a privileged port": ({"monitoring": {"metricsPort": 80}}, "metricsPort"),
    "models on a claim without its name": ({"models": {"source": "volume"}}, "models.existingClaim"),
    "another security context": ({"securityContext": {"privileged": True}}, "securityContext"),
}


@pytest.mark.parametrize(("changes", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_is_refused(changes, reason):
    given = chart.merged(changes, {**chart.values("minimal"), **pipeline()})
    with pytest.raises(helm_python.HelmError) as refusal:
        chart.render(given)
    assert reason in str(refusal.value)


def test_what_the_refused_values_start_from_is_taken():
    assert chart.render({**chart.values("minimal"), **pipeline()})
