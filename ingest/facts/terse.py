"""How terse minutes note who does what: "*JB to chase by end Feb*", "ACTION OP, look at reclaim", "→ KL: quote", "TW end Mar".

A note is set apart from what was said (emphasis, an arrow, brackets, the word ACTION) and begins with who is to do it:
somebody on the list of attendance, or initials where the minutes name people by their initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.dates import MONTH_NAMES
from evidence.model import Span
from ingest.facts.reading import Reading
from ingest.facts.room import Room

_MONTHS = rf"(?:{MONTH_NAMES})\b"
_CAP = r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?)"
_ONE = rf"(?:(?:Dr|Mr|Mrs|Ms|Miss)\b\.?\s)?{_CAP}(?:\s{_CAP}){{0,3}}"
_WHO = rf"(?P<who>{_ONE}(?:\s?(?:/|&|\+|,|\band\b)\s?{_ONE}){{0,4}}?)"
_TAG = re.compile(
    rf"(?i:(?:still|again|and|owner:?|action:?)\s+)?{_WHO}(?P<gap>\s*[,:;]\s*|\s+[–-]\s+|\s+)(?=(?i:to\s|will\s|by\b|before\b|until\b|asap|this\b|next\b|end\b|mid|\d|{_MONTHS}))(?P<rest>\S.*)",
    re.S,
)
_APART = re.compile(
    r"(?<![\w*_])(?P<mark>\*{1,2}|_{1,2})(?=\S)(?P<noted>[^*_\n]{4,200}?)(?<=\S)(?P=mark)(?![\w*_])"
    r"|(?:→|=>|->|>>)[ \t]*(?P<arrow>[^\n|]{4,200})"
    r"|[\[(](?P<bracket>[^()\[\]\n]{4,120})[\])](?=[ \t.]*$)",
    re.M,
)
_WHO_DOES = re.compile(rf"{_WHO}(?:\s*[,:;]\s*|\s+[–-]\s+|\s+(?=[a-z]{{2,14}}s\b))(?P<rest>[a-z].*)", re.S)
_BY_DAY = re.compile(rf"\b(?:by|before|until)\s+(?:\w+day,?\s+)?(?:\d{{1,2}}[./ ]|{_MONTHS})", re.I)
_LEAD = re.compile(r"[ \t>]*(?:[-+•–*][ \t]+|\d+[.)][ \t]+)?(?:\*\*|__)(?P<lead>[^*_\n]{3,80})(?:\*\*|__)")
_ACTION = re.compile(
    rf"(?:\bACTIONS?\b|(?<=[.!?)] )Action\b)[ \t]*[:–-]?[ \t]*{_WHO}[ \t]*(?:[,:;–-][ \t]*|[ \t](?=to[ ]))(?P<rest>[^\n|]{{3,200}})"
)
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}")
_TASK = re.compile(
    rf"(?:to\s+[a-z]|will\s+[a-z]|by\b|before\b|until\b|asap\b|this\b|next\b|end\b|(?:mid-?)?{_MONTHS}|\d{{1,2}}\b)",
    re.I,
)
_VERB = re.compile(r"(?:to|will)\s+[a-z]", re.I)
_MOST_INITIALS = 2  # people named by initials alone, from which on initials that nobody explains are people too
_FEW = 4  # words that need what was said before them to be understood


@dataclass(frozen=True, slots=True)
class Note:
    """A task as noted: ``due`` holds the words that may say when, ``span`` the words it rests on."""

    text: str
    owner: str
    due: str
    span: Span


def notes(reading: Reading, room: Room) -> Iterator[Note]:
    """Every note of the kind in the visible text, in reading order."""
    yield from _apart(reading, room)
    for match in _ACTION.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        if not reading.visible(span) or not _somebody(reading, match["who"], room):
            continue
        rest = " ".join(match["rest"].split())
        before = _before(reading, match.start()) if len(rest.split()) <= _FEW else ""
        yield Note(f"{before} – {rest}" if before else rest, _plain(match["who"]), rest, reading.line(match.start()))


def _apart(reading: Reading, room: Room) -> Iterator[Note]:
    for match in _APART.finditer(reading.text):
        group = next(name for name in ("noted", "arrow", "bracket") if match[name])
        tag = _tag(match[group]) or (_by_arrow(match[group]) if group == "arrow" else None)
        span = reading.trimmed(Span(match.start(group), match.end(group)))
        if (
            tag is None
            or not reading.visible(span)
            or not (_TASK.match(tag[1]) or _BY_DAY.search(tag[1]))
            or not _somebody(reading, tag[0], room)
        ):
            continue
        if group == "bracket" and not (re.match(r"to\s|by\s|asap", tag[1], re.I) or _ahead(reading, tag[1])):
            continue  # "(Karen May, London)"
        said = "" if _VERB.match(tag[1]) else _before(reading, match.start())
        parts = (_lead(reading, match.start()), said, " ".join(match[group].split()))
        yield Note(" – ".join(dict.fromkeys(filter(None, parts))), _plain(tag[0]), tag[1], span)


def _ahead(reading: Reading, words: str) -> bool:
    """Whether words hold a day that was still to come when the meeting was held."""
    day, held = reading.day_of(words), reading.meeting.held if reading.meeting else ""
    return bool(day) and day >= held


def _tag(words: str) -> tuple[str, str] | None:
    """Who, and the rest: "JB to keep it up" -> ("JB", "to keep it up"). The shortest who whose rest tells of a task."""
    match = _TAG.match(words.strip())
    return (match["who"], match["rest"]) if match else None


def _by_arrow(words: str) -> tuple[str, str] | None:
    """Who, and the rest, behind an arrow where the rest says by when: "Mona & Yuki, draft by 15 March"."""
    match = _WHO_DOES.match(words.strip())
    return (match["who"], match["rest"]) if match and _BY_DAY.search(match["rest"]) else None


def _plain(who: str) -> str:
    return " ".join(who.split()).strip(" ,.:")


def _lead(reading: Reading, offset: int) -> str:
    """The emphasised words that the line of a note begins with: its topic."""
    start = reading.text.rfind("\n", 0, offset) + 1
    match = _LEAD.match(reading.text, start, offset)
    return " ".join(match["lead"].split()).strip(" .:–-") if match else ""


def _before(reading: Reading, offset: int) -> str:
    """The last sentence of the line before a note."""
    start = reading.text.rfind("\n", 0, offset) + 1
    line = reading.text[start:offset].strip(" \t*_-([")
    pieces = [piece for piece in re.split(r"(?<=[.!?*])\s+|\s{2,}", line) if re.search(r"\w{3}", piece)]
    return re.sub(r"[*_]+", "", pieces[-1]).strip(" .–-") if pieces else ""


def _somebody(reading: Reading, who: str, room: Room) -> bool:
    """Whether the minutes name somebody so: all of them are in the room, or are initials as the others are."""
    parts = [part.strip() for part in re.split(r"\s*(?:/|&|\+|,|\band\b)\s*", who) if part.strip()]
    by_initials = shortened(reading)
    return bool(parts) and all(
        room.knows(part, strict=True) or (by_initials and bool(_INITIALS.fullmatch(part))) for part in parts
    )


def shortened(reading: Reading) -> bool:
    """Whether the minutes list people by their initials, or use those of the people listed."""
    meeting = reading.meeting
    people = meeting.people if meeting else ()
    if sum(bool(_INITIALS.fullmatch(each.person)) for each in people) >= _MOST_INITIALS:
        return True
    known = {"".join(token[0] for token in re.findall(r"[^\W\d_]+", each.person)) for each in people}
    used = {word for word in re.findall(r"\b[A-Z]{2,4}\b", reading.text) if word in known}
    return len(used) >= _MOST_INITIALS


_WHEN = re.compile(
    rf"(?:\s*[,;:–(-]\s*|\s+|^)(?=(?:by|before|until|end|mid|early|late|asap|ongoing|now|next|this|done|each|every|{_MONTHS}|\d|Q[1-4]\b))",
    re.I,
)


def who_and_when(words: str) -> tuple[str, str]:
    """A cell that says both: "TW end Mar" -> ("TW", "end Mar"), "O. Purslow, by 03/06/26", "WH / KL"."""
    words = " ".join(words.split())
    cut = _WHEN.search(words)
    if cut is None:
        return words, ""
    return words[: cut.start()].strip(" ,;:/–-("), words[cut.end() :].strip(" )")


_NAME_PART = r"[^\W\d_a-zà-öø-ÿ](?:[^\W\d_]*(?:['’-][^\W\d_]+)*|\.)"
_WHOM = rf"(?P<who>(?:(?:Dr|Mr|Mrs|Ms|Prof)\b\.? )?{_NAME_PART}(?: {_NAME_PART}){{0,3}}(?:(?: and |, | & ){_NAME_PART}(?: {_NAME_PART}){{1,2}}){{0,2}})"
_FALLS_BY = re.compile(rf"^{_WHOM},? (?:by|before|due|for) (?P<due>(?:the )?(?:end of )?\S[^.;]{{3,30}})[.;]?$")
_FALLS_DOES = re.compile(
    rf"^{_WHOM} (?P<verb>[a-z]{{3,12}}s)(?: back)?(?P<rest>\b[^.;]{{0,80}}?)(?P<due> (?:on|by|in|at) [^.;]{{3,30}})[.;]?$"
)
_STATE_VERB = re.compile(r"(?:is|was|has|stands|remains|does|says|thinks|needs|wants|hopes|believes|fears|holds|knows)")


def fallen_to(words: str) -> tuple[str, str, str] | None:
    """Who has to do it, the words of the task ("" for what was said before), and the words that say when; or None."""
    words = " ".join(words.split())
    if match := _FALLS_BY.match(words):
        return match["who"], "", match["due"]
    match = _FALLS_DOES.match(words)
    if match is None or _STATE_VERB.fullmatch(match["verb"]) or not re.search(r"\d", match["due"]):
        return None
    return match["who"], words, match["due"]


_IN_THE_PRESENT = re.compile(
    rf"^\W*{_WHOM} (?:then |also |now )?(?P<verb>[a-z]{{3,14}}s)\b[^?;]{{2,200}}?\b(?:by|before|no later than|not later than)\s+(?P<due>[^,;()]{{3,40}})"
)
_NO_DUTY = re.compile(
    r"(?:expects|assumes|reckons|reports|notes|asks|suggests|proposes|recommends|leaves|retires|returns|goes|works|stays|comes|turns|becomes|"
    r"starts|ends|explains|promises|warns|doubts|agrees|likes|sees|hears|means|sits|joins|gets|lives|was|wishes|prefers|predicts|plans)"
)


_PROMISED = re.compile(
    rf"^\W*{_WHOM} (?:has )?(?:promised|owes|undertook|committed to|offered)(?: (?:us|them|the \w+))? (?:an?|the|his|her|their) [^?;]{{3,160}}?\bby\s+(?P<due>[^,;()]{{3,40}})"
)


def does_by(words: str) -> tuple[str, str] | None:
    """Who has to do it and the words that say when, of a task told in the present or promised.

    "K. Rust mends the gate by 3 May", "Ona promised a list of the berths by the end of March".
    """
    words = " ".join(words.split())
    if promised := _PROMISED.match(words):
        return promised["who"], promised["due"]
    match = _IN_THE_PRESENT.match(words)
    if match is None or _NO_DUTY.fullmatch(match["verb"]):
        return None
    if _STATE_VERB.fullmatch(match["verb"]) and not re.match(
        r"does (?:the|it|this|that|these|those)\b", match[0][match.start("verb") :]
    ):
        return None
    return match["who"], match["due"]
