"""Whether the organisation is certified, and until when: from its certificates, and not from those of its suppliers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.answer import Value
from assistant.query import Query
from assistant.register import audited, people
from assistant.register.cite import claim, stands
from assistant.register.match import Shelf, iso
from assistant.register.result import Found
from evidence.lexical import analyse
from evidence.model import StoredFact

_WHETHER = re.compile(
    r"^(?:(?:and|so|but) )*(?:(?:are|is) .*\bcertifi(?:ed|cated)\b|(?:do|does|have|has) .*\b(?:have|hold|got|in place)\b"
    r".*\bcertificat(?:e|es|ion|ions)\b|(?:do|does|have) (?:\w+ ){1,3}?(?:have|hold|got) (?:an? )?ISO\b[ /:\w-]{0,20}(?=\W*$)|(?:is|are) (?:the|our|its) .*\bcertificat(?:e|es|ion|ions)\b.*"
    r"\b(?:valid|in force|current|up to date|expired))\b",
    re.I,
)
_UNTIL = re.compile(
    r"^(?:(?:and|so|but) )*(?:when|until when|till when|on (?:which|what) (?:day|date)|how long)\b.*"
    r"\b(?:certificat(?:e|es|ion|ions)|certified)\b",
    re.I,
)
_ENDS = re.compile(
    r"^(?:(?:and|so|but) )*how long\b|\b(?:expir\w*|run(?:s|ning)? out|ends?|valid|lasts?|lapse[sd]?|until|till|good for|renew\w*)\b",
    re.I,
)
_FIRST = re.compile(r"\bstage (?:[12]|one|two)\b|\b(?:initial|certification) (?:audit|visit)\b", re.I)
"""Audits that come before a first certificate."""
_EXPIRED = re.compile(r"\bexpired\b", re.I)
_STANDARD = re.compile(r"\b(\d{4,5})(?::\d{4})?\b")
_PLAIN = frozenset(
    analyse(
        "we our us you your the a an any company organisation organization firm business group trust still currently now"
        " today already yet fully"
        " actually iso iec certified certificated certificate certificates certification certifications valid validity have"
        " has had hold held holds got in place force current up to date for of against under is are do does be when until till"
        " which what day on expire expires expired expiring run runs running out end ends last lasts lapse lapses lapsed good"
        " how long renew renewed renewal its it own and so but management system standard"
    )
)
_OTHERS = re.compile(r"\b(?:suppliers?|vendors?|sub-?processors?|contractors?|training|course|competence)\b", re.I)
_CERTIFICATE = re.compile(r"certificat|certified", re.I)
_NO_LATER = "No certificate that runs longer is among the documents."
_ENDED = re.compile(r"\b(?:suspend\w*|withdrawn|revoked|cancel\w*)\b", re.I)


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The certificates in force, or when they end; ``None`` where none is recorded of the standard that is named.

    That no certificate is recorded does not say that there is none.
    """
    whether = bool(_WHETHER.match(query.text))
    until = not whether and bool(_UNTIL.match(query.text) and _ENDS.search(query.text))
    if not (whether or until) or _more(query):
        return None
    asked = set(_STANDARD.findall(query.text))
    own = [fact for fact in shelf.facts("certificate") if is_own(shelf, fact) and iso(fact.get("until"))]
    newest = _newest(fact for fact in own if not asked or asked & set(_STANDARD.findall(fact.get("standard"))))
    held = {number for fact in newest for number in _STANDARD.findall(fact.get("standard"))}
    if whether and asked and not asked & held and not _EXPIRED.search(query.text):
        return _not_yet(shelf, query.text, as_of)
    if not newest or asked - held or len({fact.get("holder") for fact in newest} - {""}) > 1:
        return None
    valid = [fact for fact in newest if _in_force(fact, as_of)]
    shown = valid or newest
    claims = tuple(claim(shelf, fact, "until") for fact in shown)
    if until:
        days = [fact.get("until") for fact in shown]
        return Found(claims, Value(type="date", value=days[0]) if len(days) == 1 else None, "", 0.9)
    said = bool(valid) and (not asked or len(valid) == len(newest))
    said = not said if _EXPIRED.search(query.text) else said
    word = "yes" if said else "no"
    note = "" if len(valid) == len(newest) else _NO_LATER
    return Found(claims, Value(type="yesno", value=word), word.capitalize(), 0.9, note=note)


def of_another_thing(query: Query, found: Found) -> bool:
    """Whether the end of a certificate is asked for, and what is found tells the end of something else."""
    if not (_UNTIL.match(query.text) and _ENDS.search(query.text)):
        return False
    words = (f"{each.title} {each.quote}" for claim in found.claims for each in claim.citations)
    return not any(_CERTIFICATE.search(each) for each in (*words, *(claim.text for claim in found.claims)))


def _not_yet(shelf: Shelf, text: str, as_of: date) -> Found | None:
    """That there is no certificate yet, where the audit for it is still to come."""
    planned = [fact for fact in audited.to_come(shelf, text) if _FIRST.search(fact.get("title"))]
    ahead = [fact for fact in planned if (day := iso(fact.get("planned"))) and day > as_of]
    if not ahead or not all(stands(shelf, fact, "planned") for fact in ahead):
        return None
    days = {fact.get("planned"): fact for fact in sorted(ahead, key=lambda each: each.get("planned"))}
    claims = tuple(claim(shelf, fact, "planned") for fact in list(days.values())[:2])
    return Found(claims, Value(type="yesno", value="no"), "No, not yet", 0.85)


def _more(query: Query) -> bool:
    """Whether more is asked than a certificate tells: of somebody else, of a site, of a condition."""
    plain = _STANDARD.sub(" ", query.text)
    return bool(query.periods) or any(term not in _PLAIN for term in analyse(plain))


def is_own(shelf: Shelf, fact: StoredFact) -> bool:
    """Whether a certificate is the organisation's: no supplier's, and no person's."""
    document = shelf.documents[fact.document]
    holder, words = fact.get("holder"), f"{document.title} {re.sub(r'[/_.-]+', ' ', document.key.path)}"
    supplier = holder and any(people.same(holder, each.get("name")) for each in shelf.facts("supplier"))
    return bool(fact.get("standard")) and not (supplier or _OTHERS.search(words) or _ENDED.search(fact.get("status")))


def _newest(found: Iterable[StoredFact]) -> Sequence[StoredFact]:
    """Of each standard the certificate that runs longest, of like ones the one that says most."""
    best: dict[str, StoredFact] = {}
    for fact in found:
        name = next(iter(_STANDARD.findall(fact.get("standard"))), fact.get("standard").lower())
        if name not in best or _weight(fact) > _weight(best[name]):
            best[name] = fact
    return list(best.values())


def _weight(fact: StoredFact) -> tuple[str, int, int]:
    return fact.get("until"), sum(bool(fact.get(name)) for name in ("holder", "issuer", "number")), -fact.document


def _in_force(fact: StoredFact, as_of: date) -> bool:
    issued, until = iso(fact.get("issued")), iso(fact.get("until"))
    return until is not None and as_of <= until and (issued is None or issued <= as_of)
