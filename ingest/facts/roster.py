"""Who was there: the people whom minutes list as present, in attendance, in the chair or absent with apologies.

Lists stand after a label ("Present: …", "Also there: …"), under a heading, in a table's cells, in front matter or in a
sentence near the top ("Mr Holm had sent his apologies"). Names are kept as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from evidence.model import Span
from ingest.facts.attendance_labels import BOTH, FIRST, LATER, SIDE, WHO, part_of, said_of
from ingest.facts.attendance_tables import grouped, tabled
from ingest.facts.attendance_terse import terse
from ingest.facts.attendance_told import OPENING, told
from ingest.facts.attendees import (
    APOLOGY,
    HANDLED,
    HONOURS,
    PARTICLES,
    TICK,
    Attendee,
    head_of,
    name_of,
    of_line,
    people,
    pieces,
)
from ingest.facts.name_runs import unlabelled
from ingest.facts.reading import Reading
from ingest.facts.sittings import sitting_at, sittings

_BLOCK_LINES = 400  # lines read under one heading
_FEW_WORDS = 3  # words of a line that ends a list
_LONG_LINE = 55  # a line at least this long may have been wrapped in the middle of a list
_FIRST_LINES = 250  # characters in which "Who:" tells who came; further down it tells who does something
_TICKED = re.compile(r"\[[xX✓✔]\]")
_MOST_WITHIN = 50  # labels inside the list of another
_LIST = 4_000  # characters of a list in which ticks are looked for
_ITEM = re.compile(r"[ \t>]*(?:[-*+•‣◦▪·–]|\d{1,2}[.)])[ \t]+")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+[^\W\d_])")
_GOES_ON = re.compile(r"(?:[,;&]|\band)[ \t]*$")
_SENTENCE = re.compile(r"(?:(?P<word>[^\W\d_]+)|\)|\bitems? \d{1,2})\.[ \t]+(?=[^\W\d_a-zà-öø-ÿ]|\d{1,2}[./ ])")
_SHORT_TITLES = frozenset("dr mr mrs ms mx prof st jr sr hon rev ir ing adv col capt sgt lt maj cllr fr insp".split())
_APART_FROM = re.compile(r"(?:[·|;•]|\s/)\s*$")  # "... chaired by A. Roth · minutes: K. Holt"
_NEW_SENTENCE = re.compile(r"[.!]\s+(?-i:[A-Z])[\w ]{2,40}[*_]{0,3}:[*_ ]*$")  # "... C. Lund. Sorry: D. Holt"
_SMALL_NAME = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]+){0,2}")
_ALL_THERE = re.compile(rf"\b(?:all|both|every)\b(?: \w+)? {WHO} (?:were |was )?present\b", re.I)
_STRICT = frozenset(
    ("record", "notes", "note", "panel", "the panel", "jury", "tribunal")
)  # behind which only full names are people
_WROTE = re.compile(
    r"\s+/\s+(?P<who>[^\W\d_a-zà-öø-ÿ][^/,;\n]{1,30}?)\s+(?:wrote|writes|(?:took |takes )?(?:minutes|notes)|minuting)\b"
)
_FEW = 3  # people listed without capitals whom the text must name with one
_MEMBERS = re.compile(rf"{WHO}\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who was there, in reading order, and where the lists begin."""

    people: tuple[Attendee, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    part: str
    block: bool  # nothing follows on the line: the list stands below
    words: str


def roster(reading: Reading) -> Roster:
    """Everybody whom the document lists, once for each person; what is hidden is left out."""
    found: dict[str, Attendee] = {}
    begun = _labels(reading)
    listed = (*_listed(reading, begun), *grouped(reading), *tabled(reading))
    if not any(each.part in ("present", "chair") for each in listed):
        bare = [Attendee(who, "", "present", span) for who, span in unlabelled(reading, name_of)]
        listed = (*listed, *(bare or terse(reading, name_of)))
    for at, each in enumerate((*listed, *told(reading))):
        key = _key(each)
        if met := sitting_at(reading, each.span.start):
            key = f"{key} {met.held}"  # one meeting of several
        if at >= len(listed) and key not in found:
            same = [name for name in found if set(key.split()) - HONOURS <= set(name.split())]
            key = same[0] if len(same) == 1 else key
        before = found.get(key)
        if before is None:
            found[key] = each
        else:
            found[key] = _merged(before, each)
    for short, each in _keepers(reading, begun, tuple(found.values())) if not sittings(reading) else ():
        found.pop(short, None)
        found[_key(each)] = each
    people = tuple(sorted(found.values(), key=lambda each: each.span.start))
    return Roster(people, tuple(label.start for label in begun))


def _keepers(reading: Reading, begun: list[_Label], people: tuple[Attendee, ...]) -> Iterator[tuple[str, Attendee]]:
    """Those listed whom a label of the minutes calls by one name alone, or by initials ("Notes: Nora", "Minutes: NK")."""
    for label in begun:
        if label.part != "secretary" or label.block or label.start > OPENING:
            continue
        line = Span(label.end, _line_end(reading.text, label.end, len(reading.text)))
        short = reading.quote(line).strip(" .*_|").casefold()
        named = [each for each in people if short in short_names(each.person) and _key(each) != short]
        if len(named) == 1:
            yield short, replace(named[0], secretary=True)


def short_names(person: str) -> frozenset[str]:
    """What minutes may call somebody for short, in lower case: each name of more than a letter, and the initials."""
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", person) if word.casefold() not in HONOURS]
    parts = [part for word in words for part in re.split(r"['’-]", word) if part]
    names = {word for word in words if len(word) > 1 and word.casefold() not in PARTICLES}
    return frozenset(
        word.casefold() for word in (*names, "".join(w[0] for w in words), "".join(part[0] for part in parts))
    )


def lists(reading: Reading) -> bool:
    """Whether the opening lists who was there and who was not, under labels that only a meeting has."""
    opening = reading.text[:OPENING]
    told = {part_of(match) for match in FIRST.finditer(opening) if not _MEMBERS.match(_said_of(match))}
    told |= {
        part_of(match)
        for match in LATER.finditer(opening)
        if _APART_FROM.search(opening[: match.start()][-3:]) or _NEW_SENTENCE.search(opening[: match.end()])
    }
    return {"present", "apologies"} <= told


def _said_of(match: re.Match[str]) -> str:
    return match[0][match.end("lead") - match.start() :].strip(" *_:|\t")


def _key(attendee: Attendee) -> str:
    return " ".join((attendee.person or attendee.role).casefold().replace(".", ". ").split())


def _merged(before: Attendee, again: Attendee) -> Attendee:
    """Named twice: in the chair and present is in the chair; who kept the minutes and was present was present."""
    rank = {"chair": 0, "present": 1, "in attendance": 2, "apologies": 3, "secretary": 4}
    first = again if rank[again.part] < rank[before.part] and before.part != "apologies" else before
    return replace(first, role=first.role or again.role or before.role, secretary=before.secretary or again.secretary)


def _labels(reading: Reading) -> list[_Label]:
    text = reading.text
    found = [_label(text, match, first=True) for match in FIRST.finditer(text)]
    found += [
        _label(text, match, first=False)
        for match in LATER.finditer(text, 0, OPENING)
        if text[match.start()].isupper() or _APART_FROM.search(text, max(0, match.start() - 3), match.start())
    ]
    found += _sides(text, found)
    found += _aligned(text, found)
    kept: list[_Label] = []
    for label in sorted(found, key=lambda each: (each.start, -each.end)):
        if (not kept or label.start >= kept[-1].end) and reading.visible(Span(label.start, label.end)):
            kept.append(label)
    others = any(label.part == "present" and label.words.casefold() != "who" for label in kept)
    return [label for label in kept if label.words.casefold() != "who" or not (others or label.start > _FIRST_LINES)]


def _sides(text: str, found: list[_Label]) -> Iterator[_Label]:
    """The sides of the table ("Staff: ...") whose line stands next to that of a label."""
    both = list(BOTH.finditer(text, 0, OPENING))
    for match in both if len(both) > 1 else ():
        yield _Label(match.start("side"), match.end(), "present", block=False, words=match["side"])
    lines = {text.count("\n", 0, label.start) for label in found if not label.block}
    lines |= {text.count("\n", 0, match.start()) for match in _ALL_THERE.finditer(text, 0, OPENING)}
    for match in SIDE.finditer(text, 0, OPENING):
        at = text.count("\n", 0, match.start())
        within = match.start() > text.rfind("\n", 0, match.start()) + 1  # "Present: A. Holm. Staff: B. Rust"
        if lines & ({at} if within else {at - 1, at + 1}):
            lines.add(at)
            yield _Label(match.start("side"), match.end(), "in attendance", block=False, words=match["side"])


def _aligned(text: str, found: list[_Label]) -> Iterator[_Label]:
    """Labels that one blank parts from their list, where a label of the next line begins its list in the same column."""
    columns = {
        (text.count("\n", 0, each.start), each.end - text.rfind("\n", 0, each.start) - 1)
        for each in found
        if text[each.end - 2 : each.end] == "  "
    }
    for line, column in tuple(columns):
        for at in (line - 1, line + 1):
            begin = _line_start(text, at)
            match = FIRST.match(text[begin : begin + max(0, column - 1)]) if begin >= 0 else None
            if (
                match is not None
                and text[begin + column - 1 : begin + column].isspace()
                and (at, column) not in columns
            ):
                columns.add((at, column))
                start = begin + match.end("lead")
                yield _Label(
                    start, begin + column, part_of(match), block=False, words=text[start : begin + column].strip()
                )


def _line_start(text: str, number: int) -> int:
    """Where a line begins, counted from 0; -1 where there is none."""
    at = 0
    for _ in range(number):
        at = text.find("\n", at) + 1
        if at == 0:
            return -1
    return at if number >= 0 else -1


def _label(text: str, match: re.Match[str], *, first: bool) -> _Label:
    part = part_of(match)
    start = match.end("lead") if first else match.start()
    words = said_of(match)[0]
    line_end = text.find("\n", match.end())
    rest = text[match.end() : len(text) if line_end < 0 else line_end]
    return _Label(start, match.end(), part, not rest.strip(" *_|:["), text[words : match.end()].strip(" *_:|\t"))


def _listed(reading: Reading, found: list[_Label]) -> Iterator[Attendee]:
    for at, label in enumerate(found):
        later = (each for each in islice(found, at + 1, at + 1 + _MOST_WITHIN) if not _within(reading, label, each))
        stop = next((each.start for each in later), len(reading.text))
        if label.part == "secretary" and label.start > OPENING:
            continue
        listed = _block(reading, label, stop) if label.block else _of_value(reading, label, stop)
        plain = label.part != "apologies" or APOLOGY.search(label.words)
        for who in listed:
            yield who if plain or who.part != "apologies" else replace(who, note=who.note or label.words.lower())


def _within(reading: Reading, label: _Label, after: _Label) -> bool:
    """Whether a label is a line of the list of another: "Chair: A. Holm" among posts and names under "Present"."""
    if not label.block or label.part != "present" or after.block or after.part not in ("chair", "secretary"):
        return False
    return after.start - label.end <= _LIST and "\n\n" not in reading.text[label.end : after.start].strip()


def _of_value(reading: Reading, label: _Label, stop: int) -> Iterator[Attendee]:
    """The names on the label's own line, and on those that go on with it."""
    text, start = reading.text, label.end
    end = _line_end(text, start, stop)
    while end < stop and _continues(text, start, end, stop):
        end = _line_end(text, end + 1, stop)
    start += len(text[start:end]) - len(text[start:end].lstrip(" \t["))  # front matter lists people in brackets
    value = text[start:end]
    if value.islower() and (small := list(_uncapitalised(reading, Span(start, min(end, stop)), label.part))):
        yield from small
        return
    for match in _SENTENCE.finditer(value):
        word = match["word"] or ""
        if len(word) != 1 and word.casefold() not in _SHORT_TITLES:
            end = start + match.start() + len(match[0].rstrip()) - 1
            break
    if wrote := _WROTE.search(text, start, end):  # "AB CD EF / GH wrote"
        yield from people(reading, Span(*wrote.span("who")), "secretary", strict=False)
        end = wrote.start()
    yield from people(
        reading,
        Span(start, end),
        label.part,
        strict=label.words.casefold() in _STRICT,
        wrapped=True,
    )


def _uncapitalised(reading: Reading, span: Span, part: str) -> Iterator[Attendee]:
    """The names of a list that somebody typed without capitals, where the text has most of them with a capital."""
    entries = [(piece, head_of(reading.quote(piece))) for piece in pieces(reading.text, span)]
    names = [(piece, name) for piece, name in entries if _SMALL_NAME.fullmatch(name) and name_of(name.title())]
    told = [name for _, name in names if re.search(rf"\b{re.escape(name.split()[0].capitalize())}\b", reading.text)]
    if part == "present" and len(entries) > _FEW:  # a text without capitals speaks again of most of those who came
        again = [name for _, name in names if len(re.findall(rf"\b{re.escape(name)}\b", reading.text)) > 1]
        told = max(told, again, key=len)
    if 2 * len(told) >= len(entries):
        yield from (Attendee(name, "", part, piece, part == "secretary") for piece, name in names)


def _line_end(text: str, start: int, stop: int) -> int:
    end = text.find("\n", start, stop)
    return stop if end < 0 else end


def _continues(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the line after ``end`` still belongs to the list that began at ``start``."""
    above = text[text.rfind("\n", 0, end) + 1 : end]
    below = text[end + 1 : _line_end(text, end + 1, stop)]
    if (
        not below.strip()
        or _ITEM.match(below)
        or _HEADING.match(below)
        or re.match(r"[ \t>]*[*_]{0,2}[^\W\d_][\w /]{1,30}[*_]{0,2}:", below)
    ):
        return False
    value = text[start:end]
    if _GOES_ON.search(above) or below[:2] == "  " or value.count("(") > value.count(")"):
        return True
    if len(above) < _LONG_LINE:
        return False
    first = re.split(r"[,;.(]", below, maxsplit=1)[0].strip()
    parted = re.search(r"[,;]", below) is not None
    if below.startswith("(") or (parted and " " not in value.strip() and name_of(f"{value.strip()} {first}") != ""):
        return True  # a line that breaks before a bracket, or inside the first name
    listing = re.search(r"[,;]", value) is not None
    return listing and (parted or len(below.split()) <= _FEW_WORDS) and name_of(first) != ""


def _ticked(reading: Reading, entry: Span, label: _Label, stop: int) -> list[Attendee] | None:
    """Who stands beside a box to tick, None where there is none; in a list with ticks, who has none was not there."""
    box = TICK.match(reading.text, entry.start, entry.end)
    if box is None:
        return None
    named = of_line(reading, Span(box.end(), entry.end), label.part, strict=False)
    others = _TICKED.search(reading.text, label.end, min(stop, label.end + _LIST))
    if (box["mark"] or " ") == " " and others:
        return [replace(each, part="apologies", note="not ticked") for each in named]
    return named


def _block(reading: Reading, label: _Label, stop: int) -> Iterator[Attendee]:
    """The names below a label: list items, or lines up to a blank one."""
    text, at = reading.text, _line_end(reading.text, label.end, stop) + 1
    listed: bool | None = None
    blanks, given = 0, False
    for _ in range(_BLOCK_LINES):
        if at >= stop:
            return
        end = _line_end(text, at, stop)
        line = text[at:end]
        item = _ITEM.match(line)
        if not line.strip(" \t>|-"):
            blanks += 1
            if listed is False or blanks > 3:
                return
        elif (item is None and ((listed and given) or _HEADING.match(line))) or line.lstrip().startswith("#"):
            if not (item is None and listed and line[:2].isspace()):
                return
        else:
            listed = item is not None if listed is None or not given else listed
            blanks = 0
            begin = at + (item.end() if item else 0)
            entry = reading.trimmed(Span(begin, end))
            named = _ticked(reading, entry, label, stop)
            if named is None:
                named = of_line(reading, entry, label.part, strict=item is None and not HANDLED.search(line))
            if not named and item is None:
                return
            given = given or any(each.person for each in named)  # groups named first end no list of names
            yield from named
        at = end + 1
