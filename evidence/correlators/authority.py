"""Authority: who rules say may accept a grave risk or spend a large sum, and somebody else who did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.findings import Context, Finding, Side, day_of, finding, side
from evidence.model import Span, StoredFact

_DEED = r"accept(?:s|ed|ing|able|ance)?|tolerat\w+|carr(?:y|ied)|bear|borne|live with|retain(?:ed)?"
_ACCEPT = re.compile(rf"(?i)\b(?:{_DEED})\b")
_RULES = re.compile(r"(?i)\b(?:may|can|must|shall|only|alone|needs?|requires?|decides?|for acceptance)\b")
_NOT = re.compile(r"(?i)\b(?:not|no|nobody|never|except|unless)\b|n['’]t\b")
_FROM = re.compile(
    r"(?i)(?:\b(?P<least>\d{1,2})\s+(?:and|or)\s+(?:over|above|more|higher|greater|upwards?)\b"
    r"|\b(?:above|over|more than|exceed(?:s|ing)|greater than|higher than)\s+(?P<over>\d{1,2})\b(?![.,]?\d|\s*%))"
)
_WHO = re.compile(
    r"(?i)\b(?:board(?: of (?:directors|trustees|governors|management))?|directors|trustees|governors|partners"
    r"|(?:executive|management) (?:committee|team|board)|top management"
    r"|(?:chief|managing|general|executive) (?:[a-z]+ )?(?:executive|director|manager|officer|partner|secretary)"
    r"|chief executive|CEO|(?-i:(?:[A-Z][\w&]* ){1,4}(?:Committee|Council|Panel|Forum)))\b"
)
_HEAD = 8  # lines above a row of a table in which it is said that the table is about accepting
_SCALE = range(3, 101)  # scores of risks
_AT = re.compile(r"(?i)\b(?:at|scor\w+|residual(?: risk)?(?: of)?|rated)\s+(?P<score>\d{1,3})\b(?![./]\d| %)")
_STOP = re.compile(r"[.;](?!\d)|\n|\Z")
NEAR = 250  # characters around an acceptance in which the one for whom it is given is named


@dataclass(frozen=True, slots=True)
class Rule:
    """From which score or sum on somebody alone may decide, by the words of a document; ``day`` is its own."""

    least: float
    who: str
    day: date
    words: Side


def unauthorised(
    context: Context, number: str, risk: StoredFact, given: Sequence[StoredFact], rules: Sequence[Rule]
) -> Iterator[Finding]:
    """The acceptance in force of a risk whose score is for somebody else to accept."""
    held = [each for each in given if each.get("by") and (day_of(each, "until") or context.today) >= context.today]
    if not held or not rules:
        return
    last = max(held, key=lambda each: (day_of(each, "accepted") or date.min, each.id))
    alike = [each for each in held if day_of(each, "accepted") == day_of(last, "accepted")]
    score = _score(context, alike, risk)
    rule = newest(rules, score, day_of(last, "accepted") or context.today) if score is not None else None
    if rule is None or _decided(context, number, rule.who):
        return
    if any(is_theirs(context, each, each.get("by"), rule.who) for each in held):
        return
    yield finding(
        "acceptance_without_authority", (number,),
        f"{number} ({risk.get('text')}), scored {score}, is accepted by {last.get('by')}; "
        f"from {rule.least:g} on that is for {spoken_of(rule.who)}, and no acceptance of theirs is found.",
        [side(risk, f"score {score}"), *(side(each, f"accepted by {each.get('by')}") for each in held), rule.words],
        owner=risk.get("owner"),
    )  # fmt: skip


def rules_of(context: Context) -> list[Rule]:
    """What documents in force say of who may accept a risk from a score on."""
    found: list[Rule] = []
    for document in in_force(context):
        text = context.text(document)
        if not _ACCEPT.search(text) or not _FROM.search(text):
            continue
        day = context.written(document) or date.min
        found += [Rule(least, who, day, Side(f"{least} and over: {who}", document, span))
                  for least, who, span in _said(text)]  # fmt: skip
    return found


def in_force(context: Context) -> list[int]:
    """The documents that are no edition withdrawn or not yet approved."""
    editions = (each for family in context.entities.families.all() for each in family.editions)
    idle = {document for each in editions if each.withdrawn or each.unfinished for document in each.documents}
    return [document for document in context.documents if document not in idle]


def _said(text: str) -> Iterator[tuple[int, str, Span]]:
    for band, who, words, headed, span in clauses(text, _FROM, _ACCEPT):
        least = int(band["least"]) if band["least"] else int(band["over"]) + 1
        if least in _SCALE and (headed or (_ACCEPT.search(words) and _RULES.search(words))):
            yield least, who, span


def clauses(
    text: str, band: re.Pattern[str], deed: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], str, str, bool, Span]]:
    """The clauses, not denied, that name one ``band`` and one that may be meant by it.

    Each with its band, who that is, its words, whether it is a row of a table headed by ``deed``, and its place.
    """
    lines: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if band.search(line):
            headed = "|" in line and any(deed.search(each) and "|" in each for each in lines[-_HEAD:])
            for clause in re.finditer(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*", line):
                bands, names = list(band.finditer(clause[0])), list(_WHO.finditer(clause[0]))
                if len(bands) == 1 and len(names) == 1 and not _NOT.search(clause[0]):
                    span = Span(start + clause.start(), start + clause.end())
                    yield bands[0], names[0][0], clause[0], headed, span
        lines.append(line)
        start += len(line)


def newest(rules: Sequence[Rule], score: float, day: date) -> Rule | None:
    """The newest rule of that day for a score or sum, the one of the highest band first."""
    fitting = [rule for rule in rules if rule.least <= score and rule.day <= day]
    last = max((rule.day for rule in fitting), default=None)
    return max((rule for rule in fitting if rule.day == last), key=lambda rule: rule.least, default=None)


def _score(context: Context, accepted: Sequence[StoredFact], risk: StoredFact) -> int | None:
    """The score at which a risk was accepted, where that is said; else the risk's own."""
    for each in accepted:
        text = context.text(each.document)
        for span in each.fact.spans:
            stop = _STOP.search(text, span.end)
            if said := _AT.search(text, span.start, stop.start() if stop else len(text)):
                return int(said["score"])
    own = re.fullmatch(r"\D{0,12}(\d{1,3})\D{0,12}", risk.get("score"))
    return int(own[1]) if own else None


def is_theirs(context: Context, given: StoredFact, by: str, who: str, near: int = NEAR) -> bool:
    """Whether what ``by`` gave is, or may be, given by ``who``: by its words, where it is minuted, or who gives it.

    ``near`` are the characters around its words in which it may say for whom.
    """
    wanted = key(who)
    if key(by) == wanted or _WHO.search(by):
        return True  # itself, or another body or office, which may stand above it
    if any(wanted in key(words) for words in _around(context.text(given.document), given.fact.spans, near)):
        return True
    meetings = (each for each in context.facts("meeting") if each.document == given.document)
    if any(wanted in key(each.get("body")) for each in meetings):
        return True
    person = context.entities.resolve(by, given.document).person
    if person is None:
        return True  # initials, or a post that nobody is known to hold
    day = day_of(given, "accepted", "approved") or context.today
    posts = context.entities.roles_of(person.key, day)
    if posts:
        return any(wanted.rstrip("s") in key(post) for post in posts)
    return not _outside(context, person.key, wanted, who, day)


def _around(text: str, spans: Sequence[Span], near: int) -> Iterator[str]:
    """The words around what was given: of a row in a table no others than its own."""
    for span in spans:
        first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        row = text[first : last if last >= 0 else len(text)]
        yield row if " | " in row else text[max(0, span.start - near) : span.end + near]


def _outside(context: Context, person: str, wanted: str, who: str, day: date) -> bool:
    """Whether somebody of no known post is surely not ``who``: another holds the office, or chairs the body.

    One member is not the body; its chair may act for it.
    """
    holder = context.entities.holder(who, day)
    sessions = [each for each in context.facts("meeting") if wanted in key(each.get("body"))]
    named = [each.get("chair") for each in sessions]
    sat = {each.document for each in sessions}
    named += [
        each.get("person") for each in context.facts("attendance")
        if each.document in sat and each.get("part") == "chair"
    ]  # fmt: skip
    chairs = {found.key for name in named if name and (found := context.entities.resolve(name).person)}
    return bool(chairs or holder) and person not in chairs and person != getattr(holder, "key", None)


def _decided(context: Context, number: str, who: str) -> bool:
    """Whether a meeting of ``who`` decided about the risk of that number."""
    named = re.compile(rf"(?<![\w-]){re.escape(number)}(?![\w-])")
    theirs = {each.document for each in context.facts("meeting") if key(who) in key(each.get("body"))}
    return any(
        each.document in theirs and named.search(f"{each.get('text')} {each.get('subject')}")
        for each in context.facts("decision")
    )


def key(words: str) -> str:
    """Words as compared: "Board of Directors" is the board."""
    plain = " ".join(re.sub(r"[^\w ]", " ", words.casefold()).split())
    plain = re.sub(r"\bchief executive(?: officer)?\b", "ceo", plain)
    return re.sub(r"\bboard of \w+", "board", plain).removeprefix("the ")


def spoken_of(who: str) -> str:
    """Somebody in a sentence: "the Board", "CEO"."""
    return who if who.isupper() else f"the {who}"
