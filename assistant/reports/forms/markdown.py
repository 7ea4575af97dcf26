"""Reports as Markdown: tables, bars of characters, numbered sources at the end."""

from __future__ import annotations

import re

from assistant.reports.forms.sources import Sources, place, plain, quote, subtitle
from assistant.reports.report import Report, Section
from evidence.citing import Words

_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~])")
_WIDTH = 30


def as_markdown(report: Report) -> bytes:
    """The report as one Markdown document."""
    sources = Sources()
    lines = [f"# {_safe(report.title)}", "", f"*{_safe(subtitle(report))}*", ""]
    for section in report.sections:
        lines += _section(section, sources)
    for note in report.notes:
        lines += [f"> {_safe(note)}", ""]
    if sources.words:
        lines += ["## Sources", ""]
        lines += [f"{n}. {_safe(place(words))}: “{_safe(quote(words))}”" for n, words in enumerate(sources.words, 1)]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


def _section(section: Section, sources: Sources) -> list[str]:
    lines = [f"## {_safe(section.title)}", ""] if section.title else []
    lines += [f"- {_safe(each.text)} {_marks(sources, each.citations)}".rstrip() for each in section.sentences]
    lines += [""] if section.sentences else []
    most = max((bar.value for bar in section.bars), default=0)
    for bar in section.bars:
        drawn = "█" * (round(_WIDTH * bar.value / most) if most else 0)
        lines.append(f"    {plain(bar.label)}: {drawn} {plain(bar.note)}")
    lines += [""] if section.bars else []
    if section.columns:
        lines.append("| " + " | ".join([*map(_safe, section.columns), "Sources"]) + " |")
        lines.append("|" + " --- |" * (len(section.columns) + 1))
        for row in section.rows:
            lines.append("| " + " | ".join([*map(_safe, row.cells), _marks(sources, row.citations)]) + " |")
        lines.append("")
    return lines


def _marks(sources: Sources, citations: tuple[Words, ...]) -> str:
    return sources.marks(citations).replace("[", r"\[").replace("]", r"\]")


def _safe(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(plain(text).split()))
