"""A pod of one container from an image, run by runc."""

import json
import subprocess
import uuid

from cluster.memory import in_bytes
from cluster.pod import CLEAN_PATH, Pod


def pod(node, *arguments):
    """A pod: in the node's image if it has one, else over this machine's libraries."""
    return (Container if node.image else Pod)(node, *arguments)


class Container(Pod):
    def _command(self):
        self.id = f"quern-{uuid.uuid4().hex[:12]}"
        bundle = self.folder / "bundle"
        bundle.mkdir()
        subprocess.run(["runc", "spec"], cwd=bundle, check=True)
        spec = json.loads((bundle / "config.json").read_text())
        environment = {"PATH": CLEAN_PATH, **self._environment()}
        security = self.spec["securityContext"]
        spec["process"] |= {
            "terminal": False, "cwd": "/", "args": self._words(), "noNewPrivileges": True,
            "env": [f"{name}={value}" for name, value in environment.items()],
            "user": {"uid": security["runAsUser"], "gid": security["runAsGroup"]},
            "capabilities": dict.fromkeys(spec["process"]["capabilities"], [])}
        spec["root"] = {"path": str(self.node.image), "readonly": True}
        spec["hostname"] = self.name
        spec["mounts"] = [mount for mount in spec["mounts"] if mount["type"] != "cgroup"] + self._mounts()
        limit = in_bytes(self.memory or self.container["resources"]["limits"]["memory"])
        spec["linux"]["resources"]["memory"] = {"limit": limit}
        (bundle / "config.json").write_text(json.dumps(spec))
        return ["runc", "run", "--bundle", str(bundle), self.id]

    def _mounts(self):
        volumes = {volume["name"]: self._source(volume) for volume in self.spec.get("volumes", [])}
        mounts = [_bind(folder, path, "ro") for path, folder in self.node.sockets.items()]
        for mount in self.container.get("volumeMounts", []):
            folder, size = volumes[mount["name"]]
            if folder is None:
                options = ["nosuid", "nodev", f"size={size}", "mode=770", "uid=10001", "gid=10001"]
                place = {"destination": mount["mountPath"], "type": "tmpfs", "source": "tmpfs"}
                mounts.append({**place, "options": options})
            else:
                mounts.append(_bind(folder, mount["mountPath"], "ro" if mount.get("readOnly") else "rw"))
        return mounts

    @property
    def first(self):
        return self._init if self._state().get("status") == "running" else None

    @property
    def _init(self):
        return self._state().get("pid", 0)

    def _state(self):
        result = subprocess.run(["runc", "state", self.id], capture_output=True, text=True)
        return json.loads(result.stdout) if result.returncode == 0 else {}


def _bind(folder, path, access):
    return {"destination": path, "type": "bind", "source": str(folder), "options": ["bind", "nosuid", "nodev", access]}
