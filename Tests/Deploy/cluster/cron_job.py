"""What the CronJob controller does, at moments that a test chooses."""

from cluster.job import Job


class CronJob:
    def __init__(self, node, manifest):
        self.node = node
        self.manifest = manifest
        self.jobs = []

    def fire(self, minutes):
        """The schedule's moment, in minutes since 1970. Returns the Job made, if one was."""
        spec = self.manifest["spec"]
        active = [job for job in self.jobs if not job.reason]
        if spec.get("suspend") or (active and spec["concurrencyPolicy"] == "Forbid"):
            return None
        name = f"{self.manifest['metadata']['name']}-{minutes}"
        self.jobs.append(Job(self.node, spec["jobTemplate"], name))
        return self.jobs[-1]
