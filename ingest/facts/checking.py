"""What a fact proposed by a language model must fulfil before it is one: every check is arithmetic on the text.

A value must stand in its quote, the quote in the stretch that the model read, and both where a reader sees them. A
quote is widened to its whole sentences or rows, so that it cannot lose its "not": what is said there with a doubt is no
fact. Dates, amounts and names are read by the same parsers as everywhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from evidence.dates import find_dates
from evidence.kinds import KINDS, Kind
from evidence.model import Fact, Mark, Span
from ingest.facts.amounts import amounts, number
from ingest.facts.parties import is_listed_name, listed, party
from ingest.facts.reading import Reading

OFFERED = tuple(kind for name, kind in KINDS.items() if name not in {"document", "signature", "applicability"})
"""The kinds that a model may propose: not those whose state is read from the file or is a plain yes or no."""

_REACH = 400  # characters between the first and the last quote of one fact
_LEAST, _LONGEST = 3, 600  # characters of a quote
_LONGEST_VALUE = 300
_MOST_PLACES = 8  # occurrences of one quote that are looked at
_MONEY = frozenset({"amount", "budget"})
_TELLING = frozenset(
    "subject text title person system name amount kpi dataset supplier standard risk number topic course owner body".split()
)
_SAME = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-",
                       "‑": "-", "–": "-", "—": "-", "−": "-", "‹": "<", "\u00a0": " "})  # fmt: skip
_PRONOUN = re.compile(
    r"(?:i|we|you|he|she|it|they|us|them|him|her|this|that|these|those|who|whoever|somebody|someone|anyone|everyone|all|nobody|none|n/?a|tb[acd]|unknown)",
    re.I,
)
_INITIALS = re.compile(r"[A-Z]{2,4}")  # as minutes have people
_DEEDS = frozenset(
    "approval attendance decision acceptance resource communication training validation assessment test certificate agreement "
    "audit incident meeting ownership role review".split()
)
_DOUBT = re.compile(
    r"\b(?:not|never|nobody|none|no one|neither|nor|no longer|cannot|without|may|might|could|would|should|shall|must|will|if|unless|whether|until|once|"
    r"before|to be|yet to|about to|pending|awaiting|propos\w+|recommend\w*|suggest\w*|request\w*|asks?|asked|intend\w*|plan(?:s|ned|ning)?|expect\w*|hop(?:es?|ed|ing)|"
    r"wants?|wish\w*|draft\w*|example|e\.g\.|imagine|suppose|pretend)\b|n['’]t\b|\?"
    r"|(?:^|[.:;,]\s*|\band )(?:report|say|state|answer|reply|conclude|output|write|confirm|claim|record|list) (?:that|how)\b",
    re.I,
)
_NORMAL: Mapping[tuple[str, str], Mapping[str, re.Pattern[str]]] = {
    ("approval", "decision"): {
        "approved": re.compile(r"\b(?:approv|adopt|ratif|endors|authori[sz]|sanction|enact|sign(?:ed)? off|released)", re.I),
        "rejected": re.compile(r"\b(?:reject|declin|refus|turned down|voted down|disapprov)", re.I),
        "deferred": re.compile(r"\b(?:defer|postpon|adjourn|held over|referred back|sent back)", re.I),
        "noted": re.compile(r"\bnoted\b", re.I),
    },
    ("meeting", "state"): {
        "cancelled": re.compile(r"\b(?:cancel|called off)", re.I),
        "postponed": re.compile(r"\b(?:postpon|put off|reschedul|moved to)", re.I),
        "held": re.compile(r"\b(?:held|met|took place|convened|minutes|attended|present)\b", re.I),
    },
}  # fmt: skip
"""Fields with a closed list of values: each value with the words that say it. Exactly one must be said."""


class Refused(ValueError):
    """Why something proposed is no fact, in a few words that never repeat what was proposed."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One value as a model gives it, with the words it says to have copied. Nothing is checked yet."""

    name: str
    value: str
    quote: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a document as a model reads it. ``shown[i]`` stands at ``offsets[i]`` of the canonical text.

    The offset is -1 for the sign that stands for words left out (hidden ones, and those that address a machine).
    """

    shown: str
    offsets: tuple[int, ...]

    @cached_property
    def plain(self) -> str:
        """``shown`` with one form of quotation marks and dashes, character for character."""
        return self.shown.translate(_SAME)

    def places(self, quote: str) -> list[Span]:
        """Where ``quote`` stands, letter for letter but for spacing and the form of quotation marks and dashes."""
        if not quote.strip() or not _LEAST <= len(quote) <= _LONGEST:
            return []
        found = []
        for match in re.finditer(_verbatim(quote), self.plain):
            at = self.offsets[match.start() : match.end()]
            if min(at) >= 0 and all(after == before + 1 for before, after in pairwise(at)):
                found.append(Span(at[0], at[-1] + 1))
            if len(found) >= _MOST_PLACES:
                break
        return found


@dataclass(frozen=True)
class Checker:
    """Turns what is proposed for one document into facts, or refuses it."""

    reading: Reading
    extractor: str

    def fact(self, kind: str, values: Sequence[Proposed], piece: Piece) -> Fact:
        """The fact that is proposed, resting on whole statements. Raises ``Refused``."""
        known = next((each for each in OFFERED if each.name == kind), None)
        if known is None:
            raise Refused("unknown kind")
        if any(each.name not in (*known.fields, *known.dates) for each in values):
            raise Refused("unknown field")
        placed = self._placed(values, piece)
        fields: dict[str, str] = {}
        dates: dict[str, str] = {}
        for each, span in placed:
            if each.name in known.dates:
                dates.setdefault(each.name, self._day(each.value, span))
            elif (known.name, each.name) not in _NORMAL:
                fields.setdefault(each.name, self._field(known, each, span))
        spans = self._statements(span for _, span in placed)
        self._sure(known, spans)
        for name, value in self._normal(known, spans):
            fields[name] = value
        if not _TELLING & fields.keys() or len(fields) + len(dates) < 2:
            raise Refused("too little said")
        return self.reading.fact(known.name, fields, spans, extractor=self.extractor, dates=dates, origin="text")

    def _placed(self, values: Sequence[Proposed], piece: Piece) -> list[tuple[Proposed, Span]]:
        """Each value with the place of its quote: those nearest to each other, where a quote stands twice."""
        places = [[span for span in piece.places(each.quote) if self.reading.visible(span)] for each in values]
        if not places or not all(places):
            raise Refused("the quote is not in the text")
        chosen = min(
            ([min(each, key=lambda span: abs(span.start - first.start)) for each in places] for first in places[0]),
            key=_spread,
        )
        if _spread(chosen) > _REACH:
            raise Refused("the quotes stand far apart")
        return list(zip(values, chosen, strict=True))

    def _field(self, kind: Kind, proposed: Proposed, span: Span) -> str:
        """A field's value as it stands in its quote, or its plain digits for money."""
        quote, value = self.reading.quote(span), proposed.value.strip()
        if not value or len(value) > _LONGEST_VALUE:
            raise Refused("no value")
        if proposed.name in _MONEY or proposed.name == "currency":
            return _money(quote, proposed.name, value)
        said = re.search(_verbatim(value), quote.translate(_SAME), re.I)
        if said is None:
            raise Refused("the value is not in its quote")
        words = " ".join(quote[said.start() : said.end()].split())
        if proposed.name in (*kind.people, *kind.bodies) and not _names_somebody(words):
            raise Refused("nobody is named")
        return words

    def _day(self, value: str, span: Span) -> str:
        """A date as ISO that is given to the day in its quote."""
        said = {found.value.isoformat() for found in self.reading.dates_in(span)}
        meant = {
            found.value.isoformat() for found in find_dates(value, order=self.reading.order) if found.precision == "day"
        }
        if len(meant) != 1 or not meant <= said:
            raise Refused("the date is not in its quote")
        return meant.pop()

    def _normal(self, kind: Kind, spans: Sequence[Span]) -> Iterable[tuple[str, str]]:
        """The fields with a closed list of values, read from the statements and not from the model."""
        words = " ".join(self.reading.quote(span) for span in spans)
        for (name, field), forms in _NORMAL.items():
            if name == kind.name:
                said = [value for value, pattern in forms.items() if pattern.search(words)]
                if len(said) != 1:
                    raise Refused(f"its {field} is not said")
                yield field, said[0]

    def _sure(self, kind: Kind, spans: Sequence[Span]) -> None:
        """Refuse a deed that its statements deny, plan, ask for or make conditional."""
        if kind.name in _DEEDS and any(_DOUBT.search(self.reading.quote(span)) for span in spans):
            raise Refused("denied, planned or conditional")

    def _statements(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The whole sentences or rows of some spans, each once, all of them where a reader sees them."""
        found = dict.fromkeys(self._statement(span) for span in spans)
        if not all(self.reading.visible(span) for span in found):
            raise Refused("part of it is hidden")
        if any(self._beside_instructions(span) for span in found):
            raise Refused("it stands beside words that address a machine")
        return tuple(found)

    def _beside_instructions(self, span: Span) -> bool:
        """Whether the paragraph of a statement also addresses a machine reader."""
        text = self.reading.text
        start, end = text.rfind("\n\n", 0, span.start), text.find("\n\n", span.end)
        end = len(text) if end < 0 else end
        return any(
            note.mark is Mark.INSTRUCTION and start < note.end and note.start < end
            for note in self.reading.document.annotations
        )

    def _statement(self, span: Span) -> Span:
        starts = self._starts
        first = max(0, bisect_right(starts, span.start) - 1)
        touched = [each for each in self._all[first : bisect_left(starts, span.end)] if each.end > span.start]
        return self.reading.trimmed(
            Span(min([span.start, *(e.start for e in touched)]), max([span.end, *(e.end for e in touched)]))
        )

    @cached_property
    def _all(self) -> list[Span]:
        rows = [Span(row.start, row.end) for table in self.reading.document.tables for row in table.rows]
        return sorted((*rows, *self.reading.sentences), key=lambda span: (span.start, span.end))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._all]


def given(fact: Fact, known: Iterable[Fact]) -> bool:
    """Whether the rules have the fact already: of its kind, and nothing that both say differs.

    They must agree on something that tells which matter is meant, or rest on the same words.
    """
    return any(each.kind == fact.kind and _same(fact, each) for each in known)


def _same(one: Fact, other: Fact) -> bool:
    mine, its = {**one.dates, **one.fields}, {**other.dates, **other.fields}
    shared = [name for name in mine if name in its and name != "written"]
    if not all(_agree(mine[name], its[name]) for name in shared):
        return False
    return bool(_TELLING.intersection(shared)) or any(
        a.start < b.end and b.start < a.end for a in one.spans for b in other.spans
    )


def _agree(one: str, other: str) -> bool:
    left, right = (
        frozenset(re.findall(r"\w+", words.casefold())) - {"the", "a", "an", "our"} for words in (one, other)
    )
    return bool(left and right) and (left <= right or right <= left)


def _verbatim(words: str) -> str:
    """A pattern of some words as they stand, whatever the white space between them."""
    return r"(?<!\w)" + r"\s+".join(map(re.escape, words.translate(_SAME).split())) + r"(?!\w)"


def _spread(spans: Sequence[Span]) -> int:
    return max(span.end for span in spans) - min(span.start for span in spans)


def _names_somebody(words: str) -> bool:
    if _PRONOUN.fullmatch(words):
        return False
    known = bool(_INITIALS.fullmatch(words)) or is_listed_name(words)
    return known or party(words) is not None or bool(listed(words))


def _money(quote: str, name: str, value: str) -> str:
    """The digits or the currency of the one amount of a quote that the value gives."""
    said = [each for each in amounts(quote) if not each.rate and not each.limit]
    if name == "currency":
        codes = {each.currency for each in said}
        if len(codes) != 1:
            raise Refused("the amount is not in its quote")
        return codes.pop()
    meant = {each.value for each in amounts(value)} or {number(value)}
    if len(meant) != 1 or not meant <= {each.value for each in said}:
        raise Refused("the amount is not in its quote")
    return meant.pop()
