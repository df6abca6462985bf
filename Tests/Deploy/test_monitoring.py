"""Alerts fire when they should and each has its runbook; examples and dashboards are what their programs read."""

import json
import re
import shutil
import subprocess

import pytest
import yaml

import chart
import dashboards

ALERTS = sorted((chart.FOLDER / "alerts").glob("*.yaml"))
TESTS = sorted((chart.ROOT / "Tests/Deploy/alerts").glob("*.test.yaml"))
RUNBOOKS = chart.ROOT / "docs/runbooks"
OTHERS = re.compile(r"(up|quern:[\w:]+|container_\w+|kube_\w+|process_\w+)$")
METRIC = re.compile(r"\b(?:rag|quern|container|kube|process)[_:][a-z0-9_:]+\b")


def rules():
    return [rule for path in ALERTS for group in yaml.safe_load(path.read_text())["groups"] for rule in group["rules"]]


def alerts():
    return [rule for rule in rules() if "alert" in rule]


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def known_metrics():
    return set(re.findall(r"^\| `(\w+)`", (chart.ROOT / "docs/metrics.md").read_text(), re.MULTILINE))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_alerts_fire_when_they_should_and_only_then(path):
    run("promtool", "test", "rules", path.name, cwd=path.parent)


def test_every_alert_is_seen_to_fire_and_to_stay_silent():
    checks = [check for path in TESTS for test in yaml.safe_load(path.read_text())["tests"]
              for check in test["alert_rule_test"]]
    fired = {check["alertname"] for check in checks if check.get("exp_alerts")}
    silent = {check["alertname"] for check in checks if not check.get("exp_alerts")}
    assert fired == silent == {rule["alert"] for rule in alerts()}


def test_every_alert_has_its_runbook_and_every_runbook_its_alert():
    named = {rule["annotations"]["runbook_url"].rsplit("/", 1)[1] for rule in alerts()}
    assert named == {path.name for path in RUNBOOKS.glob("*.md")} - {"README.md"}


def test_every_alert_says_how_urgent_it_is():
    assert {rule["labels"]["severity"] for rule in alerts()} == {"page", "ticket", "info"}


def test_alerts_and_panels_use_metrics_that_there_are():
    known = known_metrics()
    texts = [rule["expr"] for rule in rules()] + [expression for _, expression in dashboards.expressions()]
    for name in {name for text in texts for name in METRIC.findall(text)}:
        base = re.sub(r"_(bucket|sum|count)$", "", name)
        assert OTHERS.match(name) or {name, base} & known, f"{name} is not in docs/metrics.md"


def test_the_chart_takes_the_rules_over():
    given = chart.merged({"monitoring": {"prometheus": {
        "hoursWithoutRun": 50, "runbooks": "https://wiki.example.org/quern"}}}, chart.values("minimal"))
    (spec,) = [thing["spec"] for thing in chart.render(given) if thing["kind"] == "PrometheusRule"]
    made = {rule["alert"]: rule for group in spec["groups"] for rule in group["rules"] if "alert" in rule}
    assert made.keys() == {rule["alert"] for rule in alerts()}
    assert "> 50 * 3600" in made["QuernNoSuccessfulRun"]["expr"]
    assert made["QuernSlow"]["annotations"]["runbook_url"] == "https://wiki.example.org/quern/slow.md"


def test_the_examples_are_what_prometheus_and_alertmanager_read(tmp_path):
    # Debian's Prometheus cannot find pods.
    text = (chart.ROOT / "monitoring/prometheus.yaml").read_text()
    text = text.replace("kubernetes_sd_configs: [{ role: pod }]", "static_configs: [{ targets: [a] }]")
    (tmp_path / "prometheus.yaml").write_text(text)
    run("promtool", "check", "config", "--syntax-only", tmp_path / "prometheus.yaml")
    run("promtool", "check", "rules", *ALERTS)
    if not shutil.which("amtool"):
        pytest.skip("amtool is not installed")
    run("amtool", "check-config", chart.ROOT / "monitoring/alertmanager.yaml")


@pytest.mark.parametrize("name", dashboards.DASHBOARDS)
def test_dashboards_are_made_anew_and_known_to_grafana(name):
    from grafana_foundation_sdk.cog.encoder import JSONEncoder
    from grafana_foundation_sdk.models.dashboard import Dashboard

    text = (dashboards.FOLDER / f"{name}.json").read_text()
    assert text == dashboards.text(name), "run scripts/render-dashboards"
    typed = json.loads(JSONEncoder().encode(Dashboard.from_json(json.loads(text))))
    assert lost(json.loads(text), typed) == []


def lost(before, after, path=""):
    """What a round through Grafana's types does not keep."""
    if isinstance(before, dict):
        after = after if isinstance(after, dict) else {}
        return [place for key, value in before.items() if value not in (None, [], {}) for place in (
            lost(value, after[key], f"{path}.{key}") if key in after else [f"{path}.{key}"])]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [place for index, value in enumerate(before) for place in lost(value, after[index], f"{path}[{index}]")]
    return [] if before == after else [path]
