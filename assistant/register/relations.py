"""What a question wants to know of something: the relation that its verb names, and the facts that hold it.

A relation is known by its verbs and nouns in any inflection. Each way of asking (``who``, ``when``, ``due``) lists where
the answer stands: a kind of fact and its fields, the best kind first. General English of management systems.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Target = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """A relation: ``words`` name it in a question; ``targets`` say, for each way of asking, where the answer stands.

    ``done`` are values that say it happened, ``undone`` that it did not: (kind, field, pattern on the value).
    """

    name: str
    words: re.Pattern[str]
    targets: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    done: tuple[tuple[str, str, str], ...] = ()
    undone: tuple[tuple[str, str, str], ...] = ()


def _targets(text: str) -> tuple[Target, ...]:
    """``"approval approver body | document approver"`` as targets."""
    parts = (part.split() for part in text.split("|"))
    return tuple((words[0], tuple(words[1:])) for words in parts if words)


def _relation(name: str, words: str, done: str = "", undone: str = "", **asked: str) -> Relation:
    targets = {way: _targets(text) for way, text in asked.items()}
    return Relation(name, re.compile(rf"\b(?:{words})\b", re.I), targets, _states(done), _states(undone))


def _states(text: str) -> tuple[tuple[str, str, str], ...]:
    """``"approval decision approved/endorsed"`` as (kind, field, pattern); a field alone means that it is filled."""
    parts = (part.split() for part in text.split(" | "))
    return tuple(
        (words[0], words[1], words[2].replace("/", "|") if len(words) > 2 else r"\S") for words in parts if words
    )


RELATIONS: tuple[Relation, ...] = (
    _relation(
        "approve",
        r"approv\w+|authori[sz]\w*|ratif\w+|endors\w+|adopt(?:s|ed|ion)?|sanction(?:ed|s)?|released?|ok(?:ay)?(?:'?d|ed)?|"
        r"sign(?:ed|s)? off|signs? off on|waved? through|green ?lit|gave the go-?ahead|g[ia]ves? (?:consent|(?:the|its|their) approval)|"
        r"sa(?:y|id) yes|pass(?:ed)?",
        done="approval decision approved | decision outcome approved | document approver | resource amount | assessment approver",
        undone="approval decision rejected|deferred|noted | decision outcome rejected|deferred",
        who="approval@approved approver body role | document approver | decision@approved body | resource approver body | assessment approver",
        when="approval@approved approved | document approved | decision@approved held | resource approved | assessment approved",
    ),
    _relation(
        "sign",
        r"sign(?:s|ed|ing)?|signator(?:y|ies)|signatures?|countersign(?:ed|s)?",
        done="signature state filled/valid/written/untrusted",
        undone="signature state empty/blank_line",
        who="signature signer role | agreement signatory",
        when="signature signed | agreement signed",
    ),
    _relation(
        "minute",
        r"(?:took|takes|kept|keeps|wrote|writes|drew) (?:up )?(?:the )?(?:minutes|notes)|minute[- ]takers?|minuted",
        who="meeting secretary",
    ),
    _relation(
        "chair",
        r"chair(?:s|ed|ing|man|woman|person)?|presid(?:es?|ed|ing)|moderat(?:ed?|es|or)|facilitat(?:ed?|es|or)|led the (?:meeting|session|review)|"
        r"(?:leads?|led|hosts?|hosted|runs?|ran|heads?)(?= (?:the |our )?(?:[\w&’'-]+ ){0,5}?(?:meeting|review|board|committee|council|forum|panel|group|table|circle)\b)",
        who="meeting chair | attendance@chair person role",
        when="meeting held",
    ),
    _relation(
        "absent",
        r"(?:sent|send|sends|gave) (?:(?:his|her|their) )?apologies|absent|missing from|missed|apologi[sz]\w*|apologies|(?:was|were)(?:n['’]t| not) (?:there|present|at)|(?:did|do|has|have|had)(?:n['’]?t| not| never) (?:yet )?(?:been at|been to|attend\w*|take part|taken part|come|show\w* up|participat\w+)|(?:not|never) attend\w*|regrets",
        who="attendance@apologies person role | meeting apologies",
    ),
    _relation(
        "attend",
        r"attend\w*|present at|took part|take part|participa\w+|in the (?:room|meeting)|was there|were there|were present|at the table|joined",
        who="attendance@present person role | attendance@in person role | attendance@chair person role | meeting attendees",
        when="attendance@present held | attendance@in held | attendance@chair held",
    ),
    _relation(
        "accept",
        r"accept(?:s|ed|ing|ance)?|li(?:ves?|ving) with|tolerat(?:es?|ed)|waived?",
        done="acceptance by | acceptance accepted",
        who="acceptance by | decision@accepted body",
        when="acceptance accepted",
        until="acceptance until",
    ),
    _relation(
        "own",
        r"(?:(?:business|system|product|process|model|service) )?own(?:s|ed|er|ers|ership)?|answer(?:s|ed|ing)? for|answerable(?: for)?|responsib\w+|accountab\w+|in charge of|looks? after|takes? care of|keeps(?! (?:\w+ ){0,2}(?:minutes|notes))|maintains?|got|has to (?:do|deliver|close|fix)|"
        r"have to (?:do|deliver|close|fix)|assigned|on the hook|(?:is|was) to (?:do|deliver|prepare)|whose (?:job|task)|leads|lead(?= (?:the|on|our|for)\b)|leader|led|carries|holds?",
        who="ownership owner role | risk owner | treatment owner | action owner | objective owner | corrective_action owner |"
        " finding owner | system owner | supplier owner | document owner | applicability owner | measurement owner | review owner",
    ),
    _relation(
        "assess",
        r"assess(?:ed|es|ing|or|ment)?s?|evaluat(?:ed?|es|ion)",
        done="assessment assessed",
        who="assessment assessor",
        when="assessment assessed approved | system assessed | supplier assessed",
        next="supplier next_assessment | system next_assessment",
    ),
    _relation(
        "validate",
        r"validat(?:ed?|es|ing|ion|ors?)|verif(?:y|ied|ies|ication)",
        done="validation verdict",
        who="validation validator",
        when="validation validated | system validated",
        what="validation verdict",
    ),
    _relation(
        "certify",
        r"certification bod(?:y|ies)|certifying bod(?:y|ies)|certifiers?|registrars?|certif(?:y|ies|ied)(?= us| our)|issued (?:us |our )?(?=(?:\w+ ){0,4}certificate)",
        who="certificate issuer",
        when="certificate issued",
    ),
    _relation(
        "audit",
        r"audit(?:ed|s|or|ors|ing)?|certif(?:y|ied|ication)|inspect(?:ed|s|ion)?",
        who="audit auditor | certificate issuer",
        when="audit from | certificate issued",
    ),
    _relation(
        "review",
        r"review(?:ed|s|ing)?|revis(?:ed?|es|ing|ion)|re-?examin\w+|re-?visit\w*",
        who="review owner",
        when="review last | document reviewed | supplier assessed",
        next="review due | document review | supplier next_assessment | system review",
    ),
    _relation(
        "close",
        r"clos(?:ed?|es|ing|ure)|complet(?:ed?|es|ion)|finish(?:ed|es)?|resolv(?:ed?|es)|done|settled|fixed",
        done="finding closed | corrective_action closed | action closed | incident closed | "
        "finding status closed/done/complete | corrective_action status closed/done/complete | action status closed/done/complete",
        undone="finding status open | corrective_action status open/progress | action status open/progress",
        when="finding closed | corrective_action closed | action closed | incident closed | treatment closed",
    ),
    _relation(
        "expire",
        r"expir(?:es?|ed|y|ing)|run(?:s|ning)? out|ran out|lapse[sd]?|ends?|ended|valid until|terminat\w+|good until|up for renewal|cease[sd]?",
        when="agreement until | supplier until | certificate until | acceptance until | training until | role until",
    ),
    _relation(
        "effective",
        r"effective|(?:come|came|comes|enter(?:ed|s)?|go|went|put) into (?:force|effect)|in force since|t(?:ake|ook) effect|appl(?:y|ies|ied) (?:from|since)|kicks? in",
        when="document effective | approval effective",
    ),
    _relation(
        "withdraw",
        r"withdr(?:aw|ew|awn)|repealed|revoked|retired|taken out of force",
        when="document withdrawn",
    ),
    _relation(
        "issue", r"issued?|publish(?:ed|es)?|announc\w+", when="document issued | certificate issued | communication sent"
    ),
    _relation(
        "start",
        r"start(?:ed|s)?|beg(?:an|in|ins|un)|go(?:es)? live|went live|in use|in production|in prod|running|commenc\w+|launch(?:ed|es)?|deployed|up and running|operating",
        when="system since | agreement from | supplier from | role from",
    ),
    _relation(
        "due",
        r"due|deadlines?|has to be (?:ready|done|finished|closed|completed|in place|tested)|have to be|must be|by when",
        who="action owner | treatment owner | corrective_action owner",
        when="action due | treatment due | corrective_action due | finding due | objective due | review due",
    ),
    _relation(
        "communicate",
        r"sen[dt]|sends|wrote|writes?|communicat\w+|announc\w+|told|inform(?:ed|s)?|e-?mail(?:ed|s)?|post(?:ed|s)",
        done="communication sender",
        who="communication sender role",
        when="communication sent",
    ),
    _relation(
        "train",
        r"train(?:ed|s|ing)?|qualif\w+|course|competen\w+|complete[sd]? the (?:course|training)",
        done="training completed",
        who="training person",
        when="training completed",
        until="training until",
    ),
    _relation(
        "report",
        r"report(?:ed|s|er)?|raised?|notif(?:y|ied)|logged",
        who="incident reporter | finding source",
        when="incident reported | finding raised | action raised",
    ),
    _relation(
        "detect",
        r"detect(?:ed|s|ion)?|discovered|spotted|noticed",
        who="incident reporter | finding source",
        when="incident detected reported | finding raised | action raised",
    ),
    _relation(
        "occur", r"happen(?:ed|s)?|occur(?:red|s)?|t(?:ake|ook) place", when="incident occurred | meeting held"
    ),
    _relation(
        "meet",
        r"held|met|meets?|sit|sat|conven\w+|took place|take place|meetings?|hold",
        when="meeting held",
        who="meeting chair",
    ),
    _relation(
        "decide",
        r"decid(?:ed?|es|ing)|resolved to|agreed (?:to|on)|voted?|ruled",
        who="decision body",
        when="decision held",
    ),
    _relation("supply", r"suppl(?:y|ies|ied|iers?)|provid(?:es?|ed|ers?)|vendors?|deliver(?:s|ed)?", who="system supplier | supplier name"),
    _relation(
        "fund",
        r"fund(?:ed|s|ing)?|grant(?:ed|s)?|budget(?:ed)?|allocat\w+|money|spen[dt]|pa(?:y|id)|cost[s]?|sponsor(?:ed|s)?",
        who="resource approver body",
        when="resource approved",
        amount="resource amount | treatment budget",
    ),
    _relation("test", r"test(?:ed|s|ing)?", when="test period", what="test value"),
)  # fmt: skip

FALLBACK = frozenset({"audit", "meet", "fund", "supply", "test", "report", "detect", "train", "occur"})
"""Relations whose words are more often what a question is about than what it asks: taken where no other is named."""

ROLE_ASKED = re.compile(
    r"^(?:so |and |but |ok |hi |hello )*who(?:(?:'|’)?s\b(?! got)| (?:is|was|were|are|has been|acts? as|serves? as|became|becomes|is now))"
    r" (?:(?:the|our|your|currently|now|acting|still) )*(?P<role>[\w&/-]+(?: [\w&/-]+){0,7})",
    re.I,
)


def named(text: str) -> list[tuple[int, int, Relation]]:
    """The relations that ``text`` names, by place; the longer of two that begin together first."""
    found = [
        (match.start(), match.end(), relation) for relation in RELATIONS for match in relation.words.finditer(text)
    ]
    return sorted(found, key=lambda each: (each[0], -each[1]))


def by_name(name: str) -> Relation:
    """The relation of that name."""
    return next(relation for relation in RELATIONS if relation.name == name)


_FIELDS: dict[str, str] = {
    "status": "action status | corrective_action status | finding status | treatment status | risk status | incident status | objective status | system stage | applicability status | document status",
    "state": "corrective_action status | finding status | treatment status | system stage",
    "stage": "system stage",
    "score": "risk score",
    "rating": "assessment outcome | risk level",
    "level": "risk level | risk score",
    "likelihood": "risk likelihood",
    "impact": "risk impact",
    "treatment": "risk treatment",
    "severity": "incident severity",
    "grade": "finding grade",
    "root cause": "corrective_action cause | incident cause",
    "cause": "corrective_action cause | incident cause",
    **dict.fromkeys(
        ("outcome", "verdict", "conclusion", "conclusions", "result", "results", "overall result"),
        "validation verdict | assessment outcome | audit result | decision outcome | test value",
    ),
    **dict.fromkeys(("risk class", "risk category", "risk tier", "impact class", "class", "tier"), "system level"),
    "purpose": "system purpose",
    "service": "supplier service | agreement subject",
    "supplier": "system supplier",
    "target": "objective target | measurement target",
    "kpi": "objective kpi",
    "justification": "applicability justification",
    "notice period": "agreement notice",
    "retention": "event_log retention",
    "source": "provenance source",
    "licence": "provenance licence",
}
FIELD_ASKED = re.compile(
    rf"^(?:and |so )?(?:what(?:['’]?s| is| was| are)?|which) (?:the )?(?:current |present |latest )?(?P<field>{'|'.join(sorted(_FIELDS, key=len, reverse=True))})"
    r" (?:(?:of|for|on|in|does|has|did)\b|is (?=[A-Z]))",
    re.I,
)


CONCLUDED = re.compile(
    r"^(?:and |so )?what (?:did|does|do|has|have) (?:the |our )?(?P<thing>(?:(?!\b(?:procedure|policy|plan|template|method|methodology|guideline|guidance|programme|program|process|standard|handbook|manual|checklist)s?\b).){3,90}?) (?P<verb>conclude[sd]?|find|found|recommend(?:ed)?|result in|say(?! (?:about|on|of|regarding))|come to|show(?:n)?)\b",
    re.I,
)
"""What did the validation of ... conclude?"""
CAUSED = re.compile(
    r"^(?:and |so )?what (?:has |had )?(?P<verb>caused|led to) (?:the |our )?(?P<thing>.{3,90}?)\s*[?.!]*$", re.I
)
"""What caused the incident of ...?"""
CONCLUDING = frozenset({"validation", "assessment", "audit", "test"})


USED = re.compile(
    r"^(?:and |so )?what (?:(?:is|are) (?:the |our )?(?P<thing>.{2,60}?) (?P<verb>(?:used )?for)|does (?:the |our )?(?P<doer>.{2,60}?) (?P<deed>do))\s*[?.!]*$",
    re.I,
)
"""What is ... used for? What does ... do?"""
SUPPLIED = re.compile(
    r"^(?:and |so )?what (?:does|do|did|is|are) (?:the |our )?(?P<thing>.{2,60}?) (?P<verb>supply|supplies|provide|provides|providing|supplying|deliver|delivers)(?: (?:us|to us|for us|us with))?\s*[?.!]*$",
    re.I,
)
"""What does ... supply?"""
KEPT = re.compile(
    r"^(?:and |so )?(?:how long|for how long) (?:are|is|were|do we|must we|does the \w+|must) (?:the |our )?(?P<thing>.{2,60}?) (?:be )?(?P<verb>kept|keep|retained?|stored?|held)\b",
    re.I,
)
"""How long are ... kept?"""


def field_relation(name: str) -> Relation:
    """The relation of a record to one of its fields ("the status of CA-11")."""
    return _relation(f"field {name.lower()}", re.escape(name), what=_FIELDS[name.lower()])
