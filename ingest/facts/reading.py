"""One document as the families read it: its kind, pairs, records, sentences, dates and how strong it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from evidence.dates import FoundDate, Order, find_dates
from evidence.dating import order_of
from evidence.model import Fact, Mark, ParsedDocument, Row, Span, Strength, Table
from evidence.sentences import sentence_spans
from ingest.facts.bare_labels import bare_pairs
from ingest.facts.columns import Record, records, roles
from ingest.facts.pairs import Pair, pairs
from ingest.metadata import main_date, path_words

if TYPE_CHECKING:
    from ingest.facts.gathering import Gathering

Kind = Literal["minutes", "agenda", "policy", "mail", "post", "register", "report", "agreement", "certificate", "other"]

_MINUTES = re.compile(
    r"\b(?:minutes|(?:meeting|action) notes|notes? of (?:the )?meeting|protokoll|management review|record of (?:the )?meeting)\b",
    re.I,
)
_MINUTES_TEXT = re.compile(  # a text may mention a management review; one that is one has it in its name
    r"\b(?:minutes of|meeting minutes|(?:meeting|action) notes|notes? of (?:the )?meeting|protokoll|record of (?:the )?meeting)\b|^\W*minutes\b",
    re.I | re.M,
)
_AGENDA = re.compile(r"\bagenda\b", re.I)
_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|work instructions?|standards?|guidelines?|charter|framework|code of conduct|schedule|manual|handbook|directive|rules|terms of reference|guides?|guidance|how[- ]to|instructions?|playbook|templates?)\b",
    re.I,
)
_REPORT = re.compile(
    r"\b(?:report|assessment|audit|review of|validation|dashboard|card|statement|summary|analysis)\b", re.I
)
_AGREEMENT = re.compile(
    r"\b(?:agreement|contract|terms of service|engagement letter|statement of work|order form)\b", re.I
)
_CERTIFICATE = re.compile(r"\bcertificate\b", re.I)
_DRAFT = re.compile(
    r"\b(?:draft|work(?:ing)? in progress|not (?:yet )?(?:approved|adopted|in force|decided)|for comments?|proposal|proposed text|consultation)\b",
    re.I,
)
_DRAFT_TEXT = re.compile(
    r"\b(?:draft (?:of|for|version|v?\d)|working draft|not (?:yet )?(?:been )?(?:approved|adopted|in force|decided)|for comments?\b)|^\W*draft\b|\bdraft\W*$|\((?:[^()\n]{0,20} )?draft\b",
    re.I | re.M,
)
_SUPERSEDED = re.compile(
    r"\b(?:superseded|replaced by|no longer in force|obsolete|archived version|out of date)\b", re.I
)
_WITHDRAWN = re.compile(r"\b(?:withdrawn|repealed|revoked|cancelled policy)\b", re.I)
_APPROVED = re.compile(r"\b(?:approved|adopted|ratified|endorsed|in force|released|signed off)\b", re.I)
_MINUTE = re.compile(r"\n(?=[ \t]*(?:[A-Z]{1,4}[-/]?)?\d{1,4}[/.-]\d{1,3}[.):]?[ \t]+[^\W\d_])")
_LABELLED_LINE = re.compile(
    r"\n(?=[ \t]*(?:DECISIONS?|DECIDED|RESOLVED|RESOLUTION|AGREED|ACTIONS?|Decisions?|Decided|Resolved|Agreed|Actions?)(?: (?:on|for|by) [^\n:]{2,30})?:[ \t]+\S|[ \t]*(?:D|MR|AP)[-.]?\d{1,2}[.:)]?[ \t]+[^\W\d_])"
)
_BROKEN_YEAR = re.compile(r"^\s*(\d{1,2}[/.-]\d{1,2}[/.-]20)\s(\d\d)\s*$")  # "30/06/20 25" in a narrow column
_UNSEEN = (Mark.HIDDEN, Mark.INSTRUCTION)


@dataclass(frozen=True)
class Reading:
    """A document, read once for all families. Spans are offsets in ``document.text``."""

    document: ParsedDocument
    path: str

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.document.text

    @property
    def title(self) -> str:
        """The document's title as known, without a version."""
        return self.document.metadata.title

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Labels with values, front matter and control tables first."""
        found = tuple(pairs(self.document))
        return (*found, *bare_pairs(self.document, found))

    def pair(self, *names: str) -> Pair | None:
        """The first pair of one of ``names``, in their order."""
        for name in names:
            for each in self.pairs:
                if each.name == name:
                    return each
        return None

    @cached_property
    def tables(self) -> tuple[tuple[Table, Mapping[str, int]], ...]:
        """Visible tables with named columns, and what those columns are (role -> column)."""
        return tuple(
            (table, roles(table.header)) for table in self.document.tables if not table.hidden and any(table.header)
        )

    def records(self, table: Table) -> Iterator[Record]:
        """The visible rows of a table under their columns."""
        return records(table, self.text)

    @cached_property
    def unseen(self) -> tuple[tuple[int, int], ...]:
        """What no reader of the file sees, or what addresses a machine: no fact rests on it."""
        hidden = [(note.start, note.end) for note in self.document.annotations if note.mark in _UNSEEN]
        rows = [(row.start, row.end) for table in self.document.tables for row in _hidden_rows(table)]
        return tuple(sorted(hidden + rows))

    @cached_property
    def _unseen_ends(self) -> list[int]:
        """The ends of what is unseen, overlaps joined, ascending."""
        return [end for _, end in _joined(self.unseen)]

    @cached_property
    def _unseen_starts(self) -> list[int]:
        return [start for start, _ in _joined(self.unseen)]

    def visible(self, span: Span) -> bool:
        """Whether all of ``span`` is seen by a reader."""
        at = bisect_left(self._unseen_ends, span.start + 1)
        return at == len(self._unseen_ends) or self._unseen_starts[at] >= max(span.end, span.start + 1)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The visible sentences of prose, tables left out."""
        covered = _joined(sorted((table.start, table.end) for table in self.document.tables))
        starts = [start for start, _ in covered]

        def tabled(offset: int) -> bool:
            at = bisect_right(starts, offset) - 1
            return at >= 0 and offset < covered[at][1]

        spans = (each for span in sentence_spans(self.text) for each in self._cut(Span(span.start, span.end)))
        return tuple(span for span in spans if not tabled(span.start) and self.visible(span))

    def sentence_before(self, offset: int) -> Span | None:
        """The last visible sentence of prose that ends at or before ``offset``."""
        at = bisect_right(self._sentence_ends, offset)
        return self.sentences[at - 1] if at else None

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [span.end for span in self.sentences]

    def _cut(self, span: Span) -> Iterator[Span]:
        """A stretch of lines that begin with the number of a minute ("26/12 ...") or a label is a statement a line."""
        start = span.start
        found = (
            *_MINUTE.finditer(self.text, span.start, span.end),
            *_LABELLED_LINE.finditer(self.text, span.start, span.end),
        )
        for match in sorted(found, key=lambda each: each.start()):
            if match.start() > start:
                yield Span(start, match.start())
                start = self.trimmed(Span(match.end(), span.end)).start
        yield Span(start, span.end)

    @cached_property
    def running(self) -> str:
        """The words of the pages' headers and footers, where forms have their name ("Form F-31, Accepting a risk")."""
        notes = (note for note in self.document.annotations if note.mark is Mark.HEADER)
        return " \n ".join(dict.fromkeys(self.text[note.start : note.end].strip() for note in notes))[:400]

    @cached_property
    def prose(self) -> tuple[Span, ...]:
        """The visible sentences of prose, and those of minutes that are laid out in a table."""
        from ingest.facts.minuted import minuted

        return (*self.sentences, *(span for minute in minuted(self) for span in minute.sentences))

    @cached_property
    def shared(self) -> dict[str, Any]:
        """Room for what several families need and one computes, by the name of its module."""
        return {}

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """Every date in the text; numeric dates are read in the order the document shows."""
        return tuple(find_dates(self.text, order=self.order))

    def dates_in(self, span: Span, *, precise: bool = True) -> list[FoundDate]:
        """The dates inside ``span``; with ``precise`` only those given to the day."""
        first = bisect_left(self._date_starts, span.start)
        last = bisect_right(self._date_starts, span.end)
        return [
            found
            for found in self.dates[first:last]
            if found.end <= span.end and (found.precision == "day" or not precise)
        ]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [found.start for found in self.dates]

    def day(self, span: Span) -> str:
        """The first day inside ``span`` as ISO, or ""."""
        found = self.dates_in(span)
        return found[0].value.isoformat() if found else ""

    def day_of(self, value: str) -> str:
        """The first day in some words, numeric dates read as elsewhere in the document; or ""."""
        value = _BROKEN_YEAR.sub(r"\1\2", value)
        found = [each for each in self.dates_of(value) if each.precision == "day"]
        return found[0].value.isoformat() if found else ""

    @cached_property
    def order(self) -> Order | None:
        """In which order the document writes numeric dates, where it shows one."""
        return order_of(self.text)

    def dates_of(self, value: str) -> list[FoundDate]:
        """The dates in some words, numeric ones read as elsewhere in the document; offsets are those of ``value``."""
        return find_dates(value, order=self.order) if any(map(str.isdigit, value)) else []

    @cached_property
    def written(self) -> str:
        """The day the document states as its own, as ISO, or "": a file's properties tell when it was copied, no more."""
        metadata = self.document.metadata
        day = main_date(metadata if self.kind == "mail" else replace(metadata, created=None))
        return day.isoformat() if day else ""

    @cached_property
    def filed(self) -> str:
        """The day the document is filed under, as ISO, or "": its own, else that of its file's properties."""
        day = main_date(self.document.metadata)
        return day.isoformat() if day else ""

    @cached_property
    def kind(self) -> Kind:
        """What sort of document this is, by its parser, its title, its path and its pairs."""
        parser = self.document.parser.partition("/")[0]
        if parser in ("mail", "eml", "msg", "mbox", "email", "outlook"):
            return "mail"
        return _kind(self)

    @cached_property
    def meeting(self) -> Gathering | None:
        """The meeting that the document records or announces, or None."""
        from ingest.facts.gathering import gathering

        return gathering(self)

    @cached_property
    def strength(self) -> Strength:
        """How strong the document is as evidence, by what it says about itself; else unknown."""
        return _strength(self)

    def section(self, offset: int) -> str:
        """The title of the innermost heading above ``offset``, or ""."""
        title = ""
        for heading in self.document.headings:
            if heading.start > offset:
                break
            title = heading.title
        return title

    def line(self, offset: int) -> Span:
        """The line that holds ``offset``, without blanks at its ends."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return self.trimmed(Span(start, end))

    def trimmed(self, span: Span) -> Span:
        """``span`` without white space at its ends."""
        words = self.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, max(start, span.start + len(words.rstrip())))

    def quote(self, span: Span) -> str:
        """The words of ``span``."""
        return self.text[span.start : span.end]

    def fact(
        self,
        kind: str,
        fields: Mapping[str, str],
        spans: Iterable[Span],
        *,
        extractor: str,
        dates: Mapping[str, str] | None = None,
        origin: str = "text",
        strength: Strength | None = None,
    ) -> Fact:
        """A fact of this document. Empty fields and dates are left out; ``written`` is added where known."""
        known = {name: day for name, day in (dates or {}).items() if day}
        if self.filed:
            known.setdefault("written", self.filed)
        return Fact(
            kind=kind,
            fields={name: " ".join(value.split()) for name, value in fields.items() if value.strip()},
            spans=tuple(self.trimmed(span) for span in spans),
            strength=self.strength if strength is None else strength,
            dates=known,
            date_origin=origin if known else "",
            extractor=extractor,
        )


def read(document: ParsedDocument, path: str) -> Reading:
    """``document`` as the families read it."""
    return Reading(document, path)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges without the empty ones, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def _hidden_rows(table: Table) -> tuple[Row, ...]:
    return tuple(row for row in table.rows if row.hidden or table.hidden)


def _counts_heads(reading: Reading) -> bool:
    from ingest.facts.roster import lists

    return lists(reading)


def _acts(reading: Reading) -> bool:
    from ingest.facts.gathering import tells_of_acts

    return tells_of_acts(reading)


def _kind(reading: Reading) -> Kind:
    name = f"{reading.title} {path_words(reading.path)}"
    if any(pair.name in ("present", "apologies") for pair in reading.pairs) or _counts_heads(reading):
        return "agenda" if _AGENDA.search(reading.title) and not _MINUTES.search(name) else "minutes"
    if _AGENDA.search(reading.title):
        return "agenda"
    if _MINUTES.search(name) or _MINUTES_TEXT.search(reading.text[:300]):
        return "minutes"
    sheets = reading.document.parser.startswith(("xlsx", "csv", "delimited"))
    if sheets and any(len(found) >= 3 for _, found in reading.tables):
        return "register"
    named = (kind for words in (reading.title, name) for pattern, kind in _BY_NAME if pattern.search(words))
    known: Kind = next(named, "other")
    return "minutes" if known == "other" and _acts(reading) else known


_BY_NAME: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_CERTIFICATE, "certificate"),
    (_AGREEMENT, "agreement"),
    (_POLICY, "policy"),
    (_REPORT, "report"),
)
_BY_STATUS: tuple[tuple[re.Pattern[str], Strength], ...] = (
    (_WITHDRAWN, Strength.WITHDRAWN),
    (_SUPERSEDED, Strength.SUPERSEDED),
    (_DRAFT, Strength.DRAFT),
    (re.compile(r"\b(?:signed)\b", re.I), Strength.SIGNED),
    (_APPROVED, Strength.APPROVED),
    (re.compile(r"\b(?:published|final|issued|current|active)\b", re.I), Strength.PUBLISHED),
)


def _draft(reading: Reading) -> bool:
    """Whether the name or the first lines say draft; "the proposal is known" in a text says nothing of the kind."""
    name = f"{reading.title}\n{path_words(reading.path)}"
    return bool(_DRAFT.search(name) or _DRAFT_TEXT.search(reading.text[:400]))


def _strength(reading: Reading) -> Strength:
    status = reading.pair("status")
    if status is not None and reading.kind != "register":
        for pattern, strength in _BY_STATUS:
            if pattern.search(status.value):
                return strength
    if reading.kind in ("minutes", "mail", "register", "certificate"):
        return Strength.RECORD
    head = f"{reading.title}\n{path_words(reading.path)}\n{reading.text[:400]}"
    for pattern, strength in _BY_STATUS[:3]:
        if pattern.search(head) and not (strength is Strength.DRAFT and not _draft(reading)):
            return strength
    if reading.kind == "policy":
        approved = any(pair.name in ("approver", "approved") for pair in reading.pairs) or _APPROVED.search(head)
        return Strength.APPROVED if approved else Strength.PUBLISHED
    return Strength.RECORD if reading.kind == "report" else Strength.UNKNOWN
