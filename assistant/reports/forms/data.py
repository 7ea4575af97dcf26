"""Reports as data: JSON with every citation, CSV with the tables."""

from __future__ import annotations

import csv
import io
import json

from assistant.reports.forms.sources import place, plain
from assistant.reports.report import Report
from evidence.citing import Words

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(report: Report) -> bytes:
    """The report's JSON."""
    return (json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def as_csv(report: Report) -> bytes:
    """The tables below each other, sentences as rows of their own, a column of sources. UTF-8 with a mark for Excel."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    several = len(report.sections) > 1
    for section in report.sections:
        if several:
            writer.writerow([_safe(section.title)])
        for sentence in section.sentences:
            writer.writerow([_safe(sentence.text), _safe(_sources(sentence.citations))])
        if section.columns:
            writer.writerow([*map(_safe, section.columns), "Sources"])
            for row in section.rows:
                writer.writerow([*map(_safe, row.cells), _safe(_sources(row.citations))])
        if several:
            writer.writerow([])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _sources(citations: tuple[Words, ...]) -> str:
    return "; ".join(dict.fromkeys(place(words) for words in citations))


def _safe(text: str) -> str:
    """Text that a spreadsheet shows and never computes. Numbers stay numbers."""
    text = plain(text)
    if text.startswith(_FORMULA) and not text.lstrip("+-").replace(".", "").replace(",", "").rstrip("%").isdigit():
        return f"'{text}"
    return text
