"""Certificates (standard, number, issuer, validity) and audits (reports and programmes; internal, external, supplier)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Table
from ingest.facts.audit_letters import (
    held_days,
    lead_auditor,
    letter,
    month_first,
    numbered,
    stages_to_come,
    to_come,
    top_days,
)
from ingest.facts.audits_told import told
from ingest.facts.certified import STANDARD, certificates, in_sentences
from ingest.facts.columns import Record
from ingest.facts.context import signer
from ingest.facts.days import month_end, nearest
from ingest.facts.labels import labelled, spans, under, unmarked, value, who
from ingest.facts.letterheads import letterhead
from ingest.facts.reading import Reading
from ingest.metadata import path_words

NAME = "audits/1"

_CERT_NO = re.compile(
    r"(?i)\bcertificat(?:e|ion)\s*(?:carries the |with |has )?(?:registration )?(?:the )?(?:no\.?|number|nr\.?|id|ref\.?|#)?\s*[:.]?\s*(?P<number>(?-i:[A-Z]{2,4} (?=\d))?(?=[A-Z0-9./-]*\d)[A-Z0-9]{1,8}(?:[-/.][A-Z0-9]{1,12}){0,4})(?![\w])"
)
_UNTIL = re.compile(
    r"(?i)\b(?:valid (?:until|to|till|through|thru)|expires?(?: on)?|expiry(?: date)?|expiration(?: date)?|runs? until|in force until|validity ends?(?: on)?|valid .{0,30}? until|good until|(?:runs?|valid|in force)\s+from\s+[\w ,]{6,24}?\s(?:to|until|till))\s*:?\s*(?:the\s+)?"
)
_ISSUED = re.compile(
    r"(?i)\b(?:issued(?: on)?|granted(?: on)?|issue date|date of issue|initial(?:ly)? (?:issued|certification date|certified)(?: on)?|certified since|valid from|runs? from|decided (?:today|on)|certification granted(?: on)?)\s*:?\s*(?:the\s+)?"
)
_ISSUER = re.compile(
    r"\b(?i:certification committee of|issued by|certified by|certificate of|certification body:?|granted by|awarded by)\s+(?:the )?(?P<issuer>(?!(?i:registration|conformity|compliance|approval|conformance|assessment|completion|iso|iec)\b)[A-Z][\w&.-]*(?: [A-Z][\w&./-]*){0,4})"
)
_ISSUER_LINE = re.compile(
    r"^(?P<issuer>[A-Z][\w&.-]+(?: [A-Z][\w&./-]*){0,3} (?:ApS|GmbH|AG|Ltd|Limited|A/S|AB|AS|Inc\.?|B\.?V\.?|SA|plc|LLC|Certification|Assurance|Registrar))\b"
)
_CAPITAL_LINE = re.compile(
    r"[ \t]*(?P<issuer>[A-Z][A-Z&.-]+(?: [A-Z][A-Z&./-]*){0,4} (?:CERTIFICATION|ASSURANCE|REGISTRARS?|CERT)(?: (?:LTD|LIMITED|INC|PLC|LLC|GMBH|A/S|AS|AB|AG|BV|PTE|PVT|INDIA)\.?){0,4})[ \t]*(?=\n)"
)
_CERTIFIES = re.compile(
    r"^[ \t]*(?P<issuer>[A-Z][\w&.-]+(?: [A-Z&][\w&./-]*){0,4}) (?:hereby )?certifies that[ \t]*$", re.M
)
_BARE_NUMBER = re.compile(
    r"\b(?:No|Nr|Number)\.?:? +(?P<number>(?=[A-Z0-9./-]*\d)[A-Z0-9]{1,8}(?:[-/.][A-Z0-9]{1,12}){1,4})(?![\w])"
)
_REISSUED = re.compile(
    r"(?i)\b(?:re-?issued(?: on)?|this issue|current issue|date of (?:this|current) issue|renewed(?: on)?)\s*:?\s*(?:the\s+)?"
)
_HOLDER_RUNS = re.compile(
    r"^[ \t]*(?P<holder>[A-Z][^,\n]{2,60}?)(?:,[^\n]*)?\n(?:[^\n]{0,80}\n)?\s*(?:operates|has|maintains|runs) an? [\w ]{3,60}management system",
    re.M,
)
_BODY_LINE = re.compile(
    r"^[ \t*]*(?P<issuer>[A-Z][\w&.-]+(?: [A-Z&][\w&./-]*){0,4} (?:Certification|Assurance|Registrars?|Cert|Certifications|Assessments?)(?: (?:Ltd\.?|Limited|GmbH|AG|AS|A/S|AB|Inc\.?|B\.?V\.?|SA|plc|LLC|ApS|Services|International|Group|Body|UK))*)[ \t*]*$",
    re.M,
)  # who signs a certificate at its foot
_HOLDER_LINE = re.compile(
    r"(?i:this is to certify that|certif(?:y|ies) that|the (?:[\w ]{3,40} )?management system of)[: ]*\n+[ \t*#]*(?P<holder>[A-Z][^\n,|]{2,80}?)[ \t*]*(?:\n|,)"
)
_HOLDER = re.compile(
    r"\b(?i:grant|granted to|awarded to|certif(?:y|ies) that(?: the (?:management )?system of)?|certificate holder:?|holder:?|issued to)\s+(?P<holder>[A-Z][\w&.-]*(?: (?:[A-Z&][\w&./-]*|plc|and|of))*)"
)
_SCOPE = re.compile(
    r"(?i)\b(?:scope|for the (?:following )?scope|for the scope of|applies to|covering)\s*(?:of (?:certification|the certificate)|of registration)?\s*(?::\s+|\.[ \t]+|\s+)(?P<scope>[^\n]{8,300})"
)
_NOT_CERT = re.compile(
    r"(?i)\b(?:no certificate|not certified|expected|will be issued|once|if |to be issued|plan(?:ned|s)? to|hope|apply|aim|training|birth|course|gateway|tls|ssl|ca\b(?!-)|root certificate|deletion|wants? to|death|medical|deputy|authority)"
)
_TALK = re.compile(r"(?i)\bcertificat(?:e|ion|ed)\b")

_AUDIT_TITLE = re.compile(
    r"(?i)\b(?:audit(?: report)?|pre-?assessment|stage [12] (?:audit|report|assessment)|surveillance (?:audit|visit)|re-?certification|gap assessment|soc ?2)\b"
)
_NOT_AUDIT = re.compile(
    r"(?i)\b(?:programme|program|plan|schedule|procedure|policy|log|closure|closed|follow-?up|checklist|committee|minutes|agenda|template|charter|certificate|access review|trail|effectiveness|action|standard|training|register)\b"
)
_REPORT_OF = re.compile(
    r"(?i)^\W*(?:(?!(?:the|an?|of|for|to|in|your|our|this|that|see)\b)[\w&/-]+ ){0,4}?audit report\b(?!.*[.,;]$)"
    r"|^\W*report (?:of|on) (?:the |an? )?(?:\w+ )?audit\b(?!.*[.,;]$)"
)
_HEAD_LINES, _LONGEST = 4, 100  # lines among which a paper says what it is, and characters of such a line
_OF_ITS_OWN = re.compile(
    r"(?i)\baudit(?: report)? [A-Z]{1,4}[-/ ]?\d{2,4}[-/]\d"
)  # the subject comes behind the number
_AUDITOR = r"(?:(?:lead |internal |external |chief )?auditors?|audit(?:or)? (?:team|lead)|lead assessor|audited by|audit(?:ing)? (?:body|firm|organisation)|conducted by|performed by|carried out by|assessor)"
_WHEN = r"(?:days?|(?:audit )?dates?(?: of (?:the )?audit)?|period(?: of audit)?|audit (?:period|dates?)|on site|performed on|conducted on|when|audit of|field ?work)"
_OF = re.compile(
    r"(?i)\b(?:audit|assessment|audit (?:was )?(?:held|conducted|performed|carried out|took place)|visit|fieldwork|pre-assessment)[^.\n]{0,60}?(?:\bof|\bon|\bfrom|,|\bbetween)\s+(?=(?:the )?(?:\w+day,? )?\d|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)"
)
_SCOPE_LABEL = r"(?:audit |proposed )?scope(?: of (?:the )?audit)?(?: proposed)?|criteria|audit criteria|areas? audited"
_RESULT = r"(?:overall )?(?:results?|rating|conclusions?|opinion|outcome|verdict|recommendation|summary|overall assessment|audit conclusion|picture)"
_RANGE = re.compile(r"\b(?:to|until|till|and)\s*$|[–-]\s*$")
_VISIT = re.compile(
    r"\b(?P<what>(?:stage [12]|surveillance|re-?certification|certification|internal|supplier|follow-?up)(?: audit)? (?:visit|audit|assessment)) (?:of|on|from) (?:the )?(?=\d)",
    re.I,
)
_AHEAD = re.compile(r"\b(?:will|shall|planned|would|propose[sd]?|next|if|suggest\w*)\b", re.I)
_EXTERNAL = re.compile(
    r"(?i)\b(?:certification body|surveillance|stage [12]|re-?certification|external audit|certification audit|third-party audit|soc ?[12]|auditor'?s? of the (?:state|authority)|client(?:'s)?)\b"
)
_SUPPLIER = re.compile(r"(?i)\b(?:supplier|vendor|second[- ]party|third[- ]party) audit\b|\bsoc ?2\b")
_TITLE_NAME = r"(?:(?:audited |audit )?(?:process|area|department|site|unit|function)(?:es|s)?(?:(?: ?/ ?| or | and )(?:process|area|department))?(?: (?:audited|to be audited))?|auditee|audit(?: title| name| topic)?|title|what|subject|topic|process(?: audited)?|area|type of audit)"

_CUT_DAY = re.compile(r"\s*\d{1,2}")
_NEXT_LINE = re.compile(r"\s*\n[ \t]*[A-Z][a-z]{2,8},? \d{4}")
_HEAD = 700  # characters in which a certificate gives its number
_AFTER, _GAP, _NEXT = (
    55,
    15,
    3,
)  # characters: a date after its words, between the two, between two sentences of a paragraph


def facts(reading: Reading) -> Iterator[Fact]:
    """The certificates that a document states, then the audit it reports or the audits it lists."""
    if reading.kind != "agenda":
        known = list(_certificates(reading))
        yield from known or in_sentences(reading)
    if reading.kind == "minutes":
        yield from stages_to_come(reading)
    if reading.kind in ("minutes", "agenda", "agreement"):
        return
    audits = list(_held(reading)) if reading.kind not in ("mail", "certificate") else []
    if reading.kind not in ("policy", "register"):
        if not any(fact.dates.get("from") for fact in audits) and (visit := letter(reading)) is not None:
            audits.append(visit)
        if not any(fact.dates.get("planned") for fact in audits):
            audits += to_come(reading)
    if reading.kind == "certificate" and not audits:
        audits += numbered(reading)
    yield from audits


def _held(reading: Reading) -> Iterator[Fact]:
    """The audit that a document reports, or those that it lists or tells of."""
    for table, _ in reading.tables:
        yield from _programme(reading, table)
    fact = _report(reading) or _visited(reading)
    if fact is not None:
        yield fact
    if reading.kind not in ("policy", "agenda"):
        last = fact.dates.get("to", "") if fact else ""
        later = (
            each for each in told(reading) if max(each.dates.get("planned", ""), each.dates.get("from", "")) > last
        )
        yield from later if last or fact is None else ()


def _certificates(reading: Reading) -> Iterator[Fact]:
    """One certificate a document that carries a number, a validity or an issue date; rows of registers one each."""
    rows = [fact for table, _ in reading.tables for fact in _register(reading, table)]
    rows += certificates(reading) if reading.kind not in ("minutes", "mail", "policy", "agreement") else ()
    yield from rows
    if rows or not _TALK.search(reading.text):
        return
    own = reading.kind == "certificate" or re.search(r"(?i)\bcertificate\b", reading.title) is not None
    stated = [
        span
        for span in reading.sentences
        if _TALK.search(reading.quote(span)) and not _NOT_CERT.search(reading.quote(span))
    ]
    if reading.kind in ("policy", "register", "agreement") or not stated:
        return
    numbers = (match for span in stated if (match := _CERT_NO.search(reading.text, span.start, span.end)))
    number = next((match for match in numbers if not STANDARD.fullmatch(match["number"])), None)
    number = number or _CERT_NO.search(reading.title) or (_BARE_NUMBER.search(reading.text, 0, _HEAD) if own else None)
    until, until_at = _dated(reading, _UNTIL, own, stated)
    issued, issued_at = _dated(reading, _REISSUED, own, stated) if own else ("", [])
    if not issued:
        issued, issued_at = _dated(reading, _ISSUED, own, stated)
    if issued == "" and own and number and re.search(r"(?i)\bdecided today\b", reading.text):
        issued = reading.written
    if not (until or issued) or not (number or own):
        return
    standard = STANDARD.search(reading.title) or next(
        (match for span in [*stated, *reading.sentences[:10]] if (match := STANDARD.search(reading.quote(span)))), None
    )
    standard = _spelt(reading, standard) or STANDARD.search(reading.text)
    if standard is None and not own:
        return
    yield _certificate(reading, stated, number, standard, (issued, until), [*until_at, *issued_at])


def _spelt(reading: Reading, standard: re.Match[str] | None) -> re.Match[str] | None:
    """A standard as the text spells it, where a file's name has it without blanks ("iso27001")."""
    if standard is None or " " in standard[0]:
        return standard
    figures = re.sub(r"\D", "", standard[0])
    return next((each for each in STANDARD.finditer(reading.text) if figures and figures in each[0]), standard)


def _certificate(
    reading: Reading,
    stated: list[Span],
    number: re.Match[str] | None,
    standard: re.Match[str] | None,
    term: tuple[str, str],
    places: list[Span],
) -> Fact:
    issuer = value(labelled(reading, r"(?:issued by|issuer|certification body|issuing body|registrar|certified by)"))
    signed = _ISSUER.search(reading.text) or (
        _BODY_LINE.search(reading.text) if reading.kind == "certificate" else None
    )
    if not issuer and signed:
        issuer = signed["issuer"].rstrip(".")
    top = reading.text.lstrip("# *\n")
    if not issuer and (first := _ISSUER_LINE.match(top) or _CAPITAL_LINE.match(top) or _CERTIFIES.search(top)):
        issuer = first["issuer"].strip()
    head = letterhead(reading) if not issuer else None
    if head:
        issuer = head[0]
    holder = value(labelled(reading, r"(?:certificate )?holder|organi[sz]ation|company|client|issued to|granted to"))
    if not holder and (
        match := next(
            (held for each in (_HOLDER_LINE, _HOLDER_RUNS, _HOLDER) if (held := each.search(reading.text))), None
        )
    ):
        holder = match["holder"].strip(" .")
    scope = labelled(reading, r"(?:certification )?scope(?: of (?:certification|the certificate|registration))?")
    said = _SCOPE.search(reading.text) if scope is None and reading.kind == "certificate" else None
    fields = {
        "standard": standard[0] if standard else "",
        "number": number["number"].rstrip(".")
        if number
        else value(labelled(reading, r"(?:certificate|registration) ?(?:no\.?|number|id)")),
        "issuer": issuer,
        "scope": value(scope) or (said["scope"].strip() if said else ""),
        "holder": holder,
    }
    found = [*places, *stated[:2], *spans(scope), *([head[1]] if head else [])]
    return reading.fact(
        "certificate", fields, list(dict.fromkeys(found)), extractor=NAME, dates={"issued": term[0], "until": term[1]}
    )


def _dated(reading: Reading, pattern: re.Pattern[str], own: bool, stated: list[Span]) -> tuple[str, list[Span]]:
    """The day that follows the words, in a sentence about the certificate or the one after it (anywhere in a certificate)."""
    for span in reading.sentences if own else _with_next(reading, stated):
        for match in pattern.finditer(reading.text, span.start, span.end):
            end = _past_the_line(reading, match.end(), span.end)
            date = _right_after(reading, match.end(), end)
            if date:
                return date, [Span(span.start, end)]
    for match in pattern.finditer(reading.text) if own else ():
        line = reading.line(match.start())  # a row, which is no sentence
        date = _right_after(reading, match.end(), max(match.end(), line.end)) if reading.visible(line) else ""
        if date:
            return date, [line]
    return "", []


def _past_the_line(reading: Reading, start: int, end: int) -> int:
    """Where a sentence ends that is cut after the number of a day: the month stands on the next line."""
    cut = _CUT_DAY.fullmatch(reading.text, start, end)
    month = _NEXT_LINE.match(reading.text, end) if cut else None
    return month.end() if month else end


def _right_after(reading: Reading, start: int, end: int) -> str:
    """The day that begins within a few characters of ``start``."""
    found = reading.dates_in(Span(start, min(end, start + _AFTER)))
    return found[0].value.isoformat() if found and found[0].start - start <= _GAP else ""


def _with_next(reading: Reading, stated: list[Span]) -> Iterator[Span]:
    """Sentences about a certificate, and those that go on from one ("It is valid until ...")."""
    chosen = set(stated)
    before: Span | None = None
    for span in reading.sentences:
        if span in chosen or (before in chosen and before is not None and span.start - before.end <= _NEXT):
            yield span
        before = span


def _register(reading: Reading, table: Table) -> Iterator[Fact]:
    """Rows of a list of certificates: a standard and a validity, or a certificate number."""
    names = [name.strip() for name in table.header]
    number = r"certificate(?: ?(?:no\.?|number|id|ref\.?|reference))?|certification(?: no\.?| number)?|registration(?: no\.?| number)"
    until = r"(?:(?:certificate |current )?(?:expiry|expiration|validity|valid)(?: date)?|(?:valid|good|in force|runs|certified) (?:until|to|till)|expir(?:y|es|ation)(?: date| on)?|until|till|certificate expiry|(?:runs out|lapses|ends)(?: on)?|end(?: of validity| date)?)"
    standard = r"(?:standard|norm|scheme|framework|certificate|certification)"
    if not any(re.fullmatch(until, name, re.I) for name in names) or not any(
        re.fullmatch(f"{number}|{standard}", name, re.I) for name in names
    ):
        return
    for record in reading.records(table):
        last = record.named(until)
        norm = next((match for entry in record.entries if (match := STANDARD.search(entry.text))), None)
        if last is None or norm is None or not reading.visible(record.span) or not reading.day_of(last.text):
            continue
        fields = {
            "standard": norm[0],
            **{key: entry.text for key, pattern in _REGISTER.items() if (entry := record.named(pattern))},
        }
        if fields.get("number") == norm[0] or not re.search(r"\d", fields.get("number", "0")):
            fields.pop("number", None)
        issued = record.named(
            r"(?:issued(?: on)?|date of (?:original |first |initial )?(?:issue|certification|registration)|(?:original|first|initial) (?:issue|certification|registration)(?: date)?|(?:originally |first |initially )?(?:certified|registered)(?: since| on)?|valid from|from|effective(?: date| from)?|granted(?: on)?)"
        )
        dates = {"issued": reading.day_of(issued.text) if issued else "", "until": reading.day_of(last.text)}
        yield reading.fact("certificate", fields, [record.span], extractor=NAME, dates=dates, origin="cell")


_REGISTER = {
    "number": r"(?:certificate |certification |registration )?(?:no\.?|number|id|ref\.?|reference)|certificate",
    "issuer": r"issuer|issued by|certif(?:ication|ying) (?:body|authority)|(?:issuing|assessment|registration) body|certified by|registrar|body|by",
    "scope": r"scope",
    "holder": r"holder|organi[sz]ation|company|supplier|site|entity",
}


def _report(reading: Reading) -> Fact | None:
    title = _called(reading)
    titled = _AUDIT_TITLE.search(title) or _AUDIT_TITLE.search(reading.running)
    if not titled or reading.kind == "policy" or (_NOT_AUDIT.search(title) and not _OF_ITS_OWN.search(title)):
        return None
    auditor = labelled(reading, _AUDITOR)
    when = labelled(reading, _WHEN)
    dates, places = _days(reading, title, when.value_span if when else None)
    if not places and (days := held_days(reading) or top_days(reading) or month_first(reading)):
        dates, places = {"from": days.first, "to": days.last}, [reading.line(days.span.start)]
    lead = lead_auditor(reading) if not who(auditor) else None
    scope = labelled(reading, _SCOPE_LABEL)
    told = under(reading, r"(?:audit )?scope|scope(?: and criteria| of the audit)") if scope is None else None
    result = labelled(reading, _RESULT)
    end = under(reading, _RESULT) if result is None else None
    standard = STANDARD.search(title) or STANDARD.search(reading.text[:2_000])
    if not (auditor or lead or places):
        return None
    fields = {
        "title": title,
        "type": _type(f"{title} {reading.running}", reading.text[:1_500], value(auditor)),
        "auditor": who(auditor) or (lead[0] if lead else ""),
        "scope": value(scope) or (reading.quote(told) if told else ""),
        "result": value(result) or (reading.quote(end) if end else ""),
        "standard": standard[0] if standard else "",
    }
    found = [*places, *spans(auditor, scope, result), *[each for each in (told, end, lead and lead[1]) if each]]
    return reading.fact("audit", fields, list(dict.fromkeys(found)), extractor=NAME, dates=dates)


def _called(reading: Reading) -> str:
    """The title; where a firm's name stands above what the paper is called, the line below it that says "audit report"."""
    title = reading.title or unmarked(reading.quote(reading.line(0)))
    if _AUDIT_TITLE.search(title):
        return title
    lines = [unmarked(line).strip() for line in reading.text[:_HEAD].split("\n") if line.strip()][:_HEAD_LINES]
    return next((line for line in lines if len(line) <= _LONGEST and _REPORT_OF.search(line)), title)


def _visited(reading: Reading) -> Fact | None:
    """The visit that an auditor's letter tells of: "our surveillance visit of 21 and 22 April 2031 against ISO 9001"."""
    under = signer(reading)
    if under is None or reading.kind == "policy":
        return None
    for span in reading.sentences:
        words = reading.quote(span)
        match = _VISIT.search(words)
        found = reading.dates_in(Span(span.start + match.end(), span.end)) if match else []
        if match is None or not found or found[0].start - span.start - match.end() > _GAP or _AHEAD.search(words):
            continue
        same = [each for each in found if each.start - found[0].end <= _GAP]
        iso = [each.value.isoformat() for each in same]
        lead = reading.text[span.start + match.end() : found[0].start]
        if day := re.match(r"\s*(\d{1,2})\s*(?:and|to|–|-|&)\s*$", lead):
            iso.append(iso[0][:8] + day[1].zfill(2))  # "21 and 22 April 2031"
        standard = STANDARD.search(words)
        fields = {
            "title": match["what"],
            "type": _type(match["what"], reading.text[:1_500], ""),
            "auditor": under.person,
            "standard": standard[0] if standard else "",
        }
        dates = {"from": min(iso), "to": max(iso)}
        return reading.fact("audit", fields, [span, under.span], extractor=NAME, dates=dates)
    return None


def _days(reading: Reading, title: str, given: Span | None) -> tuple[dict[str, str], list[Span]]:
    """First and last day of the audit: from a label, from "audit of 4 to 8 November 2024", from the title."""
    regions: list[Span] = [] if given is None else [given]
    for match in _OF.finditer(reading.text[:2_500]):
        regions.append(Span(match.end(), min(len(reading.text), match.end() + 45)))
    at = reading.text.find(title)
    if at >= 0:
        regions.append(Span(at, at + len(title)))
    for region in regions:
        found = reading.dates_in(region)
        if found and reading.visible(region):
            same = [each for each in found if each.start - found[0].end <= 6]
            iso = [each.value.isoformat() for each in same]
            lead = reading.text[region.start : found[0].start]
            if _RANGE.search(lead) and (begun := nearest(lead, min(iso), ahead=False)):
                iso.append(begun)  # "13 October to 14 November 2031"
            return {"from": min(iso), "to": max(iso)}, [reading.line(region.start)]
    return {}, []


def _type(title: str, opening: str, auditor: str) -> str:
    if _SUPPLIER.search(title):
        return "supplier"
    if re.search(r"(?i)\binternal (?:\w+ ){0,2}audit\b|\binternal\b", title):
        return "internal"
    if _EXTERNAL.search(title):
        return "external"
    if re.search(r"(?i)\binternal audit", f"{opening} {auditor}") or re.search(r"(?i)pre-?assessment", title):
        return "internal"
    return "external" if _EXTERNAL.search(opening) else ""


def _programme(reading: Reading, table: Table) -> Iterator[Fact]:
    """Rows of an audit programme: what, when, by whom."""
    named = f"{reading.title} {table.caption} {path_words(reading.path)}"
    if re.search(r"(?i)\b(?:gaps?|findings?|actions?|non-?conformit\w+)\b", f"{reading.title} {table.caption}"):
        return  # a folder of audits holds other lists too
    names = [name.strip() for name in table.header]
    audits = [name for name in names if re.fullmatch(_TITLE_NAME, name, re.I)]
    auditors = [name for name in names if re.fullmatch(_AUDITOR + r"|by|who", name, re.I)]
    if not re.search(r"(?i)\baudits?\b", named + " " + " ".join(audits)) or not audits or not auditors:
        return
    for record in reading.records(table):
        if reading.visible(record.span) and (fact := _planned(reading, record)):
            yield fact


_PLANNED = r"(?:planned|scheduled|target|proposed)(?: (?:for|in|date|month|week|start|start date|period))?|(?:month|date) (?:planned|scheduled)|due(?: date)?|month|when"


def _planned(reading: Reading, record: Record) -> Fact | None:
    def cell(pattern: str) -> tuple[str, Span | None]:
        entry = record.named(pattern)
        return (entry.text.strip(), entry.span) if entry else ("", None)

    title, _ = cell(_TITLE_NAME)
    first, first_at = cell(
        r"held(?: on)?|done(?: on)?|carried out(?: on)?|performed(?: on)?|completed(?: on)?|actual(?: (?:audit )?dates?)?|(?:date|day) (?:held|done|completed|performed|of audit)|audited(?: on)?"
    )
    if not first:
        first, first_at = cell(
            r"from|(?:planned |scheduled |actual )?start(?: date)?|when|dates?|planned(?: for| date)?|period|audit dates?|month"
        )
    last, _ = cell(r"to|until|(?:planned |scheduled |actual )?(?:end|finish)(?: date)?")
    if not title or re.fullmatch(r"\d+|(?i:total|days|decision|report|result|certificate|answer)", title):
        return None
    planned = _planned_by(reading, record, cell(_PLANNED)[0])
    found = reading.dates_in(first_at) if first_at else []
    start = found[0].value.isoformat() if found else reading.day_of(first)
    end = reading.day_of(last) or (found[-1].value.isoformat() if len(found) > 1 else "")
    auditor = cell(_AUDITOR + r"|by|who")[0]
    if not (start or auditor):
        return None
    standard, scope = cell(r"standard|criteria|norm")[0], cell(r"scope|criteria|clauses?|areas?|processes")[0]
    if not scope:
        scope = cell(r"about|covers|what|subject|topic|looking at")[0]
    fields = {
        "title": title,
        "type": _type(title, "", auditor)
        or ("external" if re.search(r"(?i)certif|stage|surveillance", title) else "")
        or ("internal" if re.search(r"(?i)\binternal audits?\b", reading.title) else ""),
        "auditor": auditor,
        "scope": scope if scope != title else "",
        "standard": standard if standard != scope else "",
        "result": cell(r"results?|outcome|findings?|status|state")[0],
    }
    return reading.fact(
        "audit",
        fields,
        [record.span],
        extractor=NAME,
        dates={"from": start, "to": end, "planned": planned},
        origin="cell",
    )


def _planned_by(reading: Reading, record: Record, words: str) -> str:
    """By when an audit of a programme is planned: the day, or the last one of a month of the programme's year."""
    if day := reading.day_of(words):
        return day
    table = record.table
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", f"{table.caption} {table.sheet or ''} {reading.title}"))
    return month_end(words, f"{years.pop()}-01-01", day_first=True) if len(years) == 1 else ""
