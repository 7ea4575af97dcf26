"""Who holds a role, where no record of roles says so: as names stand beside it ("Ana Roth (Harbour Master)")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.answer import Claim, Value
from assistant.query import Query
from assistant.register import people
from assistant.register.cite import span_citation
from assistant.register.match import Shelf
from assistant.register.result import Found
from assistant.sections import veiled
from assistant.standing import day_of, stale
from evidence.model import Hit

_ASKED = re.compile(
    r"(?:and |so |but )?who(?:['’]?s| is) (?:now |currently |presently )?(?:the |our )?(?:current )?"
    r"(?P<role>[\w'’&/-]+(?: [\w'’&/-]+){0,6}?)(?: now| currently| at present| these days)?\s*\??",
    re.I,
)
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_HELD = re.compile(
    r"\b(?:officer|manager|director|head|lead|guardian|master|controller|coordinator|co-ordinator|secretary|treasurer"
    r"|president|executive|chief|clerk|registrar|counsel|partner|engineer|scientist|administrator|custodian|champion"
    r"|representative|sponsor|supervisor|steward|warden|bursar|trustee|commissioner|inspector|accountant|librarian)\b",
    re.I,
)
_SMALL = frozenset("of the and for to in on".split())
_NAME = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Cllr|Councillor|Sister|Rev)\.?[ ])?"
    r"[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-öø-ÿ][\w'’-]*(?:[ ](?:[A-Z]\.|van|von|de|der|den|del|da|di|la|le|bin|al))?"
    r"(?:[ ][A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-öø-ÿ][\w'’-]*){1,2}"
)
_ENDS = r"(?=\s*(?:[,.;:)(|\n\r]|$|[-–—]\s|(?:and|who|is|was|has|will|for (?:the|this)|of (?:the|this) (?:trust|company|organi[sz]ation|council))\b))"
_OTHER = r"(?<!deputy )(?<!acting )(?<!interim )(?<!assistant )(?<!former )(?<!vice )(?<!then )"
_LONG = timedelta(days=400)  # roles change hands: what is older is told with its day
_READ = 20_000  # characters of a passage


@dataclass(frozen=True, slots=True)
class _Held:
    """A name beside the role: where it stands, and the day of the document."""

    name: str
    doc_id: str
    start: int
    end: int
    day: date | None


def find(shelf: Shelf, query: Query, as_of: date, found: Sequence[Hit]) -> Found | None:
    """Who holds the role that ``query`` asks for, by the newest of the documents of ``found`` that name one person.

    ``None`` where the newest names two, or documents without a day do not agree.
    """
    match = _ASKED.fullmatch(query.text.strip())
    forms = _forms(match["role"]) if match else None
    if forms is None or query.periods:
        return None
    held = [each for hit in found for each in _beside(shelf, hit, forms) if each.day is None or each.day <= as_of]
    newest = max((each.day for each in held if each.day), default=None)
    held = [each for each in held if each.day == newest]
    if not held or not all(people.same(held[0].name, each.name) for each in held[1:]):
        return None
    best = max(held, key=lambda each: len(people.plain(each.name)))
    quote = shelf.view.text(shelf.view.document(best.doc_id).rowid)[best.start : best.end]
    claim = Claim(
        text=" ".join(quote.split()), citations=(span_citation(shelf.view, best.doc_id, best.start, best.end),)
    )
    aged = newest is not None and newest + _LONG < as_of
    note = f"No later document that was found names who it is: this was so in {newest.year}." if aged and newest else ""
    return Found((claim,), Value(type="name", value=best.name), best.name, 0.8, complete=not aged, note=note)


def _forms(role: str) -> tuple[re.Pattern[str], ...] | None:
    """The forms in which a name stands beside a role, in full or by its initials; ``None`` if it is no role."""
    words = [word for word in re.split(r"[\s/-]+", role) if word]
    if _ACRONYM.fullmatch(role):
        spelled = r"[\s/-]+(?:(?:of|the|and|for|to|in)\s+)*".join(rf"(?-i:{letter})[\w'’]+" for letter in role)
        said = rf"(?:(?-i:{role})|{spelled})"
    elif _HELD.search(role):
        said = r"[\s/-]+".join(re.escape(word) for word in words)
        initials = "".join(word[0] for word in words if word.lower() not in _SMALL).upper()
        said = rf"(?:{said}|(?-i:{initials}))" if len(initials) > 2 else rf"(?:{said})"
    else:
        return None
    role_ = rf"{_OTHER}\b{said}\b[*_]{{0,2}}"
    name = rf"(?P<name>(?-i:{_NAME}))[*_]{{0,2}}"
    return tuple(
        re.compile(form, re.I)
        for form in (
            rf"{name}\s*\((?:[^()\n]{{0,60}}(?:,|;|\band)\s*)?(?:the )?{role_}{_ENDS}[^()\n]{{0,60}}\)",
            rf"{name},\s+(?:[^.;:()\n|]{{0,60}}(?:,|\band)\s+)?(?:the |our |its )?{role_}{_ENDS}",
            rf"{name}\s+(?:is|acts as|serves as|(?:was|has been|is) (?:re-?)?appointed(?: as)?)\s+(?:the |our )?{role_}{_ENDS}",
            rf"{role_},\s+{name}(?=\s*(?:[,.;:)(\n]|$|is|has|was|will|signs|may|must|approves)\b|\s*[,.;:)(\n]|\s*$)",
            rf"(?:^|\n)[ \t*_|-]*{role_}[ \t*_]*(?::|\|)[ \t*_]*{name}(?=\s*(?:[,.;:)(|\n*]|$))",
        )
    )


def _beside(shelf: Shelf, hit: Hit, forms: Sequence[re.Pattern[str]]) -> Iterator[_Held]:
    """The names that stand beside the role in a passage, where a reader sees them and the document is in force."""
    passage = hit.passage
    parsed = shelf.view.parsed(passage.document)
    if passage.hidden or stale(passage.doc_id, parsed):
        return
    for form in forms:
        for match in form.finditer(passage.text[:_READ]):
            start, end = passage.start + match.start("name"), passage.start + match.end()
            start = min(start, passage.start + match.end() - len(match[0].lstrip(" \t\n*_|-")))
            if _HELD.search(match["name"]) or people.sort(match["name"]) != "person":
                continue  # a list of roles
            if not veiled(parsed, start, end) and parsed.text[start:end].strip():
                yield _Held(" ".join(match["name"].split()), passage.doc_id, start, end, day_of(parsed))
