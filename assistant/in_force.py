# ruff: noqa: E501 - vocabularies: one meaning a line
"""Which documents said what held on a day: the span of days in which each edition was in force."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.periods import month_end
from assistant.standing import day_of, family_of, pending, stale
from evidence.dates import find_dates
from evidence.entities import Entities
from evidence.model import ParsedDocument, StoredDocument
from evidence.view import View

_HEAD, _TAIL = 1_200, 500  # characters in which a document says how it stands
_NEAR = 40  # characters between such a word and its day
_ENDED = re.compile(r"\b(?:superseded|withdrawn|replaced|obsolete|repealed|retired)\b", re.I)
_LAST = re.compile(r"\b(?:(?:do )?not (?:be )?used? after|(?:valid|in force|applies) until|expired(?: on)?)\b", re.I)
_BETWEEN = re.compile(
    r"\W{0,12}(?:(?:(?-i:[A-Z])[\w.'’]*|on|as|of|from|since|by|date|day|the|with|effect|in|and|stamp)[^\w\n]{1,4}){0,7}",
    re.I,
)
"""What may stand between such a word and its day; a line ends it unless only a mark or a label's colon does."""
_BY = re.compile(r"[^\n.;]{0,40}|\W{0,12}")
"""Between an approval and its day stands who gave it."""
_BEGUN = re.compile(r"\b(?:in force|effective|valid|applies|applicable|in use|takes? effect)\b(?! until)", re.I)
_APPROVED = re.compile(
    r"\b(?:approved|adopted|issued|released|signed(?: off)?|authori[sz]ed|passed|agreed|(?:edition|version|issue|revision) [\d.]+)(?!\w)",
    re.I,
)
_TO = re.compile(r"\s*(?:to|until|till|-|–|—)\s*", re.I)
_NOT_ITS_OWN = re.compile(r"\b(?:replaces|supersedes|replacing|superseding|instead of|previous)\b[^\n|;]{0,60}$", re.I)
_OF_MEETINGS = ("meeting", "attendance", "communication")
"""Minutes and messages tell of one day; what they say is no rule that lasts."""
_KINDS = ("effective", "approved", "issued")
_PAST = re.compile(
    r"\b(?:old|superseded|withdrawn|obsolete|archived?|retired|replaced|edition|issue|version|revision|kept for (?:reference|the file|the record)\b.*)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Span:
    """The days in which a document was in force, the last one included; ``None`` where it still is."""

    first: date
    last: date | None
    family: str

    def meets(self, first: date, last: date) -> bool:
        """Whether it was in force on any of some days."""
        return self.first <= last and (self.last is None or self.last >= first)


def held_on(view: View, first: date, last: date) -> frozenset[int]:
    """The documents (by rowid) that were in force between two days; of one work none where two editions were."""
    spans = view.derived("in force", _spans)
    met: dict[str, list[int]] = defaultdict(list)
    for rowid, span in spans.items():
        if span.meets(first, last):
            met[span.family].append(rowid)
    return frozenset(rowid for members in met.values() if _as_one(spans, members) for rowid in members)


def _as_one(spans: dict[int, Span], members: list[int]) -> bool:
    """Whether the documents of one work are copies of one edition."""
    return len({spans[rowid].first for rowid in members}) == 1


def _spans(view: View) -> dict[int, Span]:
    """The span of every document that says since when it holds; an edition's ends where the next one begins."""
    works = {
        rowid: family.key
        for family in view.derived("entities", Entities).families.all()
        for edition in family.editions
        for rowid in edition.documents
    }
    met = {fact.document for kind in _OF_MEETINGS for fact in view.facts(kind)}
    papers = [each for each in view.documents() if each.rowid not in met]
    told = {each.rowid: _told(each, view.parsed(each.rowid), works.get(each.rowid, "")) for each in papers}
    spans = {rowid: span for rowid, span in told.items() if span is not None}
    families: dict[str, list[int]] = defaultdict(list)
    for rowid, span in spans.items():
        families[span.family].append(rowid)
    for members in families.values():
        for rowid in members:
            after = [spans[other].first for other in members if spans[other].first > spans[rowid].first]
            if after and ((ended := spans[rowid].last) is None or ended >= min(after)):
                spans[rowid] = replace(spans[rowid], last=min(after) - timedelta(days=1))
    over = {each.rowid for each in view.documents() if stale(each.doc_id, view.parsed(each.rowid))}
    return {rowid: span for rowid, span in spans.items() if span.last is not None or rowid not in over}


def _told(document: StoredDocument, parsed: ParsedDocument, work: str) -> Span | None:
    """What a document says of itself; ``None`` for a draft, and where it does not say since when it holds."""
    first, last = days_of(parsed)
    if first is None or (last is not None and last < first) or pending(document.doc_id, parsed, date.max):
        return None
    return Span(first, last, work or family_of(_PAST.sub(" ", document.title)) or document.key.path)


def days_of(parsed: ParsedDocument) -> tuple[date | None, date | None]:
    """The first and last day on which a document is in force, as its head and its end say."""
    head, tail = parsed.text[:_HEAD], parsed.text[_HEAD:][-_TAIL:]
    over = {day for part in (head, tail) for day in _after(_ENDED, part)}
    ended = [day - timedelta(days=1) for day in over]
    ended += [day for part in (head, tail) for day in _after(_LAST, part)]
    ended += list(_ranges(head))
    stated = [found.value for kind in _KINDS for found in parsed.metadata.dates if found.kind == kind]
    told = (_after(_BEGUN, head), stated, _after(_APPROVED, head, _BY), filter(None, [day_of(parsed)]))
    first = next((min(days) for each in told if (days := [day for day in each if day not in over])), None)
    return first, min((day for day in ended if first is None or day >= first), default=None)


def _after(form: re.Pattern[str], words: str, between: re.Pattern[str] = _BETWEEN) -> Iterable[date]:
    """The whole days that stand next after a word of ``form``, where they are the document's own."""
    for match in form.finditer(words):
        rest = words[match.end() : match.end() + _NEAR + 20]
        if _NOT_ITS_OWN.search(words[max(0, match.start() - 80) : match.start()]):
            continue
        for start, _, day, precision in find_dates(rest, order="dmy")[:1]:
            if start <= _NEAR and between.fullmatch(rest[:start]):
                yield day if precision == "day" else month_end(day.year, day.month)


def _ranges(words: str) -> Iterable[date]:
    """The second day of "in force 1 April 2025 to 31 March 2026"."""
    for match in _BEGUN.finditer(words):
        rest = words[match.end() : match.end() + 2 * _NEAR]
        found = [each for each in find_dates(rest, order="dmy") if each[3] == "day"]
        if len(found) > 1 and found[0][0] <= _NEAR and _TO.fullmatch(rest[found[0][1] : found[1][0]]):
            yield found[1][2]
