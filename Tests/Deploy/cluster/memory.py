"""A limit on the memory of a group of processes, by either version of control groups."""

import pathlib
import time
import uuid

V2 = pathlib.Path("/sys/fs/cgroup")
V1 = pathlib.Path("/sys/fs/cgroup/memory")
UNITS = {"Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "k": 10**3, "M": 10**6, "G": 10**9}


def in_bytes(quantity):
    text = str(quantity)
    unit = next((unit for unit in UNITS if text.endswith(unit)), "")
    return int(float(text.removesuffix(unit)) * UNITS.get(unit, 1))


class Group:
    """A control group; nothing if this machine lets nobody make one."""

    def __init__(self, name, limit):
        self.folder = None
        unified = (V2 / "cgroup.controllers").exists()
        folder = (V2 if unified else V1) / f"quern-{name}-{uuid.uuid4().hex[:8]}"
        try:
            if unified:
                (V2 / "cgroup.subtree_control").write_text("+memory")
            folder.mkdir()
            if unified:
                (folder / "memory.max").write_text(str(limit))
                (folder / "memory.swap.max").write_text("0")
                (folder / "memory.oom.group").write_text("1")
            else:
                (folder / "memory.limit_in_bytes").write_text(str(limit))
            self.folder = folder
        except OSError:
            if folder.exists():
                folder.rmdir()

    @property
    def entrance(self):
        """Where a process writes 0 to enter."""
        return self.folder / "cgroup.procs" if self.folder else "/dev/null"

    def remove(self):
        """Removes the group once the kernel has taken leave of its last process."""
        for _ in range(100):
            try:
                if self.folder and self.folder.exists():
                    self.folder.rmdir()
                return
            except OSError:
                time.sleep(0.01)
