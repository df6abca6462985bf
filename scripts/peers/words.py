#!/usr/bin/env python3
"""Measures the search by words of Quern and of tantivy in turn, on one thread, and prints ratios.

usage: "$(scripts/peers/setup)" scripts/peers/words.py TEXTS.jsonl [--rounds N] [--questions N] [--quern PROGRAM]

A line of TEXTS.jsonl has a "text", as `quern dump FILE --no-vectors` writes them. A question is three words of four letters
or more from one text, a phrase two or three words that follow each other in one. tantivy stems English, as Quern does, and
gets its queries parsed. Both are asked for ten hits, all passes are timed by the wall clock, and the fastest counts.
"""
import argparse
import json
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import tantivy
except ModuleNotFoundError as error:
    sys.exit(f'{error} (run this with the Python that "$(scripts/peers/setup)" prints)')

PROGRAM = pathlib.Path(__file__).parent / "../../.build/release/quern"
PASSES = 9
MODES = {
    "any": lambda words: words,
    "all": lambda words: " ".join("+" + word for word in words.split()),
    "phrase": lambda words: f'"{words}"',
}

parser = argparse.ArgumentParser(description="Measure Quern's search by words beside tantivy's.")
parser.add_argument("texts", type=pathlib.Path)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--questions", type=int, default=1000)
parser.add_argument("--quern", type=pathlib.Path, default=PROGRAM)
options = parser.parse_args()


def draw(texts):
    """Questions and phrases, the same every time."""
    dice, questions, phrases = random.Random(7), [], []
    for _ in range(100 * options.questions):
        words = re.findall(r"[A-Za-z]+", dice.choice(texts))
        long = sorted({word.lower() for word in words if 4 <= len(word) <= 14})
        if len(long) >= 8 and len(questions) < options.questions:
            questions.append(" ".join(dice.sample(long, 3)))
        # Both would not find what punctuation stands between: phrases are taken from the text as it is.
        run = dice.choice(re.findall(r"[a-z]+(?: [a-z]+)+", dice.choice(texts)) or [""]).split()
        length = dice.choice([2, 3])
        if len(run) >= length and len(phrases) < options.questions:
            start = dice.randrange(len(run) - length + 1)
            phrases.append(" ".join(run[start:start + length]))
    return questions, phrases


def quern(folder, texts, questions, phrases):
    """Queries a second by mode, and megabytes indexed a second."""
    files = {}
    for name, lines in [("texts", texts), ("queries", questions), ("phrases", phrases)]:
        files[name] = folder / f"{name}.jsonl"
        files[name].write_text("\n".join(json.dumps({"text": line}) for line in lines))
    subprocess.run(
        [options.quern, "bench", "words", files["texts"], "--queries", files["queries"], "--phrases",
         files["phrases"], "--repetitions", str(PASSES), "--report", folder], check=True, stdout=subprocess.DEVNULL)
    results = json.loads((folder / "words.json").read_text())["results"]
    return {result["name"]: max(result["runs"]) for result in results}


def peer(texts, questions, phrases):
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer(200_000_000, 1)
    began = time.perf_counter()
    for text in texts:
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    writer.wait_merging_threads()
    figures = {"text indexed": sum(len(text.encode()) for text in texts) / 1e6 / (time.perf_counter() - began)}
    index.reload()
    searcher = index.searcher()
    for mode, query in MODES.items():
        asked = phrases if mode == "phrase" else questions
        parsed = [index.parse_query(query(words), ["text"]) for words in asked]
        figures[mode] = 0
        for _ in range(PASSES):
            began = time.perf_counter()
            for one in parsed:
                searcher.search(one, 10, count=False)
            figures[mode] = max(figures[mode], len(parsed) / (time.perf_counter() - began))
    return figures


def main():
    with options.texts.open() as lines:
        texts = [json.loads(line)["text"].replace("\n", " ") for line in lines]
    questions, phrases = draw(texts)
    if not questions or not phrases:
        sys.exit(f"{options.texts}: texts are too short to draw questions from (give longer ones)")
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            ours.append(quern(pathlib.Path(folder), texts, questions, phrases))
            theirs.append(peer(texts, questions, phrases))
    print(f"{len(texts)} texts, {len(questions)} questions, {len(phrases)} phrases, {tantivy.__version__}\n")
    print("| | Quern | tantivy | Quern over it |\n|---|---:|---:|---:|")
    for name, unit in [("any", "queries/s"), ("all", "queries/s"), ("phrase", "queries/s"), ("text indexed", "MB/s")]:
        mine, other = (statistics.median(round[name] for round in rounds) for rounds in (ours, theirs))
        ratio = statistics.median(a[name] / b[name] for a, b in zip(ours, theirs))
        print(f"| {name}, {unit} | {mine:,.0f} | {other:,.0f} | {ratio:.2f} × |")


main()
