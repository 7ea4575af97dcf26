"""Whether a reader of a web page sees an element: the styles that hide text, with a reason in a few words.

A browser is not imitated. Inline styles, presentational attributes and the plain rules of ``<style>`` (a tag, a
class, an identifier or their compound, outside of ``@media``) are read; external style sheets are never loaded.
In doubt text counts as visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_NEAR = 12  # difference a channel up to which two colours look the same
_TINY = 2.0  # pixels up to which letters cannot be read
_FAR = -500.0  # pixels outside the window

_NAMES: dict[str, Colour] = {
    "white": WHITE, "black": BLACK, "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "red": (255, 0, 0),
    "mintcream": (245, 255, 250), "aliceblue": (240, 248, 255), "lime": (0, 255, 0), "blue": (0, 0, 255),
    "navy": (0, 0, 128), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "green": (0, 128, 0), "maroon": (128, 0, 0), "olive": (128, 128, 0), "teal": (0, 128, 128),
    "purple": (128, 0, 128), "yellow": (255, 255, 0), "orange": (255, 165, 0), "aqua": (0, 255, 255),
    "cyan": (0, 255, 255), "fuchsia": (255, 0, 255), "magenta": (255, 0, 255), "darkgray": (169, 169, 169),
    "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "dimgray": (105, 105, 105), "beige": (245, 245, 220),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How the letters of an element look, as far as its children inherit it.

    A colour of ``None`` cannot be known. ``size`` is in pixels.
    """

    colour: Colour | None = BLACK
    background: Colour | None = WHITE
    size: float = 16.0
    transparent: bool = False
    invisible: bool = False

    def illegible(self) -> str:
        """Why letters of this look cannot be read; "" when they can. A child may be legible again."""
        if self.invisible:
            return "visibility: hidden"
        if self.size <= _TINY:
            return f"letters of {self.size:g} pixels"
        if self.transparent:
            return "transparent letters"
        if self.colour is None or self.background is None:
            return ""
        if any(abs(one - two) > _NEAR for one, two in zip(self.colour, self.background, strict=True)):
            return ""
        return "white text on white" if min(self.colour) >= 255 - _NEAR else "text in the colour of its background"


@dataclass(slots=True)
class Sheet:
    """The rules of a page's ``<style>`` elements by the last compound of their selector.

    ``exact`` rules have a selector of one compound; ``vague`` ones more, so that whether they hold is not
    known: they can make a colour unknown but hide nothing. With ``external`` sheets, which are not loaded,
    the background of whatever has a class or an identifier is unknown too.
    """

    external: bool = False
    exact: dict[str, list[tuple[frozenset[str], dict[str, str]]]] = field(default_factory=dict)
    vague: dict[str, list[tuple[frozenset[str], dict[str, str]]]] = field(default_factory=dict)


_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_COMPOUND = re.compile(r"(?:[a-z][\w-]*)?(?:[.#][\w-]+)*", re.I)
_PARTS = re.compile(r"[.#]?[\w-]+")
_MAX_RULES = 5_000
_RELEVANT = frozenset(
    "display visibility font-size opacity color background background-color position left top right bottom text-indent "
    "clip clip-path width height max-height max-width overflow transform margin-left font".split()
)


def read_sheet(css: str) -> Sheet:
    """The rules of ``css`` that can matter; at most 5,000 selectors are kept."""
    sheet = Sheet()
    for count, (selector, body) in enumerate(_rules(_COMMENT.sub("", css))):
        if count >= _MAX_RULES:
            break
        declared = {name: value for name, value in declarations(body).items() if name in _RELEVANT}
        if not declared:
            continue
        for one in selector.split(","):
            compounds = one.split()
            if not compounds or ">" in one or "+" in one or "~" in one:
                continue
            last = compounds[-1]
            exact = len(compounds) == 1 and _COMPOUND.fullmatch(last) is not None
            parts = frozenset(part if part[0] in ".#" else part.lower() for part in _PARTS.findall(last.split(":")[0]))
            if parts:
                kept = sheet.exact if exact else sheet.vague
                kept.setdefault(min(parts), []).append((parts, declared))
    return sheet


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The ``selector {body}`` pairs outside of any ``@`` block."""
    position, depth_start = 0, 0
    while (opening := css.find("{", position)) >= 0:
        selector = css[depth_start:opening].rsplit(";", 1)[-1].strip()
        if selector.startswith("@"):
            position = depth_start = _block_end(css, opening)
            continue
        closing = css.find("}", opening)
        closing = len(css) if closing < 0 else closing
        yield selector, css[opening + 1 : closing]
        position = depth_start = closing + 1


def _block_end(css: str, opening: int) -> int:
    depth = 0
    for match in re.compile("[{}]").finditer(css, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.end()
    return len(css)


def declarations(style: str) -> dict[str, str]:
    """The declarations of a ``style`` attribute, names and values in lower case, ``!important`` left out."""
    found: dict[str, str] = {}
    for one in style.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def judge(tag: str, attributes: Mapping[str, str], inherited: Look, sheet: Sheet | None = None) -> tuple[str, Look]:
    """Why an element is not displayed with all it holds ("" when it is), and the look of its letters."""
    style = _style(tag, attributes, sheet)
    look = _look(tag, attributes, style, inherited)
    if sheet is not None and look.colour is not None and _doubtful(tag, attributes, sheet):
        look = Look(None, None, look.size, look.transparent, look.invisible)
    return _reason(tag, attributes, style), look


def _style(tag: str, attributes: Mapping[str, str], sheet: Sheet | None) -> dict[str, str]:
    style: dict[str, str] = {}
    if sheet is not None and sheet.exact:
        for declared in _matching(tag, attributes, sheet.exact):
            style |= declared
    if "style" in attributes:
        style |= declarations(attributes["style"])
    return style


def _matching(
    tag: str, attributes: Mapping[str, str], rules: Mapping[str, list[tuple[frozenset[str], dict[str, str]]]]
) -> Iterator[dict[str, str]]:
    own = {tag, *(f".{name}" for name in attributes.get("class", "").split())}
    if "id" in attributes:
        own.add(f"#{attributes['id'].strip()}")
    for name in own & rules.keys():
        for parts, declared in rules[name]:
            if parts <= own:
                yield declared


def _doubtful(tag: str, attributes: Mapping[str, str], sheet: Sheet) -> bool:
    """Whether rules that are not understood may give this element its colours."""
    if sheet.external and ("class" in attributes or "id" in attributes):
        return True
    found = _matching(tag, attributes, sheet.vague) if sheet.vague else ()
    return any(name in declared for declared in found for name in ("color", "background", "background-color"))


def _look(tag: str, attributes: Mapping[str, str], style: Mapping[str, str], inherited: Look) -> Look:
    colour, background = inherited.colour, inherited.background
    if "bgcolor" in attributes:
        background = parse_colour(attributes["bgcolor"])
    for name in ("background", "background-color"):
        if name in style:
            background = _background(style[name], background)
    if "background-image" in style or "background" in attributes:
        background = None
    if tag == "font" and "color" in attributes:
        colour = parse_colour(attributes["color"])
    transparent = inherited.transparent
    if "color" in style and style["color"] not in ("inherit", "currentcolor"):
        colour = parse_colour(style["color"])
        transparent = _TRANSPARENT.fullmatch(style["color"]) is not None
    short = _SHORTHAND.search(style.get("font", ""))
    given = style.get("font-size") or (short[1] if short else "")
    size = _size(given, inherited.size) if given else inherited.size
    invisible = style.get("visibility") in ("hidden", "collapse")
    if "visibility" not in style:
        invisible = inherited.invisible
    return Look(colour, background, size, transparent, invisible)


def _background(value: str, inherited: Colour | None) -> Colour | None:
    if value in ("none", "transparent", "inherit", "initial", "unset", "0 0", "0"):
        return inherited
    return parse_colour(value)


def _reason(tag: str, attributes: Mapping[str, str], style: Mapping[str, str]) -> str:
    if "hidden" in attributes:
        return "hidden attribute"
    if tag == "template" or (tag == "dialog" and "open" not in attributes):
        return f"<{tag}>, not displayed"
    if not style:
        return ""
    if style.get("display") == "none":
        return "display: none"
    opacity = _number(style.get("opacity", ""))
    return "opacity: 0" if opacity is not None and opacity <= 0.05 else _displaced(style)


def _displaced(style: Mapping[str, str]) -> str:
    placed = style.get("position") in ("absolute", "fixed")
    edges = ("left", "top", "right", "bottom", "margin-left") if placed else ("text-indent", "margin-left")
    for edge in (*edges, "text-indent"):
        distance = _pixels(style.get(edge, ""))
        if distance is not None and distance <= _FAR:
            return f"moved out of sight ({edge}: {style[edge]})"
    if re.match(r"rect\(\s*[01]px[\s,]|rect\(\s*0[\s,]", style.get("clip", "")) and placed:
        return "clipped to nothing"
    if re.match(r"inset\(\s*(?:[5-9]\d|100)%", style.get("clip-path", "")):
        return "clipped to nothing"
    if re.search(r"scale[xy]?\(\s*0(?:\.0+)?\s*[,)]", style.get("transform", "")):
        return "scaled to nothing"
    if style.get("overflow", "").startswith("hidden"):
        for side in ("height", "width", "max-height", "max-width"):
            extent = _pixels(style.get(side, ""))
            if extent is not None and extent <= 1:
                return f"{side} of nothing"
    return ""


def parse_colour(value: str) -> Colour | None:
    """A CSS or HTML colour as red, green and blue (0-255); ``None`` for one that is not plain."""
    value = value.strip().lower()
    if value in _NAMES:
        return _NAMES[value]
    if match := re.fullmatch(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?", value):
        number = int(match[1], 16)
        return number >> 16, number >> 8 & 255, number & 255
    if match := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?", value):
        red, green, blue = (int(digit * 2, 16) for digit in match.groups())
        return red, green, blue
    if match := re.match(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})", value):
        red, green, blue = (min(255, int(number)) for number in match.groups())
        return red, green, blue
    return None


_TRANSPARENT = re.compile(r"transparent|(?:rgba|hsla)\(.*[,/]\s*0?(?:\.0+)?%?\s*\)")
_SHORTHAND = re.compile(r"(?:^|\s)(0|\d*\.?\d+(?:px|pt|em|rem|%))(?=[/\s])")
_UNITS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "in": 96.0, "cm": 37.8, "mm": 3.78,
          "vw": 12.0, "vh": 8.0, "ch": 8.0, "pc": 16.0, "%": 10.0}  # fmt: skip
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|in|cm|mm|vw|vh|ch|pc|%)?")


def _number(value: str) -> float | None:
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    return float(match[1]) / (100 if match[2] == "%" else 1)


def _pixels(value: str) -> float | None:
    """A length in pixels, relative units by usual sizes."""
    match = _LENGTH.fullmatch(value)
    return float(match[1]) * _UNITS[match[2] or ""] if match else None


def _size(value: str, inherited: float) -> float:
    match = _LENGTH.fullmatch(value)
    if match is None:
        return 16.0 if inherited <= _TINY else inherited
    number, unit = float(match[1]), match[2] or "px"
    if unit in ("em", "%"):
        return number * inherited / (100 if unit == "%" else 1)
    return number * _UNITS[unit]
