#!/usr/bin/env python3
"""Makes judged questions of the PostgreSQL manual's own index: each entry asks, the pages it names answer.

usage: book_index.py MANUAL FOLDER

Writes FOLDER/book-index.jsonl and .tsv for `quern bench quality pipelines/postgres-manual.yaml --queries … --qrels …`. The
manual's authors made these judgements, for other readers and without any search engine: 500 entries of two to eight words,
drawn by a fixed seed; settings, functions and identifiers are left out, as their names alone would find them.
"""

import html
import json
import random
import re
import sys
from pathlib import Path

ENTRIES = 500


def text(markup):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", markup))).strip()


def entries(page):
    """Entry, after the one it is listed under → pages."""
    found, above, last = {}, [], ""
    parts = re.split(r"(<dl[^>]*>|</dl>|<dt[^>]*>)", page[page.index('class="index"'):])
    for place, part in enumerate(parts):
        if part.startswith("<dl"):
            above.append(last)
            last = ""
        elif part == "</dl>" and above:
            last = above.pop()
        elif part.startswith("<dt"):
            body = parts[place + 1].split("</dt>")[0]
            last = text(body.split('<a class="indexterm"')[0]).rstrip(", ")
            pages = re.findall(r'<a class="indexterm" href="([^"#]+)', body)
            if pages:
                name = f"{above[-1] if len(above) > 1 else ''} {last}".strip()
                found.setdefault(name, set()).update(pages)
    return found


def asks(entry):
    words = entry.split()
    named = "configuration parameter" in entry or words[-1] == "function" or re.search(r"[_()]", entry)
    return 2 <= len(words) <= 8 and not named


def main():
    manual, folder = map(Path, sys.argv[1:3])
    found = entries((manual / "bookindex.html").read_text(encoding="utf-8"))
    chosen = sorted(filter(asks, found))
    random.Random(1).shuffle(chosen)
    questions, judgements = [], ["query-id\tcorpus-id\tscore"]
    for number, entry in enumerate(chosen[:ENTRIES]):
        questions.append(json.dumps({"_id": f"b{number}", "text": entry}))
        judgements += [f"b{number}\t{page}\t1" for page in sorted(found[entry])]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book-index.jsonl").write_text("\n".join(questions) + "\n", encoding="utf-8")
    (folder / "book-index.tsv").write_text("\n".join(judgements) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
