"""Authority: who rules say may accept a grave risk, and acceptances by somebody else."""

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
_NEAR = 250  # characters around an acceptance in which the one for whom it is given is named


@dataclass(frozen=True, slots=True)
class _Rule:
    """From which score on somebody alone may accept, by the words of a document; ``day`` is its own."""

    least: int
    who: str
    day: date
    words: Side


def unauthorised(
    context: Context, number: str, risk: StoredFact, given: Sequence[StoredFact], rules: Sequence[_Rule]
) -> Iterator[Finding]:
    """The acceptance in force of a risk whose score is for somebody else to accept."""
    held = [each for each in given if each.get("by") and (day_of(each, "until") or context.today) >= context.today]
    if not held or not rules:
        return
    last = max(held, key=lambda each: (day_of(each, "accepted") or date.min, each.id))
    alike = [each for each in held if day_of(each, "accepted") == day_of(last, "accepted")]
    score = _score(context, alike, risk)
    rule = _rule(rules, score, day_of(last, "accepted") or context.today) if score is not None else None
    if rule is None or any(_is_theirs(context, each, rule.who) for each in held) or _decided(context, number, rule.who):
        return
    yield finding(
        "acceptance_without_authority", (number,),
        f"{number} ({risk.get('text')}), scored {score}, is accepted by {last.get('by')}; "
        f"from {rule.least} on that is for {_spoken(rule.who)}, and no acceptance of theirs is found.",
        [side(risk, f"score {score}"), *(side(each, f"accepted by {each.get('by')}") for each in held), rule.words],
        owner=risk.get("owner"),
    )  # fmt: skip


def rules_of(context: Context) -> list[_Rule]:
    """What documents in force say of who may accept a risk from a score on."""
    editions = (each for family in context.entities.families.all() for each in family.editions)
    idle = {document for each in editions if each.withdrawn or each.unfinished for document in each.documents}
    found: list[_Rule] = []
    for document in context.documents:
        text = context.text(document)
        if document in idle or not _ACCEPT.search(text) or not _FROM.search(text):
            continue
        day = context.written(document) or date.min
        found += [_Rule(least, who, day, Side(f"{least} and over: {who}", document, span))
                  for least, who, span in _said(text)]  # fmt: skip
    return found


def _said(text: str) -> Iterator[tuple[int, str, Span]]:
    lines: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _FROM.search(line):
            headed = "|" in line and any(_ACCEPT.search(each) and "|" in each for each in lines[-_HEAD:])
            for clause in re.finditer(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*", line):
                if ruled := _ruled(clause[0], headed):
                    yield (*ruled, Span(start + clause.start(), start + clause.end()))
        lines.append(line)
        start += len(line)


def _ruled(clause: str, headed: bool) -> tuple[int, str] | None:
    """The score and the one whose it is to accept, where a clause names one of each and says that it is a rule."""
    bands, names = list(_FROM.finditer(clause)), list(_WHO.finditer(clause))
    if len(bands) != 1 or len(names) != 1 or _NOT.search(clause):
        return None
    if not headed and not (_ACCEPT.search(clause) and _RULES.search(clause)):
        return None
    least = int(bands[0]["least"]) if bands[0]["least"] else int(bands[0]["over"]) + 1
    return (least, names[0][0]) if least in _SCALE else None


def _rule(rules: Sequence[_Rule], score: int, day: date) -> _Rule | None:
    """The newest rule of that day for the score, the one of the highest band first."""
    fitting = [rule for rule in rules if rule.least <= score and rule.day <= day]
    newest = max((rule.day for rule in fitting), default=None)
    return max((rule for rule in fitting if rule.day == newest), key=lambda rule: rule.least, default=None)


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


def _is_theirs(context: Context, accepted: StoredFact, who: str) -> bool:
    """Whether an acceptance is, or may be, that of ``who``: by its words, where it is minuted, or who gives it."""
    by, wanted = accepted.get("by"), _key(who)
    if _key(by) == wanted or _WHO.search(by):
        return True  # itself, or another body or office, which may stand above it
    if any(wanted in _key(words) for words in _around(context.text(accepted.document), accepted.fact.spans)):
        return True
    meetings = (each for each in context.facts("meeting") if each.document == accepted.document)
    if any(wanted in _key(each.get("body")) for each in meetings):
        return True
    person = context.entities.resolve(by, accepted.document).person
    if person is None:
        return True  # initials, or a post that nobody is known to hold
    day = day_of(accepted, "accepted") or context.today
    posts = context.entities.roles_of(person.key, day)
    if posts:
        return any(wanted.rstrip("s") in _key(post) for post in posts)
    return not _outside(context, person.key, wanted, who, day)


def _around(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """The words around an acceptance: of a row in a table no others than its own."""
    for span in spans:
        first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        row = text[first : last if last >= 0 else len(text)]
        yield row if " | " in row else text[max(0, span.start - _NEAR) : span.end + _NEAR]


def _outside(context: Context, person: str, wanted: str, who: str, day: date) -> bool:
    """Whether somebody of no known post is surely not ``who``: another holds the office, or sits in the body."""
    holder = context.entities.holder(who, day)
    sessions = {each.document for each in context.facts("meeting") if wanted in _key(each.get("body"))}
    seated = [each for each in context.facts("attendance") if each.document in sessions]
    there = {found.key for each in seated if (found := context.entities.resolve(each.get("person")).person)}
    return bool(there or holder) and person not in there and person != getattr(holder, "key", None)


def _decided(context: Context, number: str, who: str) -> bool:
    """Whether a meeting of ``who`` decided about the risk of that number."""
    named = re.compile(rf"(?<![\w-]){re.escape(number)}(?![\w-])")
    theirs = {each.document for each in context.facts("meeting") if _key(who) in _key(each.get("body"))}
    return any(
        each.document in theirs and named.search(f"{each.get('text')} {each.get('subject')}")
        for each in context.facts("decision")
    )


def _key(words: str) -> str:
    """Words as compared: "Board of Directors" is the board."""
    plain = " ".join(re.sub(r"[^\w ]", " ", words.casefold()).split())
    plain = re.sub(r"\bchief executive(?: officer)?\b", "ceo", plain)
    return re.sub(r"\bboard of \w+", "board", plain).removeprefix("the ")


def _spoken(who: str) -> str:
    return who if who.isupper() else f"the {who}"
