"""Formulas as far as reading needs them: what a constant one is worth, and how a shared one reads elsewhere.

Nothing that refers to a cell is calculated: that is the business of the program that wrote the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException
from functools import lru_cache

Constant = str | bool | Decimal | date

_LONGEST = 400  # characters of a formula that is tried as a constant
_DEEPEST = 20  # parentheses
_LEXEME = re.compile(
    r"""\s*(?:
      (?P<number>(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?(?![\w.]))
    | "(?P<string>(?:[^"]|"")*)"
    | (?P<name>[A-Za-z]+)(?![\w.!$:])
    | (?P<sign>[-+*/^&%(),;])
    )\s*""",
    re.X,
)
_REFERENCE = re.compile(
    r"""
      "(?:[^"]|"")*" | '(?:[^']|'')*' | \[[^\]]*\]     # text, quoted sheet names, table columns: left as they are
    | (?<![\w.$])(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})(?![\w.(!])
    | (?<![\w.$])(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!])
    | (?<![\w.$:])(?P<rows>\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6})(?![\w.(!])
    """,
    re.X,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d{0,7})\Z")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


class _NotConstant(Exception):
    """The formula refers to something, or calculates in a way not followed here."""


@lru_cache(maxsize=4096)
def constant(formula: str) -> Constant | None:
    """What a formula without references is worth: ``=1500000``, ``="Approved"``, ``=DATE(2026,3,14)``; else None.

    ``HYPERLINK`` of constants is the text that it shows.
    """
    body = formula.strip().removeprefix("=").strip()
    if not body or len(body) > _LONGEST:
        return None
    try:
        reader = _Reader(_lexemes(body))
        value = reader.text()
        reader.expect_end()
    except (_NotConstant, DecimalException, ValueError, OverflowError):
        return None
    return value


def _lexemes(body: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(body):
        match = _LEXEME.match(body, position)
        if match is None:
            raise _NotConstant
        kind = str(match.lastgroup)
        found.append((kind, match.group(kind)))
        position = match.end()
    return found


class _Reader:
    """Recursive descent over the lexemes, in the order of precedence of sheets (a sign binds tighter than ``^``)."""

    def __init__(self, lexemes: list[tuple[str, str]]) -> None:
        self._lexemes = [*lexemes, ("end", "")]
        self._at = 0
        self._depth = 0

    def expect_end(self) -> None:
        if self._lexemes[self._at][0] != "end":
            raise _NotConstant

    def text(self) -> Constant:
        value = self._sum()
        while self._take("&"):
            value = _as_text(value) + _as_text(self._sum())
        return value

    def _take(self, *signs: str) -> str:
        kind, text = self._lexemes[self._at]
        if kind == "sign" and text in signs:
            self._at += 1
            return text
        return ""

    def _chain(self, operand: Callable[[], Constant], *signs: str) -> Constant:
        value = operand()
        while sign := self._take(*signs):
            value = _calculate(sign, _as_number(value), _as_number(operand()))
        return value

    def _sum(self) -> Constant:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Constant:
        return self._chain(self._power, "*", "/")

    def _power(self) -> Constant:
        return self._chain(self._signed, "^")

    def _signed(self) -> Constant:
        sign = self._take("-", "+")
        if sign:
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _NotConstant
            value = self._signed()
            return -_as_number(value) if sign == "-" else value
        value = self._atom()
        while self._take("%"):
            value = _as_number(value) / 100
        return value

    def _atom(self) -> Constant:
        kind, text = self._lexemes[self._at]
        self._at += 1
        if kind == "number":
            return Decimal(text)
        if kind == "string":
            return text.replace('""', '"')
        if kind == "name":
            return self._function(text.upper())
        if (kind, text) == ("sign", "("):
            value = self._nested(self.text)
            return value
        raise _NotConstant

    def _nested(self, inner: Callable[[], Constant]) -> Constant:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotConstant
        value = inner()
        if not self._take(")"):
            raise _NotConstant
        return value

    def _function(self, name: str) -> Constant:
        arguments = self._arguments() if self._take("(") else None
        match name, arguments:
            case (("TRUE" | "FALSE"), (None | [])):
                return name == "TRUE"
            case "DATE", [year, month, day]:
                return date(int(_as_number(year)), int(_as_number(month)), int(_as_number(day)))
            case "HYPERLINK", [address]:
                return _as_text(address)
            case "HYPERLINK", [_, shown]:
                return shown
        raise _NotConstant

    def _arguments(self) -> list[Constant]:
        if self._take(")"):
            return []
        found = []
        while True:
            found.append(self.text())
            if self._take(")"):
                return found
            if not self._take(",", ";"):
                raise _NotConstant


def _calculate(sign: str, left: Decimal, right: Decimal) -> Decimal:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
    if abs(right) > 100:
        raise _NotConstant
    return left**right


def _as_number(value: Constant) -> Decimal:
    if not isinstance(value, Decimal):
        raise _NotConstant
    return value


def _as_text(value: Constant) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 10**15:
        return str(int(value))
    raise _NotConstant


@dataclass(frozen=True, slots=True)
class SharedFormula:
    """A formula that many cells share, as its first cell (0-based ``row`` and ``column``) has it."""

    text: str
    row: int
    column: int

    def at(self, row: int, column: int) -> str:
        """The formula as the cell at 0-based ``row`` and ``column`` has it: relative references moved."""
        down, right = row - self.row, column - self.column

        def moved(match: re.Match[str]) -> str:
            if match.lastgroup is None:
                return match.group()
            corners = match.group().split(":")
            return ":".join(_moved(corner, down, right) for corner in corners)

        return _REFERENCE.sub(moved, self.text) if down or right else self.text


def _moved(corner: str, down: int, right: int) -> str:
    match = _CORNER.match(corner)
    if match is None:
        return corner
    fixed_column, letters, fixed_row, digits = match.groups()
    if letters and not fixed_column:
        column = column_index(letters) + right
        if not 0 <= column < _LAST_COLUMN:
            return "#REF!"
        letters = column_letters(column)
    # in "$5:$9" the sign before the digits is read as the column's, there being no letters
    if digits and not fixed_row and (letters or not fixed_column):
        row = int(digits) + down
        if not 1 <= row <= _LAST_ROW:
            return "#REF!"
        digits = str(row)
    return f"{fixed_column}{letters}{fixed_row}{digits}"


@lru_cache(maxsize=32_768)
def column_letters(index: int) -> str:
    """``0`` is ``A``, ``27`` is ``AB``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=32_768)
def column_index(letters: str) -> int:
    """``A`` is ``0``, ``AB`` is ``27``; at most three ASCII letters are expected."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
