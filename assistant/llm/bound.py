"""Figures and names of a claim that its words bind to something else: a rival stands where the claim puts them.

Words are read in short segments, between commas, colons, brackets, cells and joined verbs; a cell of a row is read
with its column's name. A figure is misplaced when a segment without it, but with another figure of its kind, says more
of what the claim says of it than any segment that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.irregular import past_forms
from assistant.llm.figures import Figure, figures, without
from assistant.llm.names import TITLES, is_person, is_role, names
from assistant.llm.order import parts
from assistant.llm.stance import rates
from assistant.llm.thesaurus import likeness
from assistant.llm.verbs import longer
from assistant.llm.words import tokens
from assistant.words import presence

_CUT = re.compile(
    r"[;:()|]|,(?=\s)|\s[–—-]\s|[.!?](?=\s|$)|\b(?:but|while|whereas|though|although|because|since|which|who)\b|\band\b",
    re.I,
)
_REPEATED = 0.75  # of a claim's words that stand in the same order in the words it changes one of
_INSTEAD = re.compile(r"\b(?:instead of|rather than|in place of|and not)\b", re.I)
_FRACTION = re.compile(r"(?<![\w.,])(\d[\d,]*) (?:out )?of (?:the )?(\d[\d,]*)(?![\w%]|\.\d)")
_RUNS_ON = re.compile(r",|and\b", re.I)
_DATES = frozenset(("day", "month", "day_of_month"))
_DONE = re.compile(r"\b(?:was|were|has been|have been|had been|has|had|did|last)\b|\b\w+ed (?:on|in)\b", re.I)
_DUE = re.compile(
    r"\b(?:due|deadlines?|by(?= (?:the |end |mid |early |late )?(?:\d|end\b|[A-Z][a-z]+ ?\d|[A-Z][a-z]{2,8}$))"
    r"|until|till|before|within|target(?:ed|s)?|plan(?:ned|s)?|scheduled|latest|next|expir\w*|valid"
    r"|ends?|runs?|to be|is to|are to|must|will|shall|should|has to|extended|open|later|again|renewal|renewed|then)\b",
    re.I,
)
_AHEAD = re.compile(r"\b(?:due|deadline|target|by when|next|planned|answer by|until|end date|review by)\b", re.I)
_BEHIND = re.compile(
    r"\b(?:by|due(?: on)?|until|deadline(?: of| is)?|before|no(?:t)? later than|planned for)\s+$", re.I
)


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch between cuts: its words, those that it means (its own and some before), its figures and names."""

    text: str
    stems: frozenset[str]
    meant: frozenset[str]
    held: frozenset[tuple[str, str]]


def misplaced(claim: str, evidence: Sequence[str], labels: str) -> list[str]:
    """Figures and names of ``claim``, as "A / B" with the rival that stands in their place."""
    theirs = [segment for words in evidence for segment in _segments(_labelled(words, labels), claim)]
    found = []
    for ours in _segments(claim, " \n ".join(evidence)):
        for kind, value in sorted(ours.held):
            own = [_shared(ours, each.meant) for each in theirs if _holds(each, kind, value)]
            rivals = [
                (_shared(ours, each.stems), other)
                for each in theirs
                if not _holds(each, kind, value)
                for other_kind, other in each.held
                if _rival(other_kind, kind) and not _holds(ours, kind, other)
            ]
            if own and rivals and max(rivals)[0] > max(own):
                found.append(f"{value} / {max(rivals)[1]}")
    return found


def undue(claim: str, evidence: Sequence[str], labels: str) -> list[str]:
    """Days of the claim on which a thing was done, and by which in the words it is due: "closed on" its deadline."""
    if _DUE.search(claim) or not _DONE.search(claim):
        return []
    days = {figure.value: claim[figure.start : figure.end] for figure in figures(claim) if figure.kind in _DATES}
    due, done = set[str](), set[str]()
    for words in evidence:
        text = _labelled(words, labels)
        for figure in figures(text):
            ahead = _BEHIND.search(text[: figure.start]) or _AHEAD.search(_label_before(text, figure))
            (due if ahead else done).add(figure.value)
    return [written for value, written in days.items() if value in due - done]


def exchanged(claim: str, evidence: Sequence[str]) -> list[str]:
    """What the claim puts in the place of what took its place, and parts greater than their whole: "431 of 402"."""
    found = [f"{m[1]} of {m[2]}" for m in _FRACTION.finditer(claim) if _number(m[1]) > _number(m[2]) > 0]
    told = parts(" \n ".join(evidence))
    found += [f"{m} of {w}" for m, w in parts(claim) - told if any(w == whole and m != part for part, whole in told)]
    for ours in _INSTEAD.finditer(claim):
        after = _plain_words(claim[ours.end() :])[:2]
        for words in evidence:
            for theirs in _INSTEAD.finditer(words):
                before, behind = _plain_words(words[: theirs.start()])[-6:], _plain_words(words[theirs.end() :])[:3]
                found += [word for word in after[:1] if word in before and word not in behind]
    return found


def _plain_words(text: str) -> list[str]:
    return [token.low for token in tokens(text) if token.stem]


def _number(written: str) -> float:
    return float(written.replace(",", ""))


def substituted(claim: str, evidence: Sequence[str]) -> list[str]:
    """Words of a claim that else repeats its words, put for one that means another thing: "weekend" for "weekday"."""
    ours = tokens(claim)
    found = []
    for words in evidence:
        theirs = tokens(words)
        match = SequenceMatcher(None, [t.low for t in ours], [t.low for t in theirs], autojunk=False)
        codes = match.get_opcodes()
        same = sum(end - start for tag, start, end, _, _ in codes if tag == "equal")
        if same < _REPEATED * len(ours):
            continue
        for place, (tag, start, end, from_, to) in enumerate(codes):
            held = 0 < place < len(codes) and codes[place - 1][0] == "equal"
            if tag == "replace" and held and end - start == 1 == to - from_:
                one, other = ours[start], theirs[from_]
                if (
                    one.stem
                    and other.stem
                    and not _akin(one.stem, other.stem)
                    and one.low.isalpha()
                    and other.low.isalpha()
                ):
                    found.append(f"{one.text} / {other.text}")
    return found


def _akin(one: str, other: str) -> bool:
    held = frozenset({other})
    return presence(one, held) > 0 or likeness(one, held) or likeness(other, frozenset({one})) or longer(one, other)


def _label_before(text: str, figure: Figure) -> str:
    cell = text[: figure.start].rpartition("|")[2]
    return cell if ":" in cell else ""


def _labelled(words: str, labels: str) -> str:
    """A row with the name of its column before each cell, if there are as many."""
    cells, columns = words.split(" | "), labels.split("; ")
    if len(cells) < 3 or len(cells) != len(columns):
        return words
    return " | ".join(f"{column.lower()}: {cell}" for column, cell in zip(columns, cells, strict=True))


def _segments(text: str, other: str) -> list[_Segment]:
    """The segments of ``text``; one that only names joins the one before it, a column's name its cell."""
    plain = without(text)
    cuts = [0, *(m.start() for m in _CUT.finditer(plain) if not _kept(plain, m)), len(text)]
    parts = [(start, end) for start, end in pairwise(cuts) if end > start]
    found: list[_Segment] = []
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined and not (any(_contents(text[start:end], other)) and any(_contents(text[slice(*joined[-1])], other))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    for start, end in joined:
        piece = text[start:end]
        stems = frozenset(_contents(piece, other))
        before = found[-1].stems if found and _RUNS_ON.match(piece) and not _tells(piece) else frozenset()
        found.append(_Segment(piece, stems, stems | before, frozenset(_anchors(piece, other))))
    return found


def _tells(piece: str) -> bool:
    words = [token for token in tokens(piece) if token.stem or token.low == "and"]
    verb = len(words) > 1 and words[0].low == "and" and words[1].low.endswith("s")
    return verb or any(token.low.endswith("ed") or token.low in past_forms() for token in words if token.stem)


def _kept(text: str, match: re.Match[str]) -> bool:
    """Whether a colon joins a column's name and its cell: it is no cut."""
    return match.group() == ":" and "|" in text


def _contents(piece: str, other: str) -> Iterator[str]:
    named = {token.start for run in names(piece, other) for token in run}
    for token in tokens(without(piece)):
        if token.stem and token.start not in named and not is_role(token):
            yield token.stem


def _anchors(piece: str, other: str) -> Iterator[tuple[str, str]]:
    for figure in figures(piece):
        if figure.kind in (*_DATES, "number", "identifier") and "/" not in piece[figure.start - 1 : figure.end + 1]:
            kind = "date" if figure.kind in _DATES else f"{figure.kind} {figure.unit}".strip()
            yield (kind, figure.value)
    for name, _, _ in rates(piece):
        yield ("rate", name)
    for run in names(piece, other):
        bare = [token.text for token in run if token.low not in TITLES]
        name = " ".join(bare)
        if len(bare) > 1 and not name.isupper() and is_person(name):
            yield ("name", name.lower())
    for token in tokens(piece):
        if is_role(token) and token.text.islower():
            yield ("role", token.low)


def _rival(kind: str, other: str) -> bool:
    """Whether a figure of one kind could be taken for one of the other: of the same unit, or one of them of none."""
    (sort, _, unit), (its_sort, _, its_unit) = kind.partition(" "), other.partition(" ")
    amounts = unit.isupper() or its_unit.isupper()
    return kind == other or (sort == its_sort == "number" and not (unit and its_unit) and not amounts)


def _holds(segment: _Segment, kind: str, value: str) -> bool:
    parts = set(value.split())
    return any(
        kind.partition(" ")[0] == other_kind.partition(" ")[0]
        and (
            value == other
            or (kind == "date" and (value in other or other in value))
            or (kind == "name" and (parts <= set(other.split()) or set(other.split()) <= parts))
        )
        for other_kind, other in segment.held
    )


def _shared(ours: _Segment, theirs: frozenset[str]) -> int:
    return sum(presence(stem, theirs) > 0.5 or likeness(stem, theirs) for stem in ours.stems)
