"""Assessments (impact, risk, data protection, supplier) and validations: who, when, of what, with which outcome.

A template, an empty form and a plan are none; a draft is one with the status "draft" and only the days that it states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Strength
from ingest.facts.checked_within import inside, listed
from ingest.facts.controlled import controlled
from ingest.facts.labels import (
    act,
    called,
    dated_below,
    day,
    in_rows,
    labelled,
    spans,
    subject,
    under,
    unmarked,
    value,
    who,
)
from ingest.facts.openings import Opening, opening
from ingest.facts.pairs import Pair
from ingest.facts.parties import party
from ingest.facts.reading import Reading
from ingest.metadata import path_words

NAME = "assessments/1"

_TYPES: tuple[tuple[str, str], ...] = (
    (
        "dpia",
        r"(?:data protection impact assessment|DPIA|privacy impact assessment|PIA|TIA|transfer impact assessment|datenschutz-folgenabschätzung)",
    ),
    (
        "supplier",
        r"(?:(?:supplier|vendor|third[- ]party|processor|provider|partner)s? (?:risk |security |due diligence )?(?:assessment|evaluation|review|due diligence|audit questionnaire))",
    ),
    (
        "impact",
        r"(?:(?:ai |ai system |algorithmic |system |fundamental rights |societal |human rights |environmental |equality |equalities |equity |health |health inequalities |social |integrated |rural |welsh language |socio-economic |regulatory )*(?:assessment of (?:the )?impacts? of|impact (?:and outcomes? )?(?:assessment|analysis)(?: \((?:EIA|EqIA|AIA|HIA|IIA|AIIA)\))?)|AIIA|FRIA|AIA|EqIA|aspects and impacts assessment)",
    ),
    (
        "risk",
        r"(?:(?:information security |ai |security |quality |environmental |fire |cyber |business |system |it )*risk (?:assessment|analysis|evaluation))",
    ),
)
_NOT_ONE = re.compile(
    r"(?i)\b(?:procedure|policy|process|method(?:ology)?|standard|guideline|guide|how we|template|training|register|plan|schedule|questionnaire|minutes|agenda|form for|instructions?)\b"
)
_PAPER = r"(?:(?:the |this )?(?:assessment|review|form|dpia|pia|eia|eqia|aia|aiia) )?"
_ASSESSOR = (
    rf"(?:{_PAPER}(?:led by|assessed|looked at|scored|rated|carried out|conducted|performed|completed|prepared|filled in|done|made|written|undertaken|evaluated|reviewed) by|lead (?:officer|person|reviewer|author)|"
    r"(?:name of )?(?:the )?(?:lead |responsible )?(?:officer|person|manager|lead)(?:s|\(s\))? (?:completing|undertaking|conducting|carrying out|responsible for(?: carrying out| completing)?) (?:the |this )?(?:assessment|review|form|dpia|eia|eqia)|"
    r"(?:lead )?assessors?|reviewer|author|evaluator|assessment team|rapporteur)"
)
_ASSESSED = r"(?:(?:date (?:of (?:this |the )?)?(?:assessment|evaluation|dpia|pia|eia|eqia|aia|aiia|completion)|date (?:completed|carried out|undertaken|evaluated)|(?:dpia|eia|eqia|evaluation|completion) date|assessment date|assessed(?: on)?|date assessed|assessment completed|completed(?: on)?|date of completion|(?:evaluated|carried out|performed|finished|done|concluded|made) on))"
_APPROVER = r"(?:(?:(?:measures|residual risks?|assessment|dpia|eia|eqia|report|outcome) )?(?:approved|released|cleared|accepted|passed)(?: for [\w ]{2,30})?(?: by)?|approver|approval|signed off by|accepted by|released by|authori[sz]ed by|decided by)"
_APPROVED = r"(?:approved(?: on)?|date signed(?: off)?|sign-?off date|approval date|date (?:of approval|approved)|signed off(?: on)?)"
_ASSESSED_ONE = r"(?:system|supplier|vendor|project|policy|service|function|proposal|process|procedure|processing|activity|strategy|initiative|change|decision)"
_SUBJECT = rf"(?:(?:name|title) of (?:the )?(?:{_ASSESSED_ONE}(?:(?:/| or |, ){_ASSESSED_ONE}){{0,3}}|assessment|dpia|eia|eqia|processing activity|initiative)(?: being assessed)?|{_ASSESSED_ONE}(?:(?: ?/ ?| or |, ){_ASSESSED_ONE}){{0,3}} (?:being |to be )?(?:assessed|title)|what is being assessed|(?:assessment|dpia|pia|eia|eqia|aiia) (?:title|name|subject)|(?:project|proposal|initiative|policy)(?: title| name)|(?:name of (?:the )?)?(?:ai )?(?:system|supplier|vendor|subject|object|application|model|processing(?: activity)?|project|service|asset|product|process|third party|tool|site)(?: name| assessed)?|subject of (?:the )?assessment)"
_OUTCOME = r"(?:(?:overall |final )?(?:impact level|outcome|result|conclusion|verdict|rating|decision|overall risk|risk (?:level|rating)|residual risk|classification|overall rating|grade|total score|recommendation)(?: of the assessment)?)"
_MADE = r"(?:assessed|assessment of|assessment (?:was )?(?:carried out|conducted|performed|completed|done|made)|carried out|conducted|prepared|completed|filled in)"
_DRAFT = re.compile(
    r"(?i)\b(?:draft|in progress|incomplete|not (?:yet )?(?:approved|finished|complete)|unfinished|started)\b"
)
_VALIDATION = re.compile(
    r"(?i)\b(?:(?:independent |model |re-?|initial |annual |external )*validation(?:s)?(?: report| statement| certificate| memo)?|model review|verification report|acceptance test(?: report)?)\b"
)
_TITLED = re.compile(
    r"(?i)\W*(?:\d[\d.]*\s+)?(?:(?:independent|model|initial|annual|external|final) )*(?:re-?)?(?:validation|acceptance test|verification)(?: report| statement| memo)?(?: of| for|:)"
)
_VALIDATOR = r"(?:(?:lead )?validators?|validated by|(?:done|carried out|performed|run|conducted) by|reviewer|independent reviewer|testers?|authors?|(?:tested|checked|verified|written) by|validation (?:team|lead|by))"
_VALIDATED = r"(?:validat(?:ed|ion)(?: on| date)?|date (?:of )?validat(?:ion|ed)|date of (?:this )?(?:report|validation)|report date|date|final report)"
_VERSION = re.compile(r"(?i)(?:\b(?:version|release|v\.?)\s*|(?<=[^\W\d_] ))(?P<version>\d{1,3}(?:\.\d{1,4}){0,3})\b")
_VERDICT = re.compile(
    r"(?i)\b(?:(?:not )?fit for (?:purpose|use|launch|release|production|service)|validated (?:with|without|subject to)\b[^.;\n]{3,80}|approved for use|not validated|"
    r"(?:model|system|version|\S+) (?:is|was) (?:hereby )?(?:validated|rejected|accepted|not accepted|suitable|unsuitable)\b[^.;\n]{0,60}|"
    r"(?:passed|failed) (?:the )?validation|validation (?:is |was )?(?:passed|failed|successful|unsuccessful)|conditionally (?:approved|validated)|the test (?:is|was|has been) (?:passed|failed)|no objections?)[^.;\n]{0,80}"
)
_ADVISED = re.compile(
    r"(?im)^[ \t]*(?:\d{1,2}[.)][ \t]+|[-*•][ \t]+)?[*_]{0,2}(?:opinion|verdict|conclusion|advice|recommendation|judgement|my view)(?: of the (?:tester|validator|author))?[.:]?[*_]{0,2}[.:]?[ \t]+"
    r"(?P<verdict>[^\W\d_][^.\n]{3,120})"
)  # "8. **Opinion.** Positive, with two conditions", "Advice: release"
_RECOMMENDED = re.compile(
    r"\b(?:I|[Ww]e) (?:do not )?recommend (?:it|version|model|release|the)\b(?:[^.\n]|\.(?=\d)){0,80}"
)
_TESTED = re.compile(
    r"(?P<who>(?:Dr\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}) (?:has )?(?:tested|validated|checked)\b"
)
_REPORTS = re.compile(r"(?i)\bvalidation (?:report|note|memo|summary)\b")
_BEFORE_USE = re.compile(r"(?i)\s+(?:before|prior to|ahead of|after) .+$")
_SAID = re.compile(r"(?i)\b(?:was |were |has been )?(?:independently )?validated\b")
_RESULT_HEADING = r"(?:result|results?|conclusions?|opinion|verdict|outcome|overall (?:result|conclusion|opinion)|recommendation|decision|summary|assessment result)"
_REFERENCE = re.compile(r"\([A-Z]+[-/ A-Z\d.]*\d\)")  # of a procedure: "Supplier review (PRO-7)"
_EMPTY = re.compile(r"(?i)[\W_]*(?:n/?a|tb[cd]|to be \w+)?[\W_]*")


def facts(reading: Reading) -> Iterator[Fact]:
    """The assessment or validation that the document is, and validations that a model card states."""
    if reading.kind in ("minutes", "agenda", "mail", "agreement", "certificate"):
        return
    found = _assessment(reading)
    if found is not None:
        yield found
        yield from _looked_at_again(reading, found)
        return
    validation = _validation(reading)
    if validation is not None:
        yield validation
        yield from listed(reading)
    elif reading.kind != "policy":
        told = list(inside(reading))
        yield from told
        if not any(fact.kind == "validation" for fact in told):
            yield from _stated(reading)


def _type(reading: Reading) -> tuple[str, str] | None:
    """The type of assessment that the title (else the path, else the first line) names, and the words for it."""
    name = path_words(reading.path).rpartition("/")[2]
    start = len(reading.text) - len(reading.text.lstrip())
    first = unmarked(reading.quote(reading.line(start)))[:150]
    if any(len(table.rows) > 1 and table.start == start for table in reading.document.tables):
        first = ""  # the columns of a register
    for words in (reading.title, name, first, reading.running):
        for kind, pattern in _TYPES:
            if re.search(rf"(?i)(?<![^\W_]){pattern}(?![^\W_])", words):
                return kind, pattern
    return None


def _assessment(reading: Reading) -> Fact | None:
    named, of = _type(reading), labelled(reading, _SUBJECT)
    if named is None or _NOT_ONE.search(_without(reading.title, value(of))):
        return None
    kind, pattern = named
    found = {
        "subject": of,
        "assessor": labelled(reading, _ASSESSOR),
        "approver": labelled(reading, _APPROVER) or in_rows(reading, _APPROVER),
        "assessed": labelled(reading, _ASSESSED) or labelled(reading, r"date"),
        "approved": labelled(reading, _APPROVED),
        "outcome": labelled(reading, _OUTCOME),
        "status": labelled(
            reading,
            r"(?:document |assessment )?(?:status|state)(?: of (?:this|the) (?:paper|document|assessment))?|stage of assessment",
        ),
    }
    if found["approver"] is None and (approved := found["approved"]) and party(approved.value):
        found["approver"] = approved  # "Approved | A. Roth, Director"
    about = _about(reading, found["subject"], pattern, kind)
    done, top = act(reading, _MADE), _opening(reading, pattern)
    stated = found["assessor"] or found["assessed"] or found["status"] or found["outcome"] or done
    if not about or not (stated or top.maker or top.made):
        return None
    draft = bool(
        _DRAFT.search(value(found["status"]))
        or re.search(r"(?i)\bdraft\b", f"{reading.title} {path_words(reading.path)}")
    )
    outcome = under(reading, _RESULT_HEADING) if found["outcome"] is None else None
    makers = (
        ""
        if found["assessor"] or (done and done[0])
        else (act(reading, r"prepared|carried out|conducted|written|performed") or ("",))[0]
    )
    assessed = day(reading, found["assessor"]) or day(reading, found["assessed"]) or (done[1] if done else "")
    assessed = assessed or top.made
    if not assessed and not draft and (found["assessor"] or makers):
        assessed = reading.written
    fields = {
        "subject": about,
        "type": kind,
        "assessor": who(found["assessor"]) or (done[0] if done else "") or makers or top.maker,
        "approver": who(found["approver"]) or top.approver,
        "status": value(found["status"]) or ("draft" if draft else ""),
        "outcome": _plainly(value(found["outcome"])) or (reading.quote(outcome) if outcome else ""),
    }
    first = done[2] if done else (found["assessed"] or found["assessor"] or found["status"] or found["outcome"])
    head = first if isinstance(first, Span) else first.span if first else (*top.spans, reading.line(0))[0]
    rest = [*spans(*found.values()), *([outcome] if outcome else []), *top.spans]
    return reading.fact(
        "assessment",
        fields,
        [head, *(span for span in rest if span != head)],
        extractor=NAME,
        dates={
            "assessed": assessed,
            "approved": day(reading, found["approved"])
            or day(reading, found["approver"])
            or day(reading, dated_below(reading, found["approver"]))
            or top.approved,
        },
        strength=_strength(reading, draft),
    )


def _opening(reading: Reading, pattern: str) -> Opening:
    """What the lines under the title tell, of a paper that calls itself such an assessment there."""
    lead = reading.quote(reading.line(len(reading.text) - len(reading.text.lstrip())))
    named = any(re.search(rf"(?i)\b{pattern}\b", words) for words in (reading.title, lead))
    return opening(reading) if named and reading.kind != "policy" else Opening()


def _looked_at_again(reading: Reading, made: Fact) -> Iterator[Fact]:
    """When an assessment was, and has to be, looked at again; a controlled document says so of itself."""
    due, last = reading.pair("next_review"), reading.pair("last_review")
    dates = {"due": day(reading, due), "last": day(reading, last)}
    if any(dates.values()) and controlled(reading) is None:
        fields = {"subject": made.fields["subject"]}
        yield reading.fact("review", fields, spans(due, last), extractor=NAME, dates=dates)


def _plainly(words: str) -> str:
    """Words of which the emphasis began before them or ends within them ("rejected** (pass mark 65)."), without it."""
    if words.count("**") % 2 == 0:
        return words
    emphasised, _, rest = words.partition("**")
    return emphasised if emphasised.endswith(".") else f"{emphasised}{rest}"


def _without(title: str, named: str) -> str:
    """A title without the name of what was assessed, which may well be called a guide or a plan."""
    return title.replace(named, " ") if named else title


def _strength(reading: Reading, draft: bool) -> Strength | None:
    if draft:
        return Strength.DRAFT
    return Strength.RECORD if reading.strength in (Strength.UNKNOWN, Strength.PUBLISHED) else None


def _about(reading: Reading, label: Pair | None, pattern: str, kind: str) -> str:
    """What was assessed: a label, the rest of the title, or for a supplier the line below it."""
    if label is not None and not re.search(r"(?i)owner", label.label):
        return label.value
    named = subject(reading.title, pattern)
    if named:
        return "" if _REFERENCE.fullmatch(named) else named
    lines = [unmarked(line) for line in reading.text[:400].split("\n") if line.strip()]
    for at, line in enumerate(lines[:5]):
        if re.search(rf"(?i)\b{pattern}\b", line):
            rest = subject(line, pattern)
            below = lines[at + 1] if at + 1 < len(lines) else ""
            if rest:
                return rest
            if kind == "supplier" and below and len(below) <= 80 and not re.search(r"\d{4}|[|:]", below):
                return below
    return ""


def _validation(reading: Reading) -> Fact | None:
    """A report of a validation."""
    others = (words for words in called(reading) if _TITLED.match(words))
    filed = reading.path.rpartition("/")[2]
    named = reading.title if _VALIDATION.search(reading.title) else next(others, "")
    first = unmarked(reading.quote(reading.line(len(reading.text) - len(reading.text.lstrip()))))
    if not named and _REPORTS.search(first):
        named = first
    elif not named and re.match(r"(?i)validation[-_ ]", filed):
        named = re.split(r"[,:]|\s[–—-]\s", reading.title)[0]  # only its file says what it is
    if not named or _NOT_ONE.search(reading.title) or _NOT_ONE.search(named):
        return None
    found = {
        "system": labelled(
            reading,
            r"(?:name of (?:the )?)?(?:ai )?(?:system|model|application|software|product|algorithm)(?: name| validated)?",
        ),
        "version": labelled(reading, r"(?:model |system )?(?:version|release)(?: validated)?"),
        "validator": labelled(reading, _VALIDATOR),
        "validated": labelled(reading, _VALIDATED),
        "verdict": labelled(reading, r"(?:overall )?(?:verdict|result|conclusion|opinion|outcome|decision|status)"),
    }
    of = re.search(r"(?i)\b(?:validation|acceptance test) (?:report )?(?:of|for) (?:the )?(?P<what>.+)", named)
    about = (
        value(found["system"])
        or (of["what"] if of else "")
        or subject(
            named,
            r"(?:independent |model |initial |annual )*validation(?: report| note| memo| of)*|report|MRV[\w-]*|model review|verification report|acceptance test",
        )
    )
    done = act(
        reading, r"validated(?: for use)?|validation (?:was )?(?:carried out|performed|done)", reach=len(reading.text)
    )
    done = done or act(reading, r"tested|verified|examined|trialled")
    made = None if done and done[0] else act(reading, r"written|prepared|compiled")
    verdict, top, tester = _verdict(reading), opening(reading), _tester(reading)
    about = _BEFORE_USE.sub("", about)
    if not about or not (found["validator"] or found["verdict"] or done or verdict or tester):
        return None
    version = _VERSION.search(about) or _VERSION.search(reading.title)
    date = day(reading, found["validator"]) or day(reading, found["validated"]) or (done[1] if done else "")
    date = date or reading.day_of(reading.title) or top.made or reading.written
    fields = {
        "system": _VERSION.sub("", about).strip(" ,:–-") if version else about,
        "version": value(found["version"]) or (version["version"] if version else ""),
        "validator": who(found["validator"])
        or tester
        or (done[0] if done else "")
        or (made[0] if made else "")
        or _signed_top(reading)
        or top.maker,
        "verdict": value(found["verdict"]) or (verdict[0] if verdict else ""),
    }
    places = [
        *([verdict[1]] if verdict else []),
        *spans(found["verdict"], found["validator"], found["validated"]),
        *([done[2]] if done else []),
    ]
    return reading.fact(
        "validation", fields, places, extractor=NAME, dates={"validated": date}, strength=_strength(reading, False)
    )


def _signed_top(reading: Reading) -> str:
    """The author in the line under the title ("Dr Eva Stein, Model Risk, 3 May 2026")."""
    for line in reading.text[:500].split("\n")[1:6]:
        match = re.match(
            r"(?:Dr\.? |Prof\.? )?[^\W\d_a-zà-ÿ][\w.'’-]+(?: [^\W\d_a-zà-ÿ][\w.'’-]+){1,3}(?=,| \d|\s[-–—]\s)",
            re.sub(r"^By ", "", unmarked(line)),
        )
        if match and re.search(r"\d{4}|,", line):
            return match[0]
    return ""


def _tester(reading: Reading) -> str:
    """Who the lines under the title say tested it: "Ann Orme tested, Per Lund built."."""
    match = _TESTED.search(reading.text, 0, 500)
    who_did = party(match["who"]) if match else None
    return who_did.person if who_did else ""


def _verdict(reading: Reading) -> tuple[str, Span] | None:
    """The words of the verdict and their sentence, or those that advice begins with."""
    if advised := _ADVISED.search(reading.text) or _RECOMMENDED.search(reading.text):
        line = reading.line(advised.start())
        if reading.visible(line):
            return (advised.groupdict().get("verdict") or advised[0]).strip(" ,*_"), line
    for span in reading.sentences:
        match = _VERDICT.search(reading.quote(span))
        if match and not re.search(
            r"(?i)\b(?:if|whether|until|unless|must be|shall be|to be)\b", reading.quote(span)[: match.start()]
        ):
            return match[0].strip(" ,"), span
    return None


def _stated(reading: Reading) -> Iterator[Fact]:
    """ "Validated on 22 September 2025 by Eva Stein" in a model card, whose title names the model."""
    card = re.search(
        r"(?i)\b(?:(?:model|system|use case) card|fact ?sheet|data sheet|model summary|system description)\b",
        f"{reading.title} {path_words(reading.path)}",
    )
    pair = labelled(reading, r"validat(?:ed|ion)(?: on| date)?")
    if card is None and not (pair and labelled(reading, r"model|system")):
        return
    done = act(reading, _SAID.pattern.removeprefix("(?i)"), reach=len(reading.text))
    about = value(labelled(reading, r"model|system")) or subject(
        reading.title, r"(?:model|system|use case) card|card|fact ?sheet"
    )
    date = day(reading, pair) or (done[1] if done else "")
    if not about or not date or _EMPTY.fullmatch(about):
        return
    version = _VERSION.search(about)
    number = labelled(reading, r"(?:model )?version")
    fields = {
        "system": _VERSION.sub("", about).strip(" ,:–-") if version else about,
        "version": value(number) or (version["version"] if version else ""),
        "validator": who(labelled(reading, _VALIDATOR)) or (done[0] if done else ""),
    }
    places = [pair.span] if pair else []
    yield reading.fact(
        "validation", fields, [*places, *([done[2]] if done else [])], extractor=NAME, dates={"validated": date}
    )
