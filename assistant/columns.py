"""What a question wants told of every record of a set: "... and who owns each?", "... with their due dates"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.kinds import KINDS

_NAMES: tuple[tuple[str, str], ...] = (
    ("owner", r"(?:business |system |risk |process )?owners?|responsible (?:person|people)"
        r"|(?:person|people) responsible|managers?|who (?:is|are) responsible"),
    ("next", r"next (?:reviews?|assessments?|checks?)(?: dates?)?|(?:reviews?|assessments?) due(?: dates?)?"),
    ("last", r"(?:last|latest) (?:reviews?|assessments?|checks?|evaluations?)(?: dates?)?"
        r"|(?:review|assessment) dates?"),
    ("due", r"due dates?|deadlines?|target dates?"),
    ("until", r"(?:contract )?(?:end|expiry) dates?|expir(?:y|ies)|contract ends?"),
    ("since", r"(?:start|go-live|launch) dates?"),
    ("status", r"(?:current )?(?:status(?:es)?|states?|progress)"),
    ("stage", r"(?:life ?cycle )?stages?"),
    ("level", r"(?:risk )?(?:class(?:es)?|levels?|categor(?:y|ies)|tiers?)"),
    ("score", r"(?:risk )?(?:scores?|ratings?)"),
    ("severity", r"severit(?:y|ies)"),
    ("grade", r"grades?|gradings?"),
    ("cause", r"(?:root )?causes?"),
    ("treatment", r"treatments?|mitigations?"),
    ("purpose", r"purposes?|uses?"),
    ("supplier", r"suppliers?|vendors?|makers?"),
    ("target", r"targets?"),
    ("result", r"results?"),
    ("chair", r"chairs?"),
    ("version", r"versions?|editions?"),
)  # fmt: skip
_NAME = "|".join(f"(?P<{name}>{words})" for name, words in _NAMES)
_BARE = "|".join(words for _, words in _NAMES)
_EACH = r"(?:each|them|they|these|those|every one|each one|each of (?:them|these|those)|all of them)(?: of them)?"
_BESIDE = re.compile(
    r",?\s+(?:with|and|including|incl\.?|plus|showing|together with|along with|and also)\s+(?:(?:all|also)\s+)?"
    r"(?:their|its|the)\s+(?:respective\s+)?"
    rf"(?P<names>(?:{_BARE})(?:(?:,\s*(?:and\s+)?|\s+and\s+)(?:their\s+|the\s+)?(?:{_BARE}))*)\s*(?:of each)?[\s?.!]*$",
    re.I,
)
_OWNS = (
    r"(?:owns?|is (?:the )?(?:\w+ )?owner of|(?:is|are) (?:responsible|accountable|answerable) for|answers? for"
    r"|looks? after|runs?|manages?|leads?)"
)
_WHO = re.compile(
    rf",?\s+and who {_OWNS} {_EACH}[\s?.!]*$|,?\s+and who (?:is|are) (?:responsible|accountable)[\s?.!]*$", re.I
)
_BY_WHOM = re.compile(r",?\s+and by whom[\s?.!]*$", re.I)
_WHEN = re.compile(
    rf",?\s+and (?:when|by when) (?:is|are|was|were|do|does|did|must|has|have)\s+{_EACH}\s+(?:be\s+|been\s+)?"
    r"(?P<deed>[\w -]{3,40}?)[\s?.!]*$"
    rf"|,?\s+and when {_EACH} (?:is|are|was|were|will be|do|does)?\s*(?P<said>[\w -]{{3,40}}?)[\s?.!]*$",
    re.I,
)
_WHAT = re.compile(rf",?\s+and what (?:is|are) (?:their|its|the) (?P<names>{_BARE})(?: of {_EACH})?[\s?.!]*$", re.I)
_OF_EACH = re.compile(
    rf"^(?:and |so )?who {_OWNS} (?:each|every|all)(?: of)?(?: (?:our|the|these|those))? "
    r"(?P<thing>\w[\w ,&/-]{2,60}?)[\s?.!]*$",
    re.I,
)
_DEEDS: tuple[tuple[str, str], ...] = (
    ("next", r"(?:due for (?:re-?)?(?:review|assessment)|(?:to be )?(?:reviewed|assessed|checked) (?:next|again)"
        r"|next (?:due|reviewed|assessed|checked))"),
    ("last", r"(?:last |most recently )?(?:reviewed|assessed|evaluated|checked|looked at)"),
    ("due", r"due|(?:to be )?(?:done|finished|completed)"),
    ("until", r"(?:expire[sd]?|end(?:s|ing)?|run out|lapse[sd]?|renewed)"),
    ("since", r"(?:live|introduced|launched|put into use|go live|went live)"),
    ("closed", r"closed"),
)  # fmt: skip
_WHEN_OF_EACH = re.compile(
    r"^(?:and |so )?when (?:is|are|was|were|has|have|do|does|did|will) (?:each|every|all)(?: of)?"
    r"(?: (?:our|the|these|those))? "
    r"(?P<thing>\w[\w ,&/-]{2,50}?) (?:(?:been|be|last|most recently) )*(?P<deed>DEED)[\s?.!]*$".replace(
        "DEED", "|".join(words for _, words in _DEEDS)
    ),
    re.I,
)
_OF_SEVERAL = re.compile(
    r"^(?:(?:and|so|but|please|ok|hi|hello)\W+)*(?:(?:can|could|would) you (?:please )?)?"
    r"(?:list|name|show|give|which|what|how many|tell me|are there|do we have)\b",
    re.I,
)
_FIELDS: dict[str, tuple[str, ...]] = {
    "owner": ("owner", "person"),
    "by": ("by", "approver", "assessor", "validator", "auditor", "sender", "body", "decision"),
    "last": ("assessed", "last"),
    "next": ("next_assessment", "review", "due"),
    "status": ("status", "stage", "state"),
    "stage": ("stage", "status"),
    "level": ("level", "critical", "score", "severity", "grade"),
    "score": ("score", "level", "value"),
    "until": ("until", "due"),
    "since": ("since", "from"),
    "result": ("result", "outcome", "verdict", "value"),
}
"""The fields of facts that tell what is asked for, the first that a kind has; for any other name the one so called."""
_TOLD_BESIDE = {"risk": ("decision", "accepted_until")}
"""What other facts tell of a record of a kind: of a risk, who accepted it."""
_SPOKEN = {
    "by": "by whom",
    "due": "due dates", "last": "last reviews", "next": "next reviews", "until": "end dates", "since": "start dates",
    "owner": "owners", "chair": "chairs", "supplier": "suppliers", "target": "targets", "cause": "causes",
    "score": "scores", "level": "levels", "grade": "grades", "version": "versions", "treatment": "treatments",
    "result": "results", "purpose": "purposes", "stage": "stages",
}  # fmt: skip


def columns(text: str) -> tuple[str, tuple[str, ...]]:
    """A question without what it wants told of each record, and the names of that: "List the risks with their owners".

    "Who owns each AI system?" is the list of AI systems with their owners.
    """
    if match := _OF_EACH.match(text):
        return f"list all {match['thing']}", ("owner",)
    if match := _WHEN_OF_EACH.match(text):
        name = next(name for name, words in _DEEDS if re.fullmatch(words, match["deed"], re.I))
        return f"list all {match['thing']}", (name,)
    wanted: list[str] = []
    if not _OF_SEVERAL.match(text):
        return text, ()
    while found := next(_tail(text), None):
        start, names = found
        text, wanted = text[:start], [*names, *wanted]
    return (text, tuple(dict.fromkeys(wanted))) if wanted else (text, ())


def _tail(text: str) -> Iterator[tuple[int, list[str]]]:
    """Where the last such words of a question begin, and what they name; nothing where they are no such words."""
    if match := _WHO.search(text):
        yield match.start(), ["owner"]
    if match := _BY_WHOM.search(text):
        yield match.start(), ["by"]
    for pattern in (_BESIDE, _WHAT):
        if match := pattern.search(text):
            yield match.start(), [str(each.lastgroup) for each in re.finditer(_NAME, match["names"], re.I)]
    if match := _WHEN.search(text):
        deed = match["deed"] or match["said"]
        name = next((name for name, words in _DEEDS if re.fullmatch(words, deed.strip(), re.I)), "")
        if name:
            yield match.start(), [name]


def fields_of(kind: str, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of facts of ``kind`` that tell what is called so, and in words what no field of theirs tells."""
    known = KINDS[kind]
    own = {*known.fields, *known.dates, *_TOLD_BESIDE.get(kind, ())}
    found = {name: next((each for each in _FIELDS.get(name, (name,)) if each in own), "") for name in names}
    fields = tuple(dict.fromkeys(field for field in found.values() if field))
    return fields, tuple(_SPOKEN.get(name, name) for name, field in found.items() if not field)
