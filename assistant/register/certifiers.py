"""Which body certifies the organisation: as its certificates and the letters about them give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Value
from assistant.query import Query
from assistant.register.certified import is_own
from assistant.register.cite import claim, stands
from assistant.register.match import Shelf
from assistant.register.result import Found
from evidence.lexical import analyse
from evidence.model import StoredFact

_BODY = r"(?:certif(?:ication|ying) (?:body|company|firm|agency|house)|certifier|registrar)"
_ASKED = re.compile(
    rf"^(?:(?:and|so|but) )*(?:(?:who|which|what)(?: \w+)? (?:is|are) (?:our|the|your) {_BODY}\b|(?:which|what) {_BODY} .{{2,60}}"
    r"|(?:who|which (?:body|firm|company)) (?:has |have )?(?:certif(?:ies|ied)|re-?certified) (?:us|our\b.{2,60}|you|the (?:company|organi[sz]ation|firm|group|trust))"
    r"|(?:who|which (?:body|firm|company)) (?:issued|gave|granted)(?: us| you)? (?:our|the|your)?\b.{0,40}\bcertificates?)\b.*$",
    re.I,
)
_STANDARD = re.compile(r"\b(\d{4,5})(?::\d{4})?\b")
_PLAIN = frozenset(
    analyse(
        "who which what is are our the your a an certification certifying certifier registrar body company firm agency house"
        " certify certifies certified recertified audit audits audited auditing us you we our organisation organization group"
        " trust issued gave give granted certificate certificates for of to against under iso iec did do does have has had use"
        " uses used choose chose chosen pick picked work works with by name system management standard current currently now"
        " visit visits check checks it and for from"
    )
)
_FIRM_FORM = re.compile(
    r"\b(?:ltd|limited|inc|plc|llc|llp|pte|pvt|pty|gmbh|ag|as|a/s|ab|aps|bv|sa|oy|india|international|group|services)\b\.?",
    re.I,
)
_MOST = 3


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The body that certifies, or each of several; ``None`` where no paper of one is known or more is asked."""
    if not _ASKED.match(query.text) or query.periods:
        return None
    if any(term not in _PLAIN for term in analyse(_STANDARD.sub(" ", query.text))):
        return None
    told = [(fact, "issuer") for fact in shelf.facts("certificate") if fact.get("issuer") and is_own(shelf, fact)]
    asked = set(_STANDARD.findall(query.text))
    if asked:
        told = [(fact, name) for fact, name in told if asked & set(_STANDARD.findall(fact.get("standard")))]
    told = [(fact, name) for fact, name in told if stands(shelf, fact, name)]
    return _told(shelf, told, as_of) if told else None


def _told(shelf: Shelf, told: Sequence[tuple[StoredFact, str]], as_of: date) -> Found | None:
    """Each body once, by what it wrote last."""
    bodies: dict[str, tuple[StoredFact, str]] = {}
    for fact, name in sorted(told, key=lambda each: each[0].get("written") or "", reverse=True):
        if (fact.get("written") or "") <= as_of.isoformat():
            bodies.setdefault(_plain(fact.get(name)), (fact, name))
    if not 1 <= len(bodies) <= _MOST:
        return None
    names = [fact.get(name) for fact, name in bodies.values()]
    claims = tuple(claim(shelf, fact, name) for fact, name in bodies.values())
    value = Value(type="name" if len(names) == 1 else "list", value="; ".join(names))
    return Found(claims, value, "; ".join(names), 0.9)


def _plain(name: str) -> str:
    """The name of a firm without its legal form."""
    return " ".join(re.findall(r"\w+", _FIRM_FORM.sub(" ", name).casefold()))
