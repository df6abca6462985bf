"""The harness confines as a cluster does: else what it shows of Jobs would mean nothing."""

import pytest

from cluster import node as nodes
from cluster.job import Job

LACKS = nodes.lacks()
pytestmark = pytest.mark.skipif(bool(LACKS), reason=str(LACKS))


def job(shell, **spec):
    container = {
        "name": "quern", "command": ["sh", "-c", shell],
        "resources": {"limits": {"memory": "64Mi"}},
        "securityContext": {"readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}},
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}
    pod = {"containers": [container], "securityContext": {"runAsUser": 10001, "runAsGroup": 10001},
           "terminationGracePeriodSeconds": 1, "volumes": [{"name": "tmp", "emptyDir": {"sizeLimit": "1Mi"}}]}
    template = {"metadata": {"labels": {"app": "test"}}, "spec": pod}
    return {"metadata": {"name": "job"}, "spec": {"backoffLimit": 0, "template": template, **spec}}


@pytest.fixture(name="node")
def a_node(tmp_path, programs):
    return nodes.Node(folder=tmp_path / "pods", programs=programs)


@pytest.mark.parametrize("shell", [
    "[ $(id -u) = 10001 ] && [ $$ = 1 ]",
    "! touch /file && ! touch /etc/passwd && ! touch /usr/file",
    "touch /tmp/file && ! head -c 2000000 /dev/zero >/tmp/large",
    "grep -q 'CapEff:.0000000000000000' /proc/self/status && grep -q 'NoNewPrivs:.1' /proc/self/status",
    "[ $(ls /proc | grep -c '^[0-9]') -lt 5 ]",
    "! timeout 2 bash -c ': </dev/tcp/10.0.0.1/80' && [ $(ls /sys/class/net 2>/dev/null | wc -l) = 0 ]",
    "! ls /home && ! ls /root && ! ls /var/lib/dpkg",
], ids=["user", "root", "scratch", "capabilities", "processes", "network", "files"])
def test_a_pod_is_confined(node, shell):
    held = Job(node, job(shell))
    assert held.run() == "Complete", held.output()


def test_more_memory_than_allowed_kills(node):
    hungry = Job(node, job("head -c 200000000 /dev/zero | tail -c 199999999 | wc -c; kill -9 $$"))
    hungry.run()
    if hungry.pods[0].group.entrance == "/dev/null":
        pytest.skip("this machine has no control groups to write to")
    assert "199999999" not in hungry.output()


def test_the_policy_decides_by_exit_code(node):
    rules = [{"action": "FailJob", "onExitCodes": {"operator": "In", "values": [78]}}]
    stopped = Job(node, job("exit 78", backoffLimit=3, podFailurePolicy={"rules": rules}))
    assert (stopped.run(), stopped.codes) == ("PodFailurePolicy", [78])
    counted = Job(node, job("exit 1", backoffLimit=2, podFailurePolicy={"rules": rules}), "counted")
    assert (counted.run(), counted.codes) == ("BackoffLimitExceeded", [1, 1, 1])


def test_a_deadline_ends_a_job_even_if_its_pod_does_not_listen(node):
    deaf = Job(node, job("trap '' TERM; while :; do sleep 0.1; done", activeDeadlineSeconds=0.3))
    assert (deaf.run(), deaf.codes) == ("DeadlineExceeded", [137])
