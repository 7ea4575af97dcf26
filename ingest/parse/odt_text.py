"""The characters of one OpenDocument paragraph, span by span, and what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.parse.colour import WHITE
from ingest.parse.odt_styles import STYLE, TEXT, OdtStyles, count_of, value
from ingest.parse.package import Node, local
from ingest.parse.prose import Follower, Look, Paragraph

_SKIPPED = frozenset(
    "annotation-end bookmark bookmark-start bookmark-end reference-mark reference-mark-start reference-mark-end "
    "change change-start change-end soft-page-break note-citation ruby-text toc-mark toc-mark-start toc-mark-end "
    "alphabetical-index-mark user-index-mark title desc image forms event-listeners number script".split()
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_HIDDEN = Look(hidden=True)


def read_odt_paragraph(node: Node, styles: OdtStyles, background: str | None = WHITE) -> Paragraph:
    """Read a ``text:p`` or ``text:h`` that stands on ``background``."""
    style = value(node, TEXT + "style-name")
    fill = styles.fill("paragraph", style)
    reader = _Reader(styles, background if fill is None else fill)
    look = styles.look("paragraph", style)
    hiding = node.iter(TEXT + "hidden-paragraph")
    if any(value(mark, TEXT + "is-hidden") != "false" for mark in hiding):
        look = _HIDDEN.over(look)
    reader.read(node, look)
    return reader.paragraph


class _Reader:
    def __init__(self, styles: OdtStyles, background: str | None) -> None:
        self.paragraph = Paragraph()
        self._styles = styles
        self._background = background
        self._after_blank = True  # white space is one blank, and none at the start of a paragraph
        self._handlers: dict[str, Callable[[Node, Look], None]] = {
            "span": self._span,
            "s": lambda node, look: self._add(" " * count_of(node, TEXT + "c", 1_000), look),
            "tab": lambda node, look: self._add("\t", look),
            "line-break": lambda node, look: self._add("\n", look),
            "note": self._note,
            "annotation": lambda node, look: self._follow(Follower("comment", node)),
            "hidden-text": self._hidden_text,
            "hidden-paragraph": lambda node, look: None,
            "text-box": self._box,
            "object": lambda node, look: self._follow(Follower("drawing", node)),
            "table": lambda node, look: self._follow(Follower("table", node)),
            **dict.fromkeys(("p", "list"), self._box_of_shape),
        }

    def read(self, node: Node, look: Look) -> None:
        self._collapsed(node.text, look)
        for child in node:
            name = local(child)
            if name in self._handlers:
                self._handlers[name](child, look)
            elif name not in _SKIPPED:
                self.read(child, look)
            self._collapsed(child.tail, look)

    def _collapsed(self, text: str | None, look: Look) -> None:
        single = _BLANKS.sub(" ", text or "")
        if self._after_blank:
            single = single.removeprefix(" ")
        self._add(single, look)

    def _add(self, text: str, look: Look) -> None:
        if text:
            self.paragraph.add(text, look, self._background)
            self._after_blank = text[-1].isspace()

    def _follow(self, follower: Follower) -> None:
        self.paragraph.followers.append(follower)

    def _span(self, node: Node, look: Look) -> None:
        self.read(node, self._styles.look("text", value(node, TEXT + "style-name")).over(look))

    def _note(self, node: Node, look: Look) -> None:
        body = node.find(TEXT + "note-body")
        if body is not None:
            self._follow(Follower(value(node, TEXT + "note-class") or "footnote", body))

    def _hidden_text(self, node: Node, look: Look) -> None:
        text = value(node, TEXT + "string-value") or "".join(str(part) for part in node.itertext())
        shown = value(node, TEXT + "is-hidden") == "false"
        self._add(text, look if shown else _HIDDEN.over(look))

    def _box(self, node: Node, look: Look) -> None:
        frame = node.getparent()
        style = "" if frame is None else value(frame, "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}style-name")
        fill = self._styles.fill("graphic", style)
        hidden = frame is not None and value(frame, STYLE + "display") == "none"
        self._follow(Follower("box", node, fill=self._background if fill is None else fill, hidden=hidden))

    def _box_of_shape(self, node: Node, look: Look) -> None:
        """Words in a drawn shape, whose fill is not followed."""
        parent = node.getparent()
        if parent is not None and not any(f.node is parent for f in self.paragraph.followers):
            self._follow(Follower("box", parent, fill=""))
