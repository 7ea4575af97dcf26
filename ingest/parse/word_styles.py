"""How runs of a Word document look, and which paragraphs are headings: direct formatting over styles.

Formatting is looked up in Word's order: the run's own, its character style, the paragraph's style, the defaults.
"""

from __future__ import annotations

import re
from functools import reduce

from ingest.parse.colour import TRANSPARENT, WHITE, parse_colour
from ingest.parse.package import Node
from ingest.parse.prose import PLAIN, Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_HEADING = re.compile(r"heading ?([1-9])$", re.I)
_NAMED_LEVELS = {"title": 1, "subtitle": 2}
_BODY_TEXT = 9  # outline level of text that is no heading
_OFF = frozenset({"0", "false", "off", "none"})


def value(node: Node | None, attribute: str = "val") -> str | None:
    """An attribute in Word's namespace, or None."""
    found = None if node is None else node.get(W + attribute)
    return None if found is None else str(found)


def switch(properties: Node | None, name: str) -> bool | None:
    """An on/off property: None where it is not set."""
    node = None if properties is None else properties.find(W + name)
    return None if node is None else (value(node) or "on").lower() not in _OFF


def read_look(properties: Node | None) -> Look:
    """The look that one ``w:rPr`` sets."""
    if properties is None or len(properties) == 0:
        return PLAIN
    half_points = value(properties.find(W + "sz")) or ""
    fill = read_fill(properties)
    highlight = value(properties.find(W + "highlight"))
    if highlight is not None and highlight != "none":
        fill = WHITE if highlight == "white" else ""
    return Look(
        hidden=switch(properties, "vanish"),
        bold=switch(properties, "b"),
        colour=_read_colour(properties),
        fill=fill,
        points=float(half_points) / 2 if re.fullmatch(r"[1-9]\d{0,3}", half_points) else None,
    )


def read_fill(properties: Node | None) -> str | None:
    """The background that a ``w:rPr``, ``w:pPr``, ``w:tcPr`` or ``w:tblPr`` sets."""
    shade = None if properties is None else properties.find(W + "shd")
    pattern = value(shade) or "clear"
    if shade is None or pattern == "nil":
        return None
    if pattern not in ("clear", "solid"):
        return ""
    written = value(shade, "color" if pattern == "solid" else "fill")
    if written in (None, "auto"):
        return None if pattern == "clear" else ""
    return parse_colour(written) or ""


def _read_colour(properties: Node) -> str | None:
    outline = properties.find(f"{W14}textFill/{W14}noFill")
    if outline is not None:
        return TRANSPARENT
    colour = properties.find(W + "color")
    if colour is None:
        return None
    return parse_colour(value(colour)) or ""


class Styles:
    """The styles of one document, by id, with everything inherited."""

    def __init__(self, root: Node | None) -> None:
        """Read ``styles.xml`` (None: a document without styles)."""
        self._nodes: dict[str, Node] = {}
        self.default_paragraph: str | None = None
        for node in [] if root is None else root.iterfind(W + "style"):
            identifier = value(node, "styleId") or ""
            self._nodes.setdefault(identifier, node)
            if value(node, "type") == "paragraph" and (value(node, "default") or "0") not in _OFF:
                self.default_paragraph = identifier
        self._defaults = read_look(None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._looks: dict[str, Look] = {}
        self._levels: dict[str, int | None] = {}

    @property
    def points(self) -> float:
        """The size of plain body text, in points."""
        return self.look(self.default_paragraph).over(self._defaults).points or 10.0

    def chain(self, identifier: str | None) -> list[Node]:
        """A style and those that it is based on, nearest first; circles are cut."""
        found: list[Node] = []
        seen: set[str] = set()
        while identifier is not None and identifier not in seen and identifier in self._nodes:
            seen.add(identifier)
            found.append(self._nodes[identifier])
            identifier = value(found[-1].find(W + "basedOn"))
        return found

    def name(self, identifier: str | None) -> str:
        """The name of a style in lower case; built-in styles have English names in every language."""
        node = self._nodes.get(identifier or "")
        return (value(None if node is None else node.find(W + "name")) or "").strip().lower()

    def look(self, identifier: str | None) -> Look:
        """What a style sets for its characters."""
        key = identifier or ""
        if key not in self._looks:
            looks = [read_look(node.find(W + "rPr")) for node in self.chain(identifier)]
            self._looks[key] = reduce(Look.over, looks, PLAIN)
        return self._looks[key]

    def run_look(self, properties: Node | None, paragraph_style: str | None) -> Look:
        """The look of a run with its ``w:rPr``, in a paragraph of the given style."""
        character_style = value(None if properties is None else properties.find(W + "rStyle"))
        look = read_look(properties)
        if character_style is not None:
            look = look.over(self.look(character_style))
        return look.over(self.look(paragraph_style or self.default_paragraph)).over(self._defaults)

    def paragraph_fill(self, properties: Node | None, paragraph_style: str | None) -> str | None:
        """The background of a paragraph, direct or by its style."""
        places = [properties, *(node.find(W + "pPr") for node in self.chain(paragraph_style))]
        return next((fill for place in places if (fill := read_fill(place)) is not None), None)

    def table_fill(self, identifier: str | None) -> str | None:
        """``""`` when a table style colours any of its cells: which ones depends on much that is not read."""
        for node in self.chain(identifier):
            for shade in node.iter(W + "shd"):
                if (value(shade, "fill") or "auto") not in ("auto", WHITE):
                    return ""
        return None

    def heading_level(self, properties: Node | None) -> int | None:
        """The 1-based level of a heading paragraph, from its ``w:pPr``; None for other text."""
        direct = _outline(properties)
        if direct is not None:
            return direct if direct <= _BODY_TEXT else None
        identifier = value(None if properties is None else properties.find(W + "pStyle"))
        key = identifier or ""
        if key not in self._levels:
            self._levels[key] = self._style_level(identifier)
        return self._levels[key]

    def _style_level(self, identifier: str | None) -> int | None:
        for node in self.chain(identifier):
            level = _outline(node.find(W + "pPr"))
            if level is not None:
                return level if level <= _BODY_TEXT else None
            name = (value(node.find(W + "name")) or "").strip().lower()
            match = _HEADING.match(name)
            if match or name in _NAMED_LEVELS:
                return int(match.group(1)) if match else _NAMED_LEVELS[name]
        return None


def _outline(properties: Node | None) -> int | None:
    """The 1-based outline level that a ``w:pPr`` sets; 10 says "no heading"."""
    written = value(None if properties is None else properties.find(W + "outlineLvl")) or ""
    return int(written) + 1 if re.fullmatch(r"\d", written) else None
