"""What a data file or a card says under a name of its own: "impact_assessment:" above its reference, date and outcome.

``groups`` gives the entries of each mapping of a YAML file, of each mapping inside a JSON one, and of each section of a
page of labels, with the words that they stand under ("" for the top of the file).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evidence.model import Mark, Span
from ingest.facts.cells import Value, filled
from ingest.facts.reading import Reading

_LARGEST = 200_000  # characters of a data file that is read
_LINE = re.compile(
    r"^(?P<indent> *)(?P<item>- +)?(?P<key>[A-Za-z_][\w .-]{0,50}?)\s*:(?:[ \t]+(?P<value>[^\n#][^\n]*?))?[ \t]*$", re.M
)
_SCALAR = re.compile(r"[|>][+-]?\d?")
_QUOTED = re.compile(r"([\"'])(?P<inner>.*)\1")


@dataclass(frozen=True, slots=True)
class Group:
    """Labels with values that stand under ``name`` ("" at the top); ``at`` is where they begin."""

    name: str
    at: int
    entries: list[tuple[str, Value]] = field(default_factory=list)


def is_yaml(reading: Reading) -> bool:
    """Whether a file is YAML by its name."""
    return reading.path.lower().endswith((".yaml", ".yml")) and len(reading.text) <= _LARGEST


def groups(reading: Reading) -> list[Group]:
    """The groups of labels of a document, in reading order; worked out once a reading."""
    known = reading.shared.get(__name__)
    if known is None:
        if is_yaml(reading):
            known = _of_yaml(reading)
        elif reading.document.parser.startswith("json"):
            known = _of_json(reading)
        else:
            known = _of_sections(reading)
        reading.shared[__name__] = known = [group for group in known if group.entries]
    found: list[Group] = known
    return found


def front_groups(reading: Reading) -> list[Group]:
    """The mappings of the front matter of a page, as those of a YAML file."""
    notes = [note for note in reading.document.annotations if note.mark is Mark.FRONT_MATTER]
    found = [group for note in notes for group in _of_yaml(reading, note.start, note.end)]
    return [group for group in found if group.entries]


def _of_yaml(reading: Reading, start: int = 0, end: int = _LARGEST) -> list[Group]:
    """Mappings by their indentation; each item of a list of mappings is a group of its own."""
    found: list[Group] = []
    above: list[tuple[int, Group]] = []  # indentation -> the mapping that is open there
    named: list[tuple[int, str]] = []  # indentation -> the last key without a value of its own
    for match in _LINE.finditer(reading.text, start, end):
        item = bool(match["item"])
        indent = len(match["indent"]) + (len(match["item"]) if item else 0)
        while above and (above[-1][0] > indent or (item and above[-1][0] == indent)):
            above.pop()
        while named and named[-1][0] >= (len(match["indent"]) if not item else indent):
            named.pop()
        if not above or above[-1][0] < indent:
            group = Group(named[-1][1] if named else "", match.start("key"))
            found.append(group)
            above.append((indent, group))
        value = match["value"]
        if value is None or _SCALAR.fullmatch(value):
            named.append((indent, match["key"].replace("_", " ")))
            continue
        if quoted := _QUOTED.fullmatch(value):
            start = match.start("value") + quoted.start("inner")
            value = quoted["inner"]
        else:
            start = match.start("value")
        span = Span(start, start + len(value))
        if value.strip() and reading.visible(span):
            above[-1][1].entries.append((match["key"], Value(value, span)))
    return found


def _of_json(reading: Reading) -> list[Group]:
    """The mappings inside a JSON object, which its one row shows with the names of both ("validation.date")."""
    found: dict[str, Group] = {}
    for table in reading.document.tables:
        if len(table.rows) != 1 or table.hidden:
            continue
        for cell in table.rows[0].cells:
            name, _, label = (table.header[cell.column] if cell.column < len(table.header) else "").rpartition(".")
            span = Span(cell.start, cell.end)
            if label and reading.visible(span):
                group = found.setdefault(name, Group(name.rpartition(".")[2].replace("_", " "), cell.start))
                group.entries.append((label, Value(reading.quote(span).strip(), span)))
    return list(found.values())


def _of_sections(reading: Reading) -> list[Group]:
    """Labels with values under each heading."""
    found: dict[int, Group] = {}
    starts = [heading.start for heading in reading.document.headings]
    for pair in reading.pairs:
        if pair.origin == "header" or not filled(pair.value):
            continue
        at = max((start for start in starts if start <= pair.span.start), default=-1)
        name = reading.section(pair.span.start) if starts and at > starts[0] else ""  # the first is the title
        group = found.setdefault(at, Group(name, pair.span.start))
        group.entries.append((pair.label, Value(pair.value, pair.value_span)))
    return list(found.values())
