"""Typed facts against a hand-made key: precision and recall per kind, for any labelled set that has a ``facts.json``.

``python -m benchmarks.facts_key [samples/foundry] [--kinds] [--half read|held] [--errors [KIND]]``. The key names,
for the documents a reader read completely, every fact with its main fields; only those are scored. A fact is found when
document and identifying fields agree, names and days compared tolerantly; of these, the share of the key's other fields
that are right, wrong and missing is printed too. Kinds with few facts are pooled. ``--half`` takes the documents of one
half, by a hash of their paths: one to read the errors of, the other to see whether what was learnt holds elsewhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evidence.model import Fact
from ingest.facts import extract
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

Row = Mapping[str, str]
_POOLED = 20  # kinds with fewer facts in the key are pooled
_OVERLAP = 0.5  # share of the words of the shorter text that must stand in the longer
_IDENTITY: Mapping[str, str] = {
    "document": "", "approval": "approver body role", "signature": "place state", "ownership": "subject owner",
    "review": "due", "meeting": "state held", "attendance": "person part", "decision": "number|text",
    "action": "text|owner", "objective": "number", "measurement": "kpi period value", "risk": "number",
    "treatment": "risk", "acceptance": "risk", "resource": "amount", "communication": "sender sent",
    "training": "person course", "finding": "number|text", "corrective_action": "number|for", "incident": "number",
    "system": "number|name", "assessment": "subject", "validation": "system", "test": "measure|period value",
    "supplier": "name", "agreement": "supplier|number", "certificate": "holder|standard", "audit": "title",
    "applicability": "control", "role": "person role",
}  # fmt: skip
"""What identifies a fact within its document; of alternatives joined by | one must agree."""
_EXACT = frozenset(
    {"number", "risk", "for", "control", "period", "amount", "value", "target", "likelihood", "impact", "score"}
)
_STATES = {"blank_line": "blank", "empty": "blank", "written": "written", "valid": "written", "filled": "written"}
_PLACE = ("signer", "field", "role")  # a place for a signature is told by whichever of these its form names
_QUARTER = re.compile(r"q([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*q([1-4])")
_SMALL = frozenset("a an the of for to in on at by and or is was be it with from as up".split())


def half_of(path: str) -> str:
    """The half of a set, "read" or "held", that a document belongs to."""
    return ("read", "held")[hashlib.sha256(path.encode()).digest()[0] % 2]


def score(folder: Path, half: str = "") -> tuple[dict[str, Counter[str]], list[str]]:
    """Kind -> found, extra, missed, and right, wrong and absent fields of those found; and a line for each mistake."""
    key = json.loads((folder / "facts.json").read_text("utf-8"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    errors: list[str] = []
    for path, kinds in key["facts"].items():
        if half not in ("", half_of(path)):
            continue
        file = folder / "docs" / path
        document = describe(parse(file.read_bytes(), file.name, Limits()), path)
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in extract(document, path):
            found[fact.kind].append(fact)
        ignored = {*key["maybe"].get("*", ()), *key["maybe"].get(path, ())}
        for kind in sorted({*kinds, *found}):
            one = counts[kind]
            for verdict, words in _kind(kind, kinds.get(kind, []), found.get(kind, [])):
                if verdict == "extra" and kind in ignored:
                    continue
                one[verdict] += 1
                if verdict not in ("found", "right"):
                    errors.append(f"{kind:14} {verdict:7} {path}: {words}")
    return counts, errors


def _kind(kind: str, wanted: list[dict[str, str]], found: list[Fact]) -> Iterator[tuple[str, str]]:
    """The key's facts of one kind and document against those found, each matched once."""
    free = list(found)
    for row in wanted:
        fitting = [fact for fact in free if _same(kind, row, fact)]
        if not fitting:
            yield "missed", json.dumps(row, ensure_ascii=False)
            continue
        best = max(fitting, key=lambda fact: sum(_agrees(name, value, _of(fact, name)) for name, value in row.items()))
        free.remove(best)
        yield "found", ""
        for name, value in row.items():
            said = _of(best, name)
            verdict = "absent" if not said else "right" if _agrees(name, value, said) else "wrong"
            yield verdict, f"{name} {value!r}, read {said!r}, in {json.dumps(row, ensure_ascii=False)[:90]}"
    for fact in free:
        yield "extra", f"{dict(fact.fields)} {dict(fact.dates)}"


def _of(fact: Fact, name: str) -> str:
    return fact.fields.get(name) or fact.dates.get(name) or ""


def _same(kind: str, row: Row, fact: Fact) -> bool:
    for group in _IDENTITY[kind].split():
        if group == "place":
            if not _placed(row, fact):
                return False
            continue
        names = [name for name in group.split("|") if name in row]
        if not names:
            continue
        if not any(_agrees(name, row[name], _of(fact, name)) for name in names):
            return False
    return True


def _placed(row: Row, fact: Fact) -> bool:
    """Whether a signature of the key and one that was found stand in the same place: for one person, post or line."""
    wanted = [(name, row[name]) for name in _PLACE if name in row]
    said = [_of(fact, name) for name in _PLACE]
    return not wanted or any(_agrees(name, words, each) for name, words in wanted for each in said)


def _agrees(name: str, wanted: str, said: str) -> bool:
    """Whether a value says what the key does; | separates alternatives."""
    if not said:
        return False
    if name == "state":
        return any(_STATES.get(said, said) == _STATES.get(each, each) for each in wanted.split("|"))
    return any(_like(name, each, said) for each in wanted.split("|"))


def _like(name: str, wanted: str, said: str) -> bool:
    one, other = _plain(wanted), _plain(said)
    if one == other:
        return True
    if name == "period" and _quarter(one) and _quarter(one) == _quarter(other):
        return True
    if name in _EXACT:
        strip = (
            r"[^\d.]" if re.search(r"\d", one) and name not in ("number", "risk", "for", "control", "period") else r"\W"
        )
        one, other = re.sub(strip, "", one).strip("."), re.sub(strip, "", other).strip(".")
        return bool(one) and (one == other or (name in ("number", "for") and other.endswith(one)))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
        return said[:10] == wanted
    short, long = sorted((_words(one), _words(other)), key=len)
    if name in ("person", "owner", "signer", "sender", "approver", "by", "chair", "auditor", "reporter", "assessor"):
        return _person(one, other)
    return bool(short) and len(short & long) >= max(1, _OVERLAP * len(short))


def _quarter(words: str) -> str:
    """ "Q1 2031" and "2031-Q1" as "2031q1"; "" for anything else."""
    match = _QUARTER.fullmatch(words)
    return f"{match[2] or match[3]}q{match[1] or match[4]}" if match else ""


def _person(one: str, other: str) -> bool:
    """ "S Dattani" is "Sunil Dattani"; initials are only themselves; the last words must agree."""
    first, second = re.findall(r"[^\W\d_]+", one), re.findall(r"[^\W\d_]+", other)
    titles = {"mr", "mrs", "ms", "miss", "dr"}
    first, second = ([word for word in words if word not in titles] for words in (first, second))
    if not first or not second:
        return False
    if first[-1] not in second and second[-1] not in first:
        return False
    return len(first) == 1 or len(second) == 1 or first[0][0] == second[0][0] or set(first) <= set(second)


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words)
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).casefold().split()).strip(" .")


def _words(words: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", words) if word not in _SMALL}


def _pooled(counts: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    rows: dict[str, Counter[str]] = {}
    for kind, count in sorted(counts.items(), key=lambda each: -(each[1]["found"] + each[1]["missed"])):
        name = kind if count["found"] + count["missed"] >= _POOLED else "others"
        rows.setdefault(name, Counter()).update(count)
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    return {**rows, "all": total}


def table(counts: Mapping[str, Counter[str]]) -> str:
    """The counts as a table of precision and recall."""
    lines = [
        f"{'kind':18} {'key':>4} {'found':>5} {'extra':>5} {'precision':>9} {'recall':>7}   fields right/wrong/missing"
    ]
    for name, one in counts.items():
        found, extra, missed = one["found"], one["extra"], one["missed"]
        precision, recall = found / max(1, found + extra), found / max(1, found + missed)
        fields = f"{one['right']}/{one['wrong']}/{one['absent']}"
        lines.append(f"{name:18} {found + missed:4} {found:5} {extra:5} {precision:9.2f} {recall:7.2f}   {fields}")
    return "\n".join(lines)


def main() -> int:
    """Print the table of a set, and with ``--errors`` every mistake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", type=Path, default=Path("samples/foundry"))
    parser.add_argument("--kinds", action="store_true", help="every kind on its own, small ones too")
    parser.add_argument(
        "--errors", nargs="?", const="", metavar="KIND", help="list every mistake, or those of one kind"
    )
    parser.add_argument("--half", default="", choices=["read", "held"], help="only the documents of this half")
    options: Any = parser.parse_args()
    counts, errors = score(options.set, options.half)
    print(table({**counts, "all": _pooled(counts)["all"]} if options.kinds else _pooled(counts)))
    if options.errors is not None:
        print(*(line for line in errors if line.startswith(options.errors)), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
