"""Granted amounts in forms ("Granted: EUR 38,000") and in the rows of budget tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evidence.model import Fact, Span, Table
from ingest.facts.amounts import Amount, currency_in, plain_amounts
from ingest.facts.columns import Entry, Record
from ingest.facts.context import Signer, signer
from ingest.facts.pairs import Pair
from ingest.facts.parties import Party, party
from ingest.facts.reading import Reading

_DONE = r"(?:granted|approved|released|authori[sz]ed|allocated|awarded|sanctioned)"
_MONEY = r"(?:amount|budget|sum|funds?|funding|means|spend(?:ing)?|cost|expenditure|value)"
_YEAR = r"(?:(?:FY ?)?20\d\d(?:[/–-]\d{2,4})?)"
_GRANTED = re.compile(
    rf"(?i)(?!.* (?:by|on|at|for|to)$)(?:{_YEAR} )?(?:{_MONEY}s? (?:as )?)?{_DONE}(?: {_MONEY})?(?:\s*\(?(?:in )?[A-Z€$£]{{1,4}}\)?)?(?: {_YEAR})?|(?:money|{_MONEY}s?)? ?(?:set|put) aside|(?:money )?earmarked"
)
_AMOUNT = re.compile(
    rf"(?i)(?:total |requested )?{_MONEY}(?: requested| applied for)?|(?:in )?(?:EUR|USD|GBP|CHF|DKK|SEK|NOK|€|\$|£)|sum (?:in )?[A-Z]{{3}}|{_MONEY} \(?(?:in )?[A-Z€$£]{{1,4}}\)?"
)
_PURPOSE = re.compile(
    r"(?i)(?:purpose|for|for what|what for|what|item|position|line|budget line|(?:item |brief )?description|description of (?:the )?(?:item|goods|services?|works?|purchase|expenditure)|subject|measure|project|title|use|matter|reason|activity|programme|programme line|objective|aim|action)"
)
_DECIDED = re.compile(
    r"(?i)(?:decision|decided by|(?:approved|granted|released|authori[sz]ed|sanctioned|awarded|agreed|signed off) by|(?:approving|sanctioning) (?:officer|authority)|approver|by|who|resolution|decision of|resolved by|approval)"
)
_WHEN = re.compile(
    rf"(?i)(?:date|on|when|day|(?:{_DONE}|decided|agreed) on|date (?:{_DONE}|decided|agreed)|date of (?:the )?(?:decision|approval|award|grant)|(?:approval|decision|award|grant|sanction|release) date|when (?:{_DONE}|decided))"
)
_BY = re.compile(
    r"\b(?i:approved|adopted|agreed|released|granted|passed) (?:by|at) (?:the |a )?(?P<who>[A-Z][\w&.'’-]*(?: (?:(?:of|and|for|&|the) )*[A-Z][\w&.'’-]*){0,5})(?P<rest>[^.\n]{0,60})"
)
_NOT_BY = re.compile(r"(?i)\b(?:to be|not|will be|must be|until|once|if|unless|when)\b[^.\n]{0,20}$")
_ABOVE = 400  # characters above a table in which it is said who approved it
_NO = re.compile(
    r"(?i)\b(?:reject\w*|declin\w*|refus\w*|defer\w*|pending|requested|open|not (?:yet )?(?:approved|granted)|withdrawn|planned|proposed|draft|to be)\b"
)
_GRANTS = re.compile(r"\W*(?:approved|granted|released|authori[sz]ed|agreed)\W*", re.I)
_YES = re.compile(r"(?i)\b(?:approved|granted|accepted|released|authori[sz]ed|agreed)\b")
_TOTAL = re.compile(r"(?i)\W*(?:(?:grand |sub)?total|sum|subtotal|balance|summe|overall)\b.*")


def facts(reading: Reading, extractor: str) -> Iterator[Fact]:
    """What forms and tables grant."""
    if reading.kind not in ("minutes", "mail"):
        yield from _of_form(reading, extractor)
    for table, _ in reading.tables:
        yield from _of_table(reading, table, extractor)


def _of_form(reading: Reading, extractor: str) -> Iterator[Fact]:
    granted = next((pair for pair in reading.pairs if _GRANTED.fullmatch(pair.label.strip()) and _money(pair)), None)
    approver, decision = reading.pair("approver"), _labelled(reading, r"decision|status|outcome|result")
    if granted is None and (approver or decision) and not _refused(decision, approver):
        agreed = bool(decision and _YES.search(decision.value)) or bool(
            approver and party(approver.value) and not decision
        )
        asked = next((pair for pair in reading.pairs if _AMOUNT.fullmatch(pair.label.strip()) and _money(pair)), None)
        granted = asked if agreed else None
    if granted is None or _refused(decision, None):
        return
    amount = _money(granted)
    purpose = _labelled(reading, r"purpose|for|use|project|measure|matter|subject|title|what for|description|item")
    who = party(approver.value) if approver else None
    when = reading.pair("approved")
    day = (reading.day_of(approver.value) if approver else "") or (reading.day_of(when.value) if when else "")
    fields = (
        {"amount": amount.value, "currency": amount.currency, "purpose": purpose.value if purpose else "", **_who(who)}
        if amount
        else {}
    )
    spans = [granted.span, *(pair.span for pair in (approver, purpose, when) if pair)]
    if amount and all(reading.visible(span) for span in spans):
        yield reading.fact("resource", fields, spans, extractor=extractor, dates={"approved": day})


def _refused(decision: Pair | None, approver: Pair | None) -> bool:
    return any(pair is not None and _NO.search(pair.value) for pair in (decision, approver))


def _money(pair: Pair) -> Amount | None:
    found = [each for each in plain_amounts(pair.value, currency_in(pair.label)) if not each.rate]
    return found[0] if found and (found[0].currency or len(found[0].value) > 2) else None


def _labelled(reading: Reading, pattern: str) -> Pair | None:
    return next((pair for pair in reading.pairs if re.fullmatch(pattern, pair.label.strip(), re.I)), None)


def _who(who: Party | None) -> dict[str, str]:
    if who is None:
        return {}
    return {"approver": who.person or ("" if who.body else who.role), "body": who.body}


def _of_table(reading: Reading, table: Table, extractor: str) -> Iterator[Fact]:
    names = [name.strip() for name in table.header]
    column = next((at for at, name in enumerate(names) if _GRANTED.fullmatch(name)), None)
    decided = any(_DECIDED.fullmatch(name) for name in names)
    if column is None and decided:
        column = next(
            (at for at, name in enumerate(names) if _AMOUNT.fullmatch(name) and not re.search(r"(?i)request", name)),
            None,
        )
    released = _released(reading) if column is None else None
    if released is not None:
        column = next((at for at, name in enumerate(names) if _AMOUNT.fullmatch(name)), None)
    if column is None:
        return
    known = (
        currency_in(names[column])
        or currency_in(table.caption)
        or currency_in(reading.text[max(0, table.start - 200) : table.start])
    )
    for record in reading.records(table):
        if reading.visible(record.span):
            yield from _of_record(reading, record, names[column], known, extractor, released)


def _released(reading: Reading) -> Signer | None:
    """Who signed a memo or letter that says in a word of its own that it grants what it lists ("Approved.")."""
    if reading.kind not in ("other", "mail", "report"):
        return None
    said = any(_GRANTS.fullmatch(reading.quote(span)) for span in reading.sentences)
    return signer(reading) if said else None


def _of_record(
    reading: Reading, record: Record, column: str, known: str, extractor: str, released: Signer | None = None
) -> Iterator[Fact]:
    cell = next((entry for entry in record.entries if entry.name.strip() == column and entry.text.strip()), None)
    worded = [each for each in record.entries if re.search(r"[^\W\d_]{3}", each.text)]
    purpose = _entry(replace(record, entries=tuple(worded)), _PURPOSE, cell)
    status = record.text("status")
    if cell is None or purpose is None or _TOTAL.fullmatch(purpose.text.strip()) or (status and _NO.search(status)):
        return
    amount = next(plain_amounts(cell.text, known), None)
    if amount is None or amount.rate or not amount.value.strip("0."):
        return
    decided = _entry(record, _DECIDED, cell)
    if decided is not None and _NO.search(decided.text):
        return
    when = _entry(record, _WHEN, cell)
    words = decided.text if decided else ""
    day = reading.day_of(words) or (reading.day_of(when.text) if when else "")
    who = (
        party(re.sub(r"[\s,]+\d{1,2}[ .]+\w+[ .]+\d{4}.*|\s*,?\s*\d{4}-\d\d-\d\d.*|\s*\d.*", "", words))
        if words
        else None
    )
    if decided is None and when is None:
        who, day = _approved_above(reading, record.table)
    fields = {"amount": amount.value, "currency": amount.currency, "purpose": purpose.text, **_who(who)}
    if released is not None:
        fields["approver"], day = released.person, day or reading.written
    yield reading.fact(
        "resource",
        fields,
        [record.span, Span(cell.span.start, cell.span.end)],
        extractor=extractor,
        dates={"approved": day},
        origin="cell",
    )


def _approved_above(reading: Reading, table: Table) -> tuple[Party | None, str]:
    """Who approved what a table lists, and when, by the sentence above it: "Approved by the Board on 12 December 2030."."""
    start = max(0, table.start - _ABOVE)
    for match in reversed(list(_BY.finditer(reading.text, start, table.start))):
        told = Span(match.start(), match.end())
        if not _NOT_BY.search(reading.text[start : match.start()]) and reading.visible(told):
            return party(match["who"]), reading.day_of(match["rest"])
    return None, ""


def _entry(record: Record, pattern: re.Pattern[str], other: Entry | None) -> Entry | None:
    """The first filled cell whose column's name fits, apart from ``other``."""
    for entry in record.entries:
        if entry is not other and entry.text.strip() and pattern.fullmatch(entry.name.strip()):
            return entry
    return None
