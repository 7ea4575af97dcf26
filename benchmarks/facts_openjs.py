"""Meetings, attendance, decisions and actions in real minutes that nobody here wrote: precision and recall.

``python -m benchmarks.facts_openjs [--split tune|test] [--errors]``. The labels (names, days and line numbers of 43
minutes of the OpenJS Foundation's Cross Project Council) were made by hand before the extractors; every second document
was used for tuning, the others only for the figures. Lines that may be called a decision or an action with equal right
count neither way. Skips when the shared corpora are absent.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence.model import Fact, ParsedDocument
from ingest.facts.reading import Reading, read
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

ROOT = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "openjs-cpc"
LABELS = Path(__file__).resolve().parents[1] / "tests" / "ingest" / "facts" / "openjs_labels.jsonl"

Row = dict[str, Any]


def rows(split: str) -> list[Row]:
    """The labelled documents of ``split`` (tune or test)."""
    every = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    return [row for row in every if row["split"] == split]


def score(split: str, errors: list[str] | None = None) -> dict[str, Counter[str]]:
    """Family -> right, wrong and missed. ``errors`` takes a line for each mistake."""
    counts = {
        family: Counter[str]() for family in ("meeting", "held", "body", "attendance", "decision", "action", "owner")
    }
    for row in rows(split):
        path = ROOT / row["path"]
        document = describe(parse(path.read_bytes(), path.name, Limits()), row["path"])
        for family, kind, words in _compare(row, document, read(document, row["path"])):
            counts[family][kind] += 1
            if errors is not None and kind != "right":
                errors.append(f"{family:10} {kind:6} {row['path']}: {words}")
    return counts


def _compare(row: Row, document: ParsedDocument, reading: Reading) -> Iterator[tuple[str, str, str]]:
    from ingest.facts import actions, decisions, meetings

    met = list(meetings.facts(reading))
    yield from _meeting(row, [fact for fact in met if fact.kind == "meeting" and fact.fields["state"] == "held"])
    here = {fact.fields["person"] for fact in met if fact.kind == "attendance" and fact.fields["part"] != "apologies"}
    wanted = {" ".join(name.split()) for name in row["present"]}
    for name in sorted(here | wanted):
        yield "attendance", "right" if name in here & wanted else "wrong" if name in here else "missed", name
    yield from _lines(
        "decision", row["decisions"], row["decisions_maybe"], list(decisions.facts(reading)), document.text
    )
    yield from _lines("action", row["actions"], row["actions_maybe"], list(actions.facts(reading)), document.text)


def _meeting(row: Row, held: list[Fact]) -> Iterator[tuple[str, str, str]]:
    yield "meeting", "right" if len(held) == 1 else "missed" if not held else "wrong", str(len(held))
    if held:
        day, body = held[0].dates.get("held", ""), held[0].fields.get("body", "")
        yield "held", "right" if day in row["held"] else "wrong" if day else "missed", day
        if row["body"]:
            yield "body", "right" if body == row["body"] else "wrong" if body else "missed", body


def _lines(
    family: str, wanted: list[Row], maybe: list[int], found: list[Fact], text: str
) -> Iterator[tuple[str, str, str]]:
    """Facts against labelled lines: a fact matches a label on one of the lines of its first two spans."""
    left = {each["line"]: each for each in wanted}
    for fact in found:
        lines = [line for span in fact.spans[:2] for line in _range(text, span.start, span.end)][:12]
        first = text[fact.spans[0].start : fact.spans[0].end][:110].replace("\n", " ")
        hits = [line for line in lines if line in left]
        if hits:
            label = left.pop(hits[0])
            yield family, "right", first
            if label.get("owner"):
                said = fact.fields.get("owner", "")
                yield (
                    "owner",
                    "right" if said.split()[:1] == label["owner"].split()[:1] else "wrong" if said else "missed",
                    f"{said!r}: {first}",
                )
        elif not any(line in maybe or line in {each["line"] for each in wanted} for line in lines):
            yield family, "wrong", f"{lines[0]} {first}"
    for line in left:
        yield family, "missed", f"{line} {text.splitlines()[line - 1].strip()[:110]}"


def _range(text: str, start: int, end: int) -> range:
    return range(text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 2)


def main() -> int:
    """Print the figures of a split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("tune", "test"), default="test")
    parser.add_argument("--errors", action="store_true", help="list every mistake")
    options = parser.parse_args()
    if not ROOT.is_dir():
        print("skipped: the shared corpora are not here")
        return 0
    errors: list[str] = []
    for family, count in score(options.split, errors).items():
        right, wrong, missed = count["right"], count["wrong"], count["missed"]
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        figures = f"{right} right, {wrong} wrong, {missed} missed"
        print(f"{family:10} precision {precision:.3f}  recall {recall:.3f}  ({figures})")
    if options.errors:
        print(*errors, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
