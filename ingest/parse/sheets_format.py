"""Numbers as a sheet displays them: number format codes applied (ECMA-376 part 1, 18.8.30 and 18.8.31).

Dates and times are the exception: they are shown in ISO order whatever the code's own order, with
the precision that the code has (``mmm yy`` shows a month: ``2026-03``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

_GENERAL_DIGITS = 10  # significant digits of a fraction that fit a default cell
_LONGEST_INTEGER = Decimal(10) ** 21
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_LEAP_BUG = 60  # the serial of 29 February 1900, a day that never was

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?             # quoted literal
    | \\(?P<escaped>.)                 # escaped literal
    | _(?P<pad>.) | \*(?P<fill>.)      # padding and fill: blanks that only align
    | \[(?P<bracket>[^\]]*)\]          # condition, colour, currency, elapsed time
    | (?P<general>General)
    | (?P<meridiem>AM/PM|A/P)
    | (?P<exponent>[Ee][+-])
    | (?P<date>[yYmMdDhHsS]+)
    | (?P<digit>[0\#?])
    | (?P<mark>[.,%/@])
    | (?P<other>.)
    """,
    re.X | re.S | re.I,
)
_ELAPSED = re.compile(r"(h+|m+|s+)\Z", re.I)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\Z")
_OPERATIONS = {
    "<": Decimal.__lt__,
    ">": Decimal.__gt__,
    "<=": Decimal.__le__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as displayed. ``stored`` is the value behind it where it differs, else None.

    ``hidden``: the format shows nothing, so ``text`` is the stored value.
    """

    text: str
    stored: str | None = None
    date: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # literal | digit | mark | exponent | date | elapsed | general
    text: str


_PLACES = (_Token("general", "General"), _Token("mark", "@"))


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None
    is_date: bool

    def has(self, kind: str, text: str | None = None) -> bool:
        return any(token.kind == kind and text in (None, token.text) for token in self.tokens)


def show_number(value: str, code: str, epoch_1904: bool = False) -> Shown:
    """``value``, a number as a sheet stores it, displayed under the format ``code``."""
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return Shown(value.strip())
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return Shown(value.strip())
    sections = _sections(code)
    section, number_shown = _choose(sections, number)
    if section.is_date:
        return _show_date(section, number, epoch_1904)
    text = " ".join(_render(section, number_shown).split())
    plain = _plain(number)
    if not text:
        return Shown(general(number), None, hidden=True)
    return Shown(text, plain if plain != text else None)


def show_text(value: str, code: str) -> Shown:
    """The text ``value`` under the format ``code``, whose fourth section applies to text."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else None
    if section is None or section.has("general"):
        return Shown(value)
    shown = "".join(value if token.text == "@" else token.text for token in section.tokens if token.kind != "date")
    if not shown.strip():
        return Shown(value, None, hidden=True)
    return Shown(shown, value if shown != value else None)


def general(number: Decimal) -> str:
    """A number under the General format; whole numbers keep all their digits."""
    if number == number.to_integral_value() and abs(number) < _LONGEST_INTEGER:
        return str(int(number))
    size = number.adjusted()
    if size >= 21 or size < -_GENERAL_DIGITS:
        return f"{number:.5E}"
    digits = max(_GENERAL_DIGITS, size + 1)
    text = format(Decimal(f"{number:.{digits}g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def serial_to_datetime(number: Decimal, epoch_1904: bool = False) -> datetime | None:
    """The moment of a serial day number, to the second; None outside the years 1900 to 9999."""
    if not 0 <= number < _LAST_SERIAL:
        return None
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    if not epoch_1904 and number < _LEAP_BUG:
        epoch = datetime(1899, 12, 31)
    seconds = int((number * 86_400).to_integral_value(ROUND_HALF_UP))
    try:
        return epoch + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _plain(number: Decimal) -> str:
    """A stored number without its binary noise: 15 significant digits, no exponent where that is readable."""
    if number == number.to_integral_value() and abs(number) < _LONGEST_INTEGER:
        return str(int(number))
    rounded = Decimal(f"{number:.15g}").normalize()
    return format(rounded, "f") if -15 < rounded.adjusted() < 21 else f"{rounded}"


@lru_cache(maxsize=2048)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[_Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code[:1024]):
        kind, text = str(match.lastgroup), match.group(str(match.lastgroup))
        if kind == "other" and text == ";":
            sections.append(_section(tokens, condition))
            tokens, condition = [], None
        elif kind == "bracket" and (found := _CONDITION.match(text.strip())):
            condition = (found.group(1), Decimal(found.group(2)))
        else:
            tokens += _token(kind, text)
    sections.append(_section(tokens, condition))
    return tuple(sections[:4])


def _section(tokens: list[_Token], condition: tuple[str, Decimal] | None) -> _Section:
    is_date = any(token.kind in ("date", "elapsed") for token in tokens)
    return _Section(tuple(tokens), condition, is_date)


def _token(kind: str, text: str) -> list[_Token]:
    if kind in ("pad", "fill"):
        return []
    if kind == "bracket":
        return _bracket(text)
    if kind in ("quoted", "escaped", "other"):
        return [_Token("literal", text)]
    if kind in ("date", "meridiem"):
        return [_Token("date", text.lower() if kind == "date" else "h")]
    return [_PLACES[0]] if kind == "general" else [_Token(kind, text)]


def _bracket(text: str) -> list[_Token]:
    """``$€-407`` is a currency sign and a locale, ``hh`` elapsed hours; colours show nothing."""
    if text.startswith("$"):
        return [_Token("literal", text[1:].partition("-")[0])]
    return [_Token("elapsed", text[0].lower())] if _ELAPSED.match(text) else []


def _choose(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, Decimal]:
    """The section for ``number``, and the number as that section shows it (without its sign in a negative one)."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _OPERATIONS[section.condition[0]](number, section.condition[1]):
                return section, number
        return sections[0], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _show_date(section: _Section, number: Decimal, epoch_1904: bool) -> Shown:
    tokens = "".join(token.text for token in section.tokens if token.kind == "date")
    if section.has("elapsed"):
        return _show_elapsed(section, number, "s" in tokens)
    moment = serial_to_datetime(number, epoch_1904)
    if moment is None:
        return Shown(general(number))
    has_time = "h" in tokens or "s" in tokens
    has_date = "y" in tokens or "d" in tokens or not has_time
    day = _iso_day(moment, tokens) if has_date else ""
    clock = "%H:%M:%S" if "s" in tokens or moment.second else "%H:%M"
    text = f"{day} {moment.strftime(clock) if has_time else ''}".strip()
    exact = moment.isoformat(" ") if number % 1 else moment.date().isoformat()
    told = exact[11:].startswith(text) if number < 1 else exact == text
    return Shown(text, None if told or exact.startswith(f"{text}:") else exact, date=True)


def _iso_day(moment: datetime, tokens: str) -> str:
    if "d" in tokens or "y" not in tokens:
        return moment.date().isoformat()
    return f"{moment.year:04d}-{moment.month:02d}" if "m" in tokens else f"{moment.year:04d}"


def _show_elapsed(section: _Section, number: Decimal, seconds: bool) -> Shown:
    total = int((abs(number) * 86_400).to_integral_value(ROUND_HALF_UP))
    sign = "-" if number < 0 else ""
    if section.has("elapsed", "m"):
        text = f"{sign}{total // 60}:{total % 60:02d}"
    elif section.has("elapsed", "s"):
        text = f"{sign}{total}"
    else:
        text = f"{sign}{total // 3600}:{total // 60 % 60:02d}" + (f":{total % 60:02d}" if seconds else "")
    return Shown(text, _plain(number), date=True)


def _render(section: _Section, number: Decimal) -> str:
    """``number`` under one section that is no date."""
    sign = "-" if number < 0 else ""
    number = abs(number)
    if section.has("general") or section.has("mark", "@"):
        plain = general(number)
        return sign + "".join(plain if token in _PLACES else token.text for token in section.tokens)
    if not section.has("digit"):
        return "".join("%" if token.text == "%" else token.text for token in section.tokens if token.kind == "literal")
    number = number.scaleb(2 * sum(token == _Token("mark", "%") for token in section.tokens))
    if section.has("exponent"):
        text = _exponential(section, number)
    elif section.has("mark", "/"):
        text = _fraction(section, number)
    else:
        text = _positional(section, number)
    return sign + text if any(character in "123456789" for character in text) else text


def _exponential(section: _Section, number: Decimal) -> str:
    mantissa = []
    for token in section.tokens:
        if token.kind == "exponent":
            break
        mantissa.append(token)
    return f"{float(number):.{_decimals(mantissa)}E}"


def _decimals(tokens: list[_Token]) -> int:
    point = next((index for index, token in enumerate(tokens) if token == _Token("mark", ".")), len(tokens))
    return sum(token.kind == "digit" for token in tokens[point:])


def _fraction(section: _Section, number: Decimal) -> str:
    """``1 1/2``; the number of digits after the slash bounds the denominator."""
    slash = section.tokens.index(_Token("mark", "/"))
    after = section.tokens[slash + 1 :]
    fixed = "".join(token.text for token in after if token.text.isdigit())
    places = sum(token.kind == "digit" for token in after)
    mixed = any(token == _Token("literal", " ") for token in section.tokens[:slash])
    whole = int(number) if mixed else 0
    if fixed.strip("0"):
        bottom = int(fixed[:6])
        top = int(((number - whole) * bottom).to_integral_value(ROUND_HALF_UP))
    else:
        near = Fraction(number - whole).limit_denominator(10 ** min(places or 1, 6) - 1)
        top, bottom = near.numerator, near.denominator
    if mixed and top == bottom:
        whole, top = whole + 1, 0
    if not top:
        return str(whole)
    return f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"


def _positional(section: _Section, number: Decimal) -> str:
    tokens = list(section.tokens)
    last = max(index for index, token in enumerate(tokens) if token.kind == "digit")
    thousands = 0
    while last + 1 + thousands < len(tokens) and tokens[last + 1 + thousands] == _Token("mark", ","):
        thousands += 1
    del tokens[last + 1 : last + 1 + thousands]
    point = next((index for index, token in enumerate(tokens) if token == _Token("mark", ".")), len(tokens))
    decimals = min(_decimals(tokens), 30)
    rounded = number.scaleb(-3 * thousands)
    if rounded.adjusted() < 60:
        rounded = _round(rounded, decimals)
    whole, _, fraction = format(rounded, "f").partition(".")
    return _whole_part(tokens[:point], whole.lstrip("0")) + _fraction_part(tokens[point:], fraction)


def _round(number: Decimal, decimals: int) -> Decimal:
    """Half away from zero, on the decimal digits, as sheets round."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=120))


def _whole_part(tokens: list[_Token], digits: str) -> str:
    """Digits placed from the right into the placeholders; those left over go before the leftmost one."""
    places = sum(token.kind == "digit" for token in tokens)
    grouped = any(token == _Token("mark", ",") for token in tokens)
    shown: list[str] = []
    placed = 0
    for token in reversed(tokens):
        if token.kind != "digit":
            if token.kind == "literal" or token.text == "%":
                shown.append(token.text)
            continue
        places -= 1
        take = digits if places == 0 else digits[-1:]
        digits = digits[: len(digits) - len(take)]
        for digit in reversed(take) if take else ("0" if token.text == "0" else ""):
            if grouped and placed and placed % 3 == 0:
                shown.append(",")
            shown.append(digit)
            placed += 1
    return digits + "".join(reversed(shown))


def _fraction_part(tokens: list[_Token], digits: str) -> str:
    """The point and what follows it; ``#`` drops trailing zeros."""
    shown: list[str] = []
    places = [token.text for token in tokens if token.kind == "digit"]
    keep = len(digits.rstrip("0"))
    required = max((index + 1 for index, place in enumerate(places) if place == "0"), default=0)
    digits = digits[: max(keep, required)]
    used = 0
    for token in tokens:
        if token.kind == "digit":
            shown.append(digits[used : used + 1])
            used += 1
        elif token == _Token("mark", "."):
            shown.append("." if digits else "")
        elif token.kind == "literal" or token.text == "%":
            shown.append(token.text)
    return "".join(shown)
