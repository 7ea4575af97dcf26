"""A question put in the register's own words: what the learned reading says is asked, of what, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assistant.intents import read
from assistant.periods import periods
from assistant.query import Query
from assistant.register.request import beyond, conditional
from assistant.understand import understand
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
    "version.what": "Which version of {it} is in force?",
    "status.what": "What is the status of {it}?",
    "expire.when": "When does {it} expire?",
    "start.when": "When did {it} start?",
    "accept.who": "Who accepted {it}?",
    "accept.when": "When was {it} accepted?",
    "accept.until": "Until when is {it} accepted?",
    "assess.who": "Who assessed {it}?",
    "assess.when": "When was {it} assessed?",
    "assess.what": "What is the outcome of {it}?",
    "validate.who": "Who validated {it}?",
    "validate.when": "When was {it} validated?",
    "validate.what": "What is the verdict on {it}?",
    "audit.who": "Who audited {it}?",
    "audit.when": "When was {it} audited?",
    "risk.score": "What is the score of {it}?",
    "risk.treatment": "What is the treatment of {it}?",
    "kpi.target": "What is the target of {it}?",
    "cause.what": "What is the root cause of {it}?",
    "occur.when": "When did {it} happen?",
    "report.who": "Who reported {it}?",
    "report.when": "When was {it} reported?",
    "close.when": "When was {it} closed?",
    "close.yesno": "Is {it} closed?",
    "train.who": "Who was trained in {it}?",
    "train.when": "When was {it} trained?",
    "train.until": "Until when is the training of {it} valid?",
    "amount.what": "How much was granted for {it}?",
    "amount.who": "Who funded {it}?",
    "supplier.who": "Who supplies {it}?",
    "purpose.what": "What is the purpose of {it}?",
    "send.who": "Who sent {it}?",
    "send.when": "When was {it} sent?",
    "applicable.yesno": "Is {it} applicable?",
    "applicable.why": "What is the justification for {it}?",
}
"""Each intent that the register may know of, as its rules read it."""
_NARROWER: Mapping[str, re.Pattern[str]] = {
    "risk.score": re.compile(r"\b(?:residual|inherent|net|gross|target|remaining|after|before)\b", re.I),
    "audit.who": re.compile(r"\b(?:lead|auditors?|assessors?|inspectors?)\b", re.I),
    "kpi.target": re.compile(r"\b(?:missed|met|below|above)\b", re.I),
}
"""Words by which more is asked for than the register's own words would say."""
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
_BEFORE = re.compile(r"^(?:(?:from|since|until|after|before|by|on|in|at|as of|the)\s+)+", re.I)
_ENDS = re.compile(
    r"^(?:(?:the|a|an|our|of|on|in|at|for|by|to|from|and)\s+)+|(?:\s+(?:the|a|an|our|of|on|in|at|for|by|to|from|and|is|was))+$",
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
    about = _ENDS.sub("", intent.subject).strip()
    spans = (_BEFORE.sub("", span.text) for span in periods(query.text, as_of))
    when = [span for span in spans if span.lower() not in about.lower()]
    about = " ".join([about, *when]).strip()
    text = WORDS[intent.name].format(it=about)
    if not about or text.lower() == query.text.lower():
        return None
    asked = understand(text)
    follows = query.search_text.removeprefix(query.text)
    return replace(asked, search_text=f"{text}{follows}", framework=query.framework)


def _more(query: Query, name: str) -> bool:
    """Whether more, or something narrower, is asked for than the register's own words would say."""
    if beyond(query) or conditional(query):
        return True
    if not name.endswith(".when") and _APART.search(query.text):
        return True
    if name in _NARROWER and _NARROWER[name].search(query.text):
        return True
    if name.endswith(".yesno") and (query.kind != "yesno" or _BESIDES.search(query.text)):
        return True
    return bool(_ORDER.search(query.text))
