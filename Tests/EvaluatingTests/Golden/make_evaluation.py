#!/usr/bin/env python3
"""Makes evaluation.json: rankings, judgements, and what trec_eval says of them, through pytrec_eval.

    pip install pytrec-eval-terrier==0.5.11 && ./make_evaluation.py > evaluation.json

Exponential gains are trec_eval's linear ones on grades g replaced by 2^g - 1.
"""
import json
import random

import pytrec_eval

random.seed(20)
MEASURES = {"ndcg_cut.5,10,100", "recall.5,10,100", "P.5,10,100", "recip_rank", "map"}


def case(name, qrels, run):
    linear = pytrec_eval.RelevanceEvaluator(qrels, MEASURES).evaluate(run)
    steep = {q: {d: 2**g - 1 if g > 0 else g for d, g in docs.items()} for q, docs in qrels.items()}
    exponential = pytrec_eval.RelevanceEvaluator(steep, {"ndcg_cut.5,10,100"}).evaluate(run)
    scores = {}
    for query, figures in sorted(linear.items()):
        scores[query] = figures | {"exp_" + key: value for key, value in exponential[query].items()}
    return {"name": name, "qrels": qrels, "run": run, "scores": scores}


def random_case(name, grades, decimals, judged, found):
    qrels, run = {}, {}
    for number in range(12):
        query = f"q{number}"
        documents = [f"d{i}" for i in range(200)]
        qrels[query] = {d: random.choice(grades) for d in random.sample(documents, judged)}
        run[query] = {d: round(random.random(), decimals) for d in random.sample(documents, found)}
    return case(name, qrels, run)


print(json.dumps([
    random_case("graded", [0, 1, 2, 3], 9, 60, 120),
    random_case("binary, many ties", [0, 1], 1, 60, 120),
    random_case("negative and sparse grades", [-2, -1, 0, 1, 7], 9, 20, 50),
    random_case("fewer hits than the cut", [0, 1, 4], 9, 40, 7),
    case("ties go by the document's name, last first", {"q": {"a": 1, "b": 0, "10": 1, "9": 2}},
         {"q": {"a": 1.0, "b": 1.0, "10": 1.0, "9": 1.0}}),
    case("scores equal as 32-bit floats tie", {"q": {"a": 1, "b": 0}}, {"q": {"a": 0.1 + 1e-12, "b": 0.1}}),
    case("nothing relevant, nothing judged that was found", {"q": {"a": 0}, "r": {"x": 1}}, {"q": {"a": 1.0}, "r": {"y": 2.0}}),
    case("non-ASCII names tie by their bytes", {"q": {"é": 1, "z": 0, "ａ": 2}}, {"q": {"é": 1.0, "z": 1.0, "ａ": 1.0}}),
], indent=1, ensure_ascii=False))
