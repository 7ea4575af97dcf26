"""A question put in the register's own words: what the learned reading says is asked, of what, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assistant.intents import read
from assistant.named_documents import named_by, speaks_of
from assistant.periods import periods
from assistant.query import Query
from assistant.register.request import NOISE, beside_a_holder, beyond, conditional
from assistant.register.request import read as request
from assistant.understand import content_terms, understand
from evidence.embedders import Embedder

_SURE = 0.5
WORDS: Mapping[str, str] = {
    "approve.who": "Who approved {it}?",
    "approve.when": "When was {it} approved?",
    "approve.yesno": "Has {it} been approved?",
    "sign.who": "Who signed {it}?",
    "sign.when": "When was {it} signed?",
    "sign.yesno": "Has {it} been signed?",
    "own.who": "Who owns {it}?",
    "task.who": "Who has to do {it}?",
    "task.when": "When is {it} due?",
    "task.yesno": "Has {it} been completed?",
    "role.who": "Who is the {it}?",
    "role.when": "When did {it} start?",
    "role.until": "When did {it} end?",
    "chair.who": "Who chaired {it}?",
    "attend.who": "Who attended {it}?",
    "absent.who": "Who sent apologies for {it}?",
    "meet.when": "When was {it} held?",
    "meet.next": "When is the next meeting of {it}?",
    "decide.who": "Which body decided {it}?",
    "decide.when": "When was {it} decided?",
    "review.next": "When is the next review of {it}?",
    "review.last": "When was {it} last reviewed?",
    "effective.when": "When did {it} take effect?",
    "expire.when": "When does {it} expire?",
    "start.when": "When did {it} start?",
    "accept.who": "Who accepted {it}?",
    "accept.when": "When was {it} accepted?",
    "accept.until": "Until when is {it} accepted?",
    "assess.who": "Who assessed {it}?",
    "assess.when": "When was {it} assessed?",
    "validate.who": "Who validated {it}?",
    "validate.when": "When was {it} validated?",
    "audit.who": "Who audited {it}?",
    "audit.when": "When was {it} audited?",
    "risk.score": "What is the score of {it}?",
    "risk.treatment": "What is the treatment of {it}?",
    "kpi.target": "What is the target of {it}?",
    "occur.when": "When did {it} happen?",
    "report.who": "Who reported {it}?",
    "report.when": "When was {it} reported?",
    "close.when": "When was {it} closed?",
    "close.yesno": "Is {it} closed?",
    "train.who": "Who was trained in {it}?",
    "train.when": "When was {it} trained?",
    "train.until": "Until when is the training of {it} valid?",
    "amount.who": "Who funded {it}?",
    "supplier.who": "Who supplies {it}?",
    "send.who": "Who sent {it}?",
    "send.when": "When was {it} sent?",
    "applicable.yesno": "Is {it} applicable?",
}
"""The intents after a person, a day or a yes or no, as the register's rules read them.

Those after anything else (a cause, a status, an outcome) are left: a wrong one shows by nothing in its answer.
"""
_PERSON = re.compile(r"\b(?:lead|auditors?|assessors?|inspectors?|certif\w+)\b", re.I)
"""Words by which a person is asked for, or who certified: who audited is as often a firm, and as often from within."""
_APPROVES = re.compile(r"\b(?:approv\w+|authoris\w+|authoriz\w+|sign(?:s|ed)? off)\b", re.I)
"""Who approves an assessment is not who made it."""
_REPORTED = re.compile(
    r"\b(?:issued?|published|released|circulated|presented|discussed|signed|sent|written|received)\b", re.I
)
_OF_AN_AUDIT = re.compile(
    rf"{_PERSON.pattern}|\baudits?['’]s?\b|\baudit (?:findings?|reports?|results?|plans?)\b", re.I
)
"""And what came of an audit, which others than the auditor take on."""
_LIMIT = re.compile(
    r"\b(?:from (?:what|which)|thresholds?|cut-?offs?|at least|counts? as|(?:call|name|rate)(?:ed)?)\b", re.I
)
"""Where a risk begins to be high is the score of none."""
_OPENED = re.compile(r"\b(?:open(?:ed|s|ing)?|launch\w*|roll\w*|start\w*|releas\w*|extend\w*|available)\b", re.I)
_NARROWER = {
    "audit.who": _OF_AN_AUDIT,
    "assess.who": _APPROVES,
    "audit.when": _REPORTED,
    "assess.when": _REPORTED,
    "risk.score": _LIMIT,
    "review.next": _OPENED,
}
_WAYS: Mapping[str, tuple[str, ...]] = {
    "who": ("who",),
    "when": ("when", "until", "next", "last"),
    "yesno": ("yesno",),
    **dict.fromkeys(("count", "list", "how", "summary", "clause", "missing", "why"), ()),
}
"""What a question that opens so can ask for; any other may ask for anything but yes or no."""
_BESIDES = re.compile(
    r"\b(?:and|or|not|never|without|before|after|while|all|both|each|every|only|also|instead|according to)\b|n['’]t\b",
    re.I,
)
_LABELS: Mapping[str, str] = {
    "approve.who": "approver",
    "sign.who": "signer",
    "own.who": "owner",
    "chair.who": "chair",
    "accept.who": "approver",
    "accept.until": "until",
    "assess.who": "assessor",
    "report.who": "reporter",
    "supplier.who": "maker",
    "expire.when": "until",
    "train.until": "until",
    "review.next": "review",
    "review.last": "last",
    "start.when": "start",
    "effective.when": "start",
    "task.when": "due",
    "close.when": "closed",
}
"""What the label of such a value is (``records.meaning``)."""
_APART = re.compile(r"\b(?:after|before|following|prior to|instead of)\b", re.I)
"""Words that begin what only orders events: the register's own words have no place for it."""
_ORDER = re.compile(
    r"\b(?:first(?:ly)?|earliest|original(?:ly)?|initial(?:ly)?|previous(?:ly)?|former(?:ly)?|earlier)\b", re.I
)
"""Words that ask for another than the newest or only one, which the register's own words would leave out."""
_COMING = re.compile(r"\b(?:next|upcoming|coming|forthcoming)\b", re.I)
_RATED = re.compile(r"\b(?:residual|inherent|gross|net|raw|current|target|remaining|left(?: over)?)\b", re.I)
"""Words for which of a risk's scores is asked for: the register's own words have one only."""
_NAME = re.compile(r"(?<=\w )(?<!^)[A-Z][a-zà-ÿ'’-]{2,}(?:[A-Z]\w*)?|(?<=\. )[A-Z][a-zà-ÿ'’-]{2,}")
_BEFORE = re.compile(r"^(?:(?:from|since|until|after|before|by|on|in|at|as of|the)\s+)+", re.I)
_ENDS = re.compile(
    r"^\s*(?:(?:the|a|an|our|it|of|on|in|at|for|by|to|from|and)\s+)*|(?:\s+(?:the|a|an|our|of|on|in|at|for|by|to|from|and|is|was))+$",
    re.I,
)


def labelled(query: Query, embedder: Embedder, as_of: date) -> tuple[Query, str] | None:
    """``put``, and what the label of the value must plainly be, where forms and registers have one for it."""
    intent = read(query.text, embedder, _WAYS.get(query.kind) or ())
    label = _LABELS.get(intent.name, "") if intent is not None else ""
    asked = put(query, embedder, as_of) if label else None
    return (asked, label) if asked is not None else None


def put(query: Query, embedder: Embedder, as_of: date) -> Query | None:
    """``query`` in the register's words, ``None`` where it asks for none of its matters, or not surely enough."""
    ways = _WAYS.get(query.kind)
    intent = read(query.text, embedder, ways or ()) if ways != () else None
    if intent is None or intent.name not in WORDS or intent.probability < _SURE or _more(query, intent.name):
        return None
    about = _ENDS.sub("", f" {intent.subject} ").strip()
    spans = (_BEFORE.sub("", span.text) for span in periods(query.text, as_of))
    when = [span for span in spans if span.lower() not in about.lower()]
    about = " ".join([about, *when]).strip()
    text = WORDS[intent.name].format(it=about)
    if not set(content_terms(about)) - NOISE or text.lower() == query.text.lower():
        return None
    if not speaks_of(named_by(query.text), text):
        return None  # the policy of which it is asked would be any
    asked = understand(text)
    if any(word.lower() not in text.lower() for word in _NAME.findall(query.text)):
        return None  # somebody or something named would be left out
    whole = f"{text}{query.search_text.removeprefix(query.text)}"  # what the question follows is still meant
    return replace(
        query, text=text, search_text=whole, kind=asked.kind, subject=asked.subject, terms=content_terms(whole)
    )


def another_event(query: Query, said: Query, as_of: date) -> bool:
    """Whether ``said`` asks when the very thing happened that ``query`` names, without words that tell which one it was."""
    own, put_so = request(query, as_of), request(said, as_of)
    if own is None or put_so is None or own.want != "when" or put_so.want != "when":
        return False
    return own.relation is put_so.relation and bool(set(own.terms) - set(put_so.terms))


def _more(query: Query, name: str) -> bool:
    """Whether more, or something narrower, is asked for than the register's own words would say."""
    if beyond(query) or conditional(query) or beside_a_holder(query.text):
        return True
    if not name.endswith(".when") and _APART.search(query.text):
        return True
    if name == "risk.score" and _RATED.search(query.text):
        return True
    if name in _NARROWER and _NARROWER[name].search(query.text):
        return True
    if name.endswith(".yesno") and (query.kind != "yesno" or _BESIDES.search(query.text)):
        return True
    return bool(_ORDER.search(query.text)) or (not name.endswith(".next") and bool(_COMING.search(query.text)))
