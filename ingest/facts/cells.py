"""The words of a cell: what is blank, what is a reference, and how names of columns are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evidence.model import Span

_BLANK = re.compile(
    r"[\s_.…\-–—?/*·]*|(?:t\.?b\.?[adc]\.?|n\.?/?a\.?|nil|none|not (?:known|defined|set|stated|assigned|yet (?:known|defined|assigned|set))|"
    r"unknown|to be (?:defined|determined|confirmed|decided|agreed|completed|filled in)|tbd.{0,40}|open point|vacant|"
    r"(?:please )?(?:enter|insert|fill in|click)\b.{0,60}|[\[<{(][^\])>}]{0,80}[\])>}]|dd[./-]mm[./-]yyyy|yyyy-mm-dd|"
    r"k\. ?a\.|offen|keine?|à définir|s\.o\.)",
    re.I,
)
_IDENTIFIER = re.compile(
    r"(?:[A-Za-zÄÖÜ]{1,8}[-–/._ ]{0,2})?(?:[A-Z]{0,4}\d{1,6}[A-Za-z]?)(?:[-–/.]\d{1,6}){0,3}[a-z]?"
)
_LEADING = re.compile(
    r"(?P<number>(?=[^\s]*\d)[A-Z][A-Za-z]{0,7}[-–/.]?\d{1,6}(?:[-–/.]\d{1,6}){0,3}|\d{1,3}[.)]|(?:19|20)\d\d[-/]\d{1,3}(?=\s*[(:–—]))\s*(?:[:–—-]\s*)?\s(?P<text>\S.*)",
    re.S,
)
_REFERENCE = re.compile(r"(?=[^\s]*\d)[A-Z][A-Za-z]{0,7}[-–/.]\d{1,6}(?:[-–/.]\d{1,6}){0,3}\b|\b[A-Z]{1,3}\d{1,5}\b")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Value:
    """The words of one cell or label, as written, and where they stand."""

    text: str
    span: Span


def identifier(words: str) -> bool:
    """Whether ``words`` are nothing but a reference ("R-07", "12", "NC 2026/3")."""
    return bool(_IDENTIFIER.fullmatch(words.strip()))


def split_reference(words: str) -> tuple[str, str]:
    """A leading reference and the words after it: "R-20 Vendor fails" -> ("R-20", "Vendor fails")."""
    words = " ".join(words.split())
    if identifier(words):
        return words, ""
    match = _LEADING.match(words)
    return (match["number"].rstrip(".):"), match["text"]) if match else ("", words)


def references(words: str) -> list[str]:
    """The references that some words hold ("see R-3 and INC-2026-004")."""
    return [match[0] for match in _REFERENCE.finditer(words)]


def filled(words: str) -> bool:
    """Whether somebody wrote something there: no blank, dash, "tbd" or placeholder."""
    return not _BLANK.fullmatch(words.strip())


def plain(name: str) -> str:
    """A column's name as it is compared: "implementationStatus" and "Implementation_status:" are the same."""
    return _plain(name)


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    words = re.sub(r"[*_`]+", " ", _CAMEL.sub(" ", name)).strip(" :?")
    return " ".join(words.split()).casefold()
