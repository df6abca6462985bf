"""Prints Sources/Embedding/Tokenizing/BERTUnicode.swift: what Hugging Face's BertNormalizer and BertPreTokenizer do
to every Unicode scalar, asked of the `tokenizers` package itself (0.23.3 when the file was made).

    python wordpiece-tables.py > Sources/Embedding/Tokenizing/BERTUnicode.swift
"""

from tokenizers import normalizers, pre_tokenizers


def normalizer(**on):
    flags = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    return normalizers.BertNormalizer(**(flags | on)).normalize_str


clean, strip = normalizer(clean_text=True), normalizer(strip_accents=True)
chinese, lower = normalizer(handle_chinese_chars=True), normalizer(lowercase=True)
split = pre_tokenizers.BertPreTokenizer().pre_tokenize_str

scalars = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
hangul = range(0xAC00, 0xD7A4)
cleaned = {c: clean(chr(c)) for c in scalars}
stripped = {c: s for c in scalars if (s := strip(chr(c))) != chr(c)}
lowered = {c: s for c in scalars if (s := lower(chr(c))) != chr(c)}
base = {c: s for c, s in stripped.items() if len(s) == 1 and c not in hangul and cleaned[c] != " "}


def ranges(members):
    found = []
    for c in members:
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return found


def rows(words, width=116):
    line = "   "
    for word in words:
        if len(line) + len(word) + 2 > width:
            yield line
            line = "   "
        line += f" {word},"
    yield line


def table(name, comment, words, type):
    print(f"\n  /// {comment}\n  static let {name}: {type} = [")
    print("\n".join(rows(words)))
    print("  ]")


def range_table(name, comment, members):
    table(name, comment, (f"(0x{a:X}, 0x{b:X})" for a, b in ranges(members)), "[(first: UInt32, last: UInt32)]")


def steps(mapping):
    """Runs of scalars at one distance from each other that all move by one delta."""
    found = []
    for c in sorted(mapping):
        delta = ord(mapping[c]) - c
        if found and found[-1][3] == delta:
            run = found[-1]
            gap = c - run[1]
            if run[0] == run[1] and gap in (1, 2) or run[2] == gap:
                run[1], run[2] = c, gap
                continue
        found.append([c, c, 1, delta])
    return found


def base_runs():
    run = []
    for c in sorted(base):
        if run and c - run[-1] <= 5 and len(run) + c - run[-1] <= 96:
            run += range(run[-1] + 1, c + 1)
        else:
            if run:
                yield run
            run = [c]
    yield run


print("// Made by Tests/EmbeddingTests/Golden/wordpiece-tables.py from the Hugging Face tokenizers package; not edited by hand.")
print()
print("/// What BERT's reference tokenizer does to single Unicode scalars, frozen: a newer Unicode must not change tokens.")
print("enum BERTUnicode {", end="")
range_table("removed", "Dropped by cleaning: controls, formats, private use and U+FFFD.", [c for c in scalars if cleaned[c] == ""])
range_table("whiteSpace", "Become a space.", [c for c in scalars if cleaned[c] == " "])
range_table("punctuation", "Words of their own.", [c for c in scalars if len(split(f"a{chr(c)}a")) == 3])
range_table("ideographs", "Set apart by spaces; the list has the reference's gap at U+2B820.", [c for c in scalars if chinese(chr(c)) != chr(c)])
range_table("marks", "Dropped by accent stripping: nonspacing marks.", [c for c in scalars if stripped.get(c) == ""])
table(
    "lowercase", "Lower-casing, as runs of (first, last, step, delta).",
    (f"({a}, {b}, {step}, {delta})" for a, b, step, delta in steps({c: s for c, s in lowered.items() if len(s) == 1})),
    "[(first: Int32, last: Int32, step: Int32, delta: Int32)]")
table(
    "expansions", "Scalars that decompose to several that are no marks, each before its parts. Hangul is computed.",
    (f"[{', '.join(f'0x{ord(x):X}' for x in chr(c) + s)}]" for c, s in stripped.items() if len(s) > 1 and c not in hangul),
    "[[UInt32]]")
print("\n  /// Scalars without their accents: runs of bases, the first of which belongs to `first`.")
print("  static let bases: [(first: UInt32, bases: String)] = [")
for run in base_runs():
    print(f'    (0x{run[0]:X}, "{"".join(base.get(c, chr(c)) for c in run)}"),')
print("  ]\n}")
