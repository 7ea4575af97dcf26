"""A question after a set ("how many", "list", "which … have no …") as a ``Selection``, or nothing where a word is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.columns import columns, fields_of
from assistant.periods import EARLIEST, joined_periods
from assistant.query import Period, Query
from assistant.register import standards
from assistant.register.conditions import CLOSABLE, MISSING, STATES, Taken, conditions_of
from assistant.register.nouns import kinds_named, label, noun_words
from assistant.register.relations import RELATIONS
from assistant.register.rephrasing import audits, dated, decisions, matters, meetings, of_a_review
from assistant.register.request import NOISE, VERSION
from assistant.register.selection import SNAPSHOTS, Condition, Selection, of_period
from evidence.lexical import analyse

_OPENING = re.compile(
    r"^(?:(?:and|so|but|please|hi|hello|hey|ok)\b[\s,]*)*(?:"
    r"(?P<count>how many|(?:what(?:'s| is| was)? )?(?:the )?(?:total )?(?:number|count|no\.?) of|count(?: the| all)?|number of)|"
    r"(?P<list>list|enumerate|name all|show (?:me |us )?(?:all|every|the|any)?|give (?:me|us) (?:a list of |all |the )?(?:all )?|which|what|whose|"
    r"(?:are|is|was|were) there (?:any|some|an?)?|(?:has|have) there been (?:any|some|an?)?|do we have (?:any|an?)|have we (?:got )?(?:any|an?)|any(?:thing|body|one)?|who(?:se)? all|who are (?:all )?(?:the|our)(?= (?:[\w-]+ ){0,2}(?:suppliers|vendors|providers|processors|contractors))|"
    r"(?:why|for (?:what|which) reasons?)(?=.*\bcontrols?\b.*\b(?:exclud\w+|not applicable|out of scope|left out|(?:are|is|were) out(?=\s*[?.!]*$))))"
    r")\b",
    re.I,
)
_SIGNATURE = re.compile(r"(?:and |so )?whose (?:signature|name|approval)s?\b", re.I)  # one person is asked for
_UNLISTED = re.compile(
    r"\s*(?:people|persons|members|staff|employees|times|days|weeks|months|years|hours|minutes|percent)\b", re.I
)
"""What is counted in no register."""
_NEEDED = re.compile(
    r"\b(?:training|courses?)\b.{0,40}?\b(?:do|does|must|should) (?:[\w-]+ ){1,4}?(?:need|have to|take|do|complete|repeat)\b",
    re.I,
)
"""What somebody has to learn is a rule; the records tell what was done."""
_CERTIFIER = re.compile(r"\s*(?:certification|certifying) bod(?:y|ies)\b", re.I)  # a firm is asked for, no certificate
_EVENTS = ("meeting", "decision", "approval", "communication", "incident")  # as of a day, those that had been
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
_PADDING = frozenset(
    analyse(
        "register registry log matrix inventory list record records entries entry rows row line lines item items number numbers total held"
        " single itself themselves ones things currently management count counts company whole team mandatory official"
        " controlled existing own named known exist exists belong belongs person people body included one ran out run over has have had do"
        " did does been being are is was were that which who whom it its their they there this these those any all each every of in on"
        " just says say said actually still moment nobody none neither nor no not never without lack lacks missing altho although and or but"
        " before prior take taken took make made reach reached ai we our us you your per acc according to going by"
    )
)
_EVENT = re.compile(r"\s*(?:happens?|happened|goes|went|comes? next|if|when|to do)\b", re.I)
"""What happens when a system fails: no system is asked for."""
_WHOLE = re.compile(
    r"\s*(?:(?:are|were) (?:(?:the|our|all|all the)\b)?|(?:is|was) (?:the|our)(?= (?:highest|biggest|largest|top|worst|greatest|most|lowest|smallest|least)\b))",
    re.I,
)
"""What are the ..., what is the highest ...: the set itself is asked for."""
_OF = re.compile(r"\b(?:of|for|in|on|from|with|to|that|which|about|at|by|during|since|under|behind)\b|[,?]", re.I)
_OF_ANYTHING = ("decision", "communication", "approval", "action", "finding")  # of which AI is one matter among others
_AI_PAPER = re.compile(
    r"\bAI (?:[\w-]+ ){0,2}?(?:polic(?:y|ies)|procedures?|standards?|guidelines?|guides?|charters?|strateg(?:y|ies)|plans?|documents?)\b"
)  # the AI policy is not any policy
_PLACE = re.compile(
    r"\b(?:at|in|across|within|throughout) (?:all )?(?:the |our )?(?P<place>[a-z]{4,20})(?: (?:today|now|right now|currently|at present|at the moment))?[\s?.!]*$"
)
"""Where the records are: the house itself, or one part of it."""
_AI_AIM = re.compile(r"\bAI (?:objectives?|goals?|targets?|aims?)\b")  # nor is one for AI any objective
_AI_CASE = re.compile(
    r"\bAI(?:[- ](?:related|system|systems))? (?:incidents?|failures?|mishaps?|accidents?|events?)\b"
    r"|\b(?:incidents?|failures?|mishaps?|accidents?) (?:with|of|about|involving|caused by|by|from|in) (?:the |our |an? |any )?AI\b"
)  # nor is one with AI any incident
_HAPPENED = re.compile(
    r"\bnew(?:ly)?\b|\b(?:was|were|been|got|did|had)\b(?:\s+\w+){0,2}?\s+"
    r"(?:accepted|approved|raised|identified|closed|added|opened|treated|introduced|granted|decided|removed)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What set is asked for: ``count`` or not; ``absent`` are the fields that the records lack.

    ``place`` is one of the selection's terms that may only say where the house is at work ("in the shops").
    ``untold`` is what is to be told of each record and no field of such records tells.
    """

    selection: Selection
    count: bool
    absent: tuple[str, ...] = ()
    people: bool = False
    whether: bool = False
    place: str = ""
    untold: tuple[str, ...] = ()


def read(query: Query, as_of: date) -> Wish | None:
    """The set that ``query`` asks for, or ``None`` where it asks for something else or a word of it is not understood."""
    text, day = dated(_ASIDE.sub(r" in \1", query.text.strip()), as_of)
    text, names = columns(text)
    text, as_of = matters(decisions(of_a_review(meetings(audits(text)), as_of), as_of)), day or as_of
    opening = _OPENING.match(text)
    if opening is None or _SIGNATURE.match(text) or (query.search_text != query.text and not _complete(text, opening)):
        return None
    rest = _INCLUDED.sub(" ", text[opening.end() :])
    unasked = _CERTIFIER.match(rest) or _NEEDED.search(rest) or _UNLISTED.match(rest)
    if VERSION.search(text) or unasked or not _heads(opening, rest):
        return None
    asked = _chosen(rest, frozenset(query.terms), as_of, day, counted=bool(opening["count"] or names))
    if asked is None:
        return None
    selection, absent = asked
    told, untold = fields_of(selection.kind, names)
    if names and not told:
        return None
    beside = tuple(Condition(name, "each") for name in told if all(name != c.field for c in selection.conditions))
    return Wish(
        replace(selection, conditions=(*selection.conditions, *beside)),
        bool(opening["count"]),
        absent,
        bool(re.match(r".*\b(?:whose|who)\b(?! are\b)", opening[0], re.I)),
        bool(re.match(r"(?:are|is|was|were|do|has|have|any)\b", opening[0], re.I)),
        _place(rest, selection.terms),
        untold,
    )


def _place(rest: str, terms: tuple[str, ...]) -> str:
    """The one of ``terms`` that stands last as a place, or ""."""
    match = _PLACE.search(rest)
    return next((term for term in analyse(match["place"]) if term in terms), "") if match else ""


def _chosen(
    rest: str, content: frozenset[str], as_of: date, day: date | None, *, counted: bool
) -> tuple[Selection, tuple[str, ...]] | None:
    """The records meant by what follows the opening of a question, and the fields that they lack.

    Every word is taken by the paper, a span of time, a condition or the words of a record, or nothing is meant.
    """
    spans = joined_periods(standards.unnumbered(rest), as_of)
    kinds = kinds_named(rest)
    if not kinds or len(spans) > 1:
        return None
    taken = Taken(rest, kinds[0])
    paper, edition = _paper(taken, as_of)
    for period in spans:
        taken.blank_text(period.text)
    conditions, lacking = conditions_of(taken)
    kind, conditions, absent = _turned(kinds[0], conditions, lacking)
    about = _about(taken, kind, content, lacking)
    if about is None or not (conditions or absent or spans or about or paper or kind in SNAPSHOTS or counted):
        return None
    inside = None if edition else _inside(spans, kind, day)
    ending = _ending(rest, kind) if inside else ""
    if inside and ending:
        conditions = (
            *(c for c in conditions if c.field != ending),
            Condition(ending, "within", f"{inside[0]}..{inside[1]}"),
        )
        inside = None
    elif inside == (as_of, as_of) and kind in SNAPSHOTS:
        inside = None  # today: what the newest register says, whenever it was written
    elif inside and kind in SNAPSHOTS:
        if _HAPPENED.search(rest):
            return None  # a register's state does not tell when it came about
        edition, inside = inside, None
    if absent and kind in (*CLOSABLE, "risk") and not any(c.field == "closed?" for c in conditions):
        conditions = (*conditions, Condition("closed?", "isnot", "yes|ended"))
    wanted = (*conditions, *(Condition(name, "empty") for name in absent))
    return Selection(kind, as_of, wanted, about, inside, paper or taken.papers, edition), absent


def _inside(spans: tuple[Period, ...], kind: str, day: date | None) -> tuple[date, date] | None:
    """The days that are asked about; of events as of a ``day``, all up to it."""
    if spans:
        return of_period(spans[0])
    return (EARLIEST, day) if day and kind in _EVENTS else None


def _complete(text: str, opening: re.Match[str]) -> bool:
    """Whether a question that opens with "and" names by itself what it is after ("and which risks have no owner?")."""
    head = re.match(r"(?:\W*[\w-]+){1,3}", text[opening.end() :])
    return bool(re.match(r"(?:and|so|but)\b", text, re.I) and head and kinds_named(head[0]))


def _paper(taken: Taken, as_of: date) -> tuple[tuple[str, ...], tuple[date, date] | None]:
    """The document that the set is to be taken from: words of its title, and its day or month where one is given."""
    match = taken.take(_PAPER)
    if match is None:
        return (), None
    words = match["words"] or ""
    named = joined_periods(f"{words} {match['of'] or ''}", as_of)
    for period in named:
        words = words.replace(period.text, " ")
    title = [*(term for term in analyse(words) if term not in NOISE), *analyse(match["noun"])]
    return tuple(dict.fromkeys(title)), (of_period(named[0]) if named else None)


def _ending(text: str, kind: str) -> str:
    """The date that a span of time is about where the question asks what ends or falls due in it, or ""."""
    if kind in ("acceptance", "training", "supplier", "agreement", "certificate") and re.search(
        r"\b(?:expir\w*|end(?:s|ing)?|run(?:s|ning)? out|laps\w+|renew\w*)\b", text, re.I
    ):
        return "until"
    if kind in ("supplier", "system") and re.search(r"\bassess", text, re.I):
        return "assessed"
    return "due" if kind in (*CLOSABLE, "review") and re.search(r"\b(?:due|fall due|deadline)\b", text, re.I) else ""


def _heads(opening: re.Match[str], rest: str) -> bool:
    """Whether what is asked for is named right after "which" or "what", before any verb, or is all that is asked for."""
    if opening["count"]:
        return _counted(rest)
    if not re.match(r".*(?:which|what)$", opening[0], re.I):
        return True
    if _EVENT.match(rest):
        return False
    if whole := _WHOLE.match(rest):
        return bool(kinds_named(re.split(_OF, rest[whole.end() :], maxsplit=1)[0]))
    head = re.split(
        r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would|gave|took|made|sent|wrote)\b",
        rest,
        maxsplit=1,
        flags=re.I,
    )[0]
    return bool(kinds_named(" ".join(head.split()[:8])))


def _counted(rest: str) -> bool:
    """Whether what is counted is a sort of record: of areas of concern that came out of an audit, no audit is one."""
    head = re.split(
        _OF, re.sub(r"^\s*(?:of|from|in) (?:the|our|all|these|those)?\b", "", rest, flags=re.I), maxsplit=1
    )[0]
    return bool(kinds_named(head)) or not _specific(head)


def _specific(head: str) -> list[str]:
    return [term for term in analyse(head) if term not in _PADDING and term not in NOISE]


def _turned(
    kind: str, conditions: tuple[Condition, ...], absent: tuple[str, ...]
) -> tuple[str, tuple[Condition, ...], tuple[str, ...]]:
    """The kind of facts that tell what is asked of documents: their approvals, their reviews, their signatures."""
    fields = {condition.field for condition in conditions} - {"sort"}
    if kind == "document" and absent == ("signature",) and not fields:
        return "signature", (Condition("state", "is", "empty|blank"),), ()
    if kind == "document" and fields == {"approver"}:
        by = (Condition("who", c.op, c.value) for c in conditions if c.field == "approver")
        return "approval", (*by, Condition("decision", "isnot", "reject|defer|noted")), absent
    if kind == "document" and fields == {"review"}:
        return "review", tuple(Condition("due", c.op, c.value) for c in conditions if c.field == "review"), absent
    return kind, conditions, absent


def _about(taken: Taken, kind: str, content: frozenset[str], absent: tuple[str, ...]) -> tuple[str, ...] | None:
    """What is left: the words that each record must name. ``None`` where negation or comparison is left over."""
    if not absent and MISSING.search(taken.text):
        return None  # what is said to be missing is not understood
    named = {"document": _AI_PAPER, "objective": _AI_AIM, "incident": _AI_CASE}.get(kind)
    of_ai = named is not None and named.search(taken.text)
    specific = [*(["ai"] if of_ai else []), *_take_nouns(taken, kind)]
    if re.search(
        r"\b(?:not|no|never|without|except|other than|apart from|more than|less than|fewer|at least|most|average|compared|than|both|why|how|because|if)\b",
        re.sub(r"\b(?:neither|nor)\b", " ", taken.text),
        re.I,
    ) and not _only_padding(taken.text, content):
        return None
    left = [t for t in dict.fromkeys(analyse(taken.text)) if t in content and t not in _PADDING and t not in NOISE]
    if STATES.intersection(left):
        return None  # how the records stand is asked, and these have no such field
    compound = {part for word in left if "-" in word or "." in word for part in analyse(word)[1:]}
    if (
        kind in _OF_ANYTHING
        and left
        and re.search(rf"\bAI (?={'|'.join(map(re.escape, _words_of(taken.text, left)))})", taken.text)
    ):
        left.insert(0, "ai")  # the AI policy is not any policy
    return tuple(dict.fromkeys([*specific, *(word for word in left if word not in compound)]))


def _take_nouns(taken: Taken, kind: str) -> list[str]:
    """Take away the words that only say what sort of records is meant; of a meeting's, those that say which one."""
    match = noun_words(kind).search(taken.text)
    specific: list[str] = []
    if match is not None:
        if kind == "meeting":
            general = analyse(f"{label(kind)} meetings risks actions systems controls documents findings")
            specific = [term for term in analyse(match[0]) if term not in general]
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
    return specific


def _words_of(text: str, terms: list[str]) -> list[str]:
    """The words of ``text`` whose analysed forms are among ``terms``."""
    return [word for word in re.findall(r"[\w-]+", text) if set(analyse(word)) & set(terms)]


def _only_padding(text: str, content: frozenset[str]) -> bool:
    return all(term in _PADDING or term in NOISE or term not in content for term in analyse(text))
