"""Workflows are what GitHub reads, ask for no more rights than they need, and pin what they use."""

import re
import subprocess

import pytest
import yaml

import chart

WORKFLOWS = sorted((chart.ROOT / ".github/workflows").glob("*.yml"))


def run(*command):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stdout + result.stderr


def test_they_are_what_github_reads():
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    run("check-jsonschema", "--builtin-schema", "vendor.dependabot", chart.ROOT / ".github/dependabot.yml")


def test_a_scanner_finds_nothing():
    run("zizmor", "--offline", "--no-progress", chart.ROOT / ".github")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_rights_are_given_by_job(path):
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert "permissions" in job, name
        assert "timeout-minutes" in job or "uses" in job, name
        for step in job.get("steps", []):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + "0" * 40)), step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_scripts_that_are_called_are_there(path):
    for script in re.findall(r"(?<![\w/.-])(?:change/)?((?:scripts|\.ci)/[\w-]+)", path.read_text()):
        assert (chart.ROOT / script).exists(), script


def test_shell_in_workflows_is_clean(tmp_path):
    for path in WORKFLOWS:
        for name, job in yaml.safe_load(path.read_text())["jobs"].items():
            for number, step in enumerate(job.get("steps", [])):
                if "run" in step:
                    (tmp_path / f"{path.stem}-{name}-{number}.sh").write_text("#!/bin/bash\n" + step["run"])
    run("shellcheck", *tmp_path.glob("*.sh"))
