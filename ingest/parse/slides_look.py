"""What an audience cannot see of a slide: text in the colour of its ground, tiny, or outside of the slide.

Colours are followed to the theme. Where a picture or a filled shape lies under a text box, or a fill is
no plain colour, the background is not known and nothing is called hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.parse.colour import TRANSPARENT, WHITE, parse_colour
from ingest.parse.package import Node, Package, local

_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})
_PLAIN_BACKGROUND = "1001"  # the first background of a theme's list, which is a plain colour


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in English metric units (12,700 a point)."""

    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """The background of a slide, what lies on it, and the theme's colours by their names."""

    fill: str | None
    slide: Box
    covers: tuple[tuple[Node, Box | None], ...] = ()
    colours: Mapping[str, str] = field(default_factory=dict)

    def under(self, shape: Node) -> str | None:
        """The background of the text of ``shape``."""
        properties = _child(shape, "spPr")
        own = None if properties is None else fill_of(properties, self.colours)
        if own is not None:
            return own
        if _child(shape, "style") is not None and (properties is None or _child(properties, "noFill") is None):
            return ""
        box = box_of(shape)
        for other, area in self.covers:
            if other is not shape and (box is None or area is None or box.overlaps(area)):
                return ""
        return self.fill

    def unseen(self, shape: Node) -> str:
        """Why a whole shape cannot be seen, or ""."""
        drawing = next((node for node in shape.iter() if local(node) == "cNvPr"), None)
        if drawing is not None and drawing.get("hidden") in ("1", "true"):
            return "hidden shape"
        box = box_of(shape)
        return "" if box is None or box.overlaps(self.slide) else "outside of the slide"


class Designs:
    """The grounds of the slides of one presentation; layouts and masters are read once."""

    def __init__(self, package: Package, area: Box) -> None:
        """``area`` is the rectangle of every slide."""
        self.area = area
        self._package = package
        self._layouts: dict[str, Ground] = {}

    def ground(self, name: str, slide: Node) -> Ground:
        """The ground of the slide ``slide``, which is the part ``name``."""
        layout = next(iter(self._package.related(name, "slideLayout")), "")
        if layout not in self._layouts:
            self._layouts[layout] = self._read(layout)
        design = self._layouts[layout]
        own = next(slide.iter("{*}bg"), None)
        covers = [(node, box_of(node)) for node in _covering(slide, placeholders=True)]
        fill = design.fill if own is None else _background(own, design.colours)
        return Ground(fill, self.area, (*covers, *design.covers), design.colours)

    def _read(self, layout: str) -> Ground:
        """What a layout, its master and their theme put under a slide."""
        layers: list[tuple[str, Node]] = []
        for name in (layout, next(iter(self._package.related(layout, "slideMaster")), "")):
            root = self._package.xml(name) if name else None
            if root is not None:
                layers.append((name, root))
        colours = _theme_colours(self._package, *layers[-1]) if layers else {}
        background = next((bg for _, root in layers for bg in root.iter("{*}bg")), None)
        covers = tuple((node, box_of(node)) for _, root in layers for node in _covering(root, placeholders=False))
        return Ground(_background(background, colours), self.area, covers, colours)


def fill_of(properties: Node, colours: Mapping[str, str]) -> str | None:
    """The plain fill that some properties set; "" for a fill that is not plain, None for none."""
    for node in properties:
        if local(node) == "solidFill":
            return colour_of(node, colours)
        if local(node) in _FILLS:
            return ""
    return None


def text_colour(properties: Node | None, colours: Mapping[str, str]) -> str | None:
    """The colour that an ``a:rPr`` sets for its letters."""
    if properties is None:
        return None
    return TRANSPARENT if _child(properties, "noFill") is not None else fill_of(properties, colours)


def colour_of(fill: Node, colours: Mapping[str, str]) -> str:
    """The colour in a ``solidFill``; "" where it is changed by a tint or not known."""
    for node in fill:
        if any(local(child) == "alpha" and child.get("val") == "0" for child in node):
            return TRANSPARENT
        if len(node):
            return ""
        if local(node) == "schemeClr":
            return colours.get(str(node.get("val")), "")
        return parse_colour(node.get("lastClr") or node.get("val")) or ""
    return ""


def box_of(shape: Node) -> Box | None:
    """The rectangle that a shape sets for itself; None when it takes it from its layout."""
    place = next((node for node in shape.iter() if local(node) == "xfrm"), None)
    offset, extent = (None, None) if place is None else (_child(place, "off"), _child(place, "ext"))
    if offset is None or extent is None:
        return None
    try:
        left, top = int(offset.get("x") or 0), int(offset.get("y") or 0)
        return Box(left, top, left + int(extent.get("cx") or 0), top + int(extent.get("cy") or 0))
    except ValueError:
        return None


def _covering(root: Node, *, placeholders: bool) -> Iterator[Node]:
    """Pictures, tables and filled shapes, which may lie under a text."""
    for node in root.iter("{*}pic", "{*}graphicFrame", "{*}sp"):
        if not placeholders and next(node.iter("{*}ph"), None) is not None:
            continue
        properties = _child(node, "spPr")
        styled = _child(node, "style") is not None
        if local(node) != "sp" or (properties is not None and fill_of(properties, {}) is not None) or styled:
            yield node


def _background(node: Node | None, colours: Mapping[str, str]) -> str | None:
    for child in [] if node is None else node:
        if local(child) == "bgPr":
            return fill_of(child, colours)
        if local(child) == "bgRef":
            return colour_of(child, colours) if child.get("idx") == _PLAIN_BACKGROUND else ""
    return WHITE


def _theme_colours(package: Package, name: str, root: Node) -> dict[str, str]:
    """The theme's colours, also by the names that the master maps to them ("bg1" to "lt1")."""
    theme_name = next(iter(package.related(name, "theme")), None)
    theme = None if theme_name is None else package.xml(theme_name)
    scheme = None if theme is None else next(theme.iter("{*}clrScheme"), None)
    colours = {local(node): colour_of(node, {}) for node in ([] if scheme is None else scheme)}
    mapping = next(root.iter("{*}clrMap"), None)
    for alias, target in [] if mapping is None else mapping.attrib.items():
        colours[str(alias)] = colours.get(str(target), "")
    return colours


def _child(node: Node, name: str) -> Node | None:
    return next((child for child in node if local(child) == name), None)
