"""What a scanner has to say of everything that is shipped for a cluster."""

import os
import subprocess

import pytest
import yaml

import chart


def scan(framework, folder):
    """Runs checkov; its settings hold every exception, with the reason."""
    checkov = os.environ.get("QUERN_CHECKOV")
    if not checkov:
        pytest.skip("QUERN_CHECKOV is not set (scripts/test-deploy sets it)")
    settings = chart.ROOT / "Tests/Deploy/checkov.yaml"
    arguments = ["--config-file", settings, "--framework", framework, "--directory", folder]
    result = subprocess.run([checkov, *arguments], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_rendered_charts_have_no_finding(tmp_path):
    for path in chart.VALUE_SETS:
        things = chart.render(yaml.safe_load(path.read_text()))
        (tmp_path / f"{path.stem}.yaml").write_text(yaml.safe_dump_all(things))
    scan("kubernetes", tmp_path)


def test_plain_manifests_have_no_finding(tmp_path):
    for folder in ("base", "overlays/ingest", "overlays/benchmark", "overlays/scheduled", "overlays/per-stage"):
        built = subprocess.run(
            ["kubectl", "kustomize", chart.ROOT / "jobs" / folder], capture_output=True, text=True, check=True)
        (tmp_path / f"{folder.replace('/', '-')}.yaml").write_text(built.stdout)
    (tmp_path / "reports.yaml").write_text((chart.ROOT / "jobs/reports.yaml").read_text())
    scan("kubernetes", tmp_path)


def test_a_privileged_pod_is_found(tmp_path):
    things = chart.render(chart.values("minimal"))
    pod = chart.pick(things, "Deployment")["spec"]["template"]["spec"]
    pod["containers"][0]["securityContext"]["privileged"] = True
    (tmp_path / "pod.yaml").write_text(yaml.safe_dump_all(things))
    with pytest.raises(AssertionError, match="CKV_K8S_16"):
        scan("kubernetes", tmp_path)
