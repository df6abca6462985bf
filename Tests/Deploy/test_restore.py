"""The drill of docs/disaster-recovery.md is practised, not only described."""

import os
import subprocess

import chart


def test_what_was_lost_answers_as_before(programs):
    result = subprocess.run(
        [chart.ROOT / "scripts/restore-drill"], env={**os.environ, "QUERN_PROGRAMS": str(programs)},
        capture_output=True, text=True, timeout=1200)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("searches answer as before") == 3
