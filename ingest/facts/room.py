"""Of whom minutes may say that they will do something: those who were there, roles, and names in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.facts.attendees import Attendee
from ingest.facts.parties import is_person, is_role, listed
from ingest.facts.reading import Reading
from ingest.facts.roster import short_names

_MAILBOX = re.compile(r"<[^<>\n]*>")
_SHORT_NAME = 3  # letters of a first name that is cut short
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}")
_WORDS_IN_CAPITALS = frozenset(
    "ALL ANY AND NEW NOT THE TO BY IN ON NO OK IT IS AT AS WE ADD DO END GET LET PUT SEE SET".split()
)
_NOT_WHO = frozenset(
    "motion it this that they we he she you i there which who what he everyone nobody anyone these those next then also pr issue version policy work group voting meeting meetings board council committee foundation project projects "
    "item items plan plans vote link links travel fund budget event session discussion everything nothing one some any cost costs price feedback people folks communications".split()
)


@dataclass(frozen=True)
class Room:
    """Those of whom a sentence may say that they will do something: names that the list of attendance explains."""

    reading: Reading

    @cached_property
    def names(self) -> frozenset[str]:
        """The single names and the initials of everybody listed, in lower case."""
        people = self.reading.meeting.people if self.reading.meeting else ()
        words = {word for each in people for word in short_names(each.person)}
        words |= {word for person in self._addressed() for word in short_names(person)}
        given = {word for each in people for word in self._explained(each)}  # "MR" may be Mike Rowe
        return frozenset(words - {"van", "von", "de", "der", "den", "dr", "mr", "mrs", "ms"} | given)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials of those who were there, in capitals: "PR" may be Petra Rust and "MS" Mona Sand."""
        people = self.reading.meeting.people if self.reading.meeting else ()
        short = {word.upper() for each in people for word in short_names(each.person)}
        return frozenset(word for word in short if _INITIALS.fullmatch(word) and word not in _WORDS_IN_CAPITALS)

    def _explained(self, listed: Attendee) -> Iterator[str]:
        """The initials that a list gives beside a name: alone in a cell, in brackets, or before a colon."""
        cells = re.split(r"[\t|()\n]|:\s", self.reading.quote(listed.span))
        yield from (cell.strip().casefold() for cell in cells if _INITIALS.fullmatch(cell.strip()))

    def _addressed(self) -> Iterator[str]:
        """Who wrote a mail and to whom."""
        if self.reading.kind == "mail":
            for pair in self.reading.pairs:
                if pair.label.strip().lower() in ("from", "to", "cc"):
                    yield from (who.person for who in listed(_MAILBOX.sub("", pair.value)) if who.person)

    def knows(self, who: str, *, strict: bool = False) -> bool:
        """Whether everybody in ``who`` was there, or has a role or a full name (with ``strict`` names must be listed)."""
        parts = [part.strip() for part in re.split(r",\s|\s(?:and|&|or)\s|/", who) if part.strip()]
        return bool(parts) and all(self._one(re.sub(r"^(?:and |the )", "", part, flags=re.I), strict) for part in parts)

    def _named(self, token: str) -> bool:
        """ "priya", "pr" for Priya Raman, "ben" for Benjamin."""
        return token in self.names or (len(token) >= _SHORT_NAME and any(name.startswith(token) for name in self.names))

    def _one(self, who: str, strict: bool) -> bool:
        bare = re.sub(
            r"^(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sr|Sister|Cllr|Councillor|Rev|Sir|Dame|Judge)\b\.?\s+", "", who
        )
        tokens = [token.casefold() for token in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", bare)]
        tokens = [token for token in tokens if len(token) > 1] or tokens  # "Mike D"
        if who in self.initials:
            return True
        if not tokens or re.split(r"['’]", tokens[0])[0] in _NOT_WHO:
            return False
        titled = bare != who and all(word[:1].isupper() for word in bare.split())  # "Ms Holt", not "Ms Holt asked"
        if titled or all(self._named(token) for token in tokens):
            return True
        if who.startswith("@") or (is_person(who) and not strict) or (is_role(who) and len(tokens) <= 6):
            return True
        return bool(
            re.fullmatch(
                r"(?:[A-Z][\w.]*[ ]){1,4}(?:WG|Working Group|Team|Committee|team|Group|Office|Department|Secretariat)",
                who,
            )
        )
