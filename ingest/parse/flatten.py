"""Pages nested too deeply for a tree's parser, written again with a bound on their depth."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_DEPTH = 200  # levels kept
_KEPT = frozenset(
    {"style", "class", "id", "hidden", "bgcolor", "color", "colspan", "rowspan", "role", "name", "content"}
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def flatten(html: str) -> str:
    """``html`` without the tags below the 200th level; no text is lost."""
    writer = _Flattener()
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


class _Flattener(HTMLParser):
    """Writes a page again without the tags below a depth, so that no text is lost.

    What is hidden stays so: the styles, classes and ``hidden`` marks of tags left out go to a division around the
    text within.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._stack: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name in _KEPT)
        if tag in _VOID:
            if len(self._stack) <= _DEPTH:
                self.parts.append(f"<{tag}{style}>")
            return
        self._stack.append((tag, style))
        if len(self._stack) <= _DEPTH:
            self.parts.append(f"<{tag}{style}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._stack:
            return
        # an end tag without its start is looked for a little way only: hostile pages are made of them
        for back, (open_tag, _) in enumerate(self._stack[: -_DEPTH - 1 : -1], 1):
            if open_tag == tag:
                for _ in range(back):
                    self._close()
                return

    def _close(self) -> None:
        tag, _ = self._stack.pop()
        if len(self._stack) < _DEPTH:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        tag = self._stack[-1][0] if self._stack else ""
        if tag in ("script", "style"):
            self.parts.append(data if len(self._stack) <= _DEPTH else "")
            return
        if len(self._stack) <= _DEPTH or not data.strip():
            self.parts.append(escape(data, quote=False))
            return
        styles = list(dict.fromkeys(style for _, style in self._stack[_DEPTH:] if style))[-_DEPTH:]
        opening = "".join(f"<div{style}>" for style in styles) or "<div>"
        self.parts.append(opening + escape(data, quote=False) + "</div>" * max(1, len(styles)))

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")
