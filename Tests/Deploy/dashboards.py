"""Grafana's dashboards, written as what matters: titles, units, expressions. `scripts/render-dashboards` makes them."""

import json

import chart

FOLDER = chart.FOLDER / "dashboards"
SEARCH = 'endpoint!~"/api/v1/(health|ready)"'
WIDTH, HEIGHT, COLUMNS = 8, 8, 3


def quantile(share, metric, by="", where=""):
    return f"histogram_quantile({share}, sum by (le{', ' + by if by else ''}) (rate({metric}_bucket{{{where}}}[5m])))"


# Of each dashboard, rows of panels: title, unit, and expressions with the legend of their lines.
SERVER = {
    "Answers": [
        ("Requests by status", "reqps", {f"sum by (status) (rate(rag_requests_total{{{SEARCH}}}[5m]))": "{{status}}"}),
        ("Share of errors (objective: 0.1 %)", "percentunit", {
            f'sum(rate(rag_requests_total{{status=~"5..", {SEARCH}}}[5m]) or vector(0)) '
            f"/ sum(rate(rag_requests_total{{{SEARCH}}}[5m]))": "errors"}),
        ("Time to an answer (objective: p95 under 200 ms)", "s", {
            quantile(share, "rag_request_duration_seconds", where=SEARCH): f"p{share * 100:g}"
            for share in (0.5, 0.95, 0.99)}),
        ("Time of searches, p95", "s", {
            quantile(0.95, "rag_retrieval_latency_seconds", "strategy"): "{{strategy}}"}),
        ("Requests at work", "short", {"sum by (pod) (rag_active_requests)": "{{pod}}"}),
        ("Turned away", "reqps", {
            "sum(rate(rag_overloaded_total[5m])) or vector(0)": "overloaded",
            "sum(rate(rag_rate_limited_total[5m])) or vector(0)": "rate limit"}),
    ],
    "Caches": [
        ("Answers from the cache (objective: 80 %)", "percentunit", {
            "sum by (layer) (rate(rag_answer_cache_hits_total[5m])) / ignoring (layer) group_left sum("
            'rate(rag_answer_cache_hits_total{layer="memory"}[5m]) '
            '+ rate(rag_answer_cache_misses_total{layer="memory"}[5m]))': "{{layer}}"}),
        ("Vectors of questions", "ops", {
            "sum(rate(rag_embedding_cache_hits_total[5m]))": "from the cache",
            "sum(rate(rag_embedding_cache_misses_total[5m]))": "computed"}),
        ("Redis", "bool_yes_no", {"min by (pod) (rag_redis_up)": "{{pod}}"}),
    ],
    "Index": [
        ("Revision served", "none", {"max by (pipeline) (rag_revision_number)": "{{pipeline}}"}),
        ("Age of the revision", "s", {"max by (pipeline) (rag_revision_age_seconds)": "{{pipeline}}"}),
        ("Silence of the catalogue", "s", {"max by (pipeline) (rag_catalogue_silence_seconds)": "{{pipeline}}"}),
        ("Searches by words only", "bool_yes_no", {"max by (pipeline) (rag_degraded)": "{{pipeline}}"}),
        ("Revisions not taken over", "short", {
            "sum by (reason) (increase(rag_follow_failures_total[1h])) or vector(0)": "{{reason}}"}),
        ("Spans that were dropped", "ops", {
            "sum by (reason) (rate(rag_spans_dropped_total[5m])) or vector(0)": "{{reason}}"}),
    ],
    "Process": [
        ("CPU", "short", {'sum by (pod) (rate(process_cpu_seconds_total{job=~".*quern.*"}[5m]))': "{{pod}}"}),
        ("Memory", "bytes", {'sum by (pod) (process_resident_memory_bytes{job=~".*quern.*"})': "{{pod}}"}),
        ("Versions", "short", {"count by (version) (rag_system_info)": "{{version}}"}),
    ],
}
PIPELINES = {
    "Runs": [
        ("Since the last success", "s", {
            "time() - max by (pipeline) (rag_run_last_success_timestamp_seconds)": "{{pipeline}}"}),
        ("How the last run ended", "bool_yes_no", {
            "max by (pipeline, outcome) (rag_run_outcome) > 0": "{{pipeline}}: {{outcome}}"}),
        ("Duration", "s", {"max by (pipeline) (rag_run_duration_seconds)": "{{pipeline}}"}),
        ("Time of each stage", "s", {
            "max by (pipeline, stage) (rag_stage_duration_seconds)": "{{pipeline}}: {{stage}}"}),
        ("Items of each stage", "short", {
            "max by (pipeline, stage, outcome) (rag_stage_items) > 0": "{{pipeline}}: {{stage}} {{outcome}}"}),
        ("Yet to do", "short", {"max by (pipeline, stage) (rag_pending_items)": "{{pipeline}}: {{stage}}"}),
        ("Memory, at its peak", "bytes", {
            "max by (pipeline, program) (rag_run_peak_memory_bytes)": "{{pipeline}}: {{program}}"}),
        ("Gates", "bool_yes_no", {"min by (pipeline, gate) (rag_gate_passed)": "{{pipeline}}: {{gate}}"}),
        ("Workers", "short", {
            "max by (pipeline) (rag_workers)": "{{pipeline}}",
            "max by (pipeline) (rag_workers_expired)": "{{pipeline}}: expired"}),
    ],
    "Documents": [
        ("Set aside, by kind", "short", {
            "sum by (pipeline, kind) (rag_quarantined_items) or vector(0)": "{{pipeline}}: {{kind}}"}),
        ("Read", "short", {
            "sum by (file_type, status) (rag_documents_processed_total)": "{{file_type}} {{status}}"}),
        ("Deleted, and still found, for", "s", {"max by (pipeline) (rag_deletion_lag_seconds)": "{{pipeline}}"}),
        ("Outdated documents", "short", {"max by (pipeline) (rag_outdated_documents)": "{{pipeline}}"}),
        ("Generations", "short", {"max by (pipeline, state) (rag_generations)": "{{pipeline}}: {{state}}"}),
        ("Quality (nDCG)", "none", {
            "max by (generation, strategy) (rag_retrieval_ndcg) or vector(0)":
                "{{strategy}}, generation {{generation}}"}),
    ],
    "Embedding": [
        ("Tokens", "short", {"sum by (pipeline) (rag_tokens_embedded_total)": "{{pipeline}}"}),
        ("Time of a call, mean", "s", {
            "sum by (pipeline) (rag_embed_duration_seconds_sum) / sum by (pipeline) (rag_embed_duration_seconds_count)":
                "{{pipeline}}"}),
        ("Requests to model services", "short", {
            "sum by (endpoint, outcome) (rag_endpoint_requests_total) or vector(0)": "{{endpoint}}: {{outcome}}"}),
        ("Model services left alone", "bool_yes_no", {
            "max by (endpoint) (rag_endpoint_breaker_open) or vector(0)": "{{endpoint}}"}),
        ("Time spent waiting for their rate", "s", {
            "sum by (endpoint) (rag_endpoint_wait_seconds_total) or vector(0)": "{{endpoint}}"}),
        ("Longest hold on an item", "s", {"max by (pipeline) (rag_claim_age_seconds)": "{{pipeline}}"}),
    ],
}
DASHBOARDS = {"server": ("Quern: server", SERVER), "pipelines": ("Quern: pipelines", PIPELINES)}


def panel(number, title, unit, lines, place):
    return {
        "id": number, "type": "timeseries", "title": title, "gridPos": place,
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
                    "tooltip": {"mode": "multi", "sort": "desc"}},
        "targets": [{"refId": chr(65 + index), "expr": expression, "legendFormat": legend}
                    for index, (expression, legend) in enumerate(lines.items())]}


def dashboard(name):
    title, rows = DASHBOARDS[name]
    panels, top = [], 0
    for row, content in rows.items():
        panels.append({"id": len(panels) + 1, "type": "row", "title": row, "collapsed": False, "panels": [],
                       "gridPos": {"h": 1, "w": 24, "x": 0, "y": top}})
        top += 1
        for index, (heading, unit, lines) in enumerate(content):
            place = {"h": HEIGHT, "w": WIDTH, "x": index % COLUMNS * WIDTH, "y": top + index // COLUMNS * HEIGHT}
            panels.append(panel(len(panels) + 1, heading, unit, lines, place))
        top += -(-len(content) // COLUMNS) * HEIGHT
    source = {"name": "source", "type": "datasource", "query": "prometheus", "label": "Prometheus"}
    return {"uid": f"quern-{name}", "title": title, "tags": ["quern"], "timezone": "browser", "schemaVersion": 39,
            "refresh": "30s", "time": {"from": "now-6h", "to": "now"}, "editable": True,
            "templating": {"list": [source]}, "panels": panels}


def text(name):
    return json.dumps(dashboard(name), indent=1) + "\n"


def expressions():
    """Every expression of every panel, with the panel's title."""
    return [(f"{name}: {heading}", expression) for name, (_, rows) in DASHBOARDS.items()
            for content in rows.values() for heading, _, lines in content for expression in lines]


if __name__ == "__main__":
    for each in DASHBOARDS:
        (FOLDER / f"{each}.json").write_text(text(each))
