"""The register of 10,000 documents: every kind of filter on every field, beside SQLite's scan of the same facts.

Facts are synthetic: words follow Zipf's law, days spread over six years, one field in five is not said. *Cold* is the
reading of a kind out of the archive, once a view; every filter after it looks at all facts of the kind, as of a day.
The reference holds the same facts as rows of JSON and answers the same filter by ``json_extract`` in a scan, read from
memory. Times are processor time. The worst filter may take 100 ms; the program ends with 1 where it takes longer.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from evidence.archive import Archive
from evidence.kinds import KINDS, Kind
from evidence.model import Fact, FileState, IndexedDocument, Metadata, ParsedDocument, Span, Strength, content_sha256
from evidence.register import parse_filter, rows
from evidence.view import View

DOCUMENTS, LIMIT, DAY = 10_000, 0.1, date(2025, 6, 30)
_A_DOCUMENT = {"document": 1, "review": 1, "risk": 2, "measurement": 2, "action": 3, "attendance": 3}
_BATCH, _VOCABULARY, _FIRST = 1_000, 5_000, date(2020, 1, 1)
_TESTS = ("=", "!=", "~", "!~", "<", "<=", ">", ">=")
_SQL = {"=": "= :value", "!=": "<> :value", "~": "LIKE '%' || :value || '%'", "!~": "NOT LIKE '%' || :value || '%'"}


def main() -> int:
    """Print a line a kind; 1 where a filter takes longer than it may."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "home", "bench/1", 8) as archive:
        documents = list(_documents(np.random.default_rng(7)))
        reference = _reference(documents)
        _write(archive, documents)
        view = archive.view()
        print(f"{view.counts.documents:,} documents, {view.counts.facts:,} facts")
        print(f"{'kind':12} {'facts':>7} {'cold':>8} {'median':>8} {'worst':>8}  {'ratio':>6}  worst filter")
        for name in _A_DOCUMENT:
            worst = max(worst, _measure(view, KINDS[name], reference))
    print(f"worst filter {1e3 * worst:.1f} ms of {1e3 * LIMIT:.0f} ms; ratio: SQLite's time is 1, medians compared")
    return int(worst > LIMIT)


def _measure(view: View, kind: Kind, reference: sqlite3.Connection) -> float:
    """A line for a kind; the seconds of its slowest filter."""
    cold = _seconds(lambda: view.facts(kind.name))
    ours: dict[str, float] = {}
    theirs: list[float] = []
    for text, value in _filters(view, kind):
        condition = (parse_filter(text, kind),)
        ours[text] = _filtering(lambda condition=condition: rows(view, kind, condition, DAY))  # type: ignore[misc]
        theirs.append(_seconds(_scan(reference, kind.name, condition[0].name, condition[0].test, value)))
    slowest = max(ours, key=lambda each: ours[each])
    median, ratio = statistics.median(ours.values()), statistics.median(ours.values()) / statistics.median(theirs)
    times = f"{1e3 * cold:8.1f} {1e3 * median:8.1f} {1e3 * ours[slowest]:8.1f}"
    print(f"{kind.name:12} {len(view.facts(kind.name)):7,} {times}  {ratio:6.2f}  {slowest}", flush=True)
    return ours[slowest]


def _filters(view: View, kind: Kind) -> Iterator[tuple[str, str]]:
    """Every test on every field and date, with a value that some fact has."""
    for name in (*kind.fields, *kind.dates, "written", "doc_id", "strength"):
        said = next((fact.get(name) for fact in view.facts(kind.name) if fact.get(name)), "record")
        for test in _TESTS:
            yield f"{name}{test}{said}", said


def _scan(reference: sqlite3.Connection, kind: str, name: str, test: str, value: str) -> Callable[[], object]:
    said = name if name in ("doc_id", "strength") else f"coalesce(json_extract(data, '$.{name}'), '')"
    query = f"SELECT id, doc_id, data FROM fact WHERE kind = :kind AND {said} {_SQL.get(test, test + ' :value')}"
    return lambda: reference.execute(query, {"kind": kind, "value": value}).fetchall()


def _reference(documents: list[IndexedDocument]) -> sqlite3.Connection:
    """The same facts in SQLite, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE fact (id INTEGER PRIMARY KEY, kind, doc_id, strength, data)")
    made = (
        (fact.kind, document.path, fact.strength.value, json.dumps({**fact.fields, **fact.dates}))
        for document in documents
        for fact in document.facts
    )
    connection.executemany("INSERT INTO fact (kind, doc_id, strength, data) VALUES (?, ?, ?, ?)", made)
    connection.execute("CREATE INDEX by_kind ON fact (kind)")
    return connection


def _write(archive: Archive, documents: list[IndexedDocument]) -> None:
    source = archive.add_source(Path(tempfile.gettempdir()))
    for start in range(0, len(documents), _BATCH):
        state = FileState("corpus.jsonl", 1, 1, "0" * 64, "bench", "ok")
        keep = {document.path for document in documents[:start]}
        archive.replace(source, state, documents[start : start + _BATCH], keep=keep)


def _documents(random: np.random.Generator) -> Iterator[IndexedDocument]:
    for number in range(DOCUMENTS):
        text = _words(random, 40)
        facts = tuple(_fact(random, KINDS[name], text) for name, count in _A_DOCUMENT.items() for _ in range(count))
        parsed = ParsedDocument(text, "corpus/1", metadata=Metadata(title=f"Row {number}"))
        yield IndexedDocument(
            f"row-{number:05d}", content_sha256(text.encode()), parsed, (), ("everyone",), facts=facts
        )


def _fact(random: np.random.Generator, kind: Kind, text: str) -> Fact:
    fields = {name: _value(random, name) for name in kind.fields if random.random() > 0.2}
    days = {name: _day(random) for name in (*kind.dates, "written") if random.random() > 0.2}
    start = int(random.integers(0, 60))
    spans = (Span(start, start + 40), Span(start + 50, start + 80))
    return Fact(kind.name, fields, spans, Strength.RECORD, days, extractor="bench/1")


def _value(random: np.random.Generator, name: str) -> str:
    if name in ("number", "score", "value", "target", "likelihood", "impact"):
        return str(random.integers(1, 1_000))
    return _words(random, 14 if name == "text" else 3)


def _day(random: np.random.Generator) -> str:
    return (_FIRST + timedelta(days=int(random.integers(0, 2_200)))).isoformat()


_SHARES = (1 / np.arange(1, _VOCABULARY + 1)) / (1 / np.arange(1, _VOCABULARY + 1)).sum()
_DRAWN = np.random.default_rng(11).choice(_VOCABULARY, 1_000_000, p=_SHARES).tolist()
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def _words(random: np.random.Generator, count: int) -> str:
    """Invented words, the first by rank the most frequent."""
    size = len(_SYLLABLES)
    start = int(random.integers(0, len(_DRAWN) - count))
    chosen = _DRAWN[start : start + count]
    return " ".join(_SYLLABLES[n % size] + _SYLLABLES[n // size % size] + _SYLLABLES[n * 7 % size] for n in chosen)


def _filtering(call: Callable[[], object]) -> float:
    """Processor seconds; what seems slow is asked twice more, as a collection of garbage may have come between."""
    first = _seconds(call)
    return first if first < LIMIT / 2 else min(first, _seconds(call), _seconds(call))


def _seconds(call: Callable[[], object]) -> float:
    """Processor seconds of a call, which other work on the machine does not disturb."""
    began = time.process_time()
    call()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
