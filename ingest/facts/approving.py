"""What was approved, by whom and when, read from a stretch of prose: ``verdicts``.

Used on minutes, mails, the opening lines of a document and the cells of version histories. What is still to happen
("will be approved", "awaiting approval", "not yet adopted") and what is a rule ("is approved by the Board every
year") is no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.model import Span
from ingest.facts.mentions import NUMBER, Mention, document_in, someone
from ingest.facts.nearby import nearby_day, spoken_day
from ingest.facts.parties import Party, is_body, is_role
from ingest.facts.reading import Reading

_LONGEST = 1_200  # characters of one statement that are read
_APPROVED = (
    r"(?:re-?)?approved|(?:re-?)?adopted|ratified|endorsed|authori[sz]ed|released|sanctioned|signed off(?: on)?|enacted|passed|confirmed|"
    r"accepted|agreed(?: to| on)?|resolved|decided|cleared|blessed|okayed|ok['’]d|waved through|nodded through"
)
_REJECTED = r"rejected|declined|refused|turned down|voted down|disapproved|did not (?:approve|adopt|endorse|accept)|withheld (?:its |their )?approval(?: of| from)?"
_DEFERRED = r"deferred|postponed|adjourned|held over|referred back|sent back|put off"
_NOTED = r"noted|took note of|taken note of"
_GAVE = (
    r"(?:gave|gives|granted|has given|have given)(?: (?:its|his|her|their|the|formal|final|full|written))* "
    r"(?:approval|assent|consent|sign-?off|green light)(?: (?:to|for|of))?|said yes to|(?:had|raised) no objections? to|(?:had|raised) no objections?(?=[^.;|\n]{0,40}\b(?:adopted|approved|passed|released)\b)"
)
_VERB = re.compile(
    rf"\b(?:(?P<rejected>{_REJECTED})|(?P<approved>{_APPROVED}|{_GAVE})|(?P<deferred>{_DEFERRED})|(?P<noted>{_NOTED}))\b",
    re.I,
)
_KEYS = tuple(  # some part of every verb above, so that most sentences cost little
    "approv adopt ratif endors authori releas sanction signed enact passed confirm accept agree resolv decid clear bless reject declin refus turned "
    "okay ok'd ok’d waved nodded voted withheld defer postpon adjourn held referred sent put note assent consent sign-off signoff light yes objection".split()
)
_NOUN_FORM = re.compile(
    r"\b(?:approval|adoption|ratification|release|sign-?off)(?: was)?(?: given| granted| received| obtained)?(?= (?:by|of|from) (?:the|our|[A-Z])| on \d)",
    re.I,
)
_SURE = re.compile(
    r"(?:re-?)?approved|(?:re-?)?adopted|ratified|endorsed|sanctioned|signed off|enacted|authori[sz]ed|released", re.I
)
_DECISIVE = re.compile(rf"{_SURE.pattern}|{_GAVE}|resolved|decided|cleared", re.I)
_UNDONE = re.compile(
    r"(?:\b(?:will|shall|would|should|must|(?-i:may)|might|can|could|to|cannot|needs? to|ha(?:s|ve|d) to|due to|yet to|about to)\b"
    r"(?:\s+(?:not|also|then|only|first|formally|now|soon|always|all|still))*(?:\s+(?:be|have been|been|have|get))?"
    r"|\b(?:not|never|no longer|nor)\b(?:\s+(?:yet|been|formally|be|being))*|\bn['’]t(?:\s+(?:yet|been))*"
    r"|\b(?:being|awaiting|pending|unless|until|if|once|when|whether|where|before|without being|get|getting)"
    r"(?:\s+(?:it|they|this|finally|formally|so|the|is|has|been))*)\s*$",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|once|until|unless|as long as|in case|except|in the event|assuming|subject to|before|when|whenever|whether|as soon as|provided(?: that)?|how|who|which must|in order to"
    r"|(?:will|shall|would|should|must|(?-i:may)|might|can|could|cannot)(?: not)? be|(?:propos|recommend|request|ask|intend|plan(?=ned|ning|s? to\b)|expect|hop)\w*(?!\w|\s+(?:by|and seconded)\b)"
    r"(?: (?:that|to|for)\b)?)(?:[^.;:]|\.(?=\d)){0,90}$",
    re.I,
)
RESOLVED_THAT = re.compile(
    r"\b(?:agreed|resolved|decided|voted|ordered|carried|moved)\b(?:[^.;]|\.(?=\d)){0,160}\bbe\s*$", re.I
)
"""The words of a resolution up to the verb: "it was resolved that the policy be"."""
_RESOLVED_IS = re.compile(
    r"\b(?:RESOLVED|Resolved|RESOLUTION|AGREED|DECIDED|ORDERED)\b\s?(?:\([^)]{0,80}\))?[:,]?\s(?:that\s)?(?:[^.;]|\.(?=\d)){0,160}"
    r"\b(?:is|are)\s(?:hereby\s)?$"
)
_LABEL = re.compile(r"[ \t]*:")
_LEADS_A_LIST = re.compile(r"[*_]*\s*:[*_\s]*")
_MONEY = re.compile(
    r"\W*(?:[A-Z]{3}|[€$£])?\s?\d[\d.,' ]*\s?(?:[A-Z]{3}|[€$£]|k\b|million|thousand)?|\W*(?:an?|the)\s+(?:\w+\s+)?(?:budget|amount|sum|expenditure|funds?|grant|spend)\b",
    re.I,
)
_LOOSE = re.compile(
    r"agreed(?: to| on)?|resolved|decided|confirmed|accepted|cleared|passed|blessed|okayed|ok['’]d|waved through|nodded through",
    re.I,
)
_TO_DO = re.compile(
    r"\s+to\s+(?!(?:\w+ly\s+)?(?:re-?)?(?:approv|adopt|ratif|endors|accept|releas|issu|pass|authori|sign)\w*|the\b|it\b|this\b)[a-z]+",
    re.I,
)
_OBJECT = re.compile(
    r"\s+(?:(?:to|on)\s+)?(?:(?:re-?adopt|re-?approve|adopt|approve|endorse|ratify|accept|release|pass|issue)\s)?(?:adopting\s|approving\s)?(?:(?:the|our|its|a|this|new|revised|updated)\s+)*"
    r"(?:it\b|(?:version|edition|issue|revision|v)\s*\d|(?:[\w&/'’-]+\s+){0,6}?(?i:polic|procedure|standard|guideline|charter|framework|code|plan|programme|strateg|terms|schedule|manual|handbook|standing orders|scheme of))",
    re.I,
)
_TO_ADOPT = re.compile(
    r"\s+to\s+(?:\w+ly\s+)?(?:re-?)?(?:adopt|approve|ratify|endorse)\b", re.I
)  # "it was resolved to adopt"
_CLOCK = re.compile(r"[\s,T]*(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?[\s:,;|–—-]*")
_VOTE = re.compile(r"[\s,(]*\d{1,2}\s?(?:[-–:]|to)\s?\d{1,2}(?![\d-]|[–:.]\d)")  # "Adopted 4-0."
_ITEM_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|\([a-z]\))\s+")  # "3.2 RESOLVED, ..."
_MOVED = re.compile(
    r"\b(?:second|mov|propos|present|introduc|support|tabl|submitt|prepar|draft|put forward|brought|written|motion|proposal|request|advice|recommendation)\w*\s*$",
    re.I,
)
"""Who stands behind these put it to the body or wrote it: "adopted, on the motion of Ms Roth, seconded by Mr Day"."""
_PRONOUN = re.compile(r"\W*(?:It|They)(?:\s+(?:also|then|further|both))?\s*")
_ENDS = re.compile(r"[;|]|\.\s|\n(?=[ \t]*(?:\n|[-*+•|#>]|\d{1,3}[.)]\s|[^\n:]{1,40}:\s))")
_RULE = re.compile(r"\b(?:is|are|gets?|be)\s+(?:\w+ly\s+)?$", re.I)
_ADJECTIVE = re.compile(
    r"\b(?:the|an?|our|its|their|all|any|no|every|each|of|in|with|only|only an|from|use|list of|latest|last|most recently|newly|currently|previously|other|these|those)\s+$",
    re.I,
)
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:|()\[\]–—-]|by\b|on\b|at\b|in\b|for use|for release|for publication|without|with|unanimously|as\b|and\b|\d|via\b|during\b|this\b|it\b|so\b|subject to|(?:the )?version|formally|yesterday|today|last\b|(?:to|until|till|pending)\b)",
    re.I,
)
_STOP = re.compile(
    r"\s+(?:on|at|in|during|with|dated|as|via|following|after|effective|from|under|when|who|which|and (?=(?:replaced|superseded|is|was|has|takes|applies|comes|valid|effective|then|published|issued|signed|asked|noted|released))|to|subject|without|unanimously|today|yesterday|last|this|under|because|since|until|then|but|so)\b"
    r"|[;:|(\[\n]|\s[–—-]\s|(?<![A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)\.(?=\s|$)|,\s*(?=\d|dated|on\b|effective|who\b|and\b|replac|supersed|valid|applies|in force|next|minutes|item|at\b|ref|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))",
    re.I,
)
_OTHER_MATTER = re.compile(
    r"\b(?:replaced by|superseded|effective|with effect|applies|in force|valid|takes effect|comes into|next (?:review|look)|review(?:ed)?\b|withdrawn|until|by (?=\d)|due|expires?|published|issued|prepared|drafted|owner|starting|from (?=\d))",
    re.I,
)
_BY = re.compile(r"\b(?:by|from|of)\s+(?=[\w\"“])", re.I)
_OPENING = re.compile(
    r"^(?:on (?:\w+day,?\s+)?\d{1,2}(?:st|nd|rd|th)? \w+ \d{4},?\s+|at (?:its|their|the|our) [^,.;]{3,40}? (?:on|of) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}|\w+\s+\d{1,2},?\s+\d{4}|[\d./-]{8,10}),?\s+|(?:last|this|next|on)\s+(?:\w+day|morning|afternoon|evening|week|month|year|spring|summer|autumn|winter)(?:\s+(?:morning|afternoon|evening))?,?\s+|yesterday,?\s+|after (?:some |a |brief |long |further )*(?:discussion|debate|consideration)(?: of [^,]{0,60},)?\s*,?\s*|(?:on|at|in|during)\s+(?:(?:its|the|their|our|a|this)\s+)?[^,]{0,80},\s*|on\s+[\w.]+(?:\s+[\w.]+){0,2}\s+\d{4}\s+|on\s+[\d./-]{8,10}\s+|(?:then|also|finally|therefore|accordingly|in addition|decision|resolution|resolved|outcome|minute)\s*[:,–-]?\s*)",
    re.I,
)
_ASIDE = re.compile(r",?\s+(?:at|in|during|on)\s+(?:its|the|their|our|\d)[^,]*,?\s*$", re.I)
_AUXILIARY = re.compile(
    r"(?:\s*\b(?:has|have|had|having|was|were|is|are|been|also|formally|unanimously|hereby|today|then|therefore|both|jointly|subsequently|accordingly|finally|thereby|already|just|now|so|yesterday|and|recently|duly|all))+\s*$",
    re.I,
)
_BRACKET = re.compile(
    r"(?:[^.;|\n]|\.(?=\d)){0,90}?(?:\bon|\()\s*(?P<day>\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+)(?=[\s).,;]|$)(?! \d)"
)
_NO_VOTE = re.compile(
    r"(?:no objections?|unanimously|without (?:objections?|discussion|a vote)|after (?:some )?discussion|nem\.? con\.?|put to the vote)[,;:]?\s*(?:and\s+)?(?:so|then|it was|was|therefore)?",
    re.I,
)
_HOLDS = re.compile(
    r"\b(?:with effect|effective|(?:comes? |came |enters? |is )?in(?:to)? (?:force|effect)|applies|takes? effect|valid)(?: (?:from|on|as of|as from))?\b",
    re.I,
)
_MANNER = re.compile(
    r"\s*(?:[.;|:]|$|,\s+(?:effective|with effect|in force|to take effect)\b|,?\s*(?:all (?:in favou?r|agreed|agreeing)|(?:with )?(?:nobody|no one|none) (?:against|opposed)|no objections?)\b|for use|unanimously|without\b|nem\.? con|as (?:presented|proposed|amended|circulated|drafted|submitted|tabled)|(?:to|until|till|pending)\b"
    r"|with (?:immediate effect|effect|changes|amendments|\w+ votes?)|on (?:an?|the) (?:motion|proposal)|by (?:\w+ ){0,3}(?:votes?|majority|acclamation|consensus|show of hands))",
    re.I,
)

_HANDED = re.compile(r"\s+(?:over|on|from|to)\b(?!\s+\d)", re.I)
_OBJECT_NOUN = re.compile(
    r"\s+(?:both |all |each of )?(?:the|its|their|an?|his|her|our|these|those|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:[\w-]+\s+){0,6}?[a-z]{3,}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about a document. ``who`` may be unknown; ``day`` is ISO or ""; ``span`` is the clause's statement."""

    decision: str
    who: Party | None
    day: str
    span: Span
    mention: Mention | None = None
    itself: bool = False
    version: str = ""
    effective: str = ""
    active: bool = False
    """``itself``: it speaks of "this policy", "it" or "version 2.1", or names nothing, as a document's opening line does."""


def all_verdicts(reading: Reading) -> list[Verdict]:
    """The decisions that the document's sentences report, in reading order; computed once."""
    known: list[Verdict] | None = reading.shared.get(__name__)
    if known is None:
        known = reading.shared[__name__] = [found for span in reading.prose for found in verdicts(reading, span)]
    return known


def verdicts(reading: Reading, span: Span) -> Iterator[Verdict]:
    """The decisions that one statement reports."""
    text = reading.text
    start, end = span.start, min(span.end, span.start + _LONGEST)
    words = text[start:end]
    lower = words.lower()
    if not any(key in lower for key in _KEYS):
        return
    seen: set[str] = set()
    for match in _VERB.finditer(words):
        verb = _read(reading, Span(start, end), match)
        found = _verdict(reading, verb) if _is_deed(reading, verb) else None
        if found is not None and found.decision not in seen:
            seen.add(found.decision)
            yield replace(found, span=span)
    noun = None if seen else _NOUN_FORM.search(words)
    if noun is not None and not _CONDITION.search(words[: noun.start()]):
        who, day = _after(words[noun.end() :]), _day(reading, start + noun.end(), end)
        if who is not None and day:
            yield Verdict("approved", who, day, span, document_in(text, start, end), _itself(words[: noun.start()]))


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of deciding in its statement: the words around it, and who does it, in the passive or the active voice."""

    decision: str
    verb: str
    span: Span
    begin: int
    tail: int
    before: str
    clause: str
    after: str
    day: str
    by: Party | None
    active: Party | None
    resolved: bool


def _read(reading: Reading, span: Span, match: re.Match[str]) -> _Verb:
    words = reading.text[span.start : span.end]
    before, after = words[: match.start()], words[match.end() :]
    clause = re.split(r"[.;:|](?=\s)|\s[–—-]\s", before)[-1]
    if _ITEM_NUMBER.fullmatch(clause) or (_LABEL.match(after) and re.search(r"\n[ \t]*$", before)):
        clause = ""  # "author: Ana Roth" stands on the line above "adopted: 3 May 2031"
    by = _after(after)
    return _Verb(
        decision=str(match.lastgroup),
        verb=match[0],
        span=span,
        begin=span.start + match.start(),
        tail=span.start + match.end(),
        before=before,
        clause=clause,
        after=after,
        day=_logged_on(reading, span.start + match.start())
        or _day(reading, span.start + match.end(), span.end)
        or (_day_before(reading, span) if by is None and _PRONOUN.fullmatch(clause) else ""),
        by=by,
        active=None if by is not None else _before(clause) or _same_subject(reading, span, clause),
        resolved=any(each.search(re.split(r"[.;](?=\s)", before)[-1]) for each in (RESOLVED_THAT, _RESOLVED_IS)),
    )


def _same_subject(reading: Reading, span: Span, clause: str) -> Party | None:
    """Whom "It also approved ..." means: the body that the sentence right before says decided something."""
    if not _PRONOUN.fullmatch(clause):
        return None
    before = reading.sentence_before(span.start)
    words = reading.quote(before) if before else ""
    match = _VERB.search(words)
    who = _before(words[: match.start()]) if match else None
    return who if who is not None and who.body else None


def _day_before(reading: Reading, span: Span) -> str:
    """The day that the sentence right before gives its own deed, before the verb."""
    before = reading.sentence_before(span.start)
    match = _VERB.search(reading.quote(before)) if before else None
    return _day(reading, before.start, before.start + match.start()) if before and match else ""


def _logged_on(reading: Reading, at: int) -> str:
    """The day that a line of a log begins with: "2031-08-03 11:40  Approved by H. Falk"."""
    line = reading.line(at)
    days = reading.dates_in(line)
    opens = bool(days) and days[0].start - line.start <= 1
    return days[0].value.isoformat() if opens and _CLOCK.fullmatch(reading.text[days[0].end : at]) else ""


def _is_deed(reading: Reading, verb: _Verb) -> bool:
    """Whether the verb tells of something done: no intention, no rule, no adjective, no grant of money."""
    if not verb.resolved:
        if _UNDONE.search(verb.before[-60:]) or _CONDITION.search(verb.clause):
            return False
        rule = _RULE.search(verb.before[-20:]) and not verb.day
        if rule or not (verb.day or reading.kind == "minutes" or _happened(verb.clause, verb.active is not None)):
            return False
    heads = _LEADS_A_LIST.fullmatch(verb.after) and re.search(r"(?:\n|^)[ \t>*_#]*$", verb.before)
    handed = _HANDED.match(verb.after) and verb.verb.lower() in ("passed", "released")
    if heads or handed:
        return False  # "Decided:" above what was decided; responsibility passed from one to another
    if _is_grant(reading, verb) or (_LOOSE.fullmatch(verb.verb) and _TO_DO.match(verb.after)):
        return False
    if verb.active is not None:
        loose = _LOOSE.fullmatch(verb.verb) and not _OBJECT.match(verb.after) and not verb.resolved
        return not loose
    passive = verb.by is not None or _GOES_ON.match(verb.after) is not None
    manner = _MANNER.match(verb.after) or _VOTE.match(verb.after)
    told = verb.by is not None or bool(verb.day) or manner is not None
    return passive and told and not _ADJECTIVE.search(verb.before[-30:])


def _is_grant(reading: Reading, verb: _Verb) -> bool:
    """Whether money is the object of the verb."""
    money = None if _VOTE.match(verb.after) else _MONEY.match(verb.after)
    if money is None or not any(map(str.isdigit, money[0])) or NUMBER.match(verb.after.strip()):
        return False
    return not reading.dates_in(Span(verb.tail, min(verb.tail + 30, verb.span.end)))


def _verdict(reading: Reading, verb: _Verb) -> Verdict | None:
    """What a deed decides on; None where that is neither a document named nor the one at hand."""
    text, ahead = (
        reading.text,
        verb.active is not None or not verb.clause.strip() or _TO_ADOPT.match(verb.after) is not None,
    )
    mention = document_in(text, verb.tail, _reach(text, verb.tail, verb.span.end)) if ahead else None
    mention = mention or document_in(text, verb.begin - len(verb.clause), verb.begin)
    topic = verb.before[: len(verb.before) - len(verb.clause)]
    if mention is None and topic.rstrip().endswith(":"):  # "Travel Policy issue 3: proposed by Ms Roth, and approved"
        mention = document_in(text, verb.span.start, verb.span.start + len(topic))
        number = NUMBER.search(topic)
        if mention is not None and not mention.version and number:
            mention = replace(mention, version=number["a"] or number["b"])
    bare = not verb.clause.strip(" *_,") and mention is None
    itself = bare or _itself(verb.clause) or _itself_after(verb.after) or bool(_NO_VOTE.fullmatch(verb.clause.strip()))
    if mention is None and not itself and (verb.decision != "approved" or _other_object(verb)):
        return None
    if verb.decision == "noted" and re.match(r"\s+(?:that|how|with)\b", verb.after):
        return None
    if not _DECISIVE.fullmatch(verb.verb) and mention is None and not (itself and verb.by):
        return None
    day = verb.day
    if not day and verb.active is not None:
        day = _day(reading, verb.begin - len(verb.clause), verb.begin)
    if not day and reading.kind != "minutes":
        day = spoken_day(reading, f"{verb.clause} {_near(verb.after)}")
    number = NUMBER.search(_unnumbered(reading.quote(verb.span))) if mention is None else None
    return Verdict(
        decision=verb.decision,
        who=verb.by or verb.active,
        day=day,
        span=verb.span,
        mention=mention,
        itself=itself and mention is None,
        version=(number["a"] or number["b"]) if number else "",
        effective=_effective(reading, verb.span),
        active=verb.active is not None,
    )


def _unnumbered(words: str) -> str:
    """A statement without the number of its item, which is no version."""
    item = _ITEM_NUMBER.match(words)
    return words[item.end() :] if item else words


def _near(after: str) -> str:
    """The words after a verb up to where another matter begins."""
    cut = _OTHER_MATTER.search(after)
    return after[: min(cut.start() if cut else len(after), 120)]


def _other_object(verb: _Verb) -> bool:
    """Whether an active verb has an object of its own ("the Board endorsed the objectives"), which is no document."""
    return verb.active is not None and _OBJECT_NOUN.match(verb.after) is not None


def _effective(reading: Reading, span: Span) -> str:
    """The day from which the statement says that it holds."""
    for match in _HOLDS.finditer(reading.quote(span)):
        at = span.start + match.end()
        near = [day for day in reading.dates_in(Span(at, span.end)) if day.start - at <= 12]
        if near:
            return near[0].value.isoformat()
    return ""


def _happened(clause: str, active: bool) -> bool:
    """Whether a clause without a day tells of a deed: "was approved", "the Board approved", not "is written and approved by"."""
    if active:
        return not re.search(r"\b(?:will|shall|(?-i:may)|must|can|should|would)\b", clause, re.I)
    return bool(re.search(r"\b(?:was|were|been)\b[\w\s]{0,12}$", clause, re.I)) or (
        not re.search(r"\b(?:is|are|be)\b", clause, re.I) and len(clause.split()) <= 12
    )


def _reach(text: str, start: int, end: int) -> int:
    """Where the object of a verb ends at the latest."""
    stop = _ENDS.search(text, start, end)
    return stop.start() if stop else end


def _itself(words: str) -> bool:
    return bool(
        re.search(
            r"(?:\b(?:this|the (?:present|current|above))\s+(?:\w+\s+){0,3}?(?:policy|document|version|issue|edition|procedure|standard|charter|framework|plan|code|text|guideline|schedule|manual)|^\W*it|^\W*(?:version|edition|issue|revision|rev\.?|v\.?)?\s*\d+(?:\.\d+)*[a-z]?\W*)\s*(?:\([^)]*\)\s*)?,?\s*(?:was|is|has|been|were|,|\s)*$",
            words,
            re.I,
        )
    )


def _itself_after(after: str) -> bool:
    return bool(
        re.match(
            r"\s+(?:this|it\b|the present)|\s+(?:the\s+)?(?:version|edition|issue|revision|v\.?)\s*\d|\s+the (?:policy|document|procedure|standard|charter|framework|plan|code|guideline|schedule)\s*(?:[.,;]|$|as|with|unanimously|on\b|at\b)",
            after,
            re.I,
        )
    )


def _after(tail: str) -> Party | None:
    """Who stands after "by", near the verb."""
    cut = _OTHER_MATTER.search(tail)
    near = tail[: min(cut.start() if cut else len(tail), 220)]
    for match in _BY.finditer(near):
        if match[0].lower().startswith("of") and match.start() > 1:
            continue
        if _MOVED.search(near[: match.start()]):
            continue
        if match.start() > 120 or re.search(r"\.\s+[A-Z]", near[: match.start()]):
            return None
        rest = near[match.end() :]
        stop = _STOP.search(rest)
        who = someone(rest[: stop.start() if stop else len(rest)])
        if who is not None:
            return who
    return None


def _before(clause: str) -> Party | None:
    """Who stands before an active verb."""
    head = _AUXILIARY.sub("", clause).strip(" ,")
    head = _OPENING.sub("", head)
    head = _ASIDE.sub("", head).strip(" ,")
    head = re.split(r"\b(?:that|because|and then|which|where|whom)\b", head)[-1].strip(" ,")
    if not head or len(head) > 120:
        return None
    found = someone(head)
    if found is not None and (found.person or found.body or is_role(found.role)):
        return found if _is_all(found, head) else None
    return None


def _is_all(found: Party, head: str) -> bool:
    """Whether the party is what the words before the verb are about, not a word among many."""
    named = sum(len(part) for part in (found.person, found.role, found.body))
    return named >= 0.55 * len(head) or is_body(head)


def _day(reading: Reading, start: int, end: int) -> str:
    """The day of the deed: the first date after the verb, before another matter begins."""
    text = reading.text[start:end]
    cut = _OTHER_MATTER.search(text)
    stop = start + min(cut.start() if cut else len(text), 160)
    for found in reading.dates_in(Span(start, min(end, stop + 1))):
        if not re.search(r"\.\s+[A-Z]", reading.text[start : found.start]):
            return found.value.isoformat()
    bracket = _BRACKET.match(text)
    return nearby_day(reading, Span(start + bracket.start("day"), start + bracket.end("day"))) if bracket else ""
