"""A pod of one container, as a confined process."""

import os
import pathlib
import re
import shlex
import signal
import subprocess
import time

from cluster.memory import Group, in_bytes
from cluster.node import LIBRARIES

PROGRAMS = "/opt/quern/bin"
CLEAN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Pod:
    def __init__(self, node, name, template, labels, memory=None):
        self.node = node
        self.name = name
        self.labels = {**template["metadata"].get("labels", {}), **labels}
        self.spec = template["spec"]
        (self.container,) = self.spec["containers"]
        self.folder = node.folder / name
        self.folder.mkdir(parents=True)
        self.disrupted = False
        self.memory = memory
        self.group = Group(name, in_bytes(memory or self.container["resources"]["limits"]["memory"]))
        self.log = (self.folder / "log").open("w+")
        self.process = subprocess.Popen(
            self._command(), stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT,
            start_new_session=True)

    @property
    def code(self):
        """The exit code, as a container runtime tells it; nothing while it runs."""
        code = self.process.poll()
        if code is None:
            return None
        self.group.remove()
        return 128 - code if code < 0 else code

    @property
    def first(self):
        """The id on this machine of the container's first process; nothing before and after it."""
        try:
            # Until the pod is set up, that process is what sets it up.
            comm = pathlib.Path(f"/proc/{self._init}/comm").read_text().strip()
            return None if comm in ("unshare", "bash", "chroot", "setpriv", "env") else self._init
        except OSError:
            return None

    @property
    def _init(self):
        """The id on this machine of the process that is 1 in the pod: all others end with it."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text() or 0) if children.exists() else 0

    def output(self):
        self.log.flush()
        return (self.folder / "log").read_text()

    def wait(self, seconds):
        deadline = time.monotonic() + seconds
        while self.code is None and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.code

    def signal(self, number):
        """Sends a signal to the pod's first process, once there is one."""
        while self.code is None and (first := self.first) is None:
            time.sleep(0.005)
        if self.code is None:
            os.kill(first, number)

    def terminate(self):
        """SIGTERM, the grace period, SIGKILL: as a kubelet does."""
        self.signal(signal.SIGTERM)
        if self.wait(self.spec["terminationGracePeriodSeconds"]) is None:
            self.kill()

    def evict(self):
        """What a node does to its pods when it goes away."""
        self.disrupted = True
        self.terminate()

    def kill(self):
        while self.code is None:
            os.kill(self._init or self.process.pid, signal.SIGKILL)
            self.wait(1)

    def inside(self, *command):
        """Runs a program of this machine in the pod's network."""
        return subprocess.run(
            ["nsenter", "--net", "--target", str(self.first), *command], capture_output=True, text=True, timeout=30)

    def _environment(self):
        environment = {}
        for variable in self.container.get("env", []):
            source = variable.get("valueFrom", {})
            if "secretKeyRef" in source:
                value = self.node.secrets[source["secretKeyRef"]["name"]][source["secretKeyRef"]["key"]]
            elif "fieldRef" in source:
                value = self.labels[re.fullmatch(r"metadata\.labels\['(.+)'\]", source["fieldRef"]["fieldPath"])[1]]
            else:
                value = self._expanded(variable.get("value", ""), environment)
            environment[variable["name"]] = value
        return environment

    @staticmethod
    def _expanded(text, environment):
        return re.sub(r"\$\(([A-Za-z_][A-Za-z0-9_]*)\)", lambda match: environment.get(match[1], match[0]), text)

    def _words(self):
        """The container's command with its arguments; the image's own is quern."""
        environment = self._environment()
        return [*self.container.get("command", ["quern"]),
                *(self._expanded(word, environment) for word in self.container.get("args", []))]

    def _source(self, volume):
        """The folder on this machine that a volume shows, or its size if it is empty at first."""
        if "emptyDir" in volume:
            return None, in_bytes(volume["emptyDir"].get("sizeLimit", "64Mi"))
        if "persistentVolumeClaim" in volume:
            return self.node.claims[volume["persistentVolumeClaim"]["claimName"]], None
        files = {}
        for source in volume.get("projected", {}).get("sources", [volume]):
            if "configMap" in source:
                files |= self.node.config_maps[source["configMap"]["name"]]
            if "secret" in source:
                files |= self.node.secrets[source["secret"].get("secretName") or source["secret"]["name"]]
        folder = self.folder / "volumes" / volume["name"]
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o444)
        return folder, None

    def _command(self):
        # The first that is forked is process 1 of the pod; this shell only waits for it.
        return ["unshare", "--mount", "--pid", "--net", "--uts", "--ipc", "--propagation", "private",
                "bash", "-c", f"(set -e\n{self._script()}\n) & wait $!"]

    def _script(self):
        """Sets the pod up, from within its namespaces, and becomes its container."""
        node, security = self.node, {**self.spec["securityContext"], **self.container["securityContext"]}
        root = self.folder / "root"
        root.mkdir()
        lines = [f"echo 0 >{self.group.entrance}", f"hostname {self.name}"]
        if security["readOnlyRootFilesystem"] is not True or security["capabilities"] != {"drop": ["ALL"]}:
            raise AssertionError("the harness only runs pods that are restricted")

        def place(path):
            return shlex.quote(f"{root}{path}")

        def bind(source, path, flags="ro,nosuid,nodev"):
            lines.extend([f"mkdir -p {place(path)}", f"mount --bind {shlex.quote(str(source))} {place(path)}",
                          f"mount -o remount,bind,{flags} {place(path)}"])

        lines.append(f"mount -t tmpfs -o size=1m,mode=755 tmpfs {place('')}")
        bind("/usr", "/usr")
        lines.extend(f"ln -s usr{path} {place(path)}" for path in LIBRARIES[1:])
        lines.append(f"mkdir {place('/etc')} && cp /etc/ld.so.cache /etc/nsswitch.conf {place('/etc')}")
        lines.append(f"echo 'quern:x:10001:10001::/tmp:/bin/sh' >{place('/etc/passwd')}")
        bind(node.programs, PROGRAMS)
        for folder in node.runtime():
            bind(folder, folder)
        lines.append(f"mkdir -p {place('/proc')} {place('/dev')} && mount -t proc proc {place('/proc')}")
        lines.append(f"mount -t tmpfs -o size=64k tmpfs {place('/dev')}")
        for device in ("null", "zero", "urandom", "random"):
            lines.append(f"touch {place('/dev/' + device)} && mount --bind /dev/{device} {place('/dev/' + device)}")
        for path, folder in node.sockets.items():
            bind(folder, path)
        volumes = {volume["name"]: self._source(volume) for volume in self.spec.get("volumes", [])}
        for mount in self.container.get("volumeMounts", []):
            folder, size = volumes[mount["name"]]
            if folder is None:
                lines.append(f"mkdir -p {place(mount['mountPath'])} && mount -t tmpfs -o "
                             f"size={size},mode=770,uid=10001,gid=10001,nosuid,nodev tmpfs {place(mount['mountPath'])}")
            else:
                bind(folder, mount["mountPath"], "ro,nosuid,nodev" if mount.get("readOnly") else "rw,nosuid,nodev")
        lines += [f"mount -o remount,ro,bind {place('')}", "ip link set lo up", f"cd {place('')}"]
        environment, words = self._environment(), self._words()
        user, group = str(security["runAsUser"]), str(security["runAsGroup"])
        lines.append(shlex.join([
            "exec", "chroot", str(root), "setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups",
            "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all",
            "env", "-i", f"PATH={PROGRAMS}:{CLEAN_PATH}", *(f"{name}={value}" for name, value in environment.items()),
            *words]))
        return "\n".join(lines)
