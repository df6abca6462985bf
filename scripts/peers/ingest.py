#!/usr/bin/env python3
"""Takes a folder of HTML pages from nothing to searchable with one of Quern's peers, and says how fast.

usage: "$(scripts/peers/setup)" scripts/peers/ingest.py ENGINE FOLDER [--limit N] [--model DIR]
       [--graph FILE --weights-map FILE]

Prints the first page found for each of three questions to stderr, and one JSON line to stdout. The clock runs from
when Python's modules are imported until all is stored. Tokens are those embedded, special ones included; `peak_mb`
is the highest resident memory (10^6 bytes) of this process, imports included; the engines start no other.
"""
import argparse
import importlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import warnings

try:
    from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
    from minilm import MiniLM
except ModuleNotFoundError as error:
    sys.exit(f'{error} (run this with the Python that "$(scripts/peers/setup)" prints)')

HERE = pathlib.Path(__file__).parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "quern"
MODELS = pathlib.Path(os.environ.get("QUERN_MODELS") or CACHE / "models")
QUESTIONS = [
    "how do I create an index without locking the table", "what does VACUUM do",
    "how far is a standby behind, and what do replication slots keep"]

parser = argparse.ArgumentParser(description="Measure one of Quern's peers on a folder of HTML pages.")
parser.add_argument("engine", choices=sorted(file.stem for file in HERE.glob("engines/*.py")))
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--limit", type=int, help="only so many pages, spread evenly over the folder")
parser.add_argument("--model", type=pathlib.Path, default=MODELS / "all-MiniLM-L6-v2",
                    help="a sentence-transformers folder (default: what scripts/fetch-model fetches)")
parser.add_argument("--graph", help="the model's f32 ONNX graph without weights, if its folder has no onnx/model.onnx")
parser.add_argument("--weights-map", help="JSON: name in the graph -> [name in model.safetensors, transposed]")
options = parser.parse_args()


def f32_graph(folder):
    """The model's published ONNX file, or one put together in the folder by a child, whose memory is not ours."""
    published = options.model / "onnx" / "model.onnx"
    if not (options.graph and options.weights_map):
        if not published.exists():
            sys.exit(f"{published}: missing (put the published f32 graph there, or give --graph and --weights-map)")
        return published
    joined = pathlib.Path(folder) / "model.onnx"
    weights = options.model / "model.safetensors"
    command = [sys.executable, HERE / "join_graph.py", options.graph, options.weights_map, weights, joined]
    if subprocess.run(command).returncode:
        sys.exit(f"{options.graph}: its weights cannot be put back (see above; scripts/fetch-model fetches them)")
    return joined


files = sorted(options.folder.rglob("*.html"))
count = min(options.limit or len(files), len(files))
if count < 1:
    sys.exit(f"{options.folder}: no HTML pages to read (install postgresql-doc-15, or name another folder)")
files = [files[number * len(files) // count] for number in range(count)]
engine = importlib.import_module(f"engines.{options.engine}")
warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # pages of XHTML say so; browsers and users read them as HTML

with tempfile.TemporaryDirectory(prefix="quern-peer-") as folder:
    graph = f32_graph(folder)
    started = time.perf_counter()
    model = MiniLM(options.model, graph)
    pages = ((file.name, BeautifulSoup(file.read_bytes(), "lxml").get_text()) for file in files)
    search = engine.ingest(pages, model, f"{folder}/{options.engine}")
    seconds = time.perf_counter() - started
    chunks, tokens = model.texts, model.tokens
    for question in QUESTIONS:
        found = search(question)
        if not found:
            sys.exit(f"{options.engine}: finds nothing, so its figures do not count (question: {question})")
        print(f"{options.engine}: {question}? {found[0]}", file=sys.stderr)

peak_kb = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1])
print(json.dumps({
    "engine": options.engine, "documents": count, "chunks": chunks, "tokens": tokens, "seconds": round(seconds, 2),
    "documents_per_min": round(count / seconds * 60, 1), "tokens_per_s": round(tokens / seconds),
    "peak_mb": round(peak_kb * 1024 / 1e6)}))
