"""Agreements that minutes, mails and reviews tell of: when a contract ends, to when it was extended, that it was signed.

"The Kelp contract ends on 31 August 2031", "the extension with Kelp Foods to 31 August 2031 was authorised", "I have
signed the contract with Kelp this afternoon"; and, in a paper that is about one company, "the contract ends on 30 June".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.context import writer
from ingest.facts.nearby import nearby_day, spoken_day
from ingest.facts.parties import is_person
from ingest.facts.reading import Reading

_LONGEST = 400  # characters of a sentence that is read
_ABOVE = 700  # characters above a sentence in which the name of its item stands
_COMPANY = r"(?-i:[A-Z][\w&’'-]*[\w&](?: (?:& )?[A-Z][\w&’'-]*\w){0,3})"
_PAPER = r"(?:contract|agreement|subscription|licen[cs]e|lease)"
_ENDS = r"(?:ends?|runs? out|expires?|lapses?|runs? (?:to|till|until)|is in force until)(?: on)?"
_PROLONGED = r"(?:extended|renewed|prolonged)"
_LASTS = (
    re.compile(rf"\b(?P<supplier>{_COMPANY})(?:['’]s)? {_PAPER} {_ENDS}\s+(?=\S)", re.I),
    re.compile(
        rf"\b{_PAPER} (?:with|of) (?P<supplier>{_COMPANY})(?:,? (?:for|on) [^.;,]{{2,60}})? {_ENDS}\s+(?=\S)", re.I
    ),
    re.compile(
        rf"\b(?:extension|renewal|prolongation|{_PAPER})(?: of (?:the )?{_PAPER})? with (?P<supplier>{_COMPANY}),? (?:to|till|until)\s+(?=[^.;]{{4,30}}\b(?:was|were|is|has been) "
        r"(?:\w+ly )?(?:authori[sz]ed|approved|agreed|signed|granted|extended|renewed)\b)",
        re.I,
    ),
    re.compile(
        rf"\b{_PAPER} with (?P<supplier>{_COMPANY}) (?:was|has been|is) {_PROLONGED} (?:to|till|until)\s+(?=\S)", re.I
    ),
)
_ALONE = re.compile(
    rf"(?:^|[.;,:\n]\s*|\band )(?:the |our |their |this )?{_PAPER}(?: (?:was|has been) {_PROLONGED} (?:to|till|until)| {_ENDS})\s+(?=\S)",
    re.I,
)  # of a paper, or an item of one, that is about one company
_SIGNED = re.compile(
    rf"\b(?:I|we) (?:have )?(?:now |just )?signed (?:both )?(?:the )?(?:new )?{_PAPER}[^.;]{{0,60}}? with (?P<supplier>{_COMPANY})\b",
    re.I,
)
_WAS_SIGNED = re.compile(
    rf"(?:^|[.;:\n]\s*)(?:the |new )*{_PAPER}(?: with (?P<supplier>{_COMPANY}))? (?:was |has been )?signed(?: by (?P<who>(?-i:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,2}})))?(?: on)?\s+(?=\S)",
    re.I,
)
_BY = re.compile(r"\bby (?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}) on\s+")
_UNSURE = re.compile(
    r"\b(?:not|never|if|unless|whether|should|would|could|might|may|must|will|shall|propos\w+|offer\w*|ask\w*|want\w*|wish\w*|draft|would like)\b|n['’]t\b|\?",
    re.I,
)
_ITEM = re.compile(
    r"(?m)^[ \t]*(?:#+ |\*\*)?(?:\(?\d[\d./-]*[.):]|[a-z]\)|\*\*)[ \t]*(?P<item>[^\n*]{3,60}?)[\s.:*]*$|^\W*\*\*(?:\d[\d./-]*[.)]?\s+)?(?P<bold>[^*\n]{3,60}?)[\s.:]*\*\*"
)
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|aw|sv|vs)\s*:\s*)+", re.I)
_REVIEW = re.compile(
    r"^(?:yearly |annual )?(?:supplier|vendor) (?:review|assessment|visit|talk)\s*[:–—,-]?\s+|^(?:review|visit|assessment) of\s+|^(?:yearly|annual) (?:talk|review|meeting) with\s+",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:[,:–—|(\[?!]|\s-\s|\b(?:19|20)\d\d\b|\b(?:contract|agreement|renewal|extension)\b).*$", re.I | re.S
)
_NO_COMPANY = re.compile(
    r"(?:the|this|that|our|their|its?|your|my|an?|new|old|current|each|every|present|service|support|supply|frame|framework|employment|rental|maintenance|hosting|supplier|suppliers|contract|contracts|"
    r"agreement|agreements|renewal|extension|insurance|data|centre|center|software|cleaning|licen[cs]es?|staff|audit|audits|budget|policy|energy|people|money|information|security|handover|"
    r"handing|decisions?|actions?|minutes|notes|any|other|business|matters|arising|status|update|what|when|who|if|since|as|but|and|for|from|monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    re.I,
)


def told(reading: Reading, extractor: str) -> Iterator[Fact]:
    """The agreements that sentences and cells of a paper tell of, each once for what it says."""
    seen: set[tuple[str, str]] = set()
    for span in (*reading.sentences, *_cells(reading)):
        words = reading.quote(span)
        if len(words) > _LONGEST:
            continue
        for fact in (*_lasting(reading, span, words, extractor), *_signed(reading, span, words, extractor)):
            key = (fact.fields["supplier"].casefold(), fact.dates.get("until", "") + fact.dates.get("signed", ""))
            if key not in seen:
                seen.add(key)
                yield fact


def _cells(reading: Reading) -> Iterator[Span]:
    for table, _ in reading.tables if reading.kind == "minutes" else ():
        for row in table.rows:
            yield from (
                Span(cell.start, cell.end)
                for cell in row.cells
                if not row.hidden and reading.visible(Span(cell.start, cell.end))
            )


def _lasting(reading: Reading, span: Span, words: str, extractor: str) -> Iterator[Fact]:
    """Until when an agreement lasts, and who extended it when, where the sentence says so."""
    match = next((found for pattern in _LASTS if (found := pattern.search(words)) and _named(found["supplier"])), None)
    supplier = _named(match["supplier"]) if match else ""
    if match is None and (match := _ALONE.search(words)):
        supplier = _about(reading, span)
    if match is None or not supplier or _UNSURE.search(_clause(words, match)):
        return
    at = Span(span.start + match.end(), min(span.end, span.start + match.end() + 24))
    until = _day(reading, at)
    if until:
        by = _BY.search(words, match.end())
        fields = {"supplier": supplier}
        dates = {"until": until}
        if by and is_person(by["who"]):
            fields["signatory"] = by["who"]
            dates["signed"] = _day(reading, Span(span.start + by.end(), min(span.end, span.start + by.end() + 24)))
        yield reading.fact("agreement", fields, [span], extractor=extractor, dates=dates)


def _signed(reading: Reading, span: Span, words: str, extractor: str) -> Iterator[Fact]:
    """That an agreement was signed on a day: by the writer of a mail, or by somebody who is named."""
    mine = _SIGNED.search(words) if reading.kind == "mail" else None
    match = mine or _WAS_SIGNED.search(words)
    if match is None or _UNSURE.search(_clause(words, match)):
        return
    supplier = _named(match["supplier"] or "") or ("" if mine else _about(reading, span))
    signed = _day(reading, Span(span.start + match.end(), min(span.end, span.start + match.end() + 24)))
    if mine:
        signed = signed or spoken_day(reading, words[match.end() :])
    if supplier and signed:
        signs = writer(reading, span.start) if mine else None
        who = signs.person if signs else "" if mine else match["who"] or ""
        fields = {"supplier": supplier, "signatory": who}
        yield reading.fact("agreement", fields, [span], extractor=extractor, dates={"signed": signed})


def _clause(words: str, match: re.Match[str]) -> str:
    """What the sentence says up to the day after a match."""
    start = max(words.rfind(mark, 0, match.start() + 1) for mark in ".;:")
    return words[start + 1 : match.end()]


def _day(reading: Reading, span: Span) -> str:
    """The day that some words begin with, also without its year in a paper that has a day of its own."""
    found = next((each for each in reading.dates_in(span) if each.start - span.start <= 1), None)
    return found.value.isoformat() if found else nearby_day(reading, span)


def _named(words: str) -> str:
    """A company's name without an article or a common word before it; "" where nothing is left."""
    said = words.split()
    while said and _NO_COMPANY.fullmatch(said[0]):
        said.pop(0)
    return " ".join(said) if said and not all(_NO_COMPANY.fullmatch(each) for each in said) else ""


def _about(reading: Reading, span: Span) -> str:
    """The company that an item, a mail or a review of a supplier is about, by its heading; "" where that is none."""
    above = list(_ITEM.finditer(reading.text, max(0, span.start - _ABOVE), span.end))
    item = next(((each["item"] or each["bold"] or "") for each in reversed(above)), "")
    if reading.kind == "minutes" or (reading.meeting is not None and reading.kind != "mail"):
        return _company(item)
    pair = reading.pair("subject") if reading.kind == "mail" else None
    title = _REPLY.sub("", pair.value) if pair else reading.title
    if reading.kind != "mail" and not _REVIEW.match(title):
        return ""
    return _company(_REVIEW.sub("", title))


def _company(heading: str) -> str:
    words = _AFTER.sub("", heading.strip()).strip()
    return _named(words) if words and re.fullmatch(_COMPANY.replace("(?-i:", "(?:"), words) else ""
