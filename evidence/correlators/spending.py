"""Spending: from which sum on rules leave it to somebody, and larger sums that another approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from evidence.correlators.authority import Rule, clauses, in_force, is_theirs, key, newest, spoken_of
from evidence.correlators.words import content, share
from evidence.findings import Context, Finding, Side, day_of, finding, side
from evidence.model import Span, StoredFact

_MONEY = (
    r"(?P<unit>[£$€]|EUR|GBP|USD|CHF|NOK|SEK|DKK)\s?"
    r"(?P<sum>\d{1,3}(?:[,. ]\d{3})+|\d+)(?![\d.,]*\d|\s?(?:m|million|k)\b)"
)
_OVER = re.compile(rf"(?i)\b(?:above|over|more than|exceeding|beyond)\s+{_MONEY}")
_DEED = re.compile(
    r"(?i)\b(?:spend(?:ing)?|expenditure|purchas\w+|orders?|contracts?|commit(?:ments?)?|financial authority)\b"
)
_UNITS = {"£": "GBP", "$": "USD", "€": "EUR"}
_SAME = 0.5  # share of the words of a purpose that a decision names
_NEAR = 80  # characters around an approval in which it may say for whom


def overspent(context: Context) -> Iterator[Finding]:
    """Sums that somebody approved whom the rules do not let approve so much."""
    granted = [fact for fact in context.facts("resource") if fact.get("approver") and fact.get("amount")]
    rules = _rules(context) if granted else {}
    for fact in granted:
        amount, day = _amount(fact), day_of(fact, "approved") or context.written(fact.document)
        if amount is None or day is None:
            continue
        rule = newest(rules.get(fact.get("currency"), []), amount, day)
        who = fact.get("approver")
        if rule is None or is_theirs(context, fact, who, rule.who, _NEAR) or _granted(context, fact, rule.who):
            continue
        yield finding(
            "spending_without_authority", (context.name(fact.document), fact.get("amount")),
            f"{fact.get('currency')} {amount:,.0f} ({fact.get('purpose') or 'no purpose named'}) is approved by {who}; "
            f"above {rule.least:,.0f} that is for {spoken_of(rule.who)}, and no approval of theirs is found.",
            [side(fact, f"approved by {who}"), rule.words], owner=who,
        )  # fmt: skip


def _amount(fact: StoredFact) -> float | None:
    said = fact.get("amount")
    return float(said) if re.fullmatch(r"\d+(?:\.\d+)?", said) else None


def _rules(context: Context) -> dict[str, list[Rule]]:
    """By currency, what documents in force say of who may approve more than a sum."""
    found: dict[str, list[Rule]] = {}
    for document in in_force(context):
        text = context.text(document)
        if not _OVER.search(text) or not _DEED.search(text):
            continue
        day = context.written(document) or date.min
        for unit, least, who, span in _said(text):
            words = Side(f"above {least:,.0f}: {who}", document, span)
            found.setdefault(unit, []).append(Rule(least + 0.01, who, day, words))
    return found


def _said(text: str) -> Iterator[tuple[str, float, str, Span]]:
    for band, who, words, headed, span in clauses(text, _OVER, _DEED):
        if headed or _DEED.search(words):
            unit = _UNITS.get(band["unit"], band["unit"].upper())
            yield unit, float(re.sub(r"[,. ]", "", band["sum"])), who, span


def _granted(context: Context, fact: StoredFact, who: str) -> bool:
    """Whether ``who`` granted the same sum, or decided for the same purpose."""
    theirs = {each.document for each in context.facts("meeting") if key(who) in key(each.get("body"))}
    same = (each for each in context.facts("resource") if each.get("amount") == fact.get("amount") and each != fact)
    if any(each.document in theirs or key(who) in key(each.get("body") or each.get("approver")) for each in same):
        return True
    purpose = content(fact.get("purpose"))
    return any(
        each.document in theirs
        and each.get("outcome") in ("approved", "accepted")
        and share(purpose, content(f"{each.get('text')} {each.get('subject')}")) >= _SAME
        for each in context.facts("decision")
    )
