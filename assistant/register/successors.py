"""Who came after somebody in a post: who took it up last, where the records name the one before in that post or beside it."""

from __future__ import annotations

import re
from datetime import date

from assistant.answer import Value
from assistant.query import Query
from assistant.register import people
from assistant.register.cite import claim, merged, stands
from assistant.register.match import Shelf, iso
from assistant.register.result import Found
from assistant.register.words import stems
from evidence.model import StoredFact

_ASKED = tuple(
    re.compile(rf"^(?:(?:and|so|but)\s+)?who (?:has |have )?(?:{form})\s*[?.!]*$", re.I)
    for form in (
        r"(?:replaced|succeeded|followed|took over from|taken over from|came after) (?P<old>[^,?]{3,50}?) (?:as|in the (?:post|role|job) of) (?:the |our )?(?P<post>[^,?]{2,60}?)",
        r"(?:took|taken) over (?:as |the (?:post|role|job) of )?(?:the |our )?(?P<post>[^,?]{2,60}?) from (?P<old>[^,?]{3,50}?)",
    )
)
_POST = re.compile(r"\b(?:officer|manager|director|head|lead|chief|secretary|chair|counsel|owner|coordinator)\b", re.I)
_SMALL = frozenset("of the and for to in".split())
_SURE = 0.85


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The first who took up the post after the one named; ``None`` where nothing names the one before, or two begin on a day."""
    match = next((found for form in _ASKED if (found := form.match(query.text))), None)
    if match is None:
        return None
    old, post = match["old"].strip(), match["post"].strip()
    held = [fact for fact in shelf.facts("role") if fact.get("person") and _of_post(fact.get("role"), post)]
    before = [fact for fact in held if people.same(fact.get("person"), old)]
    since = max((day for fact in before if (day := iso(fact.get("from")))), default=date.min)
    later = [
        (day, fact) for fact in held if fact not in before and (day := iso(fact.get("from"))) and since < day <= as_of
    ]
    if not before:
        later = [(day, fact) for day, fact in later if _beside(shelf, fact, old)]
    later = [(day, fact) for day, fact in later if stands(shelf, fact, "person")]
    if not later:
        return None
    first = min(day for day, _ in later)
    chosen = [fact for day, fact in later if day == first]
    names = [fact.get("person") for fact in chosen]
    if not all(people.same(names[0], name) for name in names):
        return None
    name = people.plain(max(names, key=len))
    return Found(
        merged([claim(shelf, fact, "person") for fact in chosen[:2]]), Value(type="name", value=name), name, _SURE
    )


def _of_post(role: str, post: str) -> bool:
    """Whether a role is the post asked for; what is no post ("privacy") is one by the words that it holds."""
    asked, own = ({word for word in stems(words) if word not in _SMALL} for words in (post, role))
    if asked == own or people.same(role, post):
        return True
    return bool(asked) and not _POST.search(post) and asked <= own


def _beside(shelf: Shelf, fact: StoredFact, old: str) -> bool:
    """Whether the document that names the new holder names the one before in full."""
    return people.named_whole(old, shelf.view.text(fact.document))
