"""Amounts of money in text: where they stand, how much, and in which currency.

A number is read only when its separators allow one reading of its size ("240,000" and "240.000" are both 240000,
"12.40" is 12.40, "1.234,56" is 1234.56). A range or a rate ("EUR 145 an hour") is no single amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_CODES = (
    "EUR|USD|GBP|CHF|DKK|SEK|NOK|ISK|PLN|CZK|HUF|RON|BGN|JPY|CNY|RMB|INR|AUD|CAD|NZD|SGD|HKD|ZAR|BRL|MXN|KRW|TRY|AED|SAR|"
    "ILS|THB|MYR|IDR|PHP|NGN|KES|EGP|UAH"
)
_SIGNS = {
    "€": "EUR",
    "$": "$",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "£": "GBP",
    "¥": "¥",
    "₹": "INR",
    "kr": "kr",
    "kr.": "kr",
    "rs": "INR",
    "rs.": "INR",
    "fr.": "CHF",
    "sfr.": "CHF",
    "rmb": "CNY",
    "euro": "EUR",
    "euros": "EUR",
    "pounds": "GBP",
    "pounds sterling": "GBP",
    "dollars": "$",
    "us dollars": "USD",
    "swiss francs": "CHF",
    "francs": "CHF",
    "kroner": "kr",
    "kronor": "kr",
    "kronen": "kr",
    "rupees": "INR",
    "yen": "JPY",
}
_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mio": 6,
    "mio.": 6,
    "million": 6,
    "millions": 6,
    "bn": 9,
    "billion": 9,
}
_SCALES |= {"lakh": 5, "lakhs": 5, "crore": 7, "crores": 7, "tsd": 3, "tsd.": 3, "teur": 3}
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,3}){0,4}(?!\d)"
_SCALE = r"(?:[ \u00a0]?(?P<scale>k|thousand|mn|mio\.?|millions?|bn|billion|m|lakhs?|crores?|tsd\.?)(?![\w$€£]))?"
_BEFORE = re.compile(
    rf"(?<![\w.,])(?P<sign>(?:{_CODES})|(?:US|A|C|NZ|S|HK)?\$|[€£¥₹]|(?:[Kk]r|Rs|[Ss]?[Ff]r)\.?(?=[ \u00a0]?\d))[ \u00a0]{{0,2}}"
    rf"(?P<number>{_NUMBER}){_SCALE}",
)
_AFTER = re.compile(
    rf"(?<![\w.,/$€£-])(?P<number>{_NUMBER}){_SCALE}[ \u00a0]{{0,2}}"
    r"(?:of[ \u00a0])?(?P<sign>(?:"
    + _CODES
    + r")(?!\w)|€|£|₹|(?:euros?|pounds sterling|pounds|us dollars|dollars|swiss francs|francs|kroner|kronor|kronen|rupees|yen)\b"
    r"|kr\.?(?!\w))",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"(?:{_NUMBER}){_SCALE}")
_RATE = re.compile(
    r"\s*(?:,-|\.-)?\s*(?:(?:a|an|per|each|every)\s+(?:hour|day|month|week|year|user|seat|head|person|licence|license|unit|"
    r"document|call|page|piece|copy|participant|agent|click|share|annum)\b|/\s?(?:h|hour|day|month|year|user|seat)\b|p\.\s?[amd]\.|hourly|monthly)",
    re.I,
)
_RANGE_AFTER = re.compile(r"\s*(?:-|–|—|\bto\b)\s*(?:[A-Z]{3}|[€$£])?\s?\d")
_RANGE_BEFORE = re.compile(r"\d(?:\s?[kKmM])?\s*(?:-|–|—|\bto\b)\s*$")
_LIMIT = re.compile(
    r"(?:\b(?:up to|above|over|below|under|less than|more than|exceed(?:s|ing)?|in excess of|beyond|at least|minimum of|limit of|threshold of|from)|[<>≤≥])\s*$",
    re.I,
)
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?")
_LONGEST = 12  # digits before the decimal point: more is no amount that anybody grants


@dataclass(frozen=True, slots=True)
class Amount:
    """Money at ``text[start:end]``: plain digits ("180000", "12.40"), and a currency code or sign as far as it is said.

    ``rate`` marks a price for a unit of time or use, ``limit`` a threshold ("up to", "above"); neither is a sum granted
    without more.
    """

    start: int
    end: int
    value: str
    currency: str
    rate: bool = False
    limit: bool = False


def amounts(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The amounts of money in ``text[start:end]``, in reading order; ranges are left out."""
    end = len(text) if end is None else end
    found: dict[int, Amount] = {}
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text, start, end):
            amount = _amount(text, match, end)
            if amount is not None and not any(
                each.start < amount.end and amount.start < each.end for each in found.values()
            ):
                found[amount.start] = amount
    return [found[key] for key in sorted(found)]


def number(words: str) -> str:
    """The plain digits of a number as a cell or a form shows it ("1 200 000,50" -> "1200000.50"), or ""."""
    words = words.strip()
    scale = ""
    if match := _PLAIN.fullmatch(words):
        scale = match["scale"] or ""
        words = words[: match.start("scale")].strip() if scale else words
    elif not re.fullmatch(r"\d{1,3}(?:[ '’.,]\d{3})*(?:[.,]\d{1,2})?[ ]?(?:,-|\.-|\.--)", words):
        return ""
    return _digits(words.rstrip(",.- "), scale)


def currency_in(words: str) -> str:
    """The currency that a column's name or a caption gives ("Amount (EUR)" -> "EUR"), or ""."""
    match = re.search(rf"(?<![A-Za-z])(?:{_CODES})(?![A-Za-z])|[€£₹]|(?:US|A|C)?\$", words)
    return currency(match[0]) if match else ""


def currency(sign: str) -> str:
    """The code of a currency's sign or name; "$", "kr" and "¥" stay, because several countries use them."""
    plain = " ".join(sign.split())
    return _SIGNS.get(plain.lower(), plain.upper() if len(plain) == 3 else plain)


def _amount(text: str, match: re.Match[str], end: int) -> Amount | None:
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : min(end, match.end() + 24)]
    if _RANGE_AFTER.match(after) or _RANGE_BEFORE.search(before):
        return None
    digits = _digits(match["number"], match["scale"] or "")
    if not digits:
        return None
    return Amount(
        match.start(),
        match.end(),
        digits,
        currency(match["sign"]),
        bool(_RATE.match(after)),
        bool(_LIMIT.search(before)),
    )


def _digits(words: str, scale: str) -> str:
    plain = re.sub(r"[ \u00a0\u202f'’]", "", words)
    whole, decimals = _parts(plain, bool(scale))
    if not whole.isdigit() or not whole.isascii() or len(whole) > _LONGEST or (decimals and not decimals.isdigit()):
        return ""
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    value *= Decimal(10) ** _SCALES.get(scale.lower(), 0)
    exact = format(value, "f")
    if "." in exact and (scale or not exact.rpartition(".")[2].strip("0")):
        exact = exact.rstrip("0").rstrip(".")
    return exact


def _parts(plain: str, scaled: bool) -> tuple[str, str]:
    """Digits before and after the decimal point; ("", "") where the separators contradict each other."""
    if _INDIAN.fullmatch(plain):
        whole, _, decimals = plain.replace(",", "").partition(".")
        return whole, decimals
    last = max(plain.rfind(","), plain.rfind("."))
    if last < 0:
        return plain, ""
    tail = plain[last + 1 :]
    mark = plain[last]
    other = "." if mark == "," else ","
    decimal = other in plain or (plain.count(mark) == 1 and (len(tail) != 3 or scaled or plain.startswith("0")))
    if decimal:  # 1.234,56 · 12.40 · 1.250 million · 0.125
        return ("", "") if mark in plain[:last] else (_grouped(plain[:last], other), tail)
    return _grouped(plain, mark), ""


def _grouped(plain: str, mark: str) -> str:
    """The digits of thousands set apart by ``mark``; "" where a group has not three."""
    first, *groups = plain.split(mark)
    if any(len(group) != 3 for group in groups) or (groups and not 1 <= len(first) <= 3):
        return ""
    return first + "".join(groups)


def plain_amounts(words: str, known: str) -> Iterator[Amount]:
    """The amount of a cell: with its own currency, else a bare number in the currency ``known`` from the column."""
    own = amounts(words)
    if own:
        yield from own
        return
    if digits := number(words):
        lead = len(words) - len(words.lstrip())
        yield Amount(lead, lead + len(words.strip()), digits, known)
