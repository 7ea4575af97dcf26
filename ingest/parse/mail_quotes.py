"""Which parts of a message's body are quoted from earlier messages: by marks and header blocks, not by words."""

from __future__ import annotations

import re

_MARKED = re.compile(r"[ \t]{0,3}>")
_RULE = re.compile(r"[ \t]*(?:-{2,}[^\n-]{3,60}-{2,}|_{10,}|-{10,})[ \t]*\Z")
_HEADER = re.compile(r"[ \t]*[*_]*(\w[\w -]{1,20}?)[ \u00a0]?:[*_]*[ \t]+\S")
_ADDRESS = re.compile(r"\S@\S+\.\w")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_ENOUGH_HEADERS = 3
_ATTRIBUTION = 3  # lines above a quotation in which who wrote it is said


def find_quotes(text: str) -> list[tuple[int, int]]:
    """The spans of ``text`` that are quoted, sorted and apart.

    They are runs of lines under ``>`` with the line that introduces them, and everything from the headers of a
    copied message on.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    copied = _copied_from(lines)
    spans: list[tuple[int, int]] = []
    position = 0
    while position < copied:
        if not _MARKED.match(lines[position]):
            position += 1
            continue
        last = position
        while last + 1 < copied and (_MARKED.match(lines[last + 1]) or _blank_within(lines, last + 1, copied)):
            last += 1
        begin = _introduction(lines, position)
        spans.append((max(starts[begin], spans[-1][1] if spans else 0), starts[last + 1]))
        position = last + 1
    if copied < len(lines):
        spans.append((starts[copied], starts[-1]))
    return [(start, start + len(text[start:end].rstrip())) for start, end in spans if text[start:end].strip()]


def _blank_within(lines: list[str], position: int, end: int) -> bool:
    """Whether a blank line stands inside a quotation."""
    return not lines[position].strip() and position + 1 < end and _MARKED.match(lines[position + 1]) is not None


def _introduction(lines: list[str], position: int) -> int:
    """The first line of what introduces the quotation at ``position``: a line, or two, that end in a colon."""
    above = position - 1
    while above >= 0 and position - above <= _ATTRIBUTION and not lines[above].strip():
        above -= 1
    if above < 0 or not lines[above].rstrip().endswith(":") or _MARKED.match(lines[above]):
        return position
    opening = above
    while opening > 0 and above - opening < _ATTRIBUTION - 1 and lines[opening - 1].strip():
        opening -= 1
    wrapped = opening < above and len(lines[above - 1].rstrip()) > 50
    return above - 1 if wrapped else above


def _copied_from(lines: list[str]) -> int:
    """The line on which a copied message begins (its rule or first header); the number of lines when none does."""
    for position in range(len(lines)):
        match = _HEADER.match(lines[position])
        if match is None or not _starts_block(lines, position):
            continue
        headers = _header_run(lines, position)
        rule = _rule_above(lines, position)
        addressed = rule is not None or any(_ADDRESS.search(line) for line in headers)
        if len(headers) >= _ENOUGH_HEADERS and addressed and any(_CLOCK.search(line) for line in headers):
            return position if rule is None else rule
    return len(lines)


def _rule_above(lines: list[str], position: int) -> int | None:
    """The line that rules off what begins at ``position``, blank lines between them aside."""
    above = position - 1
    while above > 0 and not lines[above].strip() and position - above < _ATTRIBUTION:
        above -= 1
    return above if above >= 0 and _RULE.match(lines[above].rstrip("\n")) else None


def _starts_block(lines: list[str], position: int) -> bool:
    above = lines[position - 1].rstrip("\n") if position else "text"
    return not above.strip() or _RULE.match(above) is not None


def _header_run(lines: list[str], position: int) -> list[str]:
    """The header lines from ``position`` on; a copied message has from, date, to and subject, each once."""
    run: list[str] = []
    names: set[str] = set()
    while position < len(lines) and (match := _HEADER.match(lines[position])) and match[1].lower() not in names:
        names.add(match[1].lower())
        run.append(lines[position])
        position += 1
    return run
