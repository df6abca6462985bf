"""What tests of several files use: Quern's programs, and a word on what is missing."""

import os
import pathlib
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
            [programs / "quern", *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=60)
        assert result.returncode == code, result.stderr
        return result.stdout

    return run
