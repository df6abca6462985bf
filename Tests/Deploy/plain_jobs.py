"""The manifests in jobs/: what the chart makes of jobs/values.yaml, without what is Helm's own."""

import yaml

import chart

FOLDER = chart.ROOT / "jobs"
HEADER = "# Made by scripts/render-jobs from helm/quern and jobs/values.yaml.\n"
WORKERS = {
    "extract": {"stages": ["discover", "extract", "chunk"], "parallelism": 4},
    "embed": {"stages": ["embed", "index"], "parallelism": 2, "nodeSelector": {"pool": "compute"}},
}


def plain(thing):
    """An object without Helm's labels and hooks."""
    if isinstance(thing, list):
        return [plain(item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    ours = {key: plain(value) for key, value in thing.items() if not key.startswith("helm.sh/")}
    ours.pop("app.kubernetes.io/managed-by", None)
    return {key: value for key, value in ours.items() if key != "annotations" or value}


def files():
    """The text of each file that is made, by its path below jobs/."""
    given = yaml.safe_load((FOLDER / "values.yaml").read_text())
    manuals = given["pipelines"]["manuals"]
    manuals["definition"] = (FOLDER / "base/manuals.yaml").read_text()
    things = {(thing["kind"], thing["metadata"]["name"]): thing for thing in map(plain, chart.render(given))}
    manuals["workers"] = WORKERS
    staged = {thing["metadata"]["name"]: plain(thing) for thing in chart.render(given) if thing["kind"] == "Job"}
    wanted = {
        "base/account.yaml": things["ServiceAccount", "quern"],
        "base/network.yaml": things["NetworkPolicy", "quern-jobs"],
        "overlays/scheduled/incremental.yaml": things["CronJob", "quern-manuals-run"],
        "overlays/scheduled/reindex.yaml": things["CronJob", "quern-manuals-reindex"],
        "overlays/scheduled/verify.yaml": things["CronJob", "quern-manuals-verify"],
        "overlays/scheduled/eval.yaml": things["CronJob", "quern-manuals-eval"],
        "overlays/ingest/job.yaml": things["Job", "quern-manuals-run-r1"],
        "overlays/benchmark/job.yaml": things["Job", "quern-manuals-bench-r1"],
        "overlays/migrate/job.yaml": things["Job", "quern-migrate"],
        "overlays/per-stage/extract.yaml": staged["quern-manuals-run-extract-r1"],
        "overlays/per-stage/embed.yaml": staged["quern-manuals-run-embed-r1"],
    }
    migrate = wanted["overlays/migrate/job.yaml"]["spec"]["template"]["spec"]
    # It reads the pipeline's file where all others do.
    migrate["volumes"][0]["configMap"]["name"] = "quern-manuals"
    migrate["containers"][0]["args"][1] = "/etc/quern/pipelines/manuals.yaml"
    return {path: HEADER + yaml.safe_dump(thing, sort_keys=False, width=120) for path, thing in wanted.items()}


if __name__ == "__main__":
    for path, text in files().items():
        (FOLDER / path).write_text(text)
        print(f"jobs/{path}")
