"""The sources of a report, numbered once each, and text made safe for files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.readable import on_a_line
from assistant.reports.report import Report, Section
from evidence.citing import Words

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_QUOTE = 240


class Sources:
    """Numbers citations in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.words: list[Words] = []

    def numbers(self, citations: Iterable[Words]) -> list[int]:
        """The numbers of citations, each once."""
        found = []
        for words in citations:
            key = words.doc_id, words.start, words.end
            if key not in self._numbers:
                self.words.append(words)
                self._numbers[key] = len(self.words)
            found.append(self._numbers[key])
        return list(dict.fromkeys(found))

    def marks(self, citations: Iterable[Words]) -> str:
        """``[1] [2]``, or ""."""
        return " ".join(f"[{number}]" for number in self.numbers(citations))


def plain(text: str) -> str:
    """``text`` without characters that files refuse or that play tricks on readers."""
    return _DIRECTION.sub("", _CONTROL.sub(" ", text))


def place(words: Words) -> str:
    """Where cited words stand: document, page, sheet and cell, section."""
    parts = [words.doc_id]
    parts += [f"page {words.page}"] if words.page else []
    parts += [f"sheet {words.sheet}{f', {words.cell}' if words.cell else ''}"] if words.sheet else []
    parts += [f"§ {words.section}"] if words.section and not words.sheet else []
    parts += [words.strength.replace("_", " ")] if words.strength != "unknown" else []
    return plain(" · ".join(parts))


def quote(words: Words) -> str:
    """The cited words on one line, without marks and cut when they are long (the JSON form has them as they stand)."""
    text = plain(on_a_line(words.quote, words.doc_id))
    return text if len(text) <= _QUOTE else text[:_QUOTE].rsplit(" ", 1)[0] + " …"


def subtitle(report: Report) -> str:
    """As of which day, for which framework and period."""
    parts = [f"As of {report.as_of.isoformat()}"]
    parts += [report.framework] if report.framework and report.framework not in report.title else []
    parts += [f"period {report.period}"] if report.period and report.period not in report.title else []
    return " · ".join(parts)


def has_table(section: Section) -> bool:
    """Whether a section has a table to draw."""
    return bool(section.columns)
