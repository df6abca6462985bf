"""What the Job controller does: pods are made until the work is done or given up."""

import contextlib
import time
import uuid

from cluster.container import pod

# Seconds after which a Job that neither ends nor fails is a failure of the test; long, for machines are busy.
PATIENCE = 600


class Job:
    def __init__(self, node, manifest, name=None):
        self.node = node
        self.name = name or manifest["metadata"]["name"]
        self.spec = manifest["spec"]
        self.uid = str(uuid.uuid4())
        self.pods = []
        self.failures = 0
        # Why it ended: Complete, or the reason of its failure; nothing while it lasts.
        self.reason = None
        self.started = time.monotonic()
        # Limits of memory by the number of a pod, where one shall not get what it asks for.
        self.memory = {}
        self._settled = set()

    @property
    def active(self):
        return [each for each in self.pods if each not in self._settled]

    @property
    def codes(self):
        return [each.code for each in self.pods]

    def step(self):
        """Looks at what became of pods, and makes new ones."""
        if self.reason:
            return
        for each in self.active:
            if each.code is not None:
                self._settled.add(each)
                self._judge(each)
        deadline = self.spec.get("activeDeadlineSeconds")
        if not self.reason and deadline and time.monotonic() - self.started > deadline:
            self._fail("DeadlineExceeded")
        if self.reason:
            return
        succeeded = 0 in self.codes
        if succeeded and not self.active:
            self.reason = "Complete"
        # In a work queue, one that is done means that no more are needed.
        wanted = 0 if succeeded else self.spec.get("parallelism", 1)
        while len(self.active) < wanted:
            self._start()

    def run(self, each=lambda: None):
        """Goes on until the Job ends; `each` is called between looks. Returns the reason."""
        deadline = time.monotonic() + PATIENCE
        with self.ended():
            while not self.reason:
                assert time.monotonic() < deadline, f"{self.name} is still at work\n{self.output()}"
                self.step()
                each()
                time.sleep(0.01)
        return self.reason

    @contextlib.contextmanager
    def ended(self):
        """Leaves no pod behind."""
        try:
            yield self
        finally:
            for each in self.pods:
                each.kill()

    def output(self):
        return "\n".join(f"--- {each.name}: {each.code}\n{each.output()}" for each in self.pods)

    def _start(self):
        number = len(self.pods)
        labels = {"batch.kubernetes.io/controller-uid": self.uid, "batch.kubernetes.io/job-name": self.name}
        self.pods.append(
            pod(self.node, f"{self.name}-{number}", self.spec["template"], labels, self.memory.get(number)))

    def _judge(self, ended):
        if ended.code == 0:
            return
        action = self._action(ended)
        if action == "FailJob":
            self._fail("PodFailurePolicy")
        elif action == "Count":
            self.failures += 1
            if self.failures > self.spec["backoffLimit"]:
                self._fail("BackoffLimitExceeded")

    def _action(self, ended):
        for rule in self.spec.get("podFailurePolicy", {}).get("rules", []):
            codes = rule.get("onExitCodes")
            if codes and (ended.code in codes["values"]) == (codes["operator"] == "In"):
                return rule["action"]
            if "onPodConditions" in rule and ended.disrupted:
                return rule["action"]
        return "Count"

    def _fail(self, reason):
        self.reason = reason
        for each in self.active:
            each.terminate()
