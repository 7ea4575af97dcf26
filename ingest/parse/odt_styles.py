"""Styles of an OpenDocument text: the looks they give, heading levels, backgrounds, list labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import reduce

from ingest.parse.colour import parse_colour
from ingest.parse.numbers import whole_number, written
from ingest.parse.package import Node, local
from ingest.parse.prose import PLAIN, Look

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, FO = f"{_URN}text:1.0}}", f"{_URN}style:1.0}}", f"{_URN}xsl-fo-compatible:1.0}}"
TABLE, OFFICE, DRAW = f"{_URN}table:1.0}}", f"{_URN}office:1.0}}", f"{_URN}drawing:1.0}}"
_FORMS = {"1": "decimal", "a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN"}
_HEADING = re.compile("Heading_20_([1-9])$")
_NAMED_LEVELS = {"Title": 1, "Subtitle": 2}
_BODY_POINTS = 12.0
MOST_LEVELS = 10


def value(node: Node | None, name: str) -> str:
    """An attribute, by its full name; "" where it is not set."""
    return "" if node is None else str(node.get(name) or "")


def count_of(node: Node, name: str, most: int) -> int:
    """A count that an attribute gives: at least 1, at most ``most``."""
    return max(1, min(whole_number(value(node, name), 1), most))


def read_look(properties: Node | None) -> Look:
    """The look that one ``style:text-properties`` sets."""
    if properties is None:
        return PLAIN
    display, weight = value(properties, TEXT + "display"), value(properties, FO + "font-weight")
    size = re.fullmatch(r"([0-9.]{1,8})pt", value(properties, FO + "font-size"))
    colour: str | None = None
    if value(properties, STYLE + "use-window-font-color") == "true":
        colour = ""
    elif value(properties, FO + "color"):
        colour = parse_colour(value(properties, FO + "color")) or ""
    return Look(
        hidden=display == "none" if display else None,
        bold=weight in ("bold", "600", "700", "800", "900") if weight else None,
        colour=colour,
        fill=_fill(properties),
        points=float(size.group(1)) if size and size.group(1).count(".") < 2 and size.group(1) != "." else None,
    )


def _fill(properties: Node | None) -> str | None:
    background = value(properties, FO + "background-color")
    return None if background in ("", "transparent") else parse_colour(background) or ""


class OdtStyles:
    """All styles of a document by family and name, automatic ones included."""

    def __init__(self, *roots: Node | None) -> None:
        """Read the style parts: ``styles.xml`` and ``content.xml``."""
        self._styles: dict[tuple[str, str], Node] = {}
        self._defaults: dict[str, Node] = {}
        self.lists: dict[str, dict[int, Node]] = {}
        self.outline: dict[int, Node] = {}
        for root in roots:
            for node in [] if root is None else root.iter(STYLE + "style"):
                self._styles[value(node, STYLE + "family"), value(node, STYLE + "name")] = node
            for node in [] if root is None else root.iter(STYLE + "default-style"):
                self._defaults[value(node, STYLE + "family")] = node
            for node in [] if root is None else root.iter(TEXT + "list-style"):
                self.lists[value(node, STYLE + "name")] = _levels(node)
            for node in [] if root is None else root.iter(TEXT + "outline-style"):
                self.outline = _levels(node)
        self._looks: dict[tuple[str, str], Look] = {}

    def chain(self, family: str, name: str) -> list[Node]:
        """A style and its parents, nearest first; circles are cut."""
        found: list[Node] = []
        while name and (family, name) in self._styles and self._styles[family, name] not in found:
            found.append(self._styles[family, name])
            name = value(found[-1], STYLE + "parent-style-name")
        return found

    def look(self, family: str, name: str) -> Look:
        """What a style sets for its letters; a paragraph's falls back on the default of its family."""
        if (family, name) not in self._looks:
            places = self.chain(family, name)
            if family == "paragraph" and family in self._defaults:
                places.append(self._defaults[family])
            looks = [read_look(node.find(STYLE + "text-properties")) for node in places]
            self._looks[family, name] = reduce(Look.over, looks, PLAIN)
        return self._looks[family, name]

    @property
    def points(self) -> float:
        """The size of plain body text, in points."""
        return self.look("paragraph", "Standard").points or _BODY_POINTS

    def fill(self, family: str, name: str) -> str | None:
        """The background that a paragraph, table or cell style sets."""
        kinds = ("paragraph-properties", "table-properties", "table-cell-properties", "graphic-properties")
        for node in self.chain(family, name):
            for child in node:
                if local(child) in kinds and (fill := _fill(child)) is not None:
                    return fill
        return None

    def heading_level(self, name: str) -> int | None:
        """The level of a paragraph style that makes headings."""
        for node in self.chain("paragraph", name):
            level = whole_number(value(node, STYLE + "default-outline-level"))
            if level:
                return min(level, MOST_LEVELS)
            match = _HEADING.match(value(node, STYLE + "name"))
            if match or value(node, STYLE + "name") in _NAMED_LEVELS:
                return int(match.group(1)) if match else _NAMED_LEVELS[value(node, STYLE + "name")]
        return None

    def is_caption(self, name: str) -> bool:
        """Whether a paragraph style is, or is based on, the one for captions."""
        return any(value(node, STYLE + "name") == "Caption" for node in self.chain("paragraph", name))

    def hides_section(self, name: str) -> bool:
        """Whether a section style hides its content."""
        nodes = [child for style in self.chain("section", name) for child in style]
        return any(value(node, TEXT + "display") == "none" for node in nodes)


@dataclass(slots=True)
class ListRun:
    """A list in progress: its levels' definitions and counters, both by 1-based level."""

    levels: dict[int, Node]
    counters: dict[int, int] = field(default_factory=dict)

    def label(self, level: int, start: str = "") -> str:
        """Count an item at ``level`` and give its label, "" for a bullet; ``start`` sets its number."""
        self.counters[level] = whole_number(start, self.counters.get(level, self._start(level) - 1) + 1)
        for deeper in [other for other in self.counters if other > level]:
            del self.counters[deeper]
        node = self.levels.get(level)
        if not value(node, STYLE + "num-format"):
            return ""
        shown = count_of(node, TEXT + "display-levels", level) if node is not None else 1
        numbers = [self._number(index) for index in range(level - shown + 1, level + 1)]
        text = ".".join(filter(None, numbers))
        return f"{value(node, STYLE + 'num-prefix')}{text}{value(node, STYLE + 'num-suffix')}".strip()

    def _number(self, level: int) -> str:
        form = value(self.levels.get(level), STYLE + "num-format")
        return written(self.counters.get(level, self._start(level)), _FORMS.get(form, "decimal")) if form else ""

    def _start(self, level: int) -> int:
        return whole_number(value(self.levels.get(level), TEXT + "start-value"), 1)


def _levels(node: Node) -> dict[int, Node]:
    return {whole_number(value(child, TEXT + "level"), 1): child for child in node}
