"""Sums that a meeting grants without a verb of granting: a budget that is to be so much, a decision that has a price.

"RESOLVED that the budget be EUR 40,000", "A second post is approved at a cost of up to EUR 19,000 a year", "Decision:
new doors, EUR 21,800", "D2 Buy ten meters (EUR 940)" among the decisions, "Budget for 2031: EUR 62,000" in minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    r"\b(?:at|for) (?:an? |the )?(?:(?:yearly|annual|one-off|total|maximum|monthly|agreed|net) )*(?:cost|price|sum|fee|total)s?(?: of)?(?: up to| not (?:above|more than|exceeding))?\s+$",
    re.I,
)
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
    r"\b(?:not|never|no|refus\w+|reject\w+|declin\w+|turned down|deferr?\w*|postpone\w*|withdrawn|asked? for|request\w*|propos\w+|recommend\w*|offer\w*|bids?|if|unless|until|whether|"
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


def granted_sums(reading: Reading, extractor: str) -> Iterator[Fact]:
    """The sums that minutes and notes of a meeting grant in such words."""
    if reading.kind not in ("minutes", "other", "report"):
        return
    meeting = reading.meeting
    if reading.kind != "minutes" and (meeting is None or meeting.state != "held"):
        return
    for span in reading.sentences:
        words = " ".join(reading.quote(span).replace("**", "").split())
        if len(words) > _LONGEST or _REFUSED.search(words):
            continue
        found = [each for each in amounts(words) if each.currency]
        if found and (purpose := _purpose(reading, span, words, found[0])):
            fields = {
                "amount": found[0].value,
                "currency": found[0].currency,
                "purpose": purpose,
                "body": body(reading) or (meeting.body if meeting else ""),
            }
            dates = {"approved": held(reading) or (meeting.held if meeting else "")}
            yield reading.fact("resource", fields, [span], extractor=extractor, dates=dates)


def _purpose(reading: Reading, span: Span, words: str, amount: Amount) -> str:
    """What a sentence grants its first amount for; "" where it grants none."""
    before = words[: amount.start]
    for pattern in (_TO_BE, _AT_COST):
        if match := pattern.search(before):
            return _trimmed(_CODED.sub("", match["purpose"]))
    if match := _BUDGET.match(before):
        return "" if _SPENT.search(words) else _worded(_trimmed(match["purpose"]))
    if amount.rate or amount.limit or _LIMIT.search(words):
        return ""
    lead = _DECIDED.match(before)
    if lead is None and _under_decisions(reading, span):
        lead = _CODED.match(before)
    item = before[lead.end() :] if lead else ""
    return _trimmed(item) if re.search(r"(?:,|\(|[–—:-]|\b(?:for|at))\s*$", item) and not _SPENT.search(words) else ""


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
