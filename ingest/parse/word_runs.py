"""The characters of one Word paragraph, run by run, and what hangs on it: notes, comments, boxes, drawings.

Tracked insertions are text, tracked deletions are not; a field is its last result. Any element that is not
known is read through, so that no characters are lost to a newer version of the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.parse.colour import WHITE, parse_colour
from ingest.parse.numbers import whole_number
from ingest.parse.package import Node, local
from ingest.parse.prose import Follower, Paragraph, symbol
from ingest.parse.word_styles import Styles, W, switch, value

_SKIPPED = frozenset(
    "pPr rPr sdtPr sdtEndPr rubyPr del moveFrom delText delInstrText instrText rt bookmarkStart bookmarkEnd "
    "proofErr commentRangeStart commentRangeEnd permStart permEnd lastRenderedPageBreak annotationRef "
    "footnoteRef endnoteRef softHyphen".split()
)
_FIXED = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_FOLLOWERS = frozenset({"footnoteReference", "endnoteReference", "commentReference"})


def read_paragraph(node: Node, styles: Styles, background: str | None = WHITE) -> Paragraph:
    """Read a ``w:p`` that stands on ``background`` (None or "" when that is not known)."""
    properties = node.find(W + "pPr")
    style = value(None if properties is None else properties.find(W + "pStyle"))
    fill = styles.paragraph_fill(properties, style)
    reader = _Reader(styles, style, background if fill is None else fill)
    reader.read(node)
    return reader.paragraph


class _Reader:
    def __init__(self, styles: Styles, style: str | None, background: str | None) -> None:
        self.paragraph = Paragraph()
        self._styles = styles
        self._style = style
        self._background = background
        self._look = styles.run_look(None, style)
        self._handlers: dict[str, Callable[[Node], None]] = {
            "r": self._run,
            "t": lambda node: self._add(node.text or ""),
            "br": self._break,
            "sym": self._symbol,
            "fldChar": self._form_field,
            "AlternateContent": self._alternative,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._drawing,
            **dict.fromkeys(_FOLLOWERS, self._reference),
        }

    def read(self, node: Node) -> None:
        for child in node:
            name = local(child)
            if name in _FIXED:
                self._add(_FIXED[name])
            elif name in self._handlers:
                self._handlers[name](child)
            elif name not in _SKIPPED:
                self.read(child)

    def _run(self, node: Node) -> None:
        outer, self._look = self._look, self._styles.run_look(node.find(W + "rPr"), self._style)
        self.read(node)
        self._look = outer

    def _add(self, text: str) -> None:
        self.paragraph.add(text, self._look, self._background)

    def _break(self, node: Node) -> None:
        self._add("\n")

    def _symbol(self, node: Node) -> None:
        written = value(node, "char") or ""
        code = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", written) else 0
        if code < 0xD800:
            self._add(chr(code) if code >= 0x20 else "")
        else:
            self._add(symbol(value(node, "font") or "", code))

    def _form_field(self, node: Node) -> None:
        """The legacy form fields whose state is no text: a check box, a chosen list entry."""
        box = node.find(f"{W}ffData/{W}checkBox")
        if box is not None:
            state = switch(box, "checked")
            self._add("☒" if (state if state is not None else switch(box, "default")) else "☐")
        choice = node.find(f"{W}ffData/{W}ddList")
        if choice is not None:
            entries = [value(entry) or "" for entry in choice.iterfind(W + "listEntry")]
            chosen = value(choice.find(W + "result")) or value(choice.find(W + "default")) or "0"
            self._add("".join(entries[whole_number(chosen) :][:1]))

    def _alternative(self, node: Node) -> None:
        """Of two forms of the same content only the first, newer one."""
        for form in node:
            if local(form) in ("Choice", "Fallback"):
                self.read(form)
                return

    def _reference(self, node: Node) -> None:
        kind = local(node).removesuffix("Reference")
        self.paragraph.followers.append(Follower(kind, node, value(node, "id") or ""))

    def _drawing(self, node: Node) -> None:
        """Text boxes, charts, diagrams and signature lines; all other drawings have no characters."""
        hidden = bool(self._look.hidden) or any(local(n) == "docPr" and n.get("hidden") == "1" for n in node.iter())
        for found in node.iter():
            name = local(found)
            if name == "txbxContent" and not _nested(found, node):
                fill = _box_fill(found, self._background)
                self.paragraph.followers.append(Follower("box", found, fill=fill, hidden=hidden))
            elif name == "signatureline":
                self.paragraph.followers.append(Follower("signature_line", found))
            elif name in ("chart", "relIds"):
                link = next((str(link) for key, link in found.attrib.items() if str(key).endswith(("}id", "}dm"))), "")
                self.paragraph.followers.append(Follower("drawing", found, link, hidden=hidden))


def _nested(box: Node, drawing: Node) -> bool:
    """Whether a text box stands inside another one, or in the fallback form of one: those are read with it."""
    parent = box.getparent()
    while parent is not None and parent is not drawing:
        if local(parent) in ("txbxContent", "Fallback"):
            return True
        parent = parent.getparent()
    return False


def _box_fill(box: Node, background: str | None) -> str | None:
    """The background inside a text box: that of its shape when it is plain, else not known."""
    shape = box.getparent()
    while shape is not None and local(shape) not in ("wsp", "shape", "rect", "roundrect", "drawing", "pict"):
        shape = shape.getparent()
    if shape is None:
        return ""
    if local(shape) != "wsp":
        filled = (shape.get("filled") or "t") not in ("f", "false")
        return parse_colour(shape.get("fillcolor") or "white") if filled else background
    properties = next((child for child in shape if local(child) == "spPr"), None)
    for child in [] if properties is None else properties:
        if local(child) == "noFill":
            return background
        if local(child) == "solidFill":
            colour = next((local(c) == "srgbClr" and parse_colour(c.get("val")) for c in child), None)
            return colour or ""
    return ""
