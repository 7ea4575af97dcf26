"""Objectives that are headings of their own, with what is said of each on labelled lines below.

"Objective 1: Make onboarding painless", then "Owner: ..."; or in a list of objectives "**ISO-1: Patch in time**", then
"- Target: ...", "- Owner: ...", "- Deadline: ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.cells import filled, split_reference
from ingest.facts.reading import Reading
from ingest.facts.targeted import lines_outside
from ingest.metadata import path_words

NAME = "objectives/1"
_BELOW = 8  # lines below a heading that may tell of it
_MARKUP = re.compile(r"[*_`#]+|^\s*[-•–*+]\s+")
_HEADING = re.compile(
    r"(?:(?:quality|environmental|security|strategic|safety|ai) )?(?:objective|goal)\s+(?P<number>[A-Z]{0,4}[-.]?\d{1,3}(?:[-.]\d{1,3})?)\s*[:.–—-]\s*(?P<text>[^\W\d_].{4,180})",
    re.I,
)
_TITLED = re.compile(r"\b(?:objectives|goals|OKRs?)\b", re.I)
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{words})\s*:\s*(?P<value>\S.*)", re.I))
    for name, words in (
        ("owner", r"(?:objective )?owner|responsible(?: person)?|responsibility|accountable|lead|owned by"),
        ("due", r"deadline|due(?: date| by)?|by when|target date|timescale|complete by|until|by"),
        ("target", r"targets?(?: value| level)?|what good looks like"),
        ("kpi", r"kpis?|measures?|measured by|indicators?|metrics?|how (?:we )?measured?|measurement"),
        ("status", r"status|progress"),
        ("resources", r"resources?|budget"),
        ("", r"(?:actions?|plan|baseline|frequency|evaluation|method|review|why|rationale|key results?)"),
    )
)


def headed(reading: Reading) -> Iterator[Fact]:
    """The objectives that a document sets under headings; nothing of a template, minutes or a mail."""
    name = f"{reading.title}\n{path_words(reading.path)}"
    if reading.kind in ("minutes", "agenda", "mail", "agreement", "certificate") or re.search(r"(?i)template", name):
        return
    listed = bool(_TITLED.search(name))
    spans = lines_outside(reading)
    words = [" ".join(_MARKUP.sub("", reading.quote(span)).split()) for span in spans]
    for at, line in enumerate(words):
        told, last = _below(words, at + 1)
        heading = _HEADING.fullmatch(line)
        number, text = (heading["number"], heading["text"]) if heading else split_reference(line)
        told_enough = len(told.keys() & {"owner", "due", "target", "kpi"}) > (0 if heading else 1)
        if not (told_enough and text and (heading or (listed and number))) or not filled(text):
            continue
        fields = {
            "number": number,
            "text": text.strip(" ."),
            **{key: value for key, value in told.items() if key != "due"},
        }
        due = {"due": reading.day_of(told.get("due", ""))}
        yield reading.fact("objective", fields, [Span(spans[at].start, spans[last].end)], extractor=NAME, dates=due)


def _below(words: list[str], at: int) -> tuple[dict[str, str], int]:
    """What the labelled lines from ``at`` say, by field, and the last of them."""
    told: dict[str, str] = {}
    last = at - 1
    for number in range(at, min(len(words), at + _BELOW)):
        found = ((name, pattern.fullmatch(words[number])) for name, pattern in _LABELS)
        name, match = next(((name, match) for name, match in found if match), ("", None))
        if match is None or name in told:
            break
        if name and filled(match["value"]):
            told[name] = match["value"].strip()
        last = number
    return told, last
