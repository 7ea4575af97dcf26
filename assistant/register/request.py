"""A question as the register reads it: what is wanted, by which relation, of which kinds of facts, about what, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.periods import MAY, joined_periods
from assistant.query import Period, Query
from assistant.register import authors
from assistant.register.nouns import kinds_named
from assistant.register.relations import (
    CAUSED,
    CONCLUDED,
    CONCLUDING,
    FALLBACK,
    FIELD_ASKED,
    KEPT,
    RELATIONS,
    ROLE_ASKED,
    SUPPLIED,
    USED,
    Relation,
    by_name,
    field_relation,
    named,
)
from evidence.lexical import analyse

_MODAL = re.compile(
    r"\b(?:must|should|shall|has to|have to|had to|supposed to|expected to|meant to|need(?:s|ed)? to|is to|are to|was to|were to|due|deadline|by when)\b",
    re.I,
)
_AROUND = re.compile(
    r"\b(?:before|after|prior to|instead|preced\w+|succeed\w+|replac\w+|previous|former)\b(?! \d| (?:the )?(?:end|start|beginning)\b)",
    re.I,
)
_REVIEW_DUE = re.compile(
    r"\bdue (?:for|to be) (?:an? |its |the )?(?:\w+ )?(?:review(?:ed)?|revis(?:ion|ed))\b|\bdue date of the (?:next )?review\b|\b(?:comes?|coming|falls?|is|are) (?:next |due )?(?:up )?for (?:its |a )?(?:next )?(?:review|revision)\b",
    re.I,
)
_ASSESSMENT_DUE = re.compile(
    r"\bdue for (?:an? |its |the |another )?(?:next )?(?:impact |risk )?(?:re-?)?assess(?:ment|ed)\b"
    r"|\bassessment (?:of|for) .{2,60}? due (?:again|next)\b|\bnext (?:impact |risk )?assessment\b",
    re.I,
)
_NEXT = re.compile(r"\b(?:next|upcoming|coming|following)\b", re.I)
_LAST = re.compile(
    r"\b(?:last|latest|most recent(?:ly)?|newest|current(?:ly)?|present|recently)\b(?! (?:year|quarter|month|week|spring|summer|autumn|fall|winter|\d|two|three|six|twelve))",
    re.I,
)
_FIRST = re.compile(r"\b(?:first|earliest|initial|original|oldest)\b(?! (?:quarter|half|two|three|\d))", re.I)
_CHAIRS = re.compile(
    r"\bchairs\b|^(?:and |so |but )?who (?:leads|hosts|runs|heads) (?:the |our )?(?:[\w&’'-]+ ){0,5}?"
    r"(?:board|committee|council|forum|panel|group|table|circle)\b",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:until when|till when|up to when|how long|(?:good|valid|runs?|lasts?) (?:until|till)|when .{0,60}\b(?:expires?|ends?|lapses?|runs? out))\b",
    re.I,
)
_AMOUNT = re.compile(r"\b(?:how much|what (?:amount|budget|sum)|amount|which amount)\b", re.I)
VERSION = re.compile(
    r"\b(?:which|what) (?:version|edition|issue|revision|release)\b|=\s*which version|\bversion\b.{0,20}\b(?:in force|applied|valid|current)\b",
    re.I,
)
_BODY_ASKED = re.compile(
    r"\b(?:which|what) (?:body|committee|board|forum|group|team|department|function|organ|unit)\b", re.I
)
_BESIDE = re.compile(
    r"^(?:and |so |but )?who\b.{1,60}?(?-i:\b[CD][A-Z]{1,2}O|officer|manager|director|head|lead|secretary|chief|chair\w*"
    r"|president|partner|engineer)['’]s \w",
    re.I,
)
_NO_ROLES = frozenset(
    "to the there in on at present absent missing responsible accountable not owner approver author".split()
)
_WHOSE = re.compile(r"(?:and )?(?:by|on|to) whose?\b|.*\bwhose (?:name|signature|decision|consent)\b", re.I)
_WHY = re.compile(r"\b(?:why|how come|what for|reason|because)\b", re.I)
_STANDING = re.compile(
    r"^(?:and |so |but )?who (?:(?:usually|normally|always|formally|finally) )?"
    r"(?:(?:has|have|needs?) to |must |should |shall |may |can )?(?:approves?|authori[sz]es?|endorses?|ratif(?:y|ies)|signs?(?: off)?|accepts?"
    r"|validates?|okays?|adopts?|sanctions?)\b",
    re.I,
)
"""Who is to do it whenever it comes up: that somebody did it once is no rule."""
_UNKEPT = re.compile(
    r"^(?:and |so |but )?who\b.*\b(?:s(?:at|its?|itting) on\b|owns? (?:most|half|part|some|a|the (?:majority|rest)|shares?|\d+)\b"
    r"|investors?\b|shareholders?\b)"
    r"|\b(?:meeting|review|audit|session|sitting|edition|version|one) before\b"
    r"|\b(?:pushed|moved|put) back\b|\bbrought forward\b",
    re.I,
)
"""Seats and shares, what went before another, and the moving of a day: facts hold what is, and not how it came about."""
_ANEW = re.compile(
    r"^(?:and |so |but )?(?:when|(?:on )?(?:what|which) (?:day|date)) (?:was|were|did|has|have)\b.*\bagain\b", re.I
)
_DONE = re.compile(
    r"^(?:and |so |but )?when (?:was|were|has|have|had) (?:the |our )?(?:[\w'’&/.-]+ ){1,10}(?P<deed>[\w-]+ed(?: off)?)[\s?.!]*$",
    re.I,
)
"""The verb of what was done stands last: an impact assessment that was signed was not assessed on that day."""
_POINT = re.compile(
    r"\b(?:end|ending|start|beginning|middle|close) of (?:the )?(?:year|month|quarter|week|(?:19|20)\d\d|(?:last|this|next) \w+|\w+ (?:19|20)\d\d)\b",
    re.I,
)
_INSTEAD = re.compile(
    r"\b(?:st(?:ood|and(?:s|ing)?) in|fill(?:ed|s|ing)? in|cover(?:ed|s|ing)|deputi[sz]\w+|substitut\w+|alternate|proxy)\s+(?:for|as)\b|\b(?:in place|instead) of\b",
    re.I,
)
_CONDITIONAL = re.compile(
    rf"\b(?:if|unless|whenever|would|could|{MAY}|can|might|allowed|permitted)\b|\bwhen (?:a|an|the|our|we|it|something|someone|everything)\b",
    re.I,
)
_ASIDE = re.compile(
    r"(?<!look)(?<!looks)(?<!looked)(?<!looking)(?<!until)(?<!since)(?<!till)(?<!\bby)(?<!\band)(?<!\bfrom)(?<!\bor)(?<!\bup to)[,\s](?:while|although|though|even though|after|when|whereas|since|because|as|before|so that|need)\b(?! what| which).{6,}$",
    re.I,
)
NOISE = frozenset(
    analyse(
        "please need needs know wondering quick question someone somebody anyone anybody tell auditor current currently present actual"
        " actually now still ever again already yet right really exactly precisely name names named person people body whose whom who"
        " when until since last latest recent recently next first very most newest coming upcoming date day time hi hello thanks btw"
        " according per recorded record records documented file files evidence there according one ones both each every all any anything"
        " make made take took put get got give gave say said do did done happen happened occur year month quarter week today"
        " by with from into onto on behalf also only just actually formally officially company organisation our we us my me"
        " which what where how long due version edition must should shall have has had be been being supposed to expected is are was were"
        " asked ask want capacity function whos applied apply applies new newest old come came comes go goes went into force still effect really works log reg wants see show list overview us tldr lol rn thx pls"
        " thats whats theres heres lets isnt wasnt arent werent hasnt havent hadnt didnt doesnt dont cant wont im ive were youre theyre"
    )
)

_OF_ASSESSMENTS = frozenset(analyse("impact"))
"""What the head of a column says of every day below it, and no row."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted (``who``, ``when``, ``until``, ``next``, ``due``, ``amount``, ``version``, ``holder``, ``yesno``) and of what.

    ``terms`` are the analysed words that a fact or its document must hold; ``periods`` the spans of days named;
    ``order`` is ``first``, ``last``, ``next`` or "". ``kinds`` are the kinds of facts whose names stand in the question.
    ``light`` are terms that say less: those of side clauses and of the question before.
    ``body`` says that a body rather than a person is asked for; ``role`` is the role whose holder is asked for.
    """

    query: Query
    want: str
    relation: Relation | None
    kinds: tuple[str, ...]
    terms: tuple[str, ...]
    periods: tuple[Period, ...]
    as_of: date
    order: str = ""
    body: bool = False
    role: str = ""
    light: frozenset[str] = frozenset()
    also: tuple[Relation, ...] = ()


def read(query: Query, as_of: date) -> Request | None:
    """The request that ``query`` makes of the register, or ``None`` where it asks for something else."""
    text = query.text
    if beyond(query) or query.kind == "summary":
        return None
    if query.kind == "how" and not (_AMOUNT.search(text) or KEPT.match(text)):
        return None
    spans = joined_periods(query.search_text, as_of)
    relation, others = _relation(query)
    if relation and relation.name == "communicate" and authors.of_a_paper(text):
        return None  # who wrote a paper is its author, not who sent a message about it
    if relation and relation.name == "review" and "meeting" in kinds_named(text):
        relation = by_name("meet")  # a management review is a meeting
    want = _want(query, relation)
    role = (
        _role(text)
        if want == "who" and not _AROUND.search(text) and not (relation and relation.name == "certify")
        else ""
    )
    if want == "when" and _REVIEW_DUE.search(text):
        relation, want = by_name("review"), "next"
    elif want == "when" and query.kind == "when" and _ASSESSMENT_DUE.search(text):
        relation, want = by_name("assess"), "next"
    elif want == "when" and relation and relation.name != "meet" and _MODAL.search(text) and not _NEXT.search(text):
        relation, want = by_name("due"), "when"
    if not want or (relation is None and not role and want not in ("version", "amount")):
        return None
    if conditional(query):
        return None
    return Request(
        query=query,
        want="holder" if role else want,
        relation=relation,
        kinds=kinds_named(query.search_text),
        terms=terms_of(query, spans, None if role else relation),
        periods=spans,
        as_of=as_of,
        order=""
        if want == "next" and relation and relation.name == "assess"  # one that is overdue is the next all the same
        else _order(text) or ("last" if _CHAIRS.search(text) else ""),
        body=bool(_BODY_ASKED.search(text)),
        role=role,
        light=light(query) | (_OF_ASSESSMENTS if relation and relation.name == "assess" else frozenset()),
        also=others,
    )


def beyond(query: Query) -> bool:
    """Whether what is asked for is in no register: a reason, who stood in for somebody, who approves as a rule."""
    return unkept(query) or any(pattern.search(query.text) for pattern in (_WHY, _INSTEAD, _STANDING))


def unkept(query: Query) -> bool:
    """Whether a seat, a share, what went before something else, or a second time is asked for: no record tells it apart."""
    return bool(_UNKEPT.search(query.text) or _ANEW.search(query.text))


def conditional(query: Query) -> bool:
    """Whether a rule rather than an event is asked for ("when must a breach be reported")."""
    return query.kind != "yesno" and bool(_CONDITIONAL.search(query.text)) and not query.identifiers


def _want(query: Query, relation: Relation | None) -> str:
    text = query.text
    if VERSION.search(text):
        return "version"
    if _UNTIL.search(text) and relation and relation.name in ("accept", "train", "expire"):
        return "until" if "until" in relation.targets else "when"
    if query.kind == "when":
        return "next" if _NEXT.search(text) and relation and "next" in relation.targets else "when"
    if query.kind == "who" or _BODY_ASKED.search(text) or _WHOSE.match(text):
        return "who"
    if relation and relation.name.startswith("field "):
        return "what"
    return "amount" if _AMOUNT.search(text) and relation else ""


_SINCE = re.compile(
    r"^(?:and |so )?since when (?:is|are|was|has|have|does|do)\b.{2,90}?\b(?:in force|in effect|valid|appl(?:y|ied|icable)|effective|binding)\b",
    re.I,
)
"""Since when it holds is from when it took effect."""


def _relation(query: Query) -> tuple[Relation | None, tuple[Relation, ...]]:
    """The relation that the question's verb names: the first one named, before those inside what it is about."""
    if asked := FIELD_ASKED.match(query.text):
        return field_relation(asked["field"]), ()
    if formed := _formed(query.text):
        return formed, ()
    found = [by_name("effective")] if _SINCE.match(query.text) else []
    found = found or [relation for _, _, relation in named(_POINT.sub(" ", query.text))]
    if not found and query.search_text != query.text:
        found = [relation for _, _, relation in named(query.search_text)]
    found.sort(key=lambda relation: relation.name in FALLBACK)
    if deed := _DONE.match(query.text):
        found.sort(key=lambda relation: not relation.words.fullmatch(deed["deed"]))
    unique = tuple(dict.fromkeys(found))
    return (unique[0] if unique else None), unique[1:]


def _formed(text: str) -> Relation | None:
    """The field that a question of a certain form asks for: what concluded, what caused, what it is used for."""
    if (said := CONCLUDED.match(text)) and CONCLUDING & set(kinds_named(said["thing"])):
        return _put(field_relation("verdict"), said["verb"])
    if (told := CAUSED.match(text)) and "incident" in kinds_named(told["thing"]):
        return _put(field_relation("cause"), told["verb"])
    if told := USED.match(text):
        return _put(field_relation("purpose"), told["verb"] or told["deed"])
    if told := SUPPLIED.match(text):
        return _put(field_relation("service"), told["verb"])
    if told := KEPT.match(text):
        return _put(field_relation("retention"), told["verb"])
    return None


def _put(relation: Relation, verb: str) -> Relation:
    """The relation as ``verb`` asks for it."""
    return replace(relation, words=re.compile(rf"\b{re.escape(verb)}\b", re.I))


def light(query: Query) -> frozenset[str]:
    """Words that need not all be met: those after "while", "although" and the like, and the plain ones of the question before."""
    aside = _ASIDE.search(query.text)
    words = set(analyse(aside[0])) - set(analyse(query.text[: aside.start()])) if aside else set()
    if query.search_text != query.text:
        before = query.search_text[len(query.text) :]
        capitals = " ".join(word for word in before.split() if not word.islower())
        words |= set(analyse(before)) - set(analyse(query.text)) - set(analyse(capitals))
    return frozenset(words)


def beside_a_holder(text: str) -> bool:
    """Whether somebody is asked for by a role's holder: the CFO's assistant is another than the CFO."""
    return bool(_BESIDE.match(text))


def _role(text: str) -> str:
    """The role whose holder is asked for ("who is our DPO?"), or ""."""
    match = ROLE_ASKED.match(text)
    if not match or beside_a_holder(text):
        return ""
    role = re.split(
        r"\b(?:on|in|at|as of|during|until|since|when|while|before|after|who|now|currently|today|these days|right now|again)\b",
        match["role"],
    )[0].strip()
    first = role.split()[0].lower() if role else ""
    verbs = any(
        relation.words.fullmatch(first)
        for relation in RELATIONS
        if relation.name not in ("chair", "own", "audit", "report")
    )
    participle = bool(re.match(r"\w+(?:ed|ing)$", first)) or first in _NO_ROLES
    owner = bool(re.match(r"(?:business|system|product|process|model|service) owners? (?:of|for)\b", role))
    return "" if verbs or participle or owner or not role else role


def _order(text: str) -> str:
    for name, pattern in (("next", _NEXT), ("first", _FIRST), ("last", _LAST)):
        if pattern.search(text):
            return name
    return ""


def terms_of(query: Query, spans: tuple[Period, ...], relation: Relation | None) -> tuple[str, ...]:
    """What a fact must be about: the question's words without the relation's own, those of its dates, and padding."""
    text = query.search_text
    for period in spans:
        text = re.sub(
            rf"\b(?:end|ending|start|beginning|middle|close) of (?:the )?(?={re.escape(period.text)})", " ", text
        )
        for word in (period.text, re.sub(r"^(?:since|until|after|before|prior to)(?: the)? ", "", period.text)):
            text = text.replace(word, " ")
    if relation is not None:
        match = relation.words.search(text)
        text = text if match is None else text[: match.start()] + " " + text[match.end() :]
    text = re.sub(r"\bvalid\b", " ", text, flags=re.I)
    asked = set(query.terms)
    words = [term for term in dict.fromkeys(analyse(text)) if term in asked and term not in NOISE]
    compound = {part for word in words if "-" in word or "." in word for part in analyse(word)[1:]}
    return tuple(word for word in words if word not in compound)
