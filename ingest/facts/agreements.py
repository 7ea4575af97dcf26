"""Agreements with suppliers and partners: parties, term, notice, number, signatures; from contracts and registers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from evidence.dates import calendar_date
from evidence.model import Fact, Span, Table
from ingest.facts.agreements_told import told
from ingest.facts.columns import Record
from ingest.facts.context import signer
from ingest.facts.labels import day, labelled, spans, subject, unmarked, value
from ingest.facts.parties import is_person, party
from ingest.facts.reading import Reading
from ingest.facts.terms import rolling

NAME = "agreements/1"

_TITLE = re.compile(
    r"(?i)\b(?:agreement|contract|engagement letter|statement of work|order form|memorandum of understanding|terms of (?:service|engagement)|purchase order|order (?:PO|no)|vertrag|contrat)\b"
)
_NOT_ONE = re.compile(
    r"(?i)\b(?:register|list|template|policy|procedure|checklist|review of|minutes|overview|standard|guideline|note|memo|questionnaire|report|request|register of|budget)\b"
)
_COUNTED = {
    word: count
    for count, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve eighteen twenty-four thirty-six".split(), 1
    )
} | {"eighteen": 18, "twenty-four": 24, "thirty-six": 36}
_LASTS = re.compile(
    r"\b(?:runs?|lasts?|continues?|remains? in (?:full )?(?:force|effect)|is (?:concluded|made)|term|period|duration)\b[^.;\n]{0,60}?"
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(_COUNTED)})(?: ?\((?:\d{{1,3}}|[a-z-]+)\))?[ -](?:calendar |full )?(?P<unit>months?|years?)\b",
    re.I,
)
_COUNTED_FROM = re.compile(
    r"\b(?:effective|commencement|start(?:ing)?|signature) date\b|\bdate (?:hereof|of (?:this agreement|signature|commencement|signing))\b|\bfrom (?:that|this) date\b|\binitial (?:term|period)\b",
    re.I,
)
_NO_TERM = re.compile(
    r"\b(?:surviv\w+|renew\w*|extend\w*|extension|notice|confidential\w*|after (?:the )?(?:termination|expiry|end)|following (?:termination|expiry)|invoice|retain\w*|retention|warrant\w+|liab\w+)\b",
    re.I,
)
_COMPANY = r"(?:[A-Z][\w&.'’-]*(?:[ ](?:[A-Z&][\w&.'’-]*|and|of|de|for)){0,5}?[ ])?[A-Z][\w&'’-]*[ ](?:plc|PLC|Ltd\.?|Limited|LLC|LLP|Inc\.?|Corp\.?|GmbH|AG|SE|KG|A/S|ApS|AS|ASA|AB|Oy|Oyj|BV|B\.V\.|NV|N\.V\.|S\.?A\.?|SAS|SARL|S\.?r\.?l\.?|S\.?p\.?A\.?|S\.?L\.?|Pty|Pte|KK|Co\.?|e\.?V\.?|SPA|Lda|Kft|s\.r\.o\.|d\.o\.o\.)(?![\w])"
_DEFINED = re.compile(
    rf"(?P<name>(?-i:{_COMPANY}|[A-Z][\w&.'’ -]{{2,50}}?(?=\s*[,(])))(?P<between>[^()\n]{{0,120}}?)\((?:hereinafter |hereafter |together |referred to as |called )*[\"“”'‘’]?(?:the )?[\"“”'‘’]?(?P<role>Supplier|Provider|Vendor|Contractor|Processor|Consultant|Service Provider|Licensor|Seller|Customer|Client|Company|Buyer|Controller|Purchaser|Licensee)[\"“”'‘’]?\)",
    re.I,
)
_BETWEEN = re.compile(
    rf"(?i:\bbetween|\bwith)\s+(?P<one>{_COMPANY})[^\n]{{0,80}}?(?:\s(?i:and)\s+(?P<two>{_COMPANY}))?"
)
_NAMES = re.compile(_COMPANY)
_SUPPLIER_ROLES = frozenset(
    {
        "supplier",
        "provider",
        "vendor",
        "contractor",
        "processor",
        "consultant",
        "service provider",
        "licensor",
        "seller",
    }
)
_RUNS = re.compile(
    r"(?i)\b(?:(?:this |the )?(?:agreement|contract|order|it|engagement|pilot|term|licen[cs]e|subscription)?\s*(?:period)?\.?\s*(?:shall |will |is |be )?(?:takes? effect|comes? into (?:force|effect)|in force|effective|begins?|starts?|commences?|runs?|valid|term|period|is concluded)\b|"
    r"\b(?:initial )?term\b|\bperiod\b|\bduration\b)"
)
_UNTIL = re.compile(
    r"(?i)(?:\b(?:until|to|till|through|ends?(?: on)?|expires?(?: on)?|terminat\w+(?: on)?|up to and including|ending(?: on)?|expir(?:y|ation)(?: date)?(?: is)?|valid until|no later than)|[-–—])\s*:?\s*(?:the\s+)?$"
)
_FROM = re.compile(
    r"(?i)\b(?:from|on|since|of|as of|effective|starting|begin(?:s|ning)|commenc\w+|start(?:s)?|concluded|term)\s*:?\s*(?:the\s+)?$"
)
_ENDED = re.compile(r"(?i)\b(?:ends?|expires?|terminates?|runs? (?:out|until)|valid until|until|term)\b")
_NOTICE = re.compile(
    r"(?i)(?P<notice>(?:(?:with |upon |on |subject to |giving |by giving |at least |not less than )*(?:a )?(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:\s*\(\d+\))?[ -](?:calendar |working |business )?(?:days?|weeks?|months?)['’]?s?['’]?\s+(?:prior |written |prior written )*notice(?: period)?[^.;\n]{0,60})"
    r"|(?:notice(?: period| for [\w -]{3,30}| of termination)?\s*(?:is|of|:)\s*(?:at least )?(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)\s+(?:calendar |working )?(?:days?|weeks?|months?)[^.;\n]{0,50})"
    r"|without notice being needed|without (?:any )?notice)"
)
_NUMBER = re.compile(
    r"(?i)\b(?:agreement|contract|order|po|reference|ref)\s*(?:no\.?|number|nr\.?|ref\.?|#|id)?\s*[:.]?\s*(?P<number>(?=[A-Z0-9/-]*\d)[A-Z]{1,6}[-/][A-Z0-9][A-Z0-9/-]{1,20}|\d{4,12})\b"
)
_FOR = re.compile(
    r"(?im)^[\s>*_]*(?:signed )?for (?:and on behalf of )?(?P<company>[^\n:,]{3,60})[:,]\s*(?P<who>[^\n]{3,120})$"
)
_SIGNED = re.compile(r"(?i)\b(?:signed|executed|concluded)\b(?: on| at [\w ]+(?: on)?|,)?\s*:?\s*")
_SIGNED_FOR = re.compile(r"(?:signed|executed) (?:for|on behalf of|by)\b.{0,60}|(?:our|their) signatory", re.I)
_OPENING = 1_500
_BY = re.compile(r"\b(?:by|and) (?P<who>(?:(?:[A-Z]\.|[A-Z][\w'’-]+|de|van|von|der|den|la|del) ?){2,5})")
_LINKED = re.compile(
    r"(?:(?:appointed |awarded |name of (?:the )?)?(?:supplier|vendor|(?:service )?provider|(?:sub-?)?contractor|third[- ]party|partner|counter-?party|(?:sub-?)?processor|"
    r"company|contracting party|other party|licensor|lessor|landlord|consultant|firm|bidder))(?:\(s\)|s)?(?: name)?",
    re.I,
)
_OWN = r"(?:(?:contract|agreement|licen[cs]e|subscription|dpa|nda|sla|valid|term|lease) ?)?"
_BEGINS = rf"{_OWN}(?:from|start(?:s|ed)?(?: date| on)?|since|commence(?:s|d|ment)?(?: date| on)?|effective(?: date| from)?|begin(?:s|ning)?(?: date| on)?)"
_ENDS = rf"{_OWN}(?:to|until|till|end(?:s|ing)?(?: date| on)?|expir(?:y|es|ation)(?: date| on)?|renewal(?: date| due)?|renews(?: on)?|terminat(?:es|ion)(?: date)?)"
_SIGNED_ON = rf"{_OWN}(?:signed(?: on)?|signature date|date signed|date of signature|award(?:ed)?(?: on| date)?|executed(?: on)?|conclu(?:ded|sion)(?: on| date)?)|(?:dpa|nda|contract|agreement) date|date of (?:award|contract|agreement)"
_DATED = re.compile(rf"{_BEGINS}|{_ENDS}|{_SIGNED_ON}|(?:termination )?notice(?: period)?", re.I)


def facts(reading: Reading) -> Iterator[Fact]:
    """The agreement that the document is (or extracts), the rows of registers of agreements, and what papers tell of one."""
    if reading.kind in ("minutes", "mail", "other", "report", "memo") and not _TITLE.match(reading.title):
        yield from told(reading, NAME)
    if reading.kind in ("minutes", "agenda", "mail", "policy"):
        return
    for table, _ in reading.tables:
        yield from _of_register(reading, table)
    opening = f"{reading.title}\n{reading.text[:200]}"
    if (
        _TITLE.search(opening)
        and not _NOT_ONE.search(reading.title)
        and reading.kind not in ("register", "certificate")
    ):
        fact = _of_text(reading)
        if fact is not None:
            yield fact
            yield from _owner(reading, fact)


def _owner(reading: Reading, agreement: Fact) -> Iterator[Fact]:
    """Who answers for the agreement, where a label of the document says so."""
    pair = labelled(
        reading, r"(?:contract|agreement|business|service|internal) (?:owner|manager|keeper)|owner|looked after by"
    )
    found = party(pair.value) if pair else None
    if pair is None or found is None or not (found.person or found.role):
        return
    fields = {
        "subject": reading.title or agreement.fields["supplier"],
        "owner": found.person or found.role,
        "role": found.role if found.person else "",
    }
    yield reading.fact("ownership", fields, [pair.span], extractor=NAME)


def _of_text(reading: Reading) -> Fact | None:
    supplier, place = _supplier(reading)
    start, end, places = _term(reading)
    signed, signatory, signatures = _signatures(reading)
    stated = labelled(reading, r"(?:period of |termination )?notice(?: period| of termination)?|can be ended")
    notice = None if stated else _NOTICE.search(reading.text)
    number = _NUMBER.search(reading.text[:1_500]) or _NUMBER.search(reading.title)
    label = labelled(reading, r"(?:agreement|contract|order|purchase order) ?(?:no\.?|number|id|ref\.?|reference)")
    under = signer(reading) if not signatory else None
    if under is not None:
        signatory, signatures = under.person, [*signatures, under.span]
    if not supplier or not (start or end or signed or notice or number or label or signatory):
        return None
    if notice and not reading.visible(Span(notice.start(), notice.end())):
        notice = None
    fields = {
        "supplier": supplier,
        "subject": _subject(reading, supplier),
        "number": value(label) or (number["number"] if number else ""),
        "notice": value(stated) or (unmarked(notice["notice"]) if notice else ""),
        "signatory": signatory,
    }
    found = [*places, place, *signatures, *spans(label, stated), *([reading.line(notice.start())] if notice else [])]
    seen = [span for span in dict.fromkeys(found) if span.end > span.start and reading.visible(span)]
    dates = {"from": start, "until": end, "signed": signed}
    return reading.fact("agreement", fields, seen or [reading.line(0)], extractor=NAME, dates=dates)


def _supplier(reading: Reading) -> tuple[str, Span]:
    """The party that supplies: by label, by definition, by the title, else the first that is no customer."""
    for match in _DEFINED.finditer(reading.text[:3_000]):
        if match["role"].lower() in _SUPPLIER_ROLES:
            name = re.sub(r"(?i)^(?:between|and|by|with)\s+", "", match["name"]).strip()
            return name, reading.line(match.start())
    pair = labelled(reading, r"(?:supplier|vendor|provider|contractor|processor|licensor|consultant)(?: name)?")
    if pair is not None and len(pair.value) <= 80:
        return re.split(r"\s*[,(]", pair.value)[0], pair.span
    customers: set[str] = set()
    customers.update(match["name"].strip() for match in _DEFINED.finditer(reading.text[:3_000]))
    opening = reading.text[:1_500]
    named = [match for match in _NAMES.finditer(opening) if match[0] not in customers]
    title = next((match[0] for match in _NAMES.finditer(reading.title)), "")
    if title and title not in customers:
        return title, reading.line(max(reading.text.find(title), 0))
    between = _BETWEEN.search(opening)
    if between and not between["two"] and between["one"] not in customers:
        return between["one"], reading.line(between.start())
    return (named[0][0], reading.line(named[0].start())) if named else ("", Span(0, 0))


def _subject(reading: Reading, supplier: str) -> str:
    pair = labelled(reading, r"subject(?: matter)?|services?|purpose|scope|description of services?")
    if pair is not None and len(pair.value) <= 200 and pair.span.start < _OPENING:
        return pair.value
    lines = [reading.title, *(unmarked(line) for line in reading.text[:500].split("\n"))]
    title = next((line for line in lines if _TITLE.search(line) and len(line) <= 120), reading.title)
    named = subject(
        title.replace(supplier, ""),
        r"(?:pilot |services? |master |framework |hosting |licen[cs]e |data processing |non-disclosure )*(?:agreement|contract)|engagement letter|order form|extract|signed copy|statement of work|with",
    )
    return re.sub(r"[\s(]+$", "", named) or title


def _term(reading: Reading) -> tuple[str, str, list[Span]]:
    """From and until, from labels or the sentences about the term."""
    first = labelled(
        reading,
        r"(?:effective date|effective(?: from| as of)?|start(?: date)?|commencement(?: date)?|(?:valid|runs?|term|in force|binding) from|contract start|from|(?:runs|begins|starts|commences)(?: on| from)?)",
    )
    last = labelled(
        reading,
        r"(?:end(?: date)?|expir(?:y|es|ation)(?: date| on)?|(?:valid|runs?|term|in force|binding) (?:to|until|till)|(?:ends|runs out|terminates|lapses)(?: on)?|contract end|until|termination date|end of (?:term|contract))",
    )
    start, end, places = day(reading, first), day(reading, last), spans(first, last)
    for sentence in reading.sentences:
        if start and end:
            break
        words = reading.quote(sentence)
        if not (_RUNS.search(words) or _ENDED.search(words)) or len(words) > 900:
            continue
        for found in reading.dates_in(sentence):
            before = reading.text[max(sentence.start, found.start - 40) : found.start]
            iso = found.value.isoformat()
            if not end and _UNTIL.search(before):
                end, places = iso, [*places, sentence]
            elif not start and _FROM.search(before) and _RUNS.search(words):
                start, places = iso, [*places, sentence]
        if start and not end and (months := _months(words, reading.day(sentence) == start)):
            end, places = _last_day(start, months), [*places, sentence]
    return start, end, places


def _months(words: str, dated: bool) -> int:
    """For how many months a sentence lets an agreement run from its own beginning, 0 where it says no such thing.

    ``dated`` tells that it gives the first day itself; else it must count from the day that the agreement defines.
    """
    term = _LASTS.search(words)
    if term is None or not (dated or _COUNTED_FROM.search(words)) or _NO_TERM.search(words[: term.end() + 30]):
        return 0
    count = _COUNTED.get(term["count"].lower()) or int(term["count"])
    return count * (12 if term["unit"].lower().startswith("y") else 1)


def _last_day(start: str, months: int) -> str:
    """The last day of a term of whole months that begins on ``start``."""
    first = date.fromisoformat(start)
    ahead = first.month - 1 + months
    year, month = first.year + ahead // 12, ahead % 12 + 1
    same = calendar_date(year, month, first.day) or date(year + month // 12, month % 12 + 1, 1)
    return (same - timedelta(days=1)).isoformat()


def _signatures(reading: Reading) -> tuple[str, str, list[Span]]:
    """The last day of signing and who signed, from lines "For X: name, role, date" or "Signed on ... by A for X"."""
    days: list[str] = []
    names: list[str] = []
    places: list[Span] = []
    for match in _FOR.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        name = re.split(r",| \d", match["who"])[0].strip()
        if is_person(name) and reading.visible(span):
            names.append(name)
            days += [found.value.isoformat() for found in reading.dates_in(span)]
            places.append(span)
    for pair in reading.pairs:
        name = re.split(r",| \d", pair.value)[0].strip()
        if _SIGNED_FOR.fullmatch(pair.label.strip(" *_")) and is_person(name) and reading.visible(pair.span):
            names.append(name)
            places.append(pair.span)
    for match in _SIGNED.finditer(reading.text):
        line = reading.line(match.start())
        near = reading.dates_in(Span(match.start(), min(line.end, match.end() + 40)))
        planned = re.search(
            r"(?i)\b(?:not|to be|must be|shall be|unless|if|when|both|in writing|document|before|until)\b",
            reading.text[max(line.start, match.start() - 25) : match.start()],
        )
        if not near or planned or not reading.visible(line):
            continue
        days.append(near[0].value.isoformat())
        for by in _BY.finditer(reading.text, match.end(), line.end):
            if is_person(by["who"].strip()):
                names.append(by["who"].strip())
        places.append(line)
        break
    return max(days, default=""), "; ".join(dict.fromkeys(names)), places


def _of_register(reading: Reading, table: Table) -> Iterator[Fact]:
    names = [" ".join(name.split()) for name in table.header]
    linked = any(_LINKED.fullmatch(name) for name in names)
    dated = [name for name in names if _DATED.fullmatch(name)]
    if not linked or not dated:
        return
    for record in reading.records(table):
        if reading.visible(record.span) and (fact := _of_record(reading, record)):
            yield fact


def _of_record(reading: Reading, record: Record) -> Fact | None:
    def cell(pattern: str) -> str:
        entry = record.named(pattern)
        return entry.text.strip() if entry else ""

    supplier = unmarked(cell(_LINKED.pattern))
    dates = {
        "from": reading.day_of(cell(_BEGINS)),
        "until": "" if rolling(cell(_ENDS)) else reading.day_of(cell(_ENDS)),
        "signed": reading.day_of(cell(_SIGNED_ON)),
    }
    if not supplier or not any(dates.values()):
        return None
    fields = {
        "supplier": supplier,
        "subject": cell(
            r"services?(?: provided| description)?|subject(?: matter)?|product|scope|what|(?:contract |agreement )?(?:title|description)|(?:title|description|name) of (?:the )?(?:contract|agreement)|contract(?: name)?|agreement(?: name)?|purpose|system"
        ),
        "number": cell(
            r"(?:contract|agreement|po|order|reference) ?(?:no\.?|number|id|ref\.?|reference)?|no\.?|number|ref\.?|id"
        ),
        "notice": cell(r"notice(?: period)?|termination notice"),
        "signatory": cell(r"signed by|signatory|signatories"),
    }
    if fields["number"] and not re.search(r"\d", fields["number"]):
        fields["number"] = ""
    return reading.fact("agreement", fields, [record.span], extractor=NAME, dates=dates, origin="cell")
