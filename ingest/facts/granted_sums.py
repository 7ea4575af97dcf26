"""Sums that a meeting grants without a verb of granting: a budget that is to be so much, a decision that has a price.

"RESOLVED that the budget be EUR 40,000", "A second post is approved at a cost of up to EUR 19,000 a year", "Decision:
new doors, EUR 21,800", "D2 Buy ten meters (EUR 940)" among the decisions, "Budget for 2031: EUR 62,000" in minutes,
"The fee was fixed at EUR 8,400", "Settled at EUR 14,000"; and "EUR 11,000 for lamps" in the column of what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Fact, Span
from ingest.facts.amounts import Amount, amounts
from ingest.facts.context import body, held
from ingest.facts.reading import Reading

_LONGEST = 400  # characters of a sentence that is read
_TO_BE = re.compile(
    r"\b(?:resolved|agreed|decided|ordered)\b[^.;]{0,30}?\bthat (?P<purpose>(?:the |a |an )?(?:[\w'’-]+ ){0,3}(?:budget|sum|funding|allowance|ceiling|contribution|grant)\b[^.;]{0,80}?)\s+(?:shall |should |is to )?be"
    r"(?: set at| fixed at| limited to| raised to| increased to| up to)?\s+$",
    re.I,
)
_AT_COST = re.compile(
    r"(?P<purpose>[^.;:]{4,120}?)\s+(?:is|was|were|are|has been|have been)\s+(?:unanimously |hereby |also )?(?:approved|agreed|granted|authori[sz]ed)\b[^.;]{0,60}?"
    r"\b(?:at|(?:at|for) (?:an? |the )?(?:(?:yearly|annual|one-off|total|maximum|monthly|agreed|net) )*(?:cost|price|sum|fee|total)s?(?: of)?)(?: up to| not (?:above|more than|exceeding))?\s+$",
    re.I,
)
_FIXED = re.compile(
    r"(?:^|[.;]\s+)(?P<purpose>[^.;]{0,80}?\b(?:fees?|budgets?|sum|dividend|grant|contribution|remuneration|funding|subscription|allowance|honorarium)\b[^.;]{0,60}?)"
    r"\s+(?:is|was|were|are|has been|have been)(?: then| now| also)? (?:fixed|set|settled|capped) at(?: up to)?\s+$",
    re.I,
)
_AT_MOST = r"(?: of)?(?: up to| (?:no|not) (?:more than|above|over|exceeding|to exceed)| at most| max\.?)?"
_RESOLVED_TO = re.compile(
    r"\b(?:resolved|agreed|decided|voted)\b,?(?: unanimously)? to (?P<verb>engage|appoint|buy|purchase|hire|order|commission|replace|fund|bring forward|take on|renew|lease|rent)\b"
    rf"(?P<item>[^.;]{{0,120}}?)(?:,|\b(?:at|for|costing|at (?:a|an|the)(?: \w+)? (?:cost|price|fee)))?{_AT_MOST}\s+$",
    re.I,
)
_RESOLVED_AT = re.compile(
    rf"\b(?:resolved|agreed|decided|voted)\b,?(?: unanimously)? that (?P<purpose>[^.;]{{4,160}}?),? (?:at|for) (?:an? |the )(?:\w+ )?(?:cost|price|fee|sum){_AT_MOST}\s+$",
    re.I,
)
_YES = re.compile(rf"(?:ok|okay|yes|approved|agreed|granted|fine|allowed)[,:.]?{_AT_MOST}\s+$", re.I)
_BOUNDS = re.compile(r"\b(?:no|not) (?:more than|above|over|exceeding|to exceed)\b", re.I)
_SETTLED = re.compile(r"(?:it was )?(?:settled|compromise|agreed|fixed)(?: at| on)\s+$", re.I)
_FRAME = re.compile(
    r"(?:^|[.;,:]\s+)(?P<purpose>(?:an? |the )?(?:cost|investment|spending|project|money|total) (?:frame|envelope|ceiling|budget|cap))(?: of| is|:)?\s+$",
    re.I,
)
_ADOPTED = re.compile(
    r"(?:^|[.;:]\s+|\bthat )(?P<purpose>(?:the |an? )?(?:[\w'’/-]+ ){0,4}budget(?: (?:for|of) [^.;]{2,50}?)?) of\s+$",
    re.I,
)
_IS_ADOPTED = re.compile(r"\s*(?:was|were|is|has been) (?:\w+ly )?(?:adopted|passed|carried|voted)\b", re.I)
_GIVEN_FOR = re.compile(
    r"\s*(?:more |extra |a year |per year |additional )?(?:for|towards)\s+(?P<purpose>[^.;:(]{3,120}?)(?=,\s+to be\b|[.;:(]|$)",
    re.I,
)
_OUTCOME = re.compile(
    r"(?:what (?:we|was) )?(?:decisions?|decided|outcomes?|conclusions?|resolutions?|resolved|agreed)(?: (?:taken|made|reached))?",
    re.I,
)
_MATTER = re.compile(
    r"(?:agenda )?(?:items?|subjects?|matters?|topics?|titles?|concerning|business|points?|inputs?|texts?|what(?: it is about)?)",
    re.I,
)
_LEAD = re.compile(r"^\W*(?:\d[\d./-]*[.)]?\s+)?\*\*\s*(?:\d[\d./-]*[.)]?\s+)?(?P<item>[^*\n]{3,60}?)[\s.:]*\*\*")
_PART = re.compile(r"[^.;]+(?:[.;](?!\s|$)[^.;]*)*[.;]?")
_DECIDED = re.compile(
    r"(?:the )?(?:decision|decided|resolution|resolved|agreed)(?: [A-Z]{0,4}[-/ ]?\d{1,4})?\s*[:–—-]\s*", re.I
)
_CODED = re.compile(r"(?:[-*•]\s*)?\(?(?:D|R|DEC|RES|[A-Z]{1,4}-?D)[-. ]?\d{1,3}[.:)]*\s+")
_HEADING = re.compile(
    r"^\W*(?:\d+[.)]?\s+)?(?:(?:key|main) )?(?:decisions?|resolutions?)(?: (?:made|taken))?\W*$", re.I | re.M
)
_BUDGET = re.compile(
    r"^(?:[*_\d.)( ]*)(?:the )?budget(?P<purpose>(?: (?:for|of) [^:.;()]{2,60}?)?)\s*(?::|is|was set at|was fixed at)\s*$",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:not|never|no|nothing|refus\w+|reject\w+|declin\w+|turned down|deferr?\w*|postpone\w*|withdrawn|asked? for|request\w*|propos\w+|recommend\w*|offer\w*|bids?|if|unless|until|whether|"
    r"should|would|could|ask(?:ed)? (?:whether|to)|pending|sav(?:es?|ings?)|loss|fine[sd]?|compensation|penalt\w+|claims?|income|revenue|turnover|insur\w+|premium|deductible|excess|fees? (?:rises?|raised))\b",
    re.I,
)  # fmt: skip
_SPENT = re.compile(
    r"\b(?:spent|actuals?|forecast|remain(?:s|ed)|remaining (?:budget|funds?|money)|unspent|used|overspen\w+|underspen\w+|varian\w+|against|over budget|so far)\b",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:limits?|thresholds?|approv\w+ (?:by|limit)|contracts? (?:above|over|below)|orders? (?:above|over|below)|signs?|signature)\b",
    re.I,
)
_EDGES = " ,.;:–—-([*_"
_NUMBER = re.compile(r"^\d[\d./-]*[.)]?\s+")


def granted_sums(reading: Reading, extractor: str) -> Iterator[Fact]:
    """The sums that minutes and notes of a meeting grant in such words."""
    if reading.kind not in ("minutes", "other", "report"):
        return
    meeting = reading.meeting
    if reading.kind != "minutes" and (meeting is None or meeting.state != "held"):
        return
    for span, lead, item in (*_sentences(reading), *_outcomes(reading)):
        words = lead + " ".join(reading.quote(span).replace("**", "").split())
        if len(words) > _LONGEST or _REFUSED.search(_BOUNDS.sub("", words)):
            continue
        found = [each for each in amounts(words) if each.currency]
        if found and (purpose := _purpose(reading, _Said(span, words, item, bool(lead)), found[0])):
            fields = {
                "amount": found[0].value,
                "currency": found[0].currency,
                "purpose": purpose,
                "body": body(reading) or (meeting.body if meeting else ""),
            }
            dates = {"approved": held(reading) or (meeting.held if meeting else "")}
            yield reading.fact("resource", fields, [span], extractor=extractor, dates=dates)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that may grant: where they stand, what the item is about or "", and whether they are of an outcome's cell."""

    span: Span
    words: str
    item: str
    tabled: bool


def _sentences(reading: Reading) -> Iterator[tuple[Span, str, str]]:
    """The sentences of prose, each with the words that its item opens with in bold, else the heading it stands under."""
    for span in reading.sentences:
        lead = _LEAD.match(reading.quote(reading.line(span.start)))
        above = " ".join(reading.section(span.start).split())
        heading = "" if above == reading.title or _HEADING.fullmatch(above) else _CODED.sub("", above).strip(_EDGES)
        yield span, "", _NUMBER.sub("", lead["item"] if lead else heading)


def _outcomes(reading: Reading) -> Iterator[tuple[Span, str, str]]:
    """The parts of the cells that say what was decided, each with what its row is about."""
    for table in reading.document.tables:
        names = [" ".join(name.split()).strip(" :") for name in table.header]
        if table.hidden or not any(map(_OUTCOME.fullmatch, names)):
            continue
        for row in table.rows:
            cells = {cell.column: cell for cell in row.cells if cell.column < len(names)}
            about = (reading.text[cell.start : cell.end] for at, cell in cells.items() if _MATTER.fullmatch(names[at]))
            item = next((_NUMBER.sub("", words.strip()) for words in about if re.search(r"[^\W\d_]{3}", words)), "")
            for at, cell in cells.items():
                if _OUTCOME.fullmatch(names[at]) and not row.hidden and reading.visible(Span(cell.start, cell.end)):
                    for part in _PART.finditer(reading.text, cell.start, cell.end):
                        lead = "" if _DECIDED.match(part[0].strip()) else "Decision: "
                        yield reading.trimmed(Span(part.start(), part.end())), lead, item


def _purpose(reading: Reading, said: _Said, amount: Amount) -> str:
    """What a sentence grants its first amount for; "" where it grants none."""
    words = said.words
    before = words[: amount.start]
    for pattern in (_TO_BE, _AT_COST):
        if match := pattern.search(before):
            return _trimmed(_CODED.sub("", match["purpose"]))
    if match := _BUDGET.match(before):
        return "" if _SPENT.search(words) else _worded(_trimmed(match["purpose"]))
    return "" if _SPENT.search(words) else _stated(said, amount) or _listed(reading, said, amount)


def _stated(said: _Said, amount: Amount) -> str:
    """What a sum was fixed, adopted or settled for, or a frame was set for."""
    before, after = said.words[: amount.start], said.words[amount.end :]
    if (match := _FIXED.search(before)) or ((match := _ADOPTED.search(before)) and _IS_ADOPTED.match(after)):
        return _trimmed(match["purpose"])
    if match := _FRAME.search(before):
        return ": ".join(filter(None, (said.item, _trimmed(match["purpose"]))))
    if (match := _RESOLVED_TO.search(before)) or (match := _RESOLVED_AT.search(before)):
        return _resolved(match, after)
    bare = before.removeprefix("Decision: ")
    settled = (_SETTLED.fullmatch(bare) and not amount.rate) or (said.tabled and _YES.fullmatch(bare))
    return said.item if settled else ""


def _resolved(match: re.Match[str], after: str) -> str:
    """What a resolution to do something at a price grants that price for."""
    named = match.groupdict()
    if "purpose" in named:
        return _trimmed(named["purpose"])
    item = _trimmed(named["item"] or "")
    given = _GIVEN_FOR.match(after)
    return item or (_trimmed(given["purpose"]) if given else "")


def _listed(reading: Reading, said: _Said, amount: Amount) -> str:
    """What a line of decisions, or one that is led in as one, grants its amount for."""
    if amount.rate or amount.limit or _LIMIT.search(said.words):
        return ""
    before = said.words[: amount.start]
    lead = _DECIDED.match(before)
    if lead is None and _under_decisions(reading, said.span):
        lead = _CODED.match(before)
    item = before[lead.end() :] if lead else ""
    if lead and not item.strip(_EDGES) and (given := _GIVEN_FOR.match(said.words, amount.end)):
        return _trimmed(given["purpose"])
    ends = r"(?:,|\(|[–—:-]|\b(?:for|at|of))\s*$" if said.tabled else r"(?:,|\(|[–—:-]|\b(?:for|at))\s*$"
    return _trimmed(item) if re.search(ends, item) else ""


def _under_decisions(reading: Reading, span: Span) -> bool:
    """Whether the last line above a sentence that looks like a heading is one of decisions."""
    above = list(_HEADING.finditer(reading.text, 0, span.start))
    return bool(above) and not re.search(r"\n\s*#|\n\n\S[^\n]{2,40}\n\n", reading.text[above[-1].end() : span.start])


def _worded(words: str) -> str:
    """What a budget is for; of a year, or of nothing said, the budget itself."""
    return words if re.search(r"[^\W\d_]{3}", words) else f"budget {words}".strip()


def _trimmed(words: str) -> str:
    words = re.sub(r"\s+(?:for|at|of|at a cost of|costing)$", "", words.strip(_EDGES), flags=re.I).strip(_EDGES)
    return re.sub(r"^(?:for |of )?(?:the |a |an )?(?=\w)", "", words, flags=re.I)
