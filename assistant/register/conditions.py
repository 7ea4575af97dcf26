"""What a question says of the records it is after, as conditions on their fields: states, owners, what is missing, the highest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.register import standards
from assistant.register.figures import MET, MISSED, OFF_TRACK, ON_TRACK
from assistant.register.selection import Condition
from evidence.lexical import analyse
from evidence.numerals import number_in

CLOSABLE = ("finding", "corrective_action", "action", "incident", "treatment")
"""Kinds that are closed once they are done."""
_OWNABLE = (*CLOSABLE, "risk", "objective", "system")
MISSING = re.compile(
    r"\b(?:without|lack(?:s|ing)?|missing|no|not|never|nobody(?:['’]?s)?|no one(?:['’]?s)?|none|neither|nor|nothing|n['’]t|(?:has|have|is|was|are|were|do|does|did)n['’]t|belongs? to no)\b",
    re.I,
)
_THINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"clos(?:ing|ure) date|date of clos(?:ing|ure)|closed date", "closed", CLOSABLE),
    (
        r"(?:management |board |formal )?(?:decisions?|decided|approval|approved it)(?: behind (?:it|them))?",
        "decision",
        ("risk",),
    ),
    (r"(?:impact )?assess(?:ment|ed)s?", "assessed", ("system", "supplier")),
    (r"checked|audited|evaluated|vetted|reviewed|looked at", "assessed", ("supplier",)),
    (r"signatures?|signed", "signature", ("document",)),
    (
        r"owners?|owned|owns?|look(?:s|ed|ing)? after|answers? for|in charge of|names? (?:against|beside|next to|on) (?:it|them)|responsible(?: person| party)?|person responsible|responsibility|assignee",
        "owner",
        (),
    ),
    (r"dates?|deadlines?|due dates?|target dates?|completion dates?|dated", "due", ()),
    (r"kpis?|indicators?|metrics?|measures?", "kpi", ("objective",)),
    (r"objectives?|goals?", "objective", ("measurement",)),
    (r"(?<!on )(?<!off )(?<!at )(?<!below )(?<!behind )(?<!under )targets?", "target", ("objective", "measurement")),
    (r"approvers?|approved|approval", "approver", ("document", "assessment")),
    (r"justif\w+|reasons?", "justification", ("applicability",)),
    (r"next review(?: date)?|review dates?", "review", ("document",)),
    (r"root causes?|causes?", "cause", ("corrective_action", "incident")),
    (
        r"effectiveness(?: checks?)?|verified|checked|prove[sn]?|proof|evidence|confirm(?:ed|s)|shows? it",
        "effectiveness",
        ("corrective_action",),
    ),
    (r"budgets?|money|funds?", "budget", ("treatment",)),
    (r"versions?", "version", ("document",)),
    (r"contracts?|agreements?", "until", ("supplier",)),
    (r"certificates?|results?|records?", "completed", ("training",)),
    (r"chair", "chair", ("meeting",)),
    (r"scores?|ratings?", "score", ("risk",)),
    (r"likelihood|probability", "likelihood", ("risk",)),
    (r"treatments?|responses?", "treatment", ("risk",)),
    (r"status", "status", ()),
)


def _c(field: str, op: str, value: str = "") -> tuple[Condition, ...]:
    return (Condition(field, op, value),)


_UNUSED = (
    r"not|no longer|until|planned?|proposed|before|paused|stopped|on hold|ended|finished|over|dropped|retired|suspended"
    r"|switched off|withdrawn|rejected|discontinued|decommissioned|under assessment"
)
_USED = (
    r"in (?:full |daily |regular |productive )?use|used|live|production|operat\w+|deployed|rolled out|active|running"
)
IN_USE = rf"^(?!.*\b(?:{_UNUSED})\b).*\b(?:{_USED}|pilot\w*)\b"
"""A stage that says that a system is in use, if only in a pilot."""
LIVE = rf"^(?!.*\b(?:pilot\w*|trials?|{_UNUSED})\b).*\b(?:{_USED})\b"
"""A stage that says that a system is live: a pilot is not."""
GONE = (
    r"\b(?:retired|decommission\w*|switched off|turned off|withdrawn|stopped|shut down|ended|taken out|out of use|no longer"
    r"|phased out|dropped|discontinued|scrapped|removed)\b"
)
"""A stage that says that a system was used, and is no more."""
LATE = r"late(?=\s*(?:$|[?.!,;)]|(?:and|or|with|in|on|for|at|now|again|by)\b))"
"""Late, as what something is: "late deliveries" are what complaints are about."""
_NOT_CLOSED = Condition("closed?", "is", "no")
_STATES: tuple[tuple[str, dict[str, tuple[Condition, ...]]], ...] = (
    (rf"overdue(?: for (?:a )?(?:review|revision))?|past (?:their|its|the) (?:due|review) dates?|{LATE}|behind schedule|missed (?:its|their|the) (?:deadline|due date)s?",
     {**{kind: (_NOT_CLOSED, Condition("due", "past")) for kind in CLOSABLE}, "document": _c("review", "past"), "review": _c("due", "past")}),
    (r"(?:still |currently |yet )?(?:open|unresolved|outstanding|pending|not (?:yet )?(?:been )?closed|unclosed)", {kind: (_NOT_CLOSED,) for kind in CLOSABLE}),
    (r"(?:still |currently )?(?:live(?! with)|active|open)", {"risk": (Condition("closed?", "isnot", "yes|ended"),)}),
    (r"out of date|out-of-date|outdated|stale|expired|(?:need(?:s|ing)?|want(?:s|ing)?|ready for) (?:a )?(?:review(?:ing)?|updat(?:e|ing)|revis(?:ion|ing))", {"document": _c("review", "past"), "review": _c("due", "past")}),
    (r"closed|resolved|completed|done|finished", {kind: _c("closed?", "is", "yes") for kind in (*CLOSABLE, "risk")}),
    (r"(?:show\w* as |carried as |still carry as |carry as |marked as |treated as |says? |just says? )?accept(?:ed)?|(?:that |which )?(?:(?:are |have )?we|(?:we(?: are|['’]re| have)?))? ?(?:accept(?:ing)?|liv(?:e|ing) with|tolerat(?:e|ed|ing)|put(?:ting)? up with|retain(?:ed|ing)?)(?: rather than \w+ing)?", {"risk": _c("accepted", "is", "yes")}),
    (r"(?:acceptance (?:is |has |that )*(?:over|run out|expired|lapsed|ended)|acceptances? .{0,12}(?:over|run out|expired|lapsed))", {"risk": _c("accepted_until", "past")}),
    (r"(?:have |has |had )?(?:run out|lapsed|expired|ran out|ended|are over|is over|no longer valid|out of date)",
     {kind: _c("until", "past") for kind in ("acceptance", "training", "agreement", "supplier", "certificate")} | {"risk": _c("accepted_until", "past")}),
    (r"(?:still )?(?:valid|in force|current|running)", {kind: _c("until", "ahead") for kind in ("acceptance", "training", "agreement", "supplier", "certificate")}),
    (r"no longer (?:in use|used|live|running|in operation)|(?:(?:have|has) been |were |was |are |is )?(?:switched off|turned off|retired|decommissioned|phased out|out of use|taken out of (?:use|service))", {"system": _c("stage", "is", GONE)}),
    (r"(?:show\w* as |currently |already |still )?in use", {"system": _c("stage", "is", IN_USE)}),
    (r"(?:show\w* as |currently |already |still )?(?:live|in production|operational|in operation|deployed)", {"system": _c("stage", "is", LIVE)}),
    (r"(?:do|does|are|is) (?:we|the (?:company|organisation|organization)) (?:currently |now |still )?(?:us(?:e|es|ing)|run(?:s|ning)?|operat(?:e|es|ing))", {"system": _c("stage", "is", IN_USE)}),
    (r"(?:supplied|provided|made|delivered|built|run|operated|com(?:e|es|ing)) (?:by|from) (?:a |an |our |other )?(?:third part(?:y|ies)|suppliers?|vendors?|others|outsiders?|external \w+)|third[- ]party|bought(?: in)?|external(?:ly supplied)?", {"system": (*_c("from_outside", "is", "yes"), *_c("supplier", "told"))}),
    (r"planned|not yet (?:live|in use)", {"system": _c("stage", "is", "plan"), "applicability": _c("status", "is", "plan")}),
    (r"pilots?|being piloted|in pilot", {"system": _c("stage", "is", "pilot")}),
    (r"(?:only )?(?:part(?:ly|ially)|half)(?: (?:implemented|there|done))?(?: \(part\w+ implemented\))?", {"applicability": _c("status", "is", "part")}),
    (r"not (?:yet )?(?:fully )?implemented", {"applicability": _c("status", "is", r"^no\b|not |plan|open|part|progress|start|pend")}),
    (r"(?:fully )?implemented", {"applicability": _c("status", "is", r"^(?:fully )?implemented|^yes|^done")}),
    (r"not applicable|excluded?s?|out of scope|(?:are|is|were) out(?=\s*[?.!]*$)|do(?:es)? not apply|(?:(?:does|do|did|has|have|had) (?:[\w-]+ ){0,3}?|(?:(?:are|is|were|was|been|we|they) )*)(?:leaves?|left) out", {"applicability": (*_c("applicable", "is", "^n"), *_c("justification", "told"))}),
    (r"applicable", {"applicability": _c("applicable", "is", "^y")}),
    (r"critical", {"supplier": _c("critical", "is", "^y|critical"), "risk": _c("level", "is", "critical"), "finding": _c("grade", "is", "critical"), "incident": _c("severity", "is", "critical")}),
    (r"major", {"finding": _c("grade", "is", "major"), "incident": _c("severity", "is", "major")}),
    (r"minor", {"finding": _c("grade", "is", "minor"), "incident": _c("severity", "is", "minor")}),
    (r"(?:of |in |rated )?(?P<grade>high|medium|low)(?:[- ](?:severity|priority|risk))?", {kind: _c(name, "is", "{grade}") for kind, name in (("finding", "grade"), ("incident", "severity"), ("risk", "level"))}),
    (r"(?:of |in |rated )?(?:the )?(?P<grade>high|medium|low|limited|minimal)[- ](?:risk|tier|class|impact)(?: (?:class|tier|category))?", {"system": _c("level", "is", r"^\W*(?:very )?{grade}\b")}),
    (r"held|took place|have taken place|met|were there", {"meeting": ()}),
    (r"cancelled|called off", {"meeting": _c("state", "is", "cancelled")}),
    (r"rejected|declined|turned down|refused", {"decision": _c("outcome", "is", "reject")}),
    (r"deferred|postponed|put off", {"decision": _c("outcome", "is", "defer"), "meeting": _c("state", "is", "postponed")}),
    (r"complete[d]?|done|passed|finished", {"training": _c("completed", "filled")}),
    (r"drafts?|in draft", {"document": _c("status", "is", "draft")}),
    (r"unsigned|not (?:yet )?(?:been )?signed|empty|blank", {"signature": _c("state", "is", "empty|blank")}),
    (r"(?:not|n['’]t) (?:yet )?(?:on|at) (?:track|target|schedule)|off (?:track|target)|behind(?: schedule)?", {"objective": _c("status", "is", OFF_TRACK)}),
    (r"miss(?:ed)?|(?:not|n['’]t) (?:been )?(?:met|reached|achieved|attained)|failed|below target", {"objective": _c("status", "is", MISSED)}),
    (r"on (?:track|target|schedule)", {"objective": _c("status", "is", ON_TRACK)}),
    (r"met|reached|achieved|attained", {"objective": _c("status", "is", MET)}),
)  # fmt: skip
STATES = frozenset(
    analyse(
        "open closed overdue late expired lapsed outdated stale missed met failed passed achieved reached pending outstanding"
        " high low medium critical major minor severe serious red amber green signed unsigned draft live active cancelled done"
        " finished completed resolved unresolved valid invalid superseded withdrawn obsolete good bad worse better"
        " approved rejected accepted released qualified blocked"
    )
)
"""Words for how a record stands: among the words of a text they do not say it."""
_SCORE = re.compile(
    r"\(?\b(?:score[sd]?(?: of)?|rated|at)?\s*(?:(?P<n>\d{1,3}) (?:or (?:more|higher|above)|and (?:more|above|higher))|(?:at least|from|>=|≥) ?(?P<m>\d{1,3})|(?:above|over|more than|>) ?(?P<o>\d{1,3}))\)?",
    re.I,
)
_LAST_AUDIT = re.compile(
    r"\b(?:last|latest|most recent) (?P<which>(?:(?:internal|external|surveillance|certification|supplier|isms|aims|qms|ems|ai|iso \d+) )*)audit\b",
    re.I,
)
_LAST_MEETING = re.compile(
    r"\b(?:(?:from|of|at|in|by) )?(?:the |our )?(?:last|latest|most recent) (?P<what>(?:[\w&-]+ ){0,3}?(?:meeting|review|session|sitting))\b",
    re.I,
)
_OF_MEETING = re.compile(
    r"\b(?:from|of|at|in|by) (?:the |our )?(?!(?:last|latest|most recent)\b)(?P<what>[\w&-]+(?: [\w&-]+){0,4}?) (?:meeting|session|call|sitting)\b(?: (?:of|on)\b)?",
    re.I,
)
_DOCUMENTS = re.compile(r"\b(polic|procedure|standard|guideline|charter)(?:y|ies|s)?\b", re.I)
_FROM_OUTSIDE = {"external", "surveillance", "certification"}
_REPORTS = re.compile(
    r"\breport(?:s|ing)? (?:directly )?to (?:the |our )?(?P<who>[\w.'’&-]+(?: [\w.'’&-]+){0,4}?)(?=\s*(?:$|[?.!,;]|\b(?:directly|now|today|currently|at (?:the moment|present)|and|in|on|as|since)\b))",
    re.I,
)
_OWNED = re.compile(
    r"\b(?:owned by|assigned to|belong(?:s|ing)? to|of which the owner is|on the desk of)\s+(?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}|the [\w ]{3,30}?)(?=$|[?.,]| (?:are|is|in|on|that|which))"
)
_HAS = re.compile(
    r"\b(?:does|do|has|have) (?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){0,3}) (?:still )?(?:have|got|own|to do|to close|to finish)\b"
)
_MISSED = re.compile(
    r"\b(?:did|does|has|have|was|were) (?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){0,3}) "
    r"(?:miss(?:ed)?|absent(?: from)?|(?:not|never) (?:attend(?:ed)?|(?:present|there|come|been)(?: (?:at|to))?|taken? part(?: in)?))\b"
)
_PRESENT = re.compile(
    r"\b(?:did|does|has|have|was|were|that|which) (?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){0,3}) "
    r"(?:attend(?:ed)?|(?:(?:was|been) )?(?:present(?: at)?|at|to)|t(?:ake|aken|ook) part(?: in)?|participated?(?: in)?)\b"
    r"|\battended by (?P<by>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){0,3})"
)
_BY = re.compile(
    r"\b(?:approved|accepted|decided|granted|adopted|signed|chaired|sent|raised)\s+by\s+(?P<who>(?:the\s+)?[\w.'’&-]+(?: [\w.'’&-]+){0,3}?)(?=\s*$|[?.,]| (?:are|is|in|on|that|which|at|since|during|before|after|going|according))",
    re.I,
)
_EXTREME = re.compile(
    r"\b(?:(?:the|our) )?(?:top (?P<top>\d{1,2}|three|five|ten)|(?P<before>\d{1,2}|two|three|four|five|ten) (?:highest|biggest|largest|worst|greatest)"
    r"|highest|biggest|largest|top(?! management)|worst|greatest|most (?:severe|serious|critical|expensive|costly|important)|(?P<least>lowest|smallest|least (?:severe|serious|critical)))\b",
    re.I,
)
_MEASURED = {"risk": "score", "resource": "amount", "treatment": "budget"}
"""Kinds of which one is the highest, and by what."""
_SOME = "3"  # are the top risks, where no number is given
_PLURAL = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?:risks|amounts|budgets|sums)\b", re.I)
_DOERS = {"document": "approver", "approval": "who", "acceptance": "by", "meeting": "chair", "communication": "sender"}
"""The field that tells by whom a record of a kind was made; of other kinds the body."""


class Taken:
    """A question's words; what has been understood is blanked."""

    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind = text, kind
        self.papers: tuple[str, ...] = ()  # words of the title of the paper that is meant

    def take(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """The first match, which is blanked."""
        match = re.search(pattern, self.text, re.I if isinstance(pattern, str) else 0)
        if match:
            self.blank(match.start(), match.end())
        return match

    def blank(self, start: int, end: int) -> None:
        """Blank the characters from ``start`` to ``end``."""
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def blank_text(self, words: str) -> None:
        """Blank the words of a span of time, with or without what opens it."""
        for part in {words, re.sub(r"^(?:since|until|after|before|prior to)(?: the)? ", "", words)}:
            place = self.text.find(part)
            if place >= 0:
                self.blank(place, place + len(part))


def conditions_of(taken: Taken) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
    """The conditions that a question puts on its records, and the fields that they lack; what was understood is blanked."""
    found = [*_rated(taken), *_last(taken), *_people(taken), *_implied(taken)]
    if taken.kind == "applicability":
        number, words = standards.named(taken.text)
        found += _c("standard", "is", number) if number else ()
        taken.blank_text(words)
        taken.take(r"\bannex(?: a)?\b")
    absent = _absent(taken)
    for pattern, by_kind in _STATES:
        if taken.kind in by_kind and (match := taken.take(rf"\b(?:{pattern})(?!\w)")):
            grade = match.groupdict().get("grade") or ""
            known = {condition.field for condition in found if condition.op != "isnot"}
            states = [Condition(c.field, c.op, c.value.replace("{grade}", grade.lower())) for c in by_kind[taken.kind]]
            found += [state for state in states if state.field not in known]
    return tuple(dict.fromkeys(found)), absent


def _rated(taken: Taken) -> Iterator[Condition]:
    """How high the records are to be: above a score, or the highest of all."""
    if taken.kind == "risk" and _EXTREME.search(taken.text):
        taken.take(r"\b(?:residual|net|current|remaining)\b(?= (?:risk )?(?:scores?|ratings?|values?|risks?)\b)")
    if taken.kind == "risk" and (match := taken.take(_SCORE)):
        least = int(match["n"] or match["m"] or match["o"]) + bool(match["o"])
        yield Condition("score", "atleast", str(least))
        taken.take(r"\b(?:high|medium|low|critical)\b")
        taken.take(r"\bscor(?:e|es|ed|ing)\b")
    if (name := _MEASURED.get(taken.kind)) and (match := taken.take(_EXTREME)):
        several = _PLURAL.match(taken.text[match.end() :])
        how_many = str(number_in(match["top"] or match["before"] or (_SOME if several else "1")))
        yield Condition(name, "lowest" if match["least"] else "highest", how_many)
        taken.take(r"\b(?:scor(?:e|es|ed|ing)|rat(?:ed|ing)s?|amounts?|sums?|levels?)\b")


def _last(taken: Taken) -> Iterator[Condition]:
    """Of the last audit, or the last meeting."""
    if taken.kind == "finding" and (match := taken.take(_LAST_AUDIT)):
        yield Condition("audited", "latest")
        which = match["which"].lower().split()
        if "internal" in which:
            yield Condition("audit_type", "isnot", "external")
        if _FROM_OUTSIDE & set(which):
            yield Condition("audit_type", "is", "external")
        taken.text = f"{taken.text} {' '.join(word for word in which if word not in _FROM_OUTSIDE | {'internal'})}"
    if taken.kind == "decision" and taken.take(r"\bat the latest meeting\b"):
        yield Condition("held", "latest")
    if taken.kind == "action" and (match := taken.take(_OF_MEETING)):
        taken.papers = tuple(term for term in analyse(match["what"]) if term not in analyse("the our its that this"))
    elif taken.kind == "action" and (match := taken.take(_LAST_MEETING)):
        taken.papers = tuple(
            term for term in analyse(match["what"]) if term not in analyse("meeting session sitting the")
        )
        yield Condition("raised", "latest")


def _people(taken: Taken) -> Iterator[Condition]:
    """Who owns the records, who made them, and to whom a role reports."""
    if match := taken.take(_OWNED):
        yield Condition("owner", "same", re.sub(r"^the ", "", match["who"]))
    elif taken.kind in _OWNABLE and (match := taken.take(_HAS)):
        yield Condition("owner", "same", match["who"])
        if taken.kind in CLOSABLE:
            yield Condition("closed?", "isnot", "yes|ended")
            yield Condition("due", "told")
    if taken.kind == "meeting" and (match := taken.take(_MISSED)):
        yield Condition("attendees", "lacks", match["who"])
    elif taken.kind == "meeting" and (match := taken.take(_PRESENT)):
        yield Condition("attendees", "names", match["who"] or match["by"])
    if taken.kind == "role" and (match := taken.take(_REPORTS)):
        yield Condition("reports_to", "same", match["who"])
    if match := taken.take(_BY):
        doer = re.sub(r"^(?:the|our) ", "", match["who"].strip(), flags=re.I)
        yield Condition(_DOERS.get(taken.kind, "body"), "same", doer)


def _implied(taken: Taken) -> list[Condition]:
    """What the very name of the records says: a nonconformity is no observation."""
    if taken.kind == "finding" and re.search(r"\bnon-?conformit|\bncr?s?\b", taken.text, re.I):
        return [
            Condition("number", "isnot", r"^(?:obs|ofi|opp|rec)"),
            Condition("grade", "isnot", "observ|opportun|recommend|positive|medium|low|high"),
        ]
    if taken.kind == "assessment" and (
        sort := re.search(r"\b(?:(impact|risk|supplier) assess\w+|(dpia|aiia)s?)\b", taken.text, re.I)
    ):
        if not sort[1] or sort[1].lower() == "impact":
            return [Condition("type", "isnot", "supplier|vendor|risk")]
        return [Condition("type", "is", sort[1].lower())]
    if taken.kind == "document" and len(sorts := {each[1].lower() for each in _DOCUMENTS.finditer(taken.text)}) == 1:
        return [Condition("sort", "is", sorts.pop())]
    if taken.kind == "finding" and re.search(r"\bobservations?\b", taken.text, re.I):
        return [Condition("number", "is", r"^obs|^o")]
    return []


def _absent(taken: Taken) -> tuple[str, ...]:
    """The fields that are said to be missing ("neither an owner nor a date")."""
    negation = MISSING.search(taken.text)
    if negation is None:
        return ()
    found: list[str] = []
    for pattern, name, kinds in _THINGS:
        if kinds and taken.kind not in kinds:
            continue
        place = re.compile(rf"\b(?:{pattern})\b", re.I).search(taken.text, negation.end())
        if place and place.start() - negation.end() <= 60:
            taken.blank(place.start(), place.end())
            found.append(name)
    return tuple(found)
