"""Figures in words: dates, amounts, numbers with their units and identifiers, in one normal form.

Two figures are the same when their values are: "€1.2 million" and "EUR 1,200,000", "3 March 2026" and "2026-03-03",
"R-14" and "R14". Nothing is rounded or converted: 12 months are not a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from evidence.dates import MONTH_NAMES, MONTH_NUMBERS, find_dates
from evidence.numerals import NUMBER_WORDS, TENS

_CODES = {
    **{"€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "¥": "JPY", "dollar": "USD", "euro": "EUR", "pound": "GBP"},
    **{code.lower(): code for code in "USD EUR GBP CHF AUD CAD JPY SEK NOK DKK INR CNY".split()},
}
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_UNITS = {
    **dict.fromkeys(("second", "sec"), "second"),
    **dict.fromkeys(("minute", "min"), "minute"),
    **dict.fromkeys(("hour", "hr", "h"), "hour"),
    **dict.fromkeys(("day", "d"), "day"),
    **{unit: unit for unit in "week month quarter kwh mwh gwh kg tonne km gb mb tb kb ms point".split()},
    **dict.fromkeys(("year", "yr"), "year"),
    **dict.fromkeys(("%", "percent", "per cent"), "%"),
    **dict.fromkeys(("times", "time"), "times"),
}
_SMALL = [word for word in NUMBER_WORDS if word not in TENS]
_WORDS = NUMBER_WORDS | TENS | {"dozen": 12}
_ORDINALS = {
    word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}

_UNIT = (
    r"(?:[\s-]*\(\w+\))?[\s)-]*(?:(?P<kind>working|business|calendar|percentage)[\s-]+)?"
    rf"(?P<unit>%|(?:per cent|{'|'.join(sorted((u for u in _UNITS if u[0].isalpha()), key=len, reverse=True))})s?\b)"
)
_CURRENCY = r"US\$|[€$£¥]|\b(?:USD|EUR|GBP|CHF|AUD|CAD|JPY|SEK|NOK|DKK|INR|CNY)\b|\b(?:dollar|euro|pound)s?\b"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_CURRENCY})\s?)?(?P<sign>[-−](?=\d))?"
    r"(?P<digits>\d{1,3}(?:[,'’ ]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d+(?:\.\d+)?)(?P<ordinal>st|nd|rd|th)?"
    rf"(?:\s?(?P<scale>thousand|million|billion|bn|mn|k(?!\w)|m(?![\w²³])))?(?:\s?(?P<after>{_CURRENCY}))?",
    re.I,
)
_WORD_NUMBER = re.compile(
    rf"\b(?P<word>(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(reversed(_SMALL))}|dozen|twice)\b"
    r"(?:\s+(?P<scale>hundred|thousand|million|billion))?",
    re.I,
)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b(?!s)", re.I)
_ARTICLED = re.compile(r"\b(?:within|for|after|before|in|than|least|most|once) an?\b", re.I)
_PRONOUN = re.compile(r"(?:no|any|some|every|each|which|this|that|the|only|(?:the|an?|this|that) [a-z]+)[\s-]$", re.I)
_IDLE_ONE = re.compile(
    r"\s+(?:of(?! (?:the )?(?:\d|two|three|four|five|six|seven|eight|nine|ten))|another|or|before|by|yet|until"
    r"|for|in|at|on|from|is|was)\b|\s*(?:[.,;]|$)"
)
_TAILED = re.compile(_UNIT, re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.I)
_MIXED = re.compile(r"(?<![\w])(?=[\w./:-]*\d)[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)*(?:\.\d+)*")
_MEASURE = re.compile(rf"\d[\d.,]*-?(?:st|nd|rd|th|k|m|mn|bn|{'|'.join(u for u in _UNITS if u[0].isalpha())})s?", re.I)
_SECTION = re.compile(r"\d+(?:\.\d+){2,}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_DAY_MONTH = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{MONTH_NAMES})|(?P<month2>{MONTH_NAMES})\.?\s+(?P<day2>\d{{1,2}})"
    r"(?:st|nd|rd|th)?)\b",
    re.I,
)
_MONTH = re.compile(rf"\b(?:{'|'.join(n.capitalize() for n in MONTH_NUMBERS)})\b")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.I)
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at ``text[start:end]``.

    ``kind``: ``day`` (ISO), ``month`` (YYYY-MM), ``day_of_month`` (MM-DD), ``month_name`` (MM), ``weekday``,
    ``identifier``, ``address``, ``ordinal`` or ``number``. ``unit``: a currency's code, a unit of measure, or "".
    """

    kind: str
    value: str
    unit: str
    start: int
    end: int


@lru_cache(maxsize=4_096)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in reading order; no character belongs to two."""
    taken: list[Figure] = []
    masked = text
    for read in (_addresses, _dates, _identifiers, _numbers, _number_words):
        found = list(read(masked))
        taken += found
        for figure in found:
            masked = masked[: figure.start] + "\x00" * (figure.end - figure.start) + masked[figure.end :]
    return tuple(sorted(taken, key=lambda figure: (figure.start, figure.value)))


def unsupported(claim: str, evidence: str, labels: str = "") -> list[Figure]:
    """The figures of ``claim`` that ``evidence`` does not hold; ``labels`` (column names) may supply a unit."""
    held = figures(evidence)
    words = f"{evidence} {labels}".lower()
    ours = figures(claim)
    missing = [each for each in ours if not any(_same(each, other, words) for other in _with_parts(held))]
    missing = [each for each in missing if not _spelt(claim, each, words)]
    return missing or [each for each in ours if _repeated(each, ours, held)]


def _spelt(claim: str, figure: Figure, words: str) -> bool:
    """Whether a number in words stands so in ``words``, with the word behind it: "that one casting"."""
    found = re.match(r"\s+[a-z]{3,}\b", claim[figure.end :])
    wanted = f"{claim[figure.start : figure.end]}{found.group() if found else ''}".lower()
    return bool(found) and not figure.unit and wanted[0].isalpha() and f" {wanted} " in f" {words} "


def _repeated(figure: Figure, ours: Sequence[Figure], held: Sequence[Figure]) -> bool:
    """Whether a number stands more often in the claim than in the words: 36 of 38 is not 38 of 38."""
    mine = sum(figure.value == other.value and figure.kind == other.kind == "number" for other in ours)
    return mine > 1 and mine > sum(figure.value == other.value for other in _with_parts(held))


@lru_cache(maxsize=4_096)
def without(text: str, kinds: tuple[str, ...] = ()) -> str:
    """``text`` with its figures (of ``kinds``, else all) blanked out, offsets kept."""
    for figure in figures(text):
        if not kinds or figure.kind in kinds:
            text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text


def _same(figure: Figure, other: Figure, words: str) -> bool:
    if figure.kind == "identifier" == other.kind or figure.kind == other.kind == "address":
        return figure.value == other.value
    if figure.kind != other.kind or figure.value != other.value:
        return False
    if figure.unit == other.unit or not figure.unit:
        return True
    stated = figure.unit.split()[-1] if figure.unit not in ("%",) else "%"
    return not other.unit and (stated.lower() in words or any(s in words for s in _signs(stated)))


def _signs(unit: str) -> list[str]:
    return [sign for sign, code in _CODES.items() if code == unit and not sign.isalpha()] + ["per cent"] * (unit == "%")


def _with_parts(held: Iterable[Figure]) -> Iterator[Figure]:
    """Each figure, and what it says besides: the month and year of a day, the number of an identifier's end."""
    for figure in held:
        yield figure
        if figure.kind == "day":
            year, month, day = figure.value.split("-")
            parts = [
                ("month", f"{year}-{month}"),
                ("day_of_month", f"{month}-{day}"),
                ("month_name", month),
                ("number", year),
            ]
        elif figure.kind == "month":
            year, month = figure.value.split("-")
            parts = [("month_name", month), ("number", year)]
        elif figure.kind == "day_of_month":
            parts = [("month_name", figure.value[:2])]
        elif figure.kind == "identifier":
            parts = [("number", _plain(n)) for n in re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", figure.value)]
            parts += [("identifier", part) for part in re.split(r"[:/]", figure.value)[:-1]]
        else:
            continue
        for kind, value in parts:
            yield Figure(kind, value, "", figure.start, figure.end)


def _addresses(text: str) -> Iterator[Figure]:
    for match in _ADDRESS.finditer(text):
        value = match.group().rstrip(".,;:)")
        yield Figure("address", value.lower(), "", match.start(), match.start() + len(value))


def _dates(text: str) -> Iterator[Figure]:
    for start, end, value, precision in find_dates(text):
        iso = value.isoformat()
        yield Figure(precision, iso if precision == "day" else iso[:7], "", start, end)
    for start, end, _, _ in reversed(find_dates(text)):
        text = text[:start] + "\x00" * (end - start) + text[end:]
    for match in _DAY_MONTH.finditer(text):
        if "may" in (match["month"], match["month2"]):
            continue  # "1 to 9 may be"
        month = MONTH_NUMBERS[(match["month"] or match["month2"]).casefold()]
        value_ = f"{month:02d}-{int(match['day'] or match['day2']):02d}"
        yield Figure("day_of_month", value_, "", match.start(), match.end())
        text = text[: match.start()] + "\x00" * len(match.group()) + text[match.end() :]
    for match in _MONTH.finditer(text):
        opens = not text[: match.start()].strip()
        if match.group() not in ("May", "March", "Mar", "Mars", "Sept") or (not opens and match.group() != "Mars"):
            yield Figure("month_name", f"{MONTH_NUMBERS[match.group().casefold()]:02d}", "", match.start(), match.end())
    for match in _WEEKDAY.finditer(text):
        yield Figure("weekday", match.group().lower(), "", match.start(), match.end())


def _identifiers(text: str) -> Iterator[Figure]:
    for match in _MIXED.finditer(text):
        token = match.group()
        mixed = any(c.isalpha() for c in token) and not _MEASURE.fullmatch(token)
        if mixed or _SECTION.fullmatch(token) or _CLOCK.fullmatch(token):
            words = re.fullmatch(r"(\d+)-([A-Za-z]+)", token)  # "30-day", "12-person"
            if words and len(words[2]) > 2:
                continue
            yield Figure("identifier", _identifier(token), "", match.start(), match.end())


def _identifier(token: str) -> str:
    value = re.sub(r"(?<=[a-z])[-_ ](?=\d)|[-_](?=[a-z])", "", token.lower())
    return re.sub(r"^(?:v|ver|version|rev)\.?(?=\d)", "", value)


def _numbers(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        digits = match["digits"]
        plain = (
            digits.replace(".", "").replace(",", ".") if _EUROPEAN.fullmatch(digits) else re.sub(r"[,'’ ]", "", digits)
        )
        value = Decimal(plain).scaleb(_SCALES[match["scale"].lower()] if match["scale"] else 0)
        currency = (match["before"] or match["after"] or "").lower().rstrip("s")
        unit, end = (_CODES[currency], match.end()) if currency else _unit(text, match.end())
        kind = "ordinal" if match["ordinal"] else "number"
        shown = _plain(str(-value if match["sign"] else value))
        yield Figure(kind, shown, unit, match.start(), end if unit else match.end())


def _number_words(text: str) -> Iterator[Figure]:
    for match in _WORD_NUMBER.finditer(text):
        word = match["word"].lower()
        if word == "one" and (_PRONOUN.search(text[: match.start()]) or _IDLE_ONE.match(text[match.end() :])):
            continue
        if word == "twice":
            yield Figure("number", "2", "times", match.start(), match.end())
            continue
        value = sum(_WORDS[part] for part in re.split(r"[- ]", word))
        scale = (match["scale"] or "").lower()
        value *= 100 if scale == "hundred" else 10 ** _SCALES.get(scale, 0)
        unit, end = _unit(text, match.end())
        yield Figure("number", str(value), unit, match.start(), end if unit else match.end())
    for match in _ARTICLED.finditer(text):
        unit, end = _unit(text, match.end())
        if unit:
            yield Figure("number", "1", unit, match.end() - 1, end)
    for match in _ORDINAL.finditer(text):
        if not (match.group().lower() == "second" and re.search(r"[\d\x00]\s*$", text[: match.start()])):
            yield Figure("ordinal", str(_ORDINALS[match.group().lower()]), "", match.start(), match.end())


def _unit(text: str, at: int) -> tuple[str, int]:
    match = _TAILED.match(text, at)
    if match is None:
        return "", at
    name = match["unit"].lower()
    unit = _UNITS.get(name) or _UNITS.get(name.removesuffix("s"), "")
    kind = (match["kind"] or "").lower()
    kind = "working" if kind == "business" else "" if kind == "calendar" else kind
    return f"{kind} {unit}".strip(), match.end()


def _plain(number: str) -> str:
    value = Decimal(number).normalize()
    return format(value, "f")
