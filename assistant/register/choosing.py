"""A question after a set ("how many", "list", "which … have no …") as a ``Selection``, or nothing where a word is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.periods import EARLIEST, periods
from assistant.query import Period, Query
from assistant.register import standards
from assistant.register.nouns import kinds_named, label, noun_words
from assistant.register.relations import RELATIONS
from assistant.register.rephrasing import audits, dated, decisions, matters, meetings
from assistant.register.request import NOISE, VERSION, merged
from assistant.register.selection import SNAPSHOTS, Condition, Selection, of_period
from evidence.lexical import analyse

_OPENING = re.compile(
    r"^(?:(?:and|so|but|please|hi|hello|hey|ok)\b[\s,]*)*(?:"
    r"(?P<count>how many|(?:what(?:'s| is| was)? )?(?:the )?(?:total )?(?:number|count|no\.?) of|count(?: the| all)?|number of)|"
    r"(?P<list>list|enumerate|name all|show (?:me |us )?(?:all|every|the|any)?|give (?:me|us) (?:a list of |all |the )?(?:all )?|which|what|whose|"
    r"(?:are|is|was|were) there (?:any|some|an?)?|(?:has|have) there been (?:any|some|an?)?|do we have (?:any|an?)|have we (?:got )?(?:any|an?)|any(?:thing|body|one)?|who(?:se)? all|"
    r"why(?=.*\bcontrols?\b.*\b(?:exclud\w+|not applicable|out of scope|left out)\b))"
    r")\b",
    re.I,
)
_EVENTS = ("meeting", "decision", "approval", "communication", "incident")  # as of a day, those that had been
_CLOSABLE = ("finding", "corrective_action", "action", "incident", "treatment")
_OWNABLE = (*_CLOSABLE, "risk", "objective", "system")
_MISSING = re.compile(
    r"\b(?:without|lack(?:s|ing)?|missing|no|not|never|nobody(?:['’]?s)?|no one(?:['’]?s)?|none|neither|nor|nothing|n't|hasn't|haven't|isn't|wasn't|don't|doesn't|belongs? to no)\b",
    re.I,
)
_THINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"clos(?:ing|ure) date|date of clos(?:ing|ure)|closed date", "closed", _CLOSABLE),
    (
        r"(?:management |board |formal )?(?:decisions?|decided|approval|approved it)(?: behind (?:it|them))?",
        "decision",
        ("risk",),
    ),
    (r"(?:impact )?assess(?:ment|ed)s?", "assessed", ("system", "supplier")),
    (
        r"owners?|owned|owns?|look(?:s|ed|ing)? after|answers? for|in charge of|names? (?:against|beside|next to|on) (?:it|them)|responsible(?: person| party)?|person responsible|responsibility|assignee",
        "owner",
        (),
    ),
    (r"dates?|deadlines?|due dates?|target dates?|completion dates?|dated", "due", ()),
    (r"kpis?|indicators?|metrics?|measures?", "kpi", ("objective",)),
    (r"objectives?|goals?", "objective", ("measurement",)),
    (r"targets?", "target", ("objective", "measurement")),
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


_NOT_CLOSED = Condition("closed?", "is", "no")
_STATES: tuple[tuple[str, dict[str, tuple[Condition, ...]]], ...] = (
    (r"overdue(?: for (?:a )?(?:review|revision))?|past (?:their|its|the) (?:due|review) dates?|late|behind schedule|missed (?:its|their|the) (?:deadline|due date)s?",
     {**{kind: (_NOT_CLOSED, Condition("due", "past")) for kind in _CLOSABLE}, "document": _c("review", "past"), "review": _c("due", "past")}),
    (r"(?:still |currently |yet )?(?:open|unresolved|outstanding|pending|not (?:yet )?(?:been )?closed|unclosed)", {kind: (_NOT_CLOSED,) for kind in _CLOSABLE}),
    (r"live(?! with)|active", {"risk": (Condition("closed?", "isnot", "yes"),)}),
    (r"closed|resolved|completed|done|finished", {kind: _c("closed?", "is", "yes") for kind in _CLOSABLE}),
    (r"(?:show\w* as |carried as |still carry as |carry as |marked as |treated as |says? |just says? )?accept(?:ed)?|(?:that |which )?(?:(?:are |have )?we|(?:we(?: are|['’]re| have)?))? ?(?:accept(?:ing)?|liv(?:e|ing) with|tolerat(?:e|ed|ing)|put(?:ting)? up with|retain(?:ed|ing)?)(?: rather than \w+ing)?", {"risk": _c("accepted", "is", "yes")}),
    (r"(?:acceptance (?:is |has |that )*(?:over|run out|expired|lapsed|ended)|acceptances? .{0,12}(?:over|run out|expired|lapsed))", {"risk": _c("accepted_until", "past")}),
    (r"(?:have |has |had )?(?:run out|lapsed|expired|ran out|ended|are over|is over|no longer valid|out of date)",
     {kind: _c("until", "past") for kind in ("acceptance", "training", "agreement", "supplier", "certificate")} | {"risk": _c("accepted_until", "past")}),
    (r"(?:still )?(?:valid|in force|current|running)", {kind: _c("until", "ahead") for kind in ("acceptance", "training", "agreement", "supplier", "certificate")}),
    (r"(?:show\w* as |currently |already |still )?(?:in use|live|in production|operational|in operation|deployed)", {"system": _c("stage", "is", r"in use|live|production|operat")}),
    (r"(?:do|does|are|is) (?:we|the (?:company|organisation|organization)) (?:currently |now |still )?(?:us(?:e|es|ing)|run(?:s|ning)?|operat(?:e|es|ing))", {"system": _c("stage", "isnot", r"retire|decommission|withdrawn|stopped|plan|develop|not (?:yet )?in use|rejected")}),
    (r"planned|not yet (?:live|in use)", {"system": _c("stage", "is", "plan"), "applicability": _c("status", "is", "plan")}),
    (r"pilots?|being piloted|in pilot", {"system": _c("stage", "is", "pilot")}),
    (r"(?:only )?(?:part(?:ly|ially)|half)(?: (?:implemented|there|done))?(?: \(part\w+ implemented\))?", {"applicability": _c("status", "is", "part")}),
    (r"not (?:yet )?implemented", {"applicability": _c("status", "is", r"not |plan|open")}),
    (r"(?:fully )?implemented", {"applicability": _c("status", "is", r"^(?:fully )?implemented|^yes|^done")}),
    (r"not applicable|excluded?s?|out of scope|do(?:es)? not apply|(?:(?:does|do|did|has|have|had) (?:[\w-]+ ){0,3}?|(?:(?:are|is|were|was|been|we|they) )*)(?:leaves?|left) out", {"applicability": (*_c("applicable", "is", "^n"), *_c("justification", "told"))}),
    (r"applicable", {"applicability": _c("applicable", "is", "^y")}),
    (r"critical", {"supplier": _c("critical", "is", "^y|critical"), "risk": _c("level", "is", "critical"), "finding": _c("grade", "is", "critical"), "incident": _c("severity", "is", "critical")}),
    (r"major", {"finding": _c("grade", "is", "major"), "incident": _c("severity", "is", "major")}),
    (r"minor", {"finding": _c("grade", "is", "minor"), "incident": _c("severity", "is", "minor")}),
    (r"(?:of )?(?P<grade>high|medium|low)(?: severity| priority| risk)?", {kind: _c(name, "is", "{grade}") for kind, name in (("finding", "grade"), ("incident", "severity"), ("risk", "level"))}),
    (r"held|took place|have taken place|met|were there", {"meeting": ()}),
    (r"cancelled|called off", {"meeting": _c("state", "is", "cancelled")}),
    (r"rejected|declined|turned down|refused", {"decision": _c("outcome", "is", "reject")}),
    (r"deferred|postponed|put off", {"decision": _c("outcome", "is", "defer"), "meeting": _c("state", "is", "postponed")}),
    (r"drafts?|in draft", {"document": _c("status", "is", "draft")}),
    (r"unsigned|not (?:yet )?(?:been )?signed|empty|blank", {"signature": _c("state", "is", "empty|blank")}),
    (r"missed|(?:not|n['’]t) (?:been )?(?:met|reached|achieved|attained)|failed|below target|off track", {"objective": _c("status", "is", r"^no\b|\bnot\b|missed|\bred\b|\boff\b|below|fail|behind")}),
    (r"met|reached|achieved|attained|on track|on target", {"objective": _c("status", "is", r"^(?!.*\b(?:not|off)\b).*(?:^yes\b|\bmet\b|reached|achieved|attained|on (?:track|target)|green)")}),
)  # fmt: skip
_SCORE = re.compile(
    r"\(?\b(?:score[sd]?(?: of)?|rated|at)?\s*(?:(?P<n>\d{1,3}) (?:or (?:more|higher|above)|and (?:more|above|higher))|(?:at least|from|>=|≥) ?(?P<m>\d{1,3})|(?:above|over|more than|>) ?(?P<o>\d{1,3}))\)?",
    re.I,
)
_PAPER = re.compile(
    r"\b(?:in|on|per|of|from|by|to|going by|according to|acc\.? to|do|does)\s+(?:the|our|this|that)?\s*"
    r"(?P<words>(?:(?!(?:in|on|per|of|from|by|to|are|is|has|have|do|does|that|which)\b)[\w&/-]+\s+){0,5}?)"
    r"(?P<noun>register|registry|log|matrix|inventory|programme|list|treatment plan|plan|dashboard|statement of applicability|soa|report|overview|calendar|sheet|tracker|table)\b"
    r"(?P<of>(?:\s+of\s+(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Za-z]{3,9} \d{4}|\s+of\s+\d{4}(?:-\d\d(?:-\d\d)?)?)?)",
    re.I,
)
_ASIDE = re.compile(
    r"\s*[(\[](?:see |per |from |in |on |of )?(the [^()\[\]]{2,60} (?:register|registry|log|matrix|inventory|list|sheet|table|tracker|overview|soa))[)\]]",
    re.I,
)
_INCLUDED = re.compile(
    r"[,(]?\s*\b(?:(?:one|those|ones|that|the)\b[^,?()]{0,50}\bincluded|including\b[^,?()]{0,50}|(?:that|it) one too)\)?",
    re.I,
)
_LAST_AUDIT = re.compile(
    r"\b(?:last|latest|most recent) (?P<which>(?:(?:internal|external|surveillance|certification|supplier|isms|aims|qms|ems|ai|iso \d+) )*)audit\b",
    re.I,
)
_FROM_OUTSIDE = {"external", "surveillance", "certification"}
_OWNED = re.compile(
    r"\b(?:owned by|assigned to|belong(?:s|ing)? to|of which the owner is|on the desk of)\s+(?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}|the [\w ]{3,30}?)(?=$|[?.,]| (?:are|is|in|on|that|which))"
)
_HAS = re.compile(
    r"\b(?:does|do|has|have) (?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}) (?:still )?(?:have|got|own|to do|to close|to finish)\b"
)
_BY = re.compile(
    r"\b(?:approved|accepted|decided|granted|adopted|signed|chaired|sent|raised)\s+by\s+(?P<who>(?:the\s+)?[\w.'’&-]+(?: [\w.'’&-]+){0,3}?)(?=$|[?.,]| (?:are|is|in|on|that|which|since|during|before|after|going|according))",
    re.I,
)
_PADDING = frozenset(
    analyse(
        "register registry log matrix inventory list record records entries entry rows row line lines item items number numbers total held"
        " single itself themselves ones things currently management behind show shown shows count counts carry carried company whole team mandatory official"
        " controlled existing own named known exist exists belong belongs person people body included one ran out run over has have had do"
        " did does been being are is was were that which who whom it its their they there this these those any all each every of in on"
        " just says say said actually still moment nobody none neither nor no not never without lack lacks missing altho although and or but"
        " before prior take taken took make made reach reached ai we our us you your per acc according to going by"
    )
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What set is asked for: ``count`` or not; ``absent`` are the fields that the records lack."""

    selection: Selection
    count: bool
    absent: tuple[str, ...] = ()
    people: bool = False
    whether: bool = False


def read(query: Query, as_of: date) -> Wish | None:
    """The set that ``query`` asks for, or ``None`` where it asks for something else or a word of it is not understood."""
    text, day = dated(_ASIDE.sub(r" in \1", query.text.strip()), as_of)
    text, as_of = decisions(matters(meetings(audits(text))), as_of), day or as_of
    opening = _OPENING.match(text)
    if opening is None or (query.search_text != query.text and not _complete(text, opening)):
        return None
    rest = _INCLUDED.sub(" ", text[opening.end() :])
    if (
        VERSION.search(text)
        or re.match(r"\s*(?:people|persons|members|staff|employees|times|days|hours|percent)\b", rest, re.I)
        or not _heads(opening, rest)
    ):
        return None
    spans = merged(periods(standards.unnumbered(rest), as_of))
    kinds = kinds_named(rest)
    if not kinds or len(spans) > 1:
        return None
    kind = kinds[0]
    taken = _Taken(rest, kind)
    paper, edition = _paper(taken, as_of)
    for period in spans:
        taken.blank_text(period.text)
    conditions, absent = _conditions(taken)
    kind, conditions = _turned(kind, conditions)
    about = _about(taken, kind, frozenset(query.terms), absent)
    if about is None or not (conditions or absent or spans or about or paper or kind in SNAPSHOTS or opening["count"]):
        return None
    inside = None if edition else _inside(spans, kind, day)
    if kind in SNAPSHOTS and inside and not edition and not _ending(rest, kind):
        if _HAPPENED.search(rest):
            return None  # a register's state does not tell when it came about
        edition, inside = inside, None
    if inside and (name := _ending(rest, kind)):
        conditions, inside = (
            (*(c for c in conditions if c.field != name), Condition(name, "within", f"{inside[0]}..{inside[1]}")),
            None,
        )
    if absent and kind in (*_CLOSABLE, "risk") and not any(c.field == "closed?" for c in conditions):
        conditions = (*conditions, Condition("closed?", "isnot", "yes"))
    wanted = (*conditions, *(Condition(name, "empty") for name in absent))
    selection = Selection(kind, as_of, wanted, about, inside, paper, edition)
    return Wish(
        selection,
        bool(opening["count"]),
        absent,
        bool(re.match(r".*\b(?:whose|who)\b", opening[0], re.I)),
        bool(re.match(r"(?:are|is|was|were|do|has|have|any)\b", opening[0], re.I)),
    )


_WHOLE = re.compile(
    r"\s*(?:(?:are|were) (?:(?:the|our|all|all the)\b)?|(?:is|was) (?:the|our)(?= (?:highest|biggest|largest|top|worst|greatest|most|lowest|smallest|least)\b))",
    re.I,
)
"""What are the ..., what is the highest ...: the set itself is asked for."""
_OF = re.compile(r"\b(?:of|for|in|on|from|with|to|that|which|about|at|by|during|since|under|behind)\b|[,?]", re.I)
_EXTREME = re.compile(
    r"\b(?:(?:the|our) )?(?:top (?P<top>\d{1,2}|three|five|ten)|(?P<before>\d{1,2}|two|three|four|five|ten) (?:highest|biggest|largest|worst|greatest)"
    r"|highest|biggest|largest|top|worst|greatest|most (?:severe|serious|critical|expensive|costly|important)|(?P<least>lowest|smallest|least (?:severe|serious|critical)))\b",
    re.I,
)
_MEASURED = {"risk": "score", "resource": "amount", "treatment": "budget"}
"""Kinds of which one is the highest, and by what."""
_HAPPENED = re.compile(
    r"\b(?:was|were|been|got|did|had|newly)\b(?:\s+\w+){0,2}?\s+"
    r"(?:accepted|approved|raised|identified|closed|added|opened|treated|introduced|granted|decided|removed)\b",
    re.I,
)


def _inside(spans: tuple[Period, ...], kind: str, day: date | None) -> tuple[date, date] | None:
    """The days that are asked about; of events as of a ``day``, all up to it."""
    if spans:
        return of_period(spans[0])
    return (EARLIEST, day) if day and kind in _EVENTS else None


def _complete(text: str, opening: re.Match[str]) -> bool:
    """Whether a question that opens with "and" names by itself what it is after ("and which risks have no owner?")."""
    head = re.match(r"(?:\W*[\w-]+){1,3}", text[opening.end() :])
    return bool(re.match(r"(?:and|so|but)\b", text, re.I) and head and kinds_named(head[0]))


class _Taken:
    """A question's words; what has been understood is blanked."""

    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind = text, kind

    def take(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """The first match, which is blanked."""
        match = re.search(pattern, self.text, re.I if isinstance(pattern, str) else 0)
        if match:
            self.blank(match.start(), match.end())
        return match

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def blank_text(self, words: str) -> None:
        for part in {words, re.sub(r"^(?:since|until|after|before|prior to)(?: the)? ", "", words)}:
            place = self.text.find(part)
            if place >= 0:
                self.blank(place, place + len(part))


def _paper(taken: _Taken, as_of: date) -> tuple[tuple[str, ...], tuple[date, date] | None]:
    """The document that the set is to be taken from: words of its title, and its day or month where one is given."""
    match = taken.take(_PAPER)
    if match is None:
        return (), None
    words = match["words"] or ""
    named = merged(periods(f"{words} {match['of'] or ''}", as_of))
    for period in named:
        words = words.replace(period.text, " ")
    title = [*(term for term in analyse(words) if term not in NOISE), *analyse(match["noun"])]
    return tuple(dict.fromkeys(title)), (of_period(named[0]) if named else None)


def _conditions(taken: _Taken) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
    found: list[Condition] = []
    if taken.kind == "risk" and (match := taken.take(_SCORE)):
        least = int(match["n"] or match["m"] or match["o"]) + bool(match["o"])
        found.append(Condition("score", "atleast", str(least)))
        taken.take(r"\b(?:high|medium|low|critical)\b")
        taken.take(r"\bscor(?:e|es|ed|ing)\b")
    if (name := _MEASURED.get(taken.kind)) and (match := taken.take(_EXTREME)):
        how_many = str(_number(match["top"] or match["before"] or "1"))
        found.append(Condition(name, "lowest" if match["least"] else "highest", how_many))
        taken.take(r"\b(?:scor(?:e|es|ed|ing)|rat(?:ed|ing)s?|amounts?|sums?|levels?)\b")
    if taken.kind == "finding" and (match := taken.take(_LAST_AUDIT)):
        found.append(Condition("audited", "latest"))
        which = match["which"].lower().split()
        found += [Condition("audit_type", "isnot", "external")] if "internal" in which else []
        found += [Condition("audit_type", "is", "external")] if _FROM_OUTSIDE & set(which) else []
        taken.text = f"{taken.text} {' '.join(word for word in which if word not in _FROM_OUTSIDE | {'internal'})}"
    if match := taken.take(_OWNED):
        found.append(Condition("owner", "is", re.escape(match["who"].split()[-1])))
    elif taken.kind in _OWNABLE and (match := taken.take(_HAS)):
        found.append(Condition("owner", "is", re.escape(match["who"].split()[-1])))
        found += [Condition("closed?", "isnot", "yes"), Condition("due", "told")] if taken.kind in _CLOSABLE else []
    if match := taken.take(_BY):
        name = {
            "document": "approver",
            "approval": "body",
            "acceptance": "by",
            "meeting": "chair",
            "communication": "sender",
        }.get(taken.kind, "body")
        found.append(Condition(name, "is", re.escape(match["who"].removeprefix("the ").split()[-1])))
    found += _implied(taken)
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


def _number(word: str) -> int:
    return int(word) if word.isdigit() else {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}[word.lower()]


def _implied(taken: _Taken) -> list[Condition]:
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
    if taken.kind == "finding" and re.search(r"\bobservations?\b", taken.text, re.I):
        return [Condition("number", "is", r"^obs|^o")]
    return []


def _absent(taken: _Taken) -> tuple[str, ...]:
    """The fields that are said to be missing ("neither an owner nor a date")."""
    negation = _MISSING.search(taken.text)
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


def _ending(text: str, kind: str) -> str:
    """The date that a span of time is about where the question asks what ends or falls due in it, or ""."""
    if kind in ("acceptance", "training", "supplier", "agreement", "certificate") and re.search(
        r"\b(?:expir\w*|end(?:s|ing)?|run(?:s|ning)? out|laps\w+|renew\w*)\b", text, re.I
    ):
        return "until"
    return "due" if kind in (*_CLOSABLE, "review") and re.search(r"\b(?:due|fall due|deadline)\b", text, re.I) else ""


def _heads(opening: re.Match[str], rest: str) -> bool:
    """Whether what is asked for is named right after "which" or "what", before any verb, or is all that is asked for."""
    if not re.match(r".*(?:which|what)$", opening[0], re.I):
        return True
    if whole := _WHOLE.match(rest):
        return bool(kinds_named(re.split(_OF, rest[whole.end() :], maxsplit=1)[0]))
    head = re.split(
        r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would)\b",
        rest,
        maxsplit=1,
        flags=re.I,
    )[0]
    return bool(kinds_named(" ".join(head.split()[:8])))


def _turned(kind: str, conditions: tuple[Condition, ...]) -> tuple[str, tuple[Condition, ...]]:
    """The kind of facts that tell what is asked of documents: their approvals, their reviews."""
    fields = {condition.field for condition in conditions}
    if kind == "document" and fields == {"approver"}:
        by = (Condition("who", c.op, c.value) for c in conditions)
        return "approval", (*by, Condition("decision", "isnot", "reject|defer|noted"))
    if kind == "document" and fields == {"review"}:
        return "review", tuple(Condition("due", c.op, c.value) for c in conditions)
    return kind, conditions


def _about(taken: _Taken, kind: str, content: frozenset[str], absent: tuple[str, ...]) -> tuple[str, ...] | None:
    """What is left: the words that each record must name. ``None`` where negation or comparison is left over."""
    if not absent and _MISSING.search(taken.text):
        return None  # what is said to be missing is not understood
    match = noun_words(kind).search(taken.text)
    specific: list[str] = []
    if match is not None:
        specific = (
            [
                t
                for t in analyse(match[0])
                if t not in analyse(f"{label(kind)} meetings risks actions systems controls documents findings")
            ]
            if kind == "meeting"
            else []
        )
        taken.blank(match.start(), match.end())
    for _ in range(3):
        taken.take(noun_words(kind))
    sorts = noun_words(taken.kind).pattern
    taken.take(
        rf"{sorts}(?:\s*,\s*{sorts})*\s*(?:,\s*)?(?:and|or|&)\s+{sorts}"
    )  # "policies and standards": of any sort
    for relation in RELATIONS:
        if any(target[0].split("@")[0] == kind for targets in relation.targets.values() for target in targets):
            taken.take(relation.words)
    if kind == "supplier":
        taken.take(noun_words("agreement"))
    if re.search(
        r"\b(?:not|no|never|without|except|other than|apart from|more than|less than|fewer|at least|most|average|compared|than|both|why|how|because|if)\b",
        re.sub(r"\b(?:neither|nor)\b", " ", taken.text),
        re.I,
    ) and not _only_padding(taken.text, content):
        return None
    left = [t for t in dict.fromkeys(analyse(taken.text)) if t in content and t not in _PADDING and t not in NOISE]
    compound = {part for word in left if "-" in word or "." in word for part in analyse(word)[1:]}
    return tuple(dict.fromkeys([*specific, *(word for word in left if word not in compound)]))


def _only_padding(text: str, content: frozenset[str]) -> bool:
    return all(term in _PADDING or term in NOISE or term not in content for term in analyse(text))
