"""What a controlled document says of itself: title, number, version, owner, approval, dates. See ``controlled``.

Such a document says it in a control table, in front matter, in a line under its title ("Version 2.1. Owner: the CISO.
Approved by the Board on 3 May 2024; next review 3 May 2025"), at its end, or in its version history.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from evidence.dates import MONTH_NAMES
from evidence.model import Mark, Span, Strength
from ingest.facts.approving import Verdict, all_verdicts
from ingest.facts.columns import Record
from ingest.facts.coming import coming
from ingest.facts.head_clauses import RELEASED_BY, head_clauses
from ingest.facts.labels import dated_below
from ingest.facts.mentions import Mention, holder, named, someone
from ingest.facts.naming_lines import Naming, banner, naming
from ingest.facts.pairs import Pair, label_of
from ingest.facts.parties import Party, is_person, listed, party
from ingest.facts.reading import Reading
from ingest.facts.sign_offs import outcome
from ingest.metadata import path_words

_FIRST_LINES = 4  # lines with words in which a document gives its number
_HEAD, _FOOT = 1_600, 500  # characters at the beginning and the end in which a document describes itself
_NOUN = r"(?:policy|procedure|standard|guideline|guidelines|charter|framework|code(?: of \w+)?|manual|handbook|schedule|directive|rules|terms of reference|plan|programme|strategy|protocol|playbook|statement|instruction|process)"
_NAMED = re.compile(
    rf"(?:[^\n]{{0,90}}\b)?{_NOUN}(?:\s*[-–—:(]?\s*(?:draft|v?[\d.]+|version [\d.]+)?\)?)?|(?:policy|code|rules|procedure|guideline|standard|charter)\s+(?:on|of|for)\s+[^\n]{{2,80}}",
    re.I,
)
_FORM = re.compile(
    r"\b(?:form|memo|note|letter|request|minutes|agenda|announcement|newsletter|invoice|questionnaire|certificate|acceptance|log|role description|job description)\b|\bis in force\b|^(?:policies|procedures)\b|^(?:re|fwd?|aw):",
    re.I,
)
_TEMPLATE = re.compile(
    r"[\[<{]|_{3,}|\btemplate\b|^(?:\w+ing (?:the|an?|our|your)|why|about|overview|introduction)\b|^(?:new|news|update|reminder)\s*:",
    re.I,
)
_TOLD = re.compile(
    r"(?:how|what|when|who|where)\b", re.I
)  # "How we answer guests": guidance, unless it is under control
_NUMBER = re.compile(
    r"\b(?P<number>[A-Z]{2,6}(?:[-/][A-Z]{1,5})?[-/]\d{1,4}(?:[-/.]\d{1,4})?|(?!ISO|IEC|NO|EN|PART|PAGE|ANNEX)[A-Z]{2,4} \d{2,4})\b"
)
_PLAIN_NUMBER = re.compile(
    r"(?=\S*\d)[A-Za-z\d]+(?:[-./][A-Za-z\d]+){1,4}"
)  # under a label of its own: "1604-48822", "CG/12.3"
_TOLD_NUMBER = re.compile(
    rf"(?:[(\[][ \t]*|\b(?i:ref(?:erence)?|doc(?:ument)?)\b\.?(?:[ \t]*(?i:no|nr|number|id)\b\.?)?[: \t][ \t]*)(?!ISO|IEC|EN){_NUMBER.pattern}(?=[),;.|\]]|\s|$)"
)  # "Travel policy (POL-7, version 2)", "Edition 2 | Ref. POL-019"
_LEAD = r"[\W_]*"
_TO_NUMBER = rf"{_LEAD}(?:(?i:{_NOUN})\s+(?:[Nn]o\.?\s*)?)?"  # "PROCEDURE P-14: ..."
_STANDARD = re.compile(r"(?:ISO|IEC|EN|DIN|BS)\b")
_ISSUED = re.compile(r"(?:date (?:of )?)?(?:issued?|publish\w*|publication)(?: date| on)?", re.I)
_EVERY = re.compile(r"\b(?:every|each|once an?|twice a|annual\w*|yearly|quarterly|monthly)\b[^,;.|]{0,24}", re.I)
_TERSE = re.compile(
    rf"^\W*(?:(?:(?:these|this|the)\s+)?{_NOUN}\s+(?:(?:was|were)\s+)?)?(?:approved|adopted|authori[sz]ed|released|agreed|endorsed|ratified)(?: by)?:?\s+(?:the\s+)?(?P<who>[A-Z][^;\n]{{1,80}}?),?\s+(?:on\s+)?(?=\d)",
    re.I,
)  # "Approved G. Roth, Operations Director, 17/11/25."
_DRAFT_VERSION = re.compile(r"\bdraft\s+(?:version\s+|v\.?\s*)?(?P<version>\d{1,2}\.\d{1,3})\b", re.I)
_DRAFT = re.compile(
    r"\b(?:working draft|draft (?:of|version|for|\d)|\(draft\b|draft$|not (?:yet )?(?:been )?(?:approved|adopted|decided)(?: yet)?|not (?:approved|adopted|decided) yet|for comments?\b|for consultation|awaiting approval|pending approval|to be approved)",
    re.I | re.M,
)
_REPLACED = re.compile(r"\b(?:(?:was |has been |is )?(?:replaced|superseded) by)\b", re.I)
_WITHDRAWN = re.compile(r"\b(?:withdrawn|repealed|revoked|retired|rescinded)\b(?! from)", re.I)
_SUPERSEDES = re.compile(
    r"\b(?:replaces|supersedes|superseding|replacing|in place of)\s+(?:the\s+)?(?P<what>(?:[^.;|\n]|\.(?=\d)){2,90})",
    re.I,
)
_CADENCE = re.compile(
    r"\b(?:review(?:ed|s)?|revis(?:ed|it(?:ed)?)|looked at|updated?)\b[^.;|\n]{0,40}?\b(?P<cadence>(?:at least )?(?:once )?(?:annually|yearly|quarterly|monthly|half-yearly|biennially|every (?:\w+ )?(?:year|month|quarter)s?|(?:once|twice|every) (?:a|per|each) (?:year|quarter|month)|each (?:year|quarter|month)|every (?:\d+|two|three|four|six|twelve|eighteen) (?:years|months))(?:,? in (?:" + MONTH_NAMES + r")\b)?)\b"
    r"|\b(?P<before>annual|yearly|quarterly|biennial|half-yearly|monthly) (?:policy )?review\b", re.I
)  # fmt: skip
_OWN_RULE = re.compile(
    rf"^(?P<rule>[ \t]*(?:\d{{1,2}}[.)]?[ \t]+)?[*_]{{0,2}}(?:(?:the|this|our) (?:\w+ )?{_NOUN}[*_]{{0,2}} is (?:itself )?(?:reviewed|revised|looked at again)|review(?: of th(?:e|is) {_NOUN})?[.:]?[*_]{{0,2}}[.:]?)[ \t]+"
    rf"(?P<cadence>(?:at least )?(?:(?:every|each|once an?|once every|once in|twice an?) [^\n,.;]{{3,24}}|yearly|annually|once a year|every year)))\b",
    re.I | re.M,
)
_DATED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("reviewed", re.compile(r"\b(?:last (?:review(?:ed)?|revis(?:ed|ion)|checked|updated)|(?:was|were|been) (?:last )?reviewed|reviewed and (?:confirmed|found \w+|left unchanged))(?: (?:and confirmed|date))?(?: on|:| in)?\b", re.I)),
    ("review", re.compile(rf"\b(?:next (?:\w+ )?(?:review|look|revision|check|update)|look(?:ed)? (?:at (?:it )?)?again|to be (?:reviewed|revisited|looked at|revised)|review(?:ed)? (?:again|due|by(?= (?:the )?(?:end|start|\d|{MONTH_NAMES}))|date|no later than|before)|looks? at it again|(?:is )?due for (?:its )?(?:next )?review|revisit(?:ed)?|falls due|come(?:s)? up for review|will be reviewed|review:)", re.I)),
    ("effective", re.compile(r"\b(?:effective|(?:is |comes? |came |enters? |entered |has been |goes |put )?in(?:to)? (?:force|effect)|in use|applies|applicable|valid|takes? effect|took effect|with effect|commenc\w+|binding)(?: (?:from|on|as of|as from|since|date))?\b", re.I)),
    ("withdrawn", re.compile(r"\b(?:withdrawn|repealed|revoked|retired|rescinded|superseded|obsolete|(?:replaced|superseded) by (?:(?:version|issue|edition|the|v)\b[^.;\n]{0,60}?)?)(?=\s+(?:on|from|as of|since|with effect)\b|\s+\d)", re.I)),
    ("issued", re.compile(r"\b(?:issued|published|publication date|date of issue|issue date|first published)\b(?: by [^,.;|\n]{3,60},)?", re.I)),
)  # fmt: skip
_SELF_OWNER = re.compile(
    r"(?:(?:(?:^|[.;|(–—-]\s*|\bthis (?:policy|document|procedure|standard|page|charter|framework) is )(?:(?:prepared|written|drafted|approved) and )?(?:owned|maintained|kept|looked after) by)|\b(?:document |policy )?(?:owner|keeper|custodian)(?: is| of this (?:policy|document|procedure|standard) is)?[: ]+|responsible for this (?:policy|document|procedure|standard)(?: is|:)?)\s*(?P<who>[^;|\n]{2,90})", re.I
)  # fmt: skip
_OWNS = re.compile(
    r"(?P<who>[^.;|\n]{2,90}?)\s*,?\s+(?:owns|maintains|keeps|is (?:the )?(?:owner of|responsible for|accountable for))\s+this\s+(?:policy|document|procedure|standard|charter|framework|plan|code|guideline)",
    re.I,
)
_DECISION = re.compile(r"(?:approval )?(?:decision|outcome|verdict)", re.I)
_MADE_BY = re.compile(r"(?:prepared|drafted|written|compiled|author(?:ed)?)(?: by)?", re.I)
_APPROVED_FOR = re.compile(
    r"(?:approved|authori[sz]ed|released|adopted|ratified|signed off) (?:for|on behalf of) (?:the )?(?P<body>[A-Z][\w& -]{2,60})",
    re.I,
)
_APPROVED_BY = re.compile(
    r"(?:approved|authori[sz]ed|released|adopted|ratified|endorsed|agreed|signed off) by (?:the )?(?P<who>[^\W\d_].{2,60})",
    re.I,
)  # as a label of a day: "Ratified by Governors | 4 May 2031"
_NO_LONGER = re.compile(
    r"^\W*(?:superseded|replaced|obsolete|no longer in force)\b(?:[^.\n]|\.(?=\d)){0,60}\.?[ \t]*$", re.I | re.M
)
_TITLE_STATE = re.compile(
    r"(?:[(\[][^()\[\]\n]{0,24}?|[ \t][-–—:][ \t]*|,[ \t]+)\b(?P<state>superseded|obsolete|withdrawn)\b|\b(?-i:(?P<loud>SUPERSEDED|OBSOLETE|WITHDRAWN))\b",
    re.I,
)  # "Travel policy (superseded)", "Travel policy - Rev C - OBSOLETE"
_LOUD = re.compile(
    r"(?P<state>(?!))|\b(?P<loud>SUPERSEDED|OBSOLETE|WITHDRAWN)\b(?! [A-Z]{3,}| (?:document|version|polic|edition|cop))"
)
_LOUD_TO = 300  # characters at the top in which a stamp stands: "Issued 3 May 2031   ** SUPERSEDED 1 June 2032 **"
_FILED = re.compile(r"\b(?:polic(?:y|ies)|procedures?|sops?|work instructions?)\b", re.I)  # where it is kept
_IN_BRACKETS = re.compile(r"\((?P<inner>[^()]+)\)")
_MOST_NAMED = 8  # words of a name or a post
_THIS = re.compile(
    rf"\b(?:this|these|the (?:present|current)) (?:\w+ )?(?:document|version|issue|edition|{_NOUN})\b", re.I
)
_CONTROL_LINE = re.compile(
    rf"[\W_]*(?:footer\W+)?(?:{_NUMBER.pattern.replace('?P<number>', '?:')}[\s,/|]+)?(?:(?:(?:these|this|the) )?{_NOUN} (?:agreed|approved|adopted) by|approved|adopted|released|ratified|endorsed|signed off|version|edition|revision|issue|owner|(?:document|policy) owner|(?:to be )?(?:looked at|reviewed|revisited|revised) again|next review|last review|effective|in force|review(?:ed)?|supersedes|replaces|document|issued|published|author|written|prepared|drafted|keeper|custodian|kept|maintained|rev|doc|signed|authori[sz]ed|cleared|passed|agreed|ok['’]?d|okayed)\b.{{0,180}}$",
    re.I,
)
_FIRST_SECTION = re.compile(r"^(?:#+\s*)?(?:1|1\.|1\.0|A\.?|I\.)\s+[A-Z]", re.M)
_OWNS_ELSE = re.compile(r"(?:ai )?(?:risk|system|product|model|application|asset|data|contract|budget|action)\b", re.I)
_OF_ANOTHER = re.compile(r"\b(?:replac|supersed)(?:es|ing)\b", re.I)  # it is the edition before that was withdrawn
_PAIRED = {"effective": "effective", "review": "next_review", "reviewed": "last_review", "withdrawn": "withdrawn"}


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a document and when, as it says itself."""

    decision: str
    who: Party | None
    day: str
    span: Span
    origin: str = "text"


@dataclass(slots=True)
class Controlled:
    """A controlled document as it describes itself. Strings are as written, days ISO; "" is unknown."""

    title: str
    version: str = ""
    number: str = ""
    status: str = ""
    owner: Party | None = None
    author: str = ""
    supersedes: str = ""
    cadence: str = ""
    coming: str = ""
    approval: Approval | None = None
    approval_spans: list[Span] = field(default_factory=list)
    further: list[Approval] = field(default_factory=list)
    days: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    draft: bool = False

    @property
    def strength(self) -> Strength | None:
        """How strong it is as evidence, by its state and its approval; None where neither says."""
        state = self.status.lower()
        if self.draft:
            return Strength.DRAFT
        for word, strength in (
            ("supersed", Strength.SUPERSEDED),
            ("replac", Strength.SUPERSEDED),
            ("withdraw", Strength.WITHDRAWN),
        ):
            if word in state:
                return strength
        approved = self.approval is not None and self.approval.decision == "approved"
        return Strength.APPROVED if approved else None

    @property
    def effective(self) -> str:
        """The day from which it holds."""
        return self.days.get("effective", "")


def controlled(reading: Reading) -> Controlled | None:
    """``reading`` as a controlled document; None for minutes, mails, registers, forms and what shows no control."""
    if __name__ not in reading.shared:
        reading.shared[__name__] = _controlled(reading)
    known: Controlled | None = reading.shared[__name__]
    return known


def _controlled(reading: Reading) -> Controlled | None:
    if reading.kind in ("minutes", "agenda", "mail", "register", "certificate", "agreement"):
        return None
    if not reading.title or _FORM.search(reading.title):
        return None
    line = naming(reading)
    shown = bool(_NUMBER.search(reading.running) or line.number)
    if _TEMPLATE.search(reading.title) and not shown:
        return None
    if _TOLD.match(reading.title) and not (shown or line.version or _in_front(reading)):
        return None
    found = Controlled(named(_title(reading, line)))
    pairs = [pair for pair in reading.pairs if _describes(reading, pair)]
    head = _head_end(reading, line)
    sentences = [
        span for span in reading.sentences if _near_edge(reading, span) and _speaks_of_itself(reading, span, head)
    ]
    foot = len(reading.text) - _FOOT
    named_in = [line.where] if line.where is not None else []  # whole: "Appr." ends no clause of it
    pairs += head_clauses(reading, [*named_in, *(span for span in sentences if span.end <= head or span.start > foot)])
    _from_pairs(reading, found, pairs, line.version)
    _from_sentences(reading, found, sentences)
    if "review" not in found.days and (month := coming(reading, pairs, sentences, dict(_DATED)["review"])):
        found.coming, found.spans["coming"] = month
    _from_last_section(reading, found)
    _from_approval(reading, found, pairs, sentences)
    found.further = list(_further(reading, found, pairs))
    _from_edges(reading, found)
    if line.number and not found.number:
        found.number = line.number
        found.spans |= {"number": line.where} if line.where is not None else {}
    return found if _is_controlled(reading, found) else None


def _in_front(reading: Reading) -> bool:
    """Whether front matter or a control table gives a version and who owns or approved it."""
    front = {pair.name for pair in reading.pairs if pair.origin in ("header", "cell") and _describes(reading, pair)}
    return "version" in front and bool(front & {"owner", "approver", "approved"})


def _title(reading: Reading, line: Naming) -> str:
    """The title; the second line where both are in capitals and only that names a document, below the house's name.

    Where the first line names the document with its number or edition, the title is what stands there between them.
    """
    if line.title and banner(reading):
        return line.title
    lines = [line.strip() for line in reading.text[:400].split("\n") if line.strip()][:2]
    at = reading.text.find(reading.title)
    own_line = line.where is not None and line.title and not any(pair.label == "title" for pair in reading.pairs)
    if own_line and line.where is not None and (at < 0 or at >= line.where.start) and "#" not in lines[0][:1]:
        heads = [each.start for each in reading.document.headings[:1]]
        if line.title in reading.title or not heads or heads[0] >= line.where.end:
            return line.title
    if len(lines) < 2 or lines[0] != reading.title or not all(line.isupper() for line in lines):
        return reading.title
    return lines[1] if _NAMED.fullmatch(lines[1]) and not _NAMED.fullmatch(lines[0]) else reading.title


def _is_controlled(reading: Reading, found: Controlled) -> bool:
    own = [found.approval, found.days.get("review"), found.owner, found.number, found.supersedes, found.cadence]
    shown = sum(bool(each) for each in own)
    below = found.title != named(reading.title)  # the title stands below the house's name
    policy = (reading.kind == "policy" or below) and bool(_NAMED.fullmatch(found.title))
    if policy:
        return True
    if reading.kind == "policy":
        shown += bool(found.version and found.days.get("issued"))
        return shown >= 1 and bool(found.version or found.approval or found.days or found.number)
    if _FILED.search(path_words(reading.path)) and found.number and found.version and found.approval:
        return True
    strong = bool(found.approval) + bool(found.days.get("review")) + bool(found.owner and found.version)
    strong += bool(found.number and (found.days.get("effective") or found.days.get("issued")))
    return bool(found.version) and strong >= 2


def _describes(reading: Reading, pair: Pair) -> bool:
    return pair.origin == "header" or (_near_edge(reading, pair.span) and reading.visible(pair.span))


def _near_edge(reading: Reading, span: Span) -> bool:
    return span.start < _HEAD or span.start > len(reading.text) - _FOOT


def _head_end(reading: Reading, line: Naming) -> int:
    """Where the lines under the title end: at the first heading after them."""
    title = reading.text.find(reading.title) if reading.title else 0
    if line.title and line.where is not None and title > line.where.end:
        title = line.where.start - len(reading.title)  # what was taken for the title is the first heading
    after = [
        heading.start for heading in reading.document.headings if heading.start > max(title, 0) + len(reading.title)
    ]
    first = next((start for start in after if len(reading.text[:start].strip()) > len(reading.title) + 20), None)
    numbered = _FIRST_SECTION.search(reading.text, 0, _HEAD)
    ends = [end for end in (first, numbered.start() if numbered else None) if end is not None]
    return min(ends, default=700)


def _speaks_of_itself(reading: Reading, span: Span, head: int) -> bool:
    if span.end <= head:
        return True
    if span.start > len(reading.text) - _FOOT and _CONTROL_LINE.match(reading.quote(span)):
        return True
    return bool(_THIS.search(reading.quote(span)))


def _from_pairs(reading: Reading, found: Controlled, pairs: list[Pair], version: str) -> None:
    for pair in pairs:
        if pair.name == "owner":
            who = None if _OWNS_ELSE.match(pair.label) else holder(pair.value)
            if who is not None and found.owner is None:
                found.owner, found.spans["owner"] = who, pair.span
        elif pair.name in _TEXTS and not getattr(found, pair.name):
            value = _TEXTS[pair.name](pair.value)
            if value:
                setattr(found, pair.name, value)
                found.spans[pair.name] = pair.span
    for name, label in _PAIRED.items():
        for pair in pairs:
            if pair.name == label and name not in found.days and (day := reading.day(pair.value_span)):
                found.days[name], found.spans[name] = day, pair.span
    _issued(reading, found, pairs)
    found.version = found.version or version or reading.document.metadata.version or ""


def _issued(reading: Reading, found: Controlled, pairs: list[Pair]) -> None:
    """The day of issue, and how often a review is due where the label of the next one says so."""
    for pair in pairs:
        if "issued" not in found.days and _ISSUED.fullmatch(pair.label) and (day := reading.day(pair.value_span)):
            found.days["issued"], found.spans["issued"] = day, pair.span
        if pair.name == "next_review" and not found.cadence and (every := _EVERY.search(pair.value)):
            found.cadence, found.spans["cadence"] = every[0].strip(), pair.span


def _version_of(value: str) -> str:
    match = re.match(r"\W*(?:v\.?|version)?\s*(\d[\w.]*)", value, re.I)
    letter = None if match else re.fullmatch(r"\W*(?:rev(?:ision)?\.?\s*|issue\s*)?([A-Z]\d{0,2})\W*", value)
    return match[1].rstrip(".") if match else letter[1] if letter else ""


def _number_of(value: str) -> str:
    match = _NUMBER.search(value)
    plain = _PLAIN_NUMBER.fullmatch(value.strip())
    return match["number"] if match else plain[0] if plain else ""


def _author_of(value: str) -> str:
    several = re.split(r"\s+(?:and|&)\s+", value.strip(" ."))
    by = party(value)
    if len(several) > 1 and all(is_person(each) for each in several):
        return " and ".join(several)
    return by.person if by is not None else ""


_TEXTS: dict[str, Callable[[str], str]] = {
    "version": _version_of,
    "status": str.strip,
    "author": _author_of,
    "number": _number_of,
    "supersedes": str.strip,
    "cadence": str.strip,
}


def _from_sentences(reading: Reading, found: Controlled, sentences: list[Span]) -> None:
    for span in sentences:
        words = reading.quote(span)
        if len(words) > 1_200:
            continue
        _days(reading, found, span, words)
        if found.owner is None and (match := _SELF_OWNER.search(words) or _OWNS.search(words)):
            _owner(found, span, match["who"])
        if (
            not found.supersedes
            and (match := _SUPERSEDES.search(words))
            and re.search(r"\d|polic|version|edition|all previous|earlier", match["what"], re.I)
        ):
            what = re.split(r"\s+(?:and|which|on \d|from \d)\b", match["what"])[0]
            found.supersedes, found.spans["supersedes"] = what.strip(" ,"), span
        if not found.cadence and (match := _CADENCE.search(words)) and _of_itself(words):
            found.cadence, found.spans["cadence"] = match["cadence"] or match["before"], span
        if not found.version and (match := _DRAFT_VERSION.search(words)):
            found.version = match["version"]


def _from_last_section(reading: Reading, found: Controlled) -> None:
    """How often it is reviewed, as a rule of its own says: "9. Review. Every two years.", "The policy is reviewed yearly"."""
    for match in _OWN_RULE.finditer(reading.text):
        span = reading.trimmed(Span(match.start("rule"), match.end("rule")))
        if not found.cadence and reading.visible(span):
            found.cadence, found.spans["cadence"] = " ".join(match["cadence"].split()), span


def _of_itself(words: str) -> bool:
    return bool(
        re.search(
            rf"\b(?:this|these|the)\s+(?:\w+\s+){{0,2}}{_NOUN}\b|\b(?:this|the) document\b|^\W*(?:it|we|annual|review|(?:version|edition|issue)\s[\d.]+)",
            words,
            re.I,
        )
    )


def _days(reading: Reading, found: Controlled, span: Span, words: str) -> None:
    for name, pattern in _DATED:
        if name in found.days:
            continue
        for match in pattern.finditer(words):
            if name == "withdrawn" and _OF_ANOTHER.search(words[: match.start()]):
                continue  # of the edition before
            at = span.start + match.end()
            near = [day for day in reading.dates_in(Span(at, span.end)) if day.start - at <= 34]
            if near and not re.search(
                r"[.;|]\s+\w|\b(?:approved|adopted|version|replaced)\b", reading.text[at : near[0].start], re.I
            ):
                found.days[name], found.spans[name] = near[0].value.isoformat(), span
                break


def _owner(found: Controlled, span: Span, words: str) -> None:
    words = re.sub(r"^(?:The\s+)?", "", words.strip())
    cut = re.split(
        r"(?<![A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)\.(?:\s|$)|\s(?:and|who|on|since)\s|,\s(?=approved|version|next|effective|adopted)",
        words,
        flags=re.I,
    )[0]
    who = someone(cut)
    if who is not None and who.start <= 1 and len(who.name.split()) <= _MOST_NAMED:
        found.owner, found.spans["owner"] = who, span


def _from_approval(reading: Reading, found: Controlled, pairs: list[Pair], sentences: list[Span]) -> None:
    stated = next((pair for pair in pairs if _DECISION.fullmatch(pair.label.strip(" *_"))), None)
    if stated is not None and not outcome(stated.value):
        return  # "Decision: awaiting"
    decision = outcome(stated.value) if stated is not None else "approved"
    on = next((pair for pair in pairs if pair.name == "approved"), None)
    day = reading.day(on.value_span) if on else ""
    for pair in pairs:
        if (named_so := _APPROVED_BY.fullmatch(pair.label.strip())) and (own := reading.day(pair.value_span)):
            found.approval = Approval("approved", holder(named_so["who"]), own, pair.span, pair.origin)
            return
        if pair.name == "approver" and (
            who := next(iter(_people(reading, pair)), None) or holder(_undated(reading, pair))
        ):
            own = reading.day(pair.value_span) or day
            found.approval = Approval(decision, who, own, pair.span, pair.origin)
            found.approval_spans = [on.span] if on and own == day else []
            return
    if on is not None:
        who = next(iter(_people(reading, on)), None) or someone(_undated(reading, on))
        below = dated_below(reading, on) if who and not day else None
        day = day or (reading.day(below.value_span) if below else "")
        found.approval = Approval("approved", who, day, on.span, on.origin) if day or who else None
        found.approval_spans = [below.span] if below and day else []
    if found.approval is None:
        found.approval = next((terse for span in sentences if (terse := _terse(reading, span))), None)
    said = _said(reading, found, sentences)
    if said is not None and (found.approval is None or found.approval.who is None):
        found.approval = Approval(said.decision, said.who, said.day or day, said.span)
    if found.approval is None or found.approval.who is None:
        found.approval = _from_rows(reading, found) or found.approval
    if found.approval is None:
        found.approval = _from_history(reading, found)


def _further(reading: Reading, found: Controlled, pairs: list[Pair]) -> Iterator[Approval]:
    """Others by name who approved beside the first: "Approved: Ana Roth, Director, and Jo Day, 3 May 2031"."""
    first = found.approval
    if first is None or first.who is None or not first.who.person:
        return
    told = {first.who.person}
    for pair in pairs:
        beside = pair.span == first.span or (pair.name in ("approver", "approved") and reading.day(pair.value_span))
        known = someone(_undated(reading, pair))
        single = [known] if known is not None and known.person else []
        for who in (_people(reading, pair) or single) if beside else ():
            if who.person not in told:
                told.add(who.person)
                yield Approval(first.decision, who, reading.day(pair.value_span) or first.day, pair.span, pair.origin)


def _people(reading: Reading, pair: Pair) -> list[Party]:
    """The people whom a value lists, two or more, with their posts; a comma before "and" parts them too."""
    words = re.sub(r",\s+(?=(?:and|&)\s)", " ", _undated(reading, pair))
    found = [who for who in listed(words) if who.person]
    return found if len(found) > 1 else []


def _terse(reading: Reading, span: Span) -> Approval | None:
    """A line that only says that it was approved, by whom and when."""
    match = _TERSE.match(reading.quote(span))
    day = reading.day(Span(span.start + match.end(), span.end)) if match else ""
    who = someone(match["who"]) if match and day else None
    return Approval("approved", who, day, span) if who is not None else None


def _from_rows(reading: Reading, found: Controlled) -> Approval | None:
    """A row "Approved by | Ida Ness | CEO | 3 May 2031" of a table of who prepared, checked and approved."""
    for table in reading.document.tables:
        for row in table.rows:
            if table.hidden or row.hidden or len(row.cells) < 3:
                continue
            label, *others = (reading.text[cell.start : cell.end].strip(" :*") for cell in row.cells)
            span = Span(row.start, row.end)
            if not reading.visible(span):
                continue
            if not found.author and _MADE_BY.fullmatch(label):
                made = next((who for words in others if (who := someone(words)) and who.person), None)
                found.author = made.person if made else ""
            stands_for = _APPROVED_FOR.fullmatch(label)
            if label_of(label) not in ("approver", "approved") and not stands_for:
                continue
            who = someone(", ".join(words for words in others if words and not reading.day_of(words)))
            day = reading.day(span)
            if who is not None and (day or who.person):
                who = replace(who, body=who.body or stands_for["body"].strip()) if stands_for else who
                return Approval("approved", who, day, span, "cell")
    return None


def _undated(reading: Reading, pair: Pair) -> str:
    """The value without its dates, so that "Board of Directors, 15 April 2026" is the Board."""
    words = pair.value
    for date in reversed(reading.dates_in(pair.value_span)):
        start, end = date.start - pair.value_span.start, date.end - pair.value_span.start
        words = words[:start] + words[end:]
    words = re.sub(
        r"\b(?:on|at its meeting (?:of|on)|meeting (?:of|on)|dated|in its meeting of|by)\s*(?=[,;)]|$)|[(]\s*[)]|^\W*by\s+",
        "",
        words,
    )
    words = words.strip(" ,;-–—")
    words = inner["inner"] if (inner := _IN_BRACKETS.fullmatch(words)) else words  # "3 May 2031 (Works Board)"
    return words if words.count("(") == words.count(")") else words.strip(" ,;-–—()")


def _said(reading: Reading, found: Controlled, edge: list[Span]) -> Verdict | None:
    """The first sentence that says that this document was approved, at its edges or as "this policy" anywhere."""
    near = set(edge)
    for verdict in all_verdicts(reading):
        mention, at_edge = verdict.mention, verdict.span in near
        if verdict.decision not in ("approved", "rejected"):
            continue
        if verdict.itself and (at_edge or verdict.who is not None):
            return verdict
        if at_edge and (_names(found, mention) if mention else verdict.who is not None and bool(verdict.day)):
            return verdict
    return None


def _names(found: Controlled, mention: Mention) -> bool:
    """Whether the document is meant, by its number or by its title and version."""
    title = named(mention.subject).lower() in found.title.lower()
    return bool(_NUMBER.fullmatch(mention.subject)) or (title and mention.version in ("", found.version))


def _from_history(reading: Reading, found: Controlled) -> Approval | None:
    """The row of the version history that approves the present version."""
    for table, columns in reading.tables:
        if columns.get("version") != 0:
            continue
        rows = [record for record in reading.records(table) if reading.visible(record.span)]
        for record in reversed(rows):
            words = reading.quote(record.span)
            number = re.search(r"\d+(?:\.\d+)*|\b[A-Z]$", record.text("version").strip())
            own = number is not None and found.version in ("", number[0])
            said = re.search(r"(?<!not )(?<!be )(?<!for )\b(?:approved|adopted|released|ratified)\b", words, re.I)
            if own and number and (said or _history_approver(record)):
                found.version = number[0]
                if not found.author and (made := record.named(_MADE_BY.pattern)) and (who := someone(made.text)):
                    found.author = who.person
                return Approval(
                    "approved", _history_party(record, words), reading.day(record.span), record.span, "cell"
                )
    return None


def _history_approver(record: Record) -> Party | None:
    """Who stands in the column of approvers, be it headed "Approved by" or "Approved"."""
    entry = record.get("approver") or record.named(RELEASED_BY)
    return someone(entry.text) if entry else None


def _history_party(record: Record, words: str) -> Party | None:
    if approver := _history_approver(record):
        return approver
    by = re.search(
        r"\b(?:approved|adopted|released|ratified)\b[^|.;]{0,20}?\bby\s+(?:the\s+)?(?P<who>[^|.;,]+)", words, re.I
    )
    if by:
        return someone(by["who"])
    return next(
        (
            who
            for entry in record.entries
            if entry.name
            and re.fullmatch(
                r"(?:who|by|name|person|author|editor|changed by|owner|responsible)", entry.name.strip(), re.I
            )
            and (who := someone(entry.text))
        ),
        None,
    )


def _title_state(reading: Reading) -> str:
    """The state that a title ends with: "Travel policy (superseded)"; "obsolete" is superseded."""
    if above := banner(reading):
        return above
    at = reading.text.find(reading.title) if reading.title else -1
    words = reading.quote(reading.line(at)) if at >= 0 else reading.title
    match = _TITLE_STATE.search(words)
    loud = match or _LOUD.search(reading.text[:_LOUD_TO])
    state = (loud["state"] or loud["loud"]).lower() if loud else ""
    return "superseded" if state == "obsolete" else state


def _told_number(reading: Reading, found: Controlled, lines: list[Span]) -> str:
    """The number that one of the first lines gives in brackets or after "Ref."."""
    for line in lines:
        match = _TOLD_NUMBER.search(reading.quote(line))
        if match and reading.visible(line):
            found.spans["number"] = line
            return match["number"]
    return ""


def _from_edges(reading: Reading, found: Controlled) -> None:
    """Number, state and draft marks from headers, footers and the first lines."""
    marked = [(note.start, note.end) for note in reading.document.annotations if note.mark is Mark.HEADER]
    lines = [reading.line(0)]
    while len(lines) < _FIRST_LINES and lines[-1].end + 1 < len(reading.text):
        at = lines[-1].end + 1
        at += len(reading.text[at:]) - len(reading.text[at:].lstrip()) if reading.text[at:].strip() else 0
        lines.append(reading.line(at))
    foot = reading.line(len(reading.text.rstrip()) - 1) if reading.text.strip() else Span(0, 0)
    tabled = any(table.start <= foot.start < table.end for table in reading.document.tables)
    places = [(line.start, line.end) for line in lines]
    for start, end in [*marked, *places, *([] if tabled else [(foot.start, foot.end)])]:
        edge = (start, end) in marked  # a header or footer may have its parts in any order
        match = (re.search if edge else re.match)(
            rf"{'' if edge else _TO_NUMBER}{_NUMBER.pattern}", reading.text[start:end]
        )
        if match and not found.number and not _STANDARD.match(match["number"]):
            found.number, found.spans["number"] = match["number"], Span(start, end)
    file = reading.path.rpartition("/")[2]
    if not found.number and (match := re.match(_NUMBER.pattern, file)) and not _STANDARD.match(match["number"]):
        found.number = match["number"]
    found.number = found.number or _told_number(reading, found, lines)
    _state(reading, found)


def _state(reading: Reading, found: Controlled) -> None:
    """The document's state, as it says itself in its control table, its title, its first lines or its last."""
    head = f"{reading.title}\n{reading.text[:600]}"
    state = found.status
    found.draft = bool(_DRAFT.search(state or head)) or bool(re.search(r"\bdraft\b", state or reading.title, re.I))
    if not found.status:
        if found.draft:
            found.status = "draft"
        elif stated := _title_state(reading):
            found.status = stated
        elif _REPLACED.search(head) or _NO_LONGER.search(reading.text, max(0, len(reading.text) - _FOOT)):
            found.status = "superseded"
        elif _WITHDRAWN.search(reading.text[:280].replace(reading.title, "", 1)):
            found.status = "withdrawn"
        elif found.approval is not None and found.approval.decision == "approved":
            found.status = "approved"
