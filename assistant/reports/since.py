"""What is new since the summary before: by marks that the ledger keeps of what each summary showed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.reports.report import Row, Section, Sentence

ACTIVITY, STANDING = "activity", "open"
"""What happened in the period; what stands open on the day."""
_SHOWN = 20
_COUNTED = ("count", "sum of")
_ABSENT = "absence"


@dataclass(frozen=True, slots=True)
class Last:
    """The asker's summary before this one: its ledger entry, its day, its period as written, and its marks."""

    sequence: int
    as_of: date
    period: str
    marks: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a summary was about, and the marks of all that it said, by kind."""

    audience: str
    framework: str
    period: str
    marks: Mapping[str, tuple[str, ...]]


def marks_of(kinds: Mapping[str, Sequence[Section]]) -> dict[str, tuple[str, ...]]:
    """The marks of all that a summary says, by kind: nothing can be read from them."""
    return {kind: tuple(mark for mark, _ in _items(sections)) for kind, sections in kinds.items()}


def since(last: Last, period: str, kinds: Mapping[str, Sequence[Section]], closed: Mapping[str, Sentence]) -> Section:
    """What the summary before did not say, and what is no longer open; ``closed`` are decided findings by id.

    What was done is compared within the same period only: in another one all of it is new.
    """
    compared = [kind for kind in kinds if kind == STANDING or period == last.period]
    fresh = [told for kind in compared for mark, told in _items(kinds[kind]) if mark not in last.marks.get(kind, ())]
    told = fresh[:_SHOWN]
    if len(fresh) > _SHOWN:
        told.append(Sentence(f"{len(fresh) - _SHOWN} more are new below.", rule="count"))
    then = last.marks.get(STANDING, frozenset())
    settled = {finding_mark(identity): each for identity, each in closed.items() if finding_mark(identity) in then}
    told += settled.values()
    now = {mark for kind in compared for mark, _ in _items(kinds[kind])}
    gone = {mark for kind in compared for mark in last.marks.get(kind, ())} - now - set(settled)
    rule = f"compared with ledger entry {last.sequence}"
    if gone:
        told.append(Sentence(f"No longer said, of what was said then: {len(gone)}.", rule=rule))
    if not told:
        told.append(Sentence("Nothing is new or settled since.", rule=rule))
    return Section(f"Since your summary as of {last.as_of.isoformat()}", sentences=tuple(told))


def finding_mark(identity: str) -> str:
    """The mark of a finding, which stays while its words change."""
    return _mark(("finding", identity))


def _items(sections: Iterable[Section]) -> Iterable[tuple[str, Sentence]]:
    """What sections say, each with its mark; what is counted from the rest is left out."""
    for section in sections:
        for each in section.sentences:
            if not each.rule.startswith(_COUNTED) and (each.citations or each.rule != _ABSENT):
                yield _mark_of(each), each
        for row in section.rows:
            text = ", ".join(cell for cell in row.cells if cell)
            yield _mark(("row", text, *_cited(row))), Sentence(text, row.citations, "" if row.citations else _ABSENT)


def _mark_of(each: Sentence) -> str:
    finding = each.rule not in ("", _ABSENT)
    return finding_mark(each.rule) if finding else _mark(("told", each.text, *_cited(each)))


def _cited(each: Sentence | Row) -> list[str]:
    """The documents that something rests on: their source is left out, as readers of one source do not see it."""
    return sorted({words.title for words in each.citations})


def _mark(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
