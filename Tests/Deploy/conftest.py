"""What tests of several files use: Quern's programs, a database, and a collection of documents."""

import os
import pathlib
import random
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def programs():
    """The folder of quern and quern-extract; $QUERN_PROGRAMS, else what the last release build left."""
    folder = pathlib.Path(os.environ.get("QUERN_PROGRAMS", ROOT / ".build/release"))
    if not (folder / "quern").exists():
        pytest.skip(f"{folder / 'quern'} is not built (swift build -c release)")
    return folder.resolve()


@pytest.fixture(scope="session")
def quern(programs):
    """Runs quern, and fails with its own words if it fails."""

    def run(*arguments, code=0, **environment):
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://nowhere/none", **environment}
        result = subprocess.run(
            [programs / "quern", *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=600)
        assert result.returncode == code, result.stderr
        return result.stdout

    return run


@pytest.fixture(scope="session", name="database")
def a_database(tmp_path_factory):
    """A server, as a folder with its socket."""
    folder = tmp_path_factory.mktemp("postgres")
    for parent in [folder, *folder.parents][:3]:
        parent.chmod(0o755)
    started = subprocess.run([ROOT / "scripts/postgres", "start", folder], capture_output=True, text=True)
    if started.returncode:
        pytest.skip(f"PostgreSQL could not be started: {started.stderr}")
    socket = pathlib.Path(re.search(r"host=(\S+)", started.stdout)[1])
    socket.chmod(0o755)
    yield socket
    subprocess.run([ROOT / "scripts/postgres", "stop", folder, "immediate"], check=True)


@pytest.fixture(scope="session", name="documents")
def a_collection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    folder.chmod(0o755)
    source = random.Random(7)
    words = ["".join(source.choices("abcdefghijklmnop", k=source.randint(3, 9))) for _ in range(3000)]
    for number in range(300):
        paragraphs = [" ".join(source.choices(words, k=80)) for _ in range(40)]
        (folder / f"{number:04}.txt").write_text(f"Document {number}.\n\n" + ".\n\n".join(paragraphs))
    return folder
