"""Names that follow each other without a mark: a cell whose line breaks were lost, and a line of names under a heading.

``cuts`` parts "Dr A. Holm (Chair) Berta Rust (Treasurer) Mrs C. Lund"; ``unlabelled`` finds the line of names that terse
notes set straight below the line with the day, without a word to say that these were there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from evidence.model import Span
from ingest.facts.parties import is_person
from ingest.facts.reading import Reading

_HONOUR = r"(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Cllr|Sir|Dame)\b\.?"
_AFTER_BRACKET = re.compile(r"[)\]](?P<gap>[ \t]+)(?P<next>[^()\[\],;]{3,60})")
_BEFORE_HONOUR = re.compile(rf"(?P<gap>[ \t]+)(?={_HONOUR}[ \t]+[^\W\d_a-zà-öø-ÿ])")
_ENDS_IN_HONOUR = re.compile(rf"(?:^|\s){_HONOUR}$")
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}(?:[ \t]+[^\W\d_a-zà-öø-ÿ]\w{1,3})+\W*$")  # "AB (chair) CD EF"
_FULL = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\s]*(?:[ \t]+\S+)*[ \t]+[^\W\d_a-zà-öø-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENTRY = re.compile(r"(?:\([^()\n]*\)|[^,;()])+")
_SIDE = re.compile(
    r"(?:^|(?<=\.[ ]))(?:(?:From|For) [\w’' ]{3,30}|(?:[A-Z][\w’']* ){0,3}(?i:managers|directors|members|governors|trustees|partners|wardens|leads|heads|staff|officers|owners|employees|workers|representatives|reps|unions?|management|stewards|delegates)):[ \t]+",
    re.M,
)
_STOP = re.compile(r"(?<=[\w)]{2})\.(?:\s|$)")
_HEAD_LINES = 3  # lines of a note in which its day stands
_LEAST = 3  # names on the line; two and a comma may be a name and a place
_TAIL = re.compile(
    r"\s+(?:(?:from|at|in|of) (?:the )?[^\W\d_][\w ]*|(?:on|by|via) (?:the )?(?:phone|video|telephone|teams|zoom).*)$"
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]\s*")


def cuts(words: str) -> list[tuple[int, int]]:
    """The gaps (start, end) in ``words`` at which another person begins though no mark parts them."""
    found = []
    for match in _AFTER_BRACKET.finditer(words):
        following = match["next"].strip(" .")
        if is_person(_BEFORE_HONOUR.split(following)[0]) or _titled(match["next"]) or _INITIALS.match(following):
            found.append((match.start("gap"), match.end("gap")))
    for match in _BEFORE_HONOUR.finditer(words):
        before = words[: match.start()].rsplit(")", 1)[-1].strip()
        if before and _FULL.fullmatch(before) and not _ENDS_IN_HONOUR.search(before):
            found.append((match.start("gap"), match.end("gap")))
    return sorted(set(found))


def _titled(words: str) -> bool:
    """Whether words begin with somebody's title and name, whoever follows: "Mrs D. Lund Prof. A. Holm"."""
    return bool(re.match(rf"{_HONOUR}[ \t]+[^\W\d_a-zà-öø-ÿ]", words))


def unlabelled(reading: Reading, name: Callable[[str], str]) -> Iterator[tuple[str, Span]]:
    """Who is named on a line of nothing but names, straight below a first line that gives the day.

    ``name`` gives the name that some words are, or "".
    """
    lines = list(_first_lines(reading))
    for above, line in pairwise(lines):
        if not reading.dates_in(above):
            continue
        if reading.visible(line):
            yield from _all_names(reading, line, name) or _by_side(reading, line, name)
        return


def _all_names(reading: Reading, line: Span, name: Callable[[str], str]) -> list[tuple[str, Span]]:
    """The people of a stretch that holds nothing but names, three at least; else nobody."""
    pieces = list(_ENTRY.finditer(reading.text, line.start, line.end))
    named = [(name(_bare(piece[0])), reading.trimmed(Span(piece.start(), piece.end()))) for piece in pieces]
    return named if len(named) >= _LEAST and all(who for who, _ in named) else []


def _by_side(reading: Reading, line: Span, name: Callable[[str], str]) -> list[tuple[str, Span]]:
    """The people of a line that names each side with its own: "Wardens: Ona Lund (north), ... From the yard: ..."."""
    sides = list(_SIDE.finditer(reading.text, line.start, line.end))
    ends = [*(side.start() for side in sides), line.end][1:]
    found: list[tuple[str, Span]] = []
    for side, end in zip(sides, ends, strict=True):
        stop = _STOP.search(reading.text, side.end(), end)
        listed = _all_names(reading, Span(side.end(), stop.start() if stop else end), name)
        found += [each for each in listed if len(each[0].split()) > 1]
    return found


def _bare(words: str) -> str:
    """An entry without where somebody is or works: "Ona from Lund on the phone", "Piet (post room)"."""
    kept = _BRACKET.sub(" ", words).strip(" .\t")
    before = ""
    while kept != before:
        before, kept = kept, _TAIL.sub("", kept)
    return kept


def _first_lines(reading: Reading) -> Iterator[Span]:
    at = given = 0
    while given < _HEAD_LINES and at < len(reading.text):
        line = reading.line(at)
        if line.end > line.start:
            given += 1
            yield line
        end = reading.text.find("\n", at)
        if end < 0:
            return
        at = end + 1
