"""What was decided about a matter, on what conditions, and whether it was agreed to: from what meetings decided, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Value
from assistant.decided import decided
from assistant.periods import joined_periods
from assistant.query import Query
from assistant.register import people
from assistant.register.bodies import is_another, of_body
from assistant.register.cite import claim, merged, stands
from assistant.register.match import Shelf, holds_identifier, iso
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.words import coverage, initials, stems
from evidence.lexical import analyse
from evidence.model import StoredFact

_ABOUT = r"(?:about|on|over|regarding|concerning|as to|with regard to|in respect of|relating to|for)"
_WHAT = re.compile(
    rf"^(?:(?:and|so|but)\s+)?(?:what (?:(?:was|were|has been|have been|got) (?:decided|agreed|resolved|concluded|settled)(?: by (?P<by>.{{2,60}}?))? {_ABOUT} (?P<a>.+?)"
    rf"|(?:did|has|have) (?P<who>.{{2,60}}?) (?:decided?|agreed?|resolved?|concluded?|ruled?|say|said) {_ABOUT} (?P<b>.+?)"
    rf"|(?:was|is|were|are) the (?:final |last |latest )?(?:decisions?|resolutions?|outcomes?|ruling|conclusion|verdict)(?: of (?P<of>the .{{2,40}}?))? {_ABOUT} (?P<c>.+?)"
    rf"|(?:decisions?|resolutions?) (?:was|were|has been|have been|did (?P<maker>.{{2,40}}?)) (?:made|taken|passed|reached|make|take|pass|reach) {_ABOUT} (?P<d>.+?)"
    rf"|happened (?:to|with) (?:the |our )?(?:request|proposal|motion|application|idea|plan|bid) (?:for |to |of |about )(?P<e>.+?))"
    rf"|how (?:did|has) (?P<voter>.{{2,60}}?) (?:decided?|voted?|ruled?) {_ABOUT} (?P<f>.+?))[?.!]*$",
    re.I,
)
_CONDITIONS = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:(?:under|on|with|subject to) (?:what|which) (?:conditions?|terms|provisos?) (?:was|were|did|has|have|is|are) (?P<a>.+?)"
    r"|(?:what|which) (?:were|was|are|is) the (?:conditions?|terms|provisos?) (?:of|for|on|attached to|set for) (?P<b>.+?)"
    r"|(?:what|which) (?:conditions?|terms|provisos?) (?:were|was|are|did|does|do|has|have|apply|applied|came|come) (?P<c>.+?))[?.!]*$",
    re.I,
)
_WHETHER = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:(?:was|were|has|have|is|did|do) (?P<a>.+?) (?P<deed>approved?|agreed?(?: to)?|accept(?:ed)?|adopt(?:ed)?|grant(?:ed)?|carried|passed|rejected?|refused?|declined?|turn(?:ed)? down|deferr?(?:ed)?|postponed?|put off)(?P<rest>.*?))[?.!]*$",
    re.I,
)
_GRANTS = re.compile(r"approv|agree|accept|adopt|grant|carr|pass", re.I)
_TIED = re.compile(
    r"\b(?:subject to|on (?:the )?condition|provided|conditions?|until|unless|only|as long as|may not|must|with effect|limited to)\b",
    re.I,
)
_PADDING = frozenset(
    analyse(
        "request proposal motion application idea plan question matter issue topic item point decision agreement approval condition"
        " attach attached apply put set come came impose imposed agreed approved accepted granted board committee meeting"
    )
)
_NOBODY = re.compile(
    r"(?:the |our )?(?:we|they|it|anybody|anyone|people|company|organisation|organization|meeting)", re.I
)
_COVERED = 0.8  # share of what is asked about that the decision's own words, or its heading, must hold
_ALIKE = 0.6  # share of words in which two papers tell one decision
_MOST = 8
_YES, _NO = frozenset({"approved", "accepted", "endorsed"}), frozenset({"rejected", "deferred"})


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Every decision about the matter that is asked about, or those that set conditions; ``None`` for anything else."""
    if match := _WHAT.match(query.text):
        about = next(words for name in "abcdef" if (words := match[name]))
        who = next((words for name in ("by", "who", "of", "maker", "voter") if (words := match[name])), "")
        return _told(shelf, _about(shelf, query, about, who, as_of))
    if match := _CONDITIONS.match(query.text):
        words = match["a"] or match["b"] or match["c"]
        found = _about(shelf, query, words, "", as_of)
        tied = [fact for fact in found if fact.get("terms") or _TIED.search(fact.get("text"))]
        return _told(shelf, [fact for fact in tied if fact.get("outcome") not in _NO] or tied)
    return None


def whether(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Whether a matter was agreed to: yes or no where all decisions about it say the same, else what each of them says."""
    match = _WHETHER.match(query.text)
    if match is None:
        return None
    by = re.match(
        r"\s*by (?P<who>(?:the )?[\w &.-]{2,50}?)(?= (?:in|on|at|of|since|last|this)\b|$)", match["rest"], re.I
    )
    words = f"{match['a']} {match['rest'][by.end() :] if by else match['rest']}"
    found = _about(shelf, query, words, by["who"] if by else "", as_of)
    told = _told(shelf, [fact for fact in found if fact.get("outcome") in _YES | _NO])
    if told is None:
        return None
    outcomes = {fact.get("outcome") in _YES for fact in found if fact.get("outcome") in _YES | _NO}
    if len(outcomes) > 1:
        return Found(told.claims, None, "", told.confidence)
    said = "yes" if outcomes.pop() == bool(_GRANTS.match(match["deed"])) else "no"
    return Found(told.claims, Value(type="yesno", value=said), said.capitalize(), told.confidence)


def _about(shelf: Shelf, query: Query, about: str, who: str, as_of: date) -> list[StoredFact]:
    """The decisions about a matter in the order of their days, each once.

    What only stands under its heading counts where no decision of that day names it itself.
    """
    spans = joined_periods(about, as_of)
    for period in spans:
        about = about.replace(period.text, " ")
    terms = [t for t in dict.fromkeys(analyse(about)) if t in query.terms and t not in NOISE and t not in _PADDING]
    if not terms or len(spans) > 1:
        return []
    weights = {term: shelf.rarity.weight(term) for term in terms}
    found: list[StoredFact] = []
    for fact in sorted(shelf.facts("decision"), key=lambda each: (each.get("held"), -len(each.get("text")))):
        day = iso(fact.get("held"))
        if day is None or day > as_of or (spans and not spans[0].first <= day <= spans[0].last):
            continue
        own = _words(fact) | shelf.quoted(fact)
        if coverage(weights, own) < _COVERED or not _identified(query, fact) or not _by(shelf, who, fact.get("body")):
            continue
        if not any(_one(fact, other) for other in found):
            found.append(fact)
    telling = [fact for fact in found if fact.get("outcome") != "noted"] or found
    named = {fact.get("held") for fact in telling if coverage(weights, stems(fact.get("text"))) >= _COVERED}
    return [
        fact
        for fact in telling
        if fact.get("held") not in named or coverage(weights, stems(fact.get("text"))) >= _COVERED
    ]


def _words(fact: StoredFact) -> frozenset[str]:
    return stems(f"{decided(fact)} . {fact.get('subject')} . {fact.get('number')} . {fact.get('terms')}")


def _identified(query: Query, fact: StoredFact) -> bool:
    own = " ".join(fact.fact.fields.values())
    return all(holds_identifier(own, each) for each in query.identifiers)


def _by(shelf: Shelf, who: str, body: str) -> bool:
    """Whether a body is the one that is asked about, by name, head noun or initials; any where none is named."""
    name = re.sub(r"^(?:the|our) ", "", who.strip(), flags=re.I)
    if not name or _NOBODY.fullmatch(who.strip()):
        return True
    if people.same(name, body) or name.lower() in initials(body) or body.lower() in initials(name):
        return True
    asked, held = stems(name), stems(body)
    return bool(asked & held) and of_body(tuple(asked), body) and not is_another(shelf.view, (name,), body)


def _one(one: StoredFact, other: StoredFact) -> bool:
    """Whether two papers tell one decision: of one day, in much the same words."""
    a, b = stems(one.get("text")), stems(other.get("text"))
    return one.get("held") == other.get("held") and len(a & b) >= _ALIKE * min(len(a), len(b))


def _told(shelf: Shelf, facts: Sequence[StoredFact]) -> Found | None:
    kept = [fact for fact in facts if stands(shelf, fact, "outcome")]
    if not kept or len(kept) > _MOST:
        return None
    claims = merged([claim(shelf, fact, "outcome") for fact in kept])
    names = "; ".join(dict.fromkeys(decided(fact) for fact in kept))
    return Found(claims, Value(type="text" if len(kept) == 1 else "list", value=names), "", 0.85)
