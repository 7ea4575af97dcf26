"""Acceptances of risks in words: sentences of minutes and letters, list items, rows of decisions.

A risk is accepted only where somebody says so of one definite risk ("R-7 is accepted until ...", "I accept the
remaining risk of ..."), never where it may, should or can no longer be accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from evidence.model import Fact, Span, Table
from ingest.facts.cells import Value, plain
from ingest.facts.context import in_quoted, quoted, writer
from ingest.facts.days import last_day
from ingest.facts.parties import is_body, is_person, is_role, party
from ingest.facts.reading import Reading
from ingest.facts.registers import rows, words_around
from ingest.facts.terse import shortened

_NAME = "risks/1"  # the family that yields these facts
_NEAR = 2  # characters between "until" and its day
_LONGEST = 1_200  # characters of a sentence: longer ones are lists or no prose
_BY_COLUMN = re.compile(
    r"(?:decided |decision |accepted )?by|(?:deciding )?(?:body|forum|committee|authority)|who(?: decided)?|decision[- ]maker"
)
_ON_COLUMN = re.compile(r"date(?: of decision)?|decided(?: on)?|decision date|when|day|on")
_TITLED = re.compile(r"accept(?:ance|ed|ing)?\b.{0,30}\brisks?|risks?\b.{0,20}\baccept", re.I)
_ACCEPT = re.compile(r"accept|tolerat|retain|akzeptier|tragen|\bto (?:carry|bear|live with|run with)\b", re.I)
_REF = r"(?:[A-Z][A-Za-z]{0,5}[-–/ ]?\d{1,5}(?:[-–/.]\d{1,4})?)"
_RISK = (
    rf"(?:(?:[Tt]he |[Tt]his |[Tt]hat |[Oo]ur )?(?:(?:residual|remaining|identified|associated|inherent|following) )?[Rr]isks?\b(?: (?:no\.?|number|id|ref\.?))?"
    rf"(?: \(?(?P<ref>{_REF})\)?)?|(?P<bare>R-?\d{{1,5}}|RISK[-–]?\d{{1,5}}|[A-Z]{{1,3}}-?\d{{1,4}}(?=\s+(?:at \d|until\b|till\b))))"
)
_TITLE_REF = re.compile(r"\b(?:R|RISK|RSK|RR)[- ]?\d{1,4}(?:[-/.]\d{1,4})?\b")
_WHAT = (
    r"(?:(?: of| that| from)\s+(?P<text>[^.;:(\n]{3,140}?(?:\n[^.;:(\n]{1,80}?)?))?(?:\s*\((?P<later>" + _REF + r")\))?"
)
_CONTENT = r"(?:am|are) (?:happy|content|willing|prepared|comfortable) (?:for us )?to (?:accept|tolerate|live with|carry|bear|run with)"
_VERB = rf"(?:accepts?|accepted|ACCEPTED|tolerates?|tolerated|TOLERATED|{_CONTENT}|has accepted|have accepted|(?:agree|decide|resolve)[sd]?(?: on [\w .]{{6,20}}?)? to accept|RESOLVED to accept|DECIDED to accept|AGREED to accept|approve[sd]? the acceptance of)"
_ACTIVE = re.compile(
    rf"(?P<by>\bI|\b[Ww]e|[^\W\d_][\w.'’&-]*(?:[ ,]+[\w.'’&-]+){{0,7}}?)\s*,?\s*\b(?:(?:has|have)\s+)?(?:hereby\s+|formally\s+|therefore\s+|also\s+|unanimously\s+|then\s+)*"
    rf"(?P<verb>{_VERB})\s+{_RISK}{_WHAT}(?=\s+(?:until|till|through|for|up to|by|on|at|under|with|provided|subject|as|because|since|to)\b|[.,;:(]|\s*$)"
)
_REFERRED = re.compile(
    rf"(?:\b[Rr]isk\s+(?:no\.?\s+)?(?P<ref>{_REF})|\b(?P<bare>R-?\d{{1,5}}))\b[^.;\n]{{0,120}}?[:,;–—-]\s+(?P<by>[Tt]he [A-Z][\w ]{{2,40}}?|[Tt]he (?:board|committee|council|group|forum|panel|team|meeting)|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}})\s+(?P<verb>{_VERB})\s+(?:it|this|this risk|the risk)\b(?P<text>)(?P<later>)"
)
_LED = re.compile(
    rf"\b(?:[Oo]n|[Aa]s (?:to|for|regards)|[Rr]egarding|[Cc]oncerning|[Aa]bout|[Ff]or)\s+(?:the\s+)?(?:[Rr]isk\s+)?(?P<ref>{_REF})(?:\s*\([^()\n]{{2,80}}\))?,?\s+"
    rf"(?P<by>[Tt]he (?:[A-Z][\w&]*(?: (?:and |of |& )?[A-Z][\w&]*){{0,4}}|board|committee|council|group|forum|panel|team|meeting)|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}|I|we)\s+"
    rf"(?P<verb>{_VERB})\s+(?:it|this|(?:the|this) (?:residual |remaining )?risk)\b(?P<text>)(?P<later>)"
)  # "On R-6 (tides) the Board resolved to accept the risk until ..."
_SAME = re.compile(
    rf"(?P<by>\bI|\b[Ww]e)\s+(?:hereby\s+|formally\s+|therefore\s+|do\s+)*(?P<verb>accept|accepted|have accepted|tolerate|{_CONTENT})\s+(?:it|this|that|(?:the|this|that) risk(?: (?:you|we|as|that|which|described|set out)\b[^.;:(\n]{{0,60}}?)?)"
    r"(?P<text>)(?P<later>)(?=\s+(?:until|till|through|for|up to)\b|[.,;:]|\s*$)"
)  # "I accept it until ...", under a subject that names one risk
_REPLY = re.compile(
    r"\W*(?P<verb>[Aa]ccepted)(?P<text>)(?P<later>)(?P<by>)(?=[,.;]?\s+(?:until|till|through|up to)\b)"
)  # "accepted, until 3 May", under a subject that asks for it
_PASSIVE = re.compile(
    rf"{_RISK}{_WHAT}(?:\s*\([^()\n]{{2,80}}\))?[,:]?\s+(?:(?P<aux>is|are|was|were|has been|have been|being)\s+)?(?:hereby\s+|formally\s+|therefore\s+|again\s+|also\s+)*"
    rf"(?:accepted|tolerated)\b(?:\s+without (?:further |any )?(?:treatment|action|measures?))?(?:\s+by\s+(?P<by>[^.;:()\n]{{2,60}}?))?(?=\s+(?:until|till|through|for|up to|on|at|under|with|provided|subject|as|because|since)\b|[.,;:(]|\s*$)"
)
_RESOLVED = re.compile(
    rf"\b(?i:agreed|resolved|decided|determined)(?: unanimously)?,? that,?\s+{_RISK}{_WHAT}(?:\s*\([^()\n]{{2,80}}\))?\s+(?:be|was to be|is to be)\s+(?:accepted|tolerated|carried)(?P<by>)(?=\s+(?:until|till|through|for|up to|under|with|provided|subject|as|because|since)\b|[.,;:(]|\s*$)"
)  # "The Board agreed that risk R-3 be accepted until ..."
_NOUN = re.compile(
    rf"\b[Aa]cceptance\s+of\s+{_RISK}{_WHAT}\s+by\s+(?P<by>[^.;:()\n]{{2,60}}?)\s+(?:runs?|is valid|expires?|ends?|lasts?|applies|holds|,)"
)
_DOUBT = re.compile(
    r"\b(?:(?-i:may)|might|can|could|cannot|can't|will|would|shall|should|must|not|no longer|never|nobody|none|no one|to be|propos\w+|asks?|asked|requests?|requested|"
    r"recommend\w*|suggest\w*|whether|if|unless|before|wants?|intends?|plans?|planned|needs?|ready to|refus\w+|declin\w+|reject\w+|withdr\w+|revok\w+|who accepts?|anyone|whoever|example|e\.g\.|used to)\b",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|up to|no later than|not later than|valid to|expir\w+(?:\s+on)?|ends?(?:\s+on)?|runs?\s+to|(?<!\d )to)\s+(?:the\s+)?(?:end of\s+)?(?=\S{0,14}\d|\w+ \d)",
    re.I,
)
_LOGGED = re.compile(
    rf"(?m)^(?:(?i:about|re|subject|concerning)[ \t]*[:|]+[ \t|]*)?(?P<subject>[^\n]{{0,120}}?)\b(?i:risk|hazard|threat)(?i:[ -](?:log|register|entry|list|no\.?|number|ref\.?|id)){{1,3}}\W{{0,5}}(?P<number>{_REF})"
)
_HEADED = re.compile(
    r"(?im)^[ \t#*]*(?:\d{1,2}(?:\.\d{1,2})?[.)]?[ \t]+)?(?:what is the risk|the risk|(?:description|statement) of (?:the )?risk|risk description)\??[ \t*:]*\n+(?P<text>[^\n]{10,400})"
)
_HOLDS = re.compile(
    r"\s+(?:(?:this|the|my|our) acceptance|it|this)\s+(?P<words>(?:holds|is valid|is good|runs|applies|stands|lasts|ends|expires)\b[^.\n]{4,60})",
    re.I,
)
_ITEM_BEGINS = re.compile(r"^[ \t]*(?:#+[ \t]+)?(?:\d{1,3}(?:\.\d{1,2})*[.)]?[ \t]+|#+[ \t]+)[^\W\d_][^\n]*$", re.M)
_ITEM_RISK = re.compile(
    r"^[ \t]*(?:#+[ \t]+)?(?:\d{1,3}(?:\.\d{1,2})*[.)]?[ \t]+)?(?:[Rr]isk[ \t]+)?(?P<number>[A-Z]{1,5}[-–]\d{1,4}(?:[-–.]\d{1,3})?)\b[ \t:,–—-]*(?P<text>[^\n]{0,120})$",
    re.M,
)
_ITEM_REACH = 2_500  # characters from the heading of an item to a sentence of it
_ACCEPTANCE_OF = re.compile(r"\b(?:[Aa]cceptance of|[Aa]ccept(?:ing)?) (?:the )?(?:[Rr]isk )?([A-Z]{1,5}-\d{1,4})\b")
_PROVISO = re.compile(
    r"\b(?:provided that|on (?:the )?condition that|subject to|under the condition that|as long as)\s+(?P<text>[^.;]{3,200})",
    re.I,
)
_BECAUSE = re.compile(
    r"\b(?:because|since|as)\s+(?P<text>(?!of\b)[^.;]{5,160})|\b(?:reason|rationale):\s*(?P<named>[^.;]{5,160})", re.I
)
_ELSEWHERE = re.compile(
    r"\b(?:at|in|by) (?:the|its|their|an?) [^.]{0,60}\b(?:review|meeting|session)\b|\b(?:earlier|previously|last (?:year|month|autumn|spring)|at the time)\b",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:decision|resolved|resolution|decided|noted)\s*:?|[A-Z]{1,4}-?\d{1,4}\s*[:.)]|\d+(?:\.\d+)*[.)]?)\s*", re.I
)


def said(reading: Reading) -> Iterator[Fact]:
    """Acceptances in sentences and list items, and in the rows of tables of decisions."""
    told: set[tuple[str, str]] = set()
    for span in _whole(reading, [span for span in reading.prose if _ACCEPT.search(reading.quote(span))]):
        for fact in _sentence(reading, span):
            told.add((fact.fields["risk"], fact.dates.get("until", "")))
            yield fact
    for table, _ in reading.tables:
        if not _TITLED.search(words_around(reading, table)):
            for _, cells in rows(reading, table):
                for fact in _decided_row(reading, table, cells):
                    if (fact.fields["risk"], fact.dates.get("until", "")) not in told:
                        yield fact


def _decided_row(reading: Reading, table: Table, cells: Mapping[int, Value]) -> Iterator[Fact]:
    """The decision of one row, with the body and the day that other columns of it give."""
    said = [value for value in cells.values() if "accept" in value.text.casefold()]
    if len(said) != 1:
        return
    names = {plain(table.header[at]): value for at, value in cells.items() if at < len(table.header)}
    by = next((value for name, value in names.items() if _BY_COLUMN.fullmatch(name)), None)
    on = next((value for name, value in names.items() if _ON_COLUMN.fullmatch(name)), None)
    for fact in _sentence(reading, said[0].span, by.text if by else "", reading.day_of(on.text) if on else ""):
        support = tuple(value.span for value in (by, on) if value)
        yield replace(fact, spans=(*fact.spans, *support))


def _whole(reading: Reading, spans: list[Span]) -> Iterator[Span]:
    """Sentences that a letter's blank lines cut ("until 31 December 2026,\n\nprovided that ...") joined again."""
    for span in spans:
        end = span.end
        following = re.compile(
            r"[,;]?\s*\n\s*(?P<more>(?:provided|subject|on condition|until|for|because|on the condition)\b[^\n]{3,200})"
        ).match(reading.text, end)
        if following and not reading.quote(span).rstrip().endswith("."):
            end = following.end()
        yield Span(span.start, end) if reading.visible(Span(span.start, end)) else span


def _sentence(reading: Reading, span: Span, known_by: str = "", known_on: str = "") -> Iterator[Fact]:
    """The acceptance that a sentence states; who and when may be known from the table that it stands in."""
    words = re.sub(r"^I(?=accept)", "I ", " ".join(reading.quote(span).split()))
    words = re.sub(r"\b([Ww]e)['’]re\b", r"\1 are", re.sub(r"\bI['’]m\b", "I am", words))
    said = words[:_LONGEST]
    match = _LED.search(said) or _REFERRED.search(said) or _ACTIVE.search(said)
    match = match or _RESOLVED.search(said) or _PASSIVE.search(said) or _NOUN.search(said)
    if match is None and risk_of(reading)[0]:
        match = _SAME.search(said) or (_REPLY.match(said) if reading.kind == "mail" else None)
    if match is None or len(words) > _LONGEST or words.endswith("?"):
        return
    lead = _LEAD.match(words)
    before = words[lead.end() if lead else 0 : match.end()]
    if match.re is _RESOLVED:
        before = words[lead.end() if lead else 0 : match.start()]
    if _DOUBT.search(_negatable(before, match)):
        return
    number = match.groupdict().get("ref") or match.groupdict().get("bare") or match["later"] or ""
    text = (match["text"] or "").strip(" ,")
    if not number and re.fullmatch(_REF, text):
        number, text = text, ""
    if not number and not text and reading.kind == "minutes":
        number, text = _of_item(reading, span)
    if not number and not text:
        number, text = risk_of(reading)
    if not (number or text):
        return
    by = "I" if match.re is _REPLY else match.groupdict().get("by") or known_by
    by, support = _who(reading, span, by, known_on)
    rest = words[match.start() :]
    accepted = known_on or _accepted_on(reading, span, words, match.re is _NOUN)
    until = _until(reading, rest) or _until_after(reading, span)
    dates = {"until": until, "accepted": accepted}
    if not by and not any(dates.values()):
        return
    condition, reason = _PROVISO.search(rest), _BECAUSE.search(rest)
    fields = {
        "risk": number or text,
        "text": text,
        "by": by,
        "conditions": condition["text"].strip(" ,") if condition else "",
        "reason": (reason["text"] or reason["named"]).strip(" ,") if reason and not condition else "",
    }
    yield reading.fact("acceptance", fields, [span, *support], extractor=_NAME, dates=dates)


def _negatable(before: str, match: re.Match[str]) -> str:
    """The words around the verb, without those that name the risk ("the risk that models may drift")."""
    for name in ("text",):
        if match[name]:
            before = before.replace(match[name], " ")
    return before


def risk_of(reading: Reading) -> tuple[str, str]:
    """The risk that the subject of a letter names ("Risk R-7: the model drifts"), where it names just one."""
    for words in (reading.title, reading.text[:800]):
        found = re.search(rf"\b[Rr]isk\s+(?P<number>{_REF})(?:\s*[:–—-]\s*(?P<text>[^\n]{{3,120}}))?", words)
        if found:
            return found["number"], (found["text"] or "").strip() or risk_text(reading)
    titled = set(_TITLE_REF.findall(reading.title)) if _ACCEPT.search(reading.title) else set()
    if len(titled) == 1:  # "R-7: acceptance"
        return titled.pop(), risk_text(reading)
    asked = set(_ACCEPTANCE_OF.findall(reading.title))
    if len(asked) == 1:
        return asked.pop(), risk_text(reading)
    named = f"{reading.title} {reading.path}"
    for found in _LOGGED.finditer(reading.text, 0, 1_200):
        if found["number"] not in named and reading.visible(Span(found.start(), found.end())):
            return found["number"], risk_text(reading) or (found["subject"] or "").strip(" (|:-–")
    return "", ""


def risk_text(reading: Reading) -> str:
    """What stands under a heading that asks for the risk, one paragraph."""
    found = _HEADED.search(reading.text)
    return " ".join(found["text"].split()) if found and reading.visible(Span(found.start(), found.end())) else ""


def _until(reading: Reading, words: str) -> str:
    """The day after "until" and the like."""
    for match in _UNTIL.finditer(words):
        found = [each for each in reading.dates_of(words[match.end() : match.end() + 40]) if each.precision == "day"]
        if found and found[0].start <= 2:
            return found[0].value.isoformat()
        if re.search(r"(?i)\bend of\s+$", match[0]):
            months = [each for each in reading.dates_of(words[match.end() :][:40]) if each.precision == "month"]
            if months and months[0].start <= _NEAR:
                return last_day(months[0].value).isoformat()
    return ""


def _until_after(reading: Reading, span: Span) -> str:
    """The day to which the next sentence says that the acceptance holds."""
    match = _HOLDS.match(reading.text, span.end)
    return _until(reading, match["words"]) if match and reading.visible(Span(match.start(), match.end())) else ""


def _of_item(reading: Reading, span: Span) -> tuple[str, str]:
    """The risk in the heading of the item of minutes that a sentence stands in: "4.1 RB-12 Flooding"."""
    headings = list(_ITEM_RISK.finditer(reading.text, max(0, span.start - _ITEM_REACH), span.start))
    begun = list(_ITEM_BEGINS.finditer(reading.text, max(0, span.start - _ITEM_REACH), span.start))
    if not headings or begun[-1].start() != headings[-1].start():
        return "", ""
    return headings[-1]["number"], " ".join((headings[-1]["text"] or "").split())


def _accepted_on(reading: Reading, span: Span, words: str, reported: bool) -> str:
    """The day of acceptance: one that the sentence names, else that of the record the sentence itself is the act in."""
    without = _UNTIL.sub(lambda match: "\x00" * len(match[0]), words)
    for each in reading.dates_of(without):
        if each.precision == "day" and "\x00" not in without[max(0, each.start - 2) : each.start]:
            return each.value.isoformat()
    if reported or _ELSEWHERE.search(words):
        return ""
    if in_quoted(reading, span.start):
        by = writer(reading, span.start)
        return by.day if by else ""
    if reading.kind in ("minutes", "mail"):
        return reading.written
    return _dated(reading, span) if reading.kind == "other" else ""


def _dated(reading: Reading, span: Span) -> str:
    """The day that a letter bears, on a short line above its words or below them."""
    days = [each for each in reading.dates if each.precision == "day" and not span.start <= each.start < span.end]
    near = [each for each in days if each.start < 1_500 or 0 <= each.start - span.end < 1_500]
    for each in near:
        line = reading.line(each.start)
        if line.end - line.start <= 60 and each.end - each.start >= (line.end - line.start) // 4:
            return each.value.isoformat()
    return ""


def _who(reading: Reading, span: Span, words: str, known_on: str) -> tuple[str, list[Span]]:
    """Who accepts, with the words that say so where they stand elsewhere (a signature, the heading of minutes)."""
    words = words.strip(" ,")
    if re.search(r"(?:^|[\s,;:])(?:I|[Ww]e)$", words):  # also "fine by me, I accept"
        signer = _signer(reading, span)
        return (signer[0], [signer[1]]) if signer else ("", [])
    if words:
        initials = re.search(r"(?:^|[\s:])([A-Z]{2,4})$", words)
        by_initials = initials is not None and reading.kind == "minutes" and shortened(reading)
        return _last_party(words) or (initials[1] if initials and by_initials else ""), []
    if reading.kind == "minutes" and not known_on:
        return next(((piece, []) for piece in _pieces(reading.title) if is_body(piece)), ("", []))
    return "", []


def _pieces(title: str) -> list[str]:
    """The parts of a title of minutes that may name the body: "Minutes of the Audit Board, 3 May" -> "Audit Board"."""
    if re.search(r"dashboard|report|register|plan|summary|overview", title, re.I):
        return []
    without = re.sub(r"\b(?:minutes|meeting|notes)(?: of)?(?: the)?\b", " ", title, flags=re.I)
    return [" ".join(piece.split()) for piece in re.split(r"[,:;–—|]| - |\b\d", without) if piece.strip()]


def _last_party(words: str) -> str:
    """The longest ending of some words that names somebody ("In March Helena Okafor" -> "Helena Okafor")."""
    tokens = words.split(" ")
    endings = [" ".join(tokens[start:]).strip(" ,") for start in range(len(tokens))]
    for ending in endings:
        if is_person(ending):
            return ending
    named = (ending for ending in endings if ending[:1].isupper() or ending.startswith("the "))
    return next((each for each in named if not any(map(str.isdigit, each)) and (is_role(each) or is_body(each))), "")


def _signer(reading: Reading, span: Span) -> tuple[str, Span] | None:
    """The first name on a line of its own after a letter's words; else the sender that a mail's head names."""
    offset = span.end
    if in_quoted(reading, span.start):
        by = writer(reading, span.start)
        return (by.person, by.span) if by else None
    end = min([len(reading.text), offset + 1_500, *(each.start for each in quoted(reading) if each.start > offset)])
    for match in re.compile(r"[^\n]+").finditer(reading.text, offset, end):
        words = match[0].strip()
        found = party(words) if len(words) <= 80 else None
        if found and found.person and len(found.person) >= len(words.split(",")[0].strip()) - 12:
            at = match.start() + match[0].find(found.person)
            return found.person, Span(at, at + len(found.person))
    by = writer(reading, offset)
    return (by.person, by.span) if by else None
