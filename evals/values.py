"""Whether an answer states a fact, however it writes it.

Both are read as a row of tokens: a day is a day ("14 Mar 2026", "2026-03-14"), an amount a currency and a number
("EUR 1,200.00", "€1 200"), a share a number ("12.5 %", "12.5 percent"), a number its value ("17", "seventeen",
"1.2 million"); everything else is a word without case, accents and typography. A fact is stated where its tokens
stand in the answer one after the other. Names are compared word by word: "J. Smith" is not "Jane Smith", for it may
be somebody else; alternatives of the label say where both are right.

What cannot be read in one way (03/04/2026) is compared as it is written. Words right after "not" or "never" are
not stated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from evidence.dates import find_dates
from evidence.numerals import NUMBER_WORDS, TENS

Kind = Literal["word", "day", "month", "amount", "percent", "number", "version"]


@dataclass(frozen=True, slots=True)
class Token:
    """One reading of a stretch of a text, whose typography is made plain first (offsets are those of the plain text).

    ``value`` is canonical: an ISO day or month, digits of a decimal number, a folded word. ``unit`` is an
    amount's currency code.
    """

    start: int
    end: int
    kind: Kind
    value: str
    unit: str = ""


def states(text: str, alternatives: Sequence[str]) -> bool:
    """Whether ``text`` states one of ``alternatives``. A bare yes or no must be what it opens with."""
    said = tokens(text)
    return any(_states(text, said, alternative) for alternative in alternatives)


def mentions(text: str, phrase: str) -> bool:
    """Whether ``phrase`` stands in ``text`` at all, negated or not."""
    said, wanted = tokens(text), tokens(phrase)
    return bool(wanted) and next(_places(said, wanted), None) is not None


def is_number(fact: str) -> bool:
    """Whether a fact is one number and nothing else: what a count is."""
    return [token.kind for token in tokens(fact)] == ["number"]


def tokens(text: str) -> list[Token]:
    """The tokens of ``text`` in reading order."""
    text = _plain(text)
    found: list[Token] = []
    position = 0
    for start, end, readings in _dates(text):
        found += _rest(text, position, start)
        found += readings
        position = end
    return [*found, *_rest(text, position, len(text))]


def _states(text: str, said: list[Token], alternative: str) -> bool:
    wanted = tokens(alternative)
    if not wanted:
        return False
    if len(wanted) == 1 and wanted[0].value in _YES_NO:
        return bool(said) and said[0].value in _YES_NO[wanted[0].value]
    negative, plain = wanted[0].value in _NEGATORS, _plain(text)
    return any(negative or not _negated(plain, said, place) for place in _places(said, wanted))


def _places(said: list[Token], wanted: list[Token]) -> Iterator[int]:
    """Where in ``said`` the tokens of ``wanted`` stand one after the other."""
    alone = len(wanted) == 1
    for place in range(len(said) - len(wanted) + 1):
        stretch = said[place : place + len(wanted)]
        if all(_same(one, other, alone=alone) for one, other in zip(wanted, stretch, strict=True)):
            yield place


_YES_NO = {"yes": frozenset({"yes"}), "no": frozenset({"no"}), "true": frozenset({"yes"}), "false": frozenset({"no"})}
_NEGATORS = frozenset("not never no without neither nor cannot".split())
_BETWEEN = frozenset("been be being yet ever formally fully".split())


def _negated(text: str, said: list[Token], place: int) -> bool:
    """Whether the token at ``place`` follows a negation, with nothing but "been" or "yet" and no stop between."""
    before = place - 1
    while before >= 0 and said[before].value in _BETWEEN:
        before -= 1
    if before < 0 or re.search(r"[,;:.!?\n(]", text[said[before].end : said[place].start]):
        return False
    return said[before].value in _NEGATORS or said[before].value.endswith("n't")


def _same(wanted: Token, said: Token, *, alone: bool) -> bool:
    """Whether ``said`` says ``wanted``. A day says its month; ``alone`` a year is said by any date of it."""
    kinds = (wanted.kind, said.kind)
    if kinds == ("month", "day"):
        return said.value.startswith(wanted.value)
    if kinds == ("number", "amount") or (kinds == ("number", "percent") and "." in wanted.value):
        return wanted.value == said.value  # 94.6 is no count: it may mean 94.6 %
    if alone and wanted.kind == "number" and said.kind in ("day", "month"):
        return len(wanted.value) == 4 and said.value.startswith(wanted.value)
    if "version" in kinds and set(kinds) <= {"version", "number", "word"}:
        return wanted.value == said.value  # a bare 2.1 may mean the version; 2.10 is another one
    return wanted.kind == said.kind and (wanted.value, wanted.unit) == (said.value, said.unit)


# Reading -----------------------------------------------------------------------------------------

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff*", ""),
    }
)
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_CURRENCIES = {
    **_SIGNS,
    **{code: code for code in "EUR USD GBP CHF JPY SEK NOK DKK PLN CZK AUD CAD NZD INR CNY SGD HKD ZAR BRL".split()},
    **dict.fromkeys(("EURO", "EUROS"), "EUR"),
    **dict.fromkeys(("DOLLAR", "DOLLARS", "US$"), "USD"),
    **dict.fromkeys(("POUND", "POUNDS"), "GBP"),
    **dict.fromkeys(("FRANC", "FRANCS"), "CHF"),
    **dict.fromkeys(("YEN",), "JPY"),
}
_SCALES = {
    **dict.fromkeys(("k", "thousand"), 1_000),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 1_000_000),
    **dict.fromkeys(("bn", "billion", "billions"), 1_000_000_000),
}
_UNITS = [word for word in NUMBER_WORDS if word not in TENS]
_WORDS = NUMBER_WORDS | TENS

_DIGITS = r"\d{1,3}(?:[ ',.]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_NAMED = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_SCALE = r"(?: ?(?:thousand|millions?|billions?|bn|mn|mio)|k|m)(?!\w)"
_ITEM = re.compile(
    rf"(?P<before>(?<!\w)(?:{_NAMED})) ?(?P<amount>-?(?:{_DIGITS}))(?P<scale>{_SCALE}| [km](?!\w))?(?![\w]|[.,]\d)"
    rf"|(?<![\w.,/:-])(?P<sum>-?(?:{_DIGITS}))(?P<scale_of_sum>{_SCALE}| [km](?= ))? ?(?P<after>(?:{_NAMED})(?!\w))"
    rf"|(?<![\w.,/:-])(?P<share>-?(?:{_DIGITS})) ?(?:%|percent\b|per cent\b)"
    r"|(?<!\w)(?:version|v|ver|rev|revision|edition)\.? ?(?P<version>\d+(?:\.\d+)*)(?![\w]|\.\d)"
    rf"|(?<![\w.,/:+-])(?P<number>-?(?:{_DIGITS}))(?P<scale_of_number>{_SCALE})?(?![\w/:]|[.,-]\d)"
    r"|(?P<word>[^\W_]+(?:(?:[-./_&]+|'|(?<=\d):(?=\d))[^\W_]+)*)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?:(?P<tens>{'|'.join(TENS)})(?:-(?P<unit>{'|'.join(_UNITS[1:10])}))?|(?P<small>{'|'.join(_UNITS)}))", re.I
)


_PRONOUN = re.compile(r"\b(?:no|any|every|some|each|this|that|which|another) $", re.I)  # with "one": not a number


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE)


def _dates(text: str) -> list[tuple[int, int, list[Token]]]:
    """The dates of ``text`` in order, a range of days as two tokens over one stretch."""
    found: dict[tuple[int, int], list[Token]] = {}
    for start, end, value, precision in find_dates(text):
        day = value.isoformat()
        token = Token(start, end, "day", day) if precision == "day" else Token(start, end, "month", day[:7])
        found.setdefault((start, end), []).append(token)
    return [(start, end, readings) for (start, end), readings in sorted(found.items())]


def _rest(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of a stretch without dates."""
    for match in _ITEM.finditer(text, start, end):
        if match["word"] is None:
            yield _read(match)
        elif match["word"].lower() == "one" and _PRONOUN.search(text, 0, match.start()):
            yield Token(*match.span(), "word", "one")
        else:
            yield from _word(match["word"], match.start())


def _read(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["version"] is not None:
        return Token(start, end, "version", match["version"])
    if match["share"] is not None:
        return Token(start, end, "percent", _shortest(_number(match["share"])))
    if match["number"] is not None:
        return Token(start, end, "number", _number(match["number"], match["scale_of_number"]))
    currency = _CURRENCIES[(match["before"] or match["after"]).upper()]
    digits, scale = match["amount"] or match["sum"], match["scale"] or match["scale_of_sum"]
    if not scale and re.fullmatch(r"-?\d{1,3}\.\d{3}", digits):
        digits = digits.replace(".", "")  # no currency has three decimals here: these are thousands
    return Token(start, end, "amount", _shortest(_number(digits, scale)), currency)


def _word(written: str, start: int) -> Iterator[Token]:
    """A word; one of letters alone is parted at its hyphens, an identifier (R-14, A.5.2) stays whole."""
    counted = _COUNTED.fullmatch(written)
    if counted or written.isdecimal():
        value = str(_counted(counted)) if counted else _number(written)
        yield Token(start, start + len(written), "number", value)
        return
    parts = [(match.start(), match.group()) for match in re.finditer(r"[^\-./:_&]+", written)]
    if any(character.isdigit() for character in written):
        parts = [(0, written)]
    for offset, part in parts:
        value = _folded(part)
        if value != "the":
            yield Token(start + offset, start + offset + len(part), "word", value)


def _folded(word: str) -> str:
    """Without case, accents and the possessive ending."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return re.sub(r"'s?$", "", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def _counted(match: re.Match[str]) -> int:
    if match["small"]:
        return _WORDS[match["small"].lower()]
    return _WORDS[match["tens"].lower()] + (_WORDS[match["unit"].lower()] if match["unit"] else 0)


def _number(written: str, scale: str | None = None) -> str:
    """The value as plain digits. Three digits after a comma are thousands, others decimals; ".00" says nothing.

    Other trailing zeros stay: clause 6.10 is not clause 6.1.
    """
    digits = written.replace(" ", "").replace("'", "")
    comma, stop = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and stop >= 0:
        thousands, decimal = (",", ".") if comma < stop else (".", ",")
        digits = digits.replace(thousands, "").replace(decimal, ".")
    elif comma >= 0:
        grouped = digits.count(",") > 1 or len(digits) - comma - 1 == 3
        digits = digits.replace(",", "" if grouped else ".")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    try:
        value = Decimal(digits)
    except InvalidOperation:  # decimal marks of one kind twice
        return written
    if scale:
        return _shortest(format(value * _SCALES[scale.strip().lower()], "f"))
    return format(value, "f").removesuffix(".00")


def _shortest(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
