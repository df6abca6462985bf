"""Where pods run: the programs of the image, and what pods may mount."""

import dataclasses
import os
import pathlib
import subprocess

LIBRARIES = ("/usr", "/lib", "/lib64", "/bin", "/sbin")


@dataclasses.dataclass
class Node:
    folder: pathlib.Path
    # The folder of programs, which run over this machine's libraries unless there is an image.
    programs: pathlib.Path
    # The root of an image.
    image: str | None = None
    config_maps: dict = dataclasses.field(default_factory=dict)
    secrets: dict = dataclasses.field(default_factory=dict)
    claims: dict = dataclasses.field(default_factory=dict)
    # Folders that every pod sees: what a network would be, such as the folder of a database's socket.
    sockets: dict = dataclasses.field(default_factory=dict)

    def add(self, things):
        """Takes in the ConfigMaps among some objects."""
        for thing in things:
            if thing["kind"] == "ConfigMap":
                self.config_maps[thing["metadata"]["name"]] = thing["data"]

    def runtime(self):
        """Folders of libraries that the programs need and that lie elsewhere."""
        result = subprocess.run(["ldd", self.programs / "quern"], capture_output=True, text=True, check=True)
        paths = [line.split("=> ")[1].split(" ")[0] for line in result.stdout.splitlines() if "=> /" in line]
        return sorted({os.path.dirname(path) for path in paths if not path.startswith(LIBRARIES)})


def lacks():
    """Why pods cannot be run here; nothing if they can."""
    if os.geteuid() != 0:
        return "only root can confine processes as a cluster does"
    probe = subprocess.run(
        ["unshare", "--mount", "--pid", "--net", "--fork", "true"], capture_output=True, text=True, check=False)
    return f"no namespaces here: {probe.stderr.strip()}" if probe.returncode else None
