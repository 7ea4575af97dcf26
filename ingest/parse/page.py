"""A web page as a reader sees it: visible blocks in order, and apart from them what is hidden.

``lxml`` reads the tree; ``Page`` holds plain values. Nothing here goes deeper by recursion, so a page nested
ten thousand levels deep costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from lxml import etree

from ingest.parse.flatten import flatten
from ingest.parse.visibility import Look, Sheet, judge, read_sheet

_SILENT = frozenset({"script", "style", "head", "link", "meta", "base", "datalist", "map", "param", "source", "track"})
_FALLBACK = frozenset({"noscript", "iframe", "object", "applet", "audio", "video", "canvas", "noframes", "noembed"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table tbody td textarea tfoot th thead tr ul xmp".split()
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VERBATIM = frozenset({"pre", "listing", "plaintext", "xmp", "textarea"})
_SHOWN_INPUTS = frozenset(("", "text", "email", "tel", "url", "date", "datetime-local", "month", "time", "number"))
_LABEL, _VALUE = 50, 80  # characters of a label and of its value, in a list that is read as a table
_SPACE = re.compile(r"[ \t\n\r\f\v\xa0]+")
_CONDITION = re.compile(r"<?!?\[(?:if|endif)[^\]]{0,100}\]>?", re.I)  # for one browser or mail program
_TAG = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell's visible words and the columns and rows that it spans."""

    text: str
    across: int = 1
    down: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``p``), heading (``h1`` to ``h6``), list item (``li``), verbatim text (``pre``) or ``table``.

    ``text`` has a line break where the page has one; for a table it is the caption and ``rows`` hold the cells.
    """

    tag: str
    text: str
    rows: tuple[tuple[TableCell, ...], ...] = ()
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page read. ``hidden`` pairs words and the reason that they are not seen; ``meta`` has lower-case names."""

    blocks: tuple[Block, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    title: str = ""
    language: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    flattened: bool = False


def read_page(html: str) -> Page:
    """Read a page or a fragment of one. Broken markup is read as far as it can be, as browsers do."""
    html = re.sub(r"\A\s*<\?xml[^>]*\?>", "", html)
    root, cut = _tree(html)
    flattened = cut
    if cut:
        root, _ = _tree(flatten(html))
    if root is None:
        return Page()
    head = _Head(root)
    apart = _Apart()
    apart.take_out(root, head.sheet)
    blocks = tuple(_Reducer().reduce(root))
    return Page(
        blocks=blocks,
        hidden=tuple(apart.hidden),
        comments=tuple(apart.comments),
        images=tuple(dict.fromkeys(apart.images)),
        title=head.title,
        language=head.language,
        meta=head.meta,
        flattened=flattened,
    )


def _tree(html: str) -> tuple[Any, bool]:
    """The root of the page (``None`` for nothing), and whether the parser gave up on its depth."""
    if not html.strip():
        return None, False
    parser = etree.HTMLParser(huge_tree=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    return root, any("depth" in entry.message.lower() for entry in parser.error_log)


class _Head:
    """What the page says about itself, and its style rules."""

    def __init__(self, root: Any) -> None:
        self.meta: dict[str, str] = {}
        self.title = ""
        self.language = _first_attribute(root, ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"))
        css: list[str] = []
        external = False
        for node in root.iter("meta", "title", "style", "link"):
            if node.tag == "meta":
                self._keep(node)
            elif node.tag == "title":
                self.title = self.title or squeeze("".join(node.itertext()))
            elif node.tag == "style" and node.get("media", "all").strip().lower() in ("all", "screen", ""):
                css.append(node.text or "")
            elif node.tag == "link" and "stylesheet" in (node.get("rel") or "").lower():
                external = True
        self.sheet = read_sheet("\n".join(css))
        self.sheet.external = external

    def _keep(self, node: Any) -> None:
        name = (node.get("name") or node.get("property") or node.get("http-equiv") or "").strip().lower()
        content = squeeze(node.get("content") or "")
        if name and content:
            self.meta.setdefault(name, content)


def _first_attribute(node: Any, names: Iterable[str]) -> str:
    return next((value.strip() for name in names if (value := node.get(name))), "")


class _Apart:
    """Takes out of the tree what a reader does not see, and keeps its words."""

    def __init__(self) -> None:
        self.hidden: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.images: list[str] = []

    def take_out(self, root: Any, sheet: Sheet) -> None:
        """Walk the tree once, with the look of each open element on a stack."""
        for node in chain(root.itersiblings(etree.Comment, preceding=True), root.itersiblings(etree.Comment)):
            self._keep_comment(node.text or "")
        looks = [Look()]
        out: list[Any] = []
        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, node in walk:
            if event == "comment":
                self._keep_comment(node.text or "")
                out.append(node)
                self._check_tail(node, looks[-1])
            elif event == "end":
                looks.pop()
                self._check_tail(node, looks[-1])
            else:
                reason, look = judge(node.tag, dict(node.attrib), looks[-1], sheet)
                looks.append(look)
                if reason or node.tag in _SILENT or node.tag in _FALLBACK:
                    self._keep_hidden(node, reason)
                    out.append(node)
                    walk.skip_subtree()
                else:
                    self._check_text(node, look)
        for node in out:
            _remove(node)

    def _keep_hidden(self, node: Any, reason: str) -> None:
        if node.tag in _FALLBACK:
            reason = f"<{node.tag}>, not displayed"
        if node.tag in _SILENT:
            return
        unspoken = ("script", "style")
        words = squeeze(" ".join(_texts(node, unspoken)))
        if words:
            self.hidden.append((words, reason))

    def _keep_comment(self, text: str) -> None:
        words = squeeze(_TAG.sub(" ", _CONDITION.sub(" ", text)))
        if words:
            self.comments.append(words)

    def _check_text(self, node: Any, look: Look) -> None:
        if node.tag == "img" and (words := squeeze(node.get("alt") or "")):
            self.images.append(words)
        if node.text and node.text.strip() and (reason := look.illegible()):
            self.hidden.append((squeeze(node.text), reason))
            node.text = " "

    def _check_tail(self, node: Any, look: Look) -> None:
        if node.tail and node.tail.strip() and (reason := look.illegible()):
            self.hidden.append((squeeze(node.tail), reason))
            node.tail = " "


def _texts(node: Any, unspoken: tuple[str, ...]) -> Iterator[str]:
    """The strings below ``node``, its own tail and the text of ``unspoken`` elements left out."""
    for child in node.iter():
        if isinstance(child.tag, str) and child.tag not in unspoken and child.text:
            yield child.text
        if child is not node and child.tail:
            yield child.tail


def _remove(node: Any) -> None:
    """Take an element out of its tree and leave its tail where it was."""
    parent = node.getparent()
    if parent is None:
        for child in list(node):
            node.remove(child)
        node.text = None
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = _writable((before.tail or "") + node.tail)
        else:
            parent.text = _writable((parent.text or "") + node.tail)
    parent.remove(node)


def _writable(text: str) -> str:
    """``text`` as the tree lets it be written: it reads control characters in a page, and takes none itself."""
    return _UNWRITABLE.sub("\ufffd", text)


def squeeze(text: str) -> str:
    """``text`` with every run of white space made one blank, and none at its ends."""
    return _SPACE.sub(" ", text).strip()


class _Reducer:
    """Makes blocks of a tree that holds only what is visible."""

    def __init__(self) -> None:
        self._done: list[Block] = []
        self._pieces: list[str] = []
        self._tag = "p"

    def reduce(self, root: Any) -> list[Block]:
        layout = _layout_tables(root)
        verbatim = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            tag = node.tag
            if event == "start":
                if tag == "table" and node not in layout:
                    self._flush()
                    self._done.append(_table(node))
                    walk.skip_subtree()
                    continue
                if tag == "dl" and (rows := _labelled(node)):
                    self._flush()
                    self._done.append(Block("table", "", rows))
                    walk.skip_subtree()
                    continue
                if tag == "svg":
                    self._drawing(node)
                    walk.skip_subtree()
                    continue
                verbatim += tag in _VERBATIM
                self._start(tag, node)
                self._add(node.text, verbatim > 0)
            else:
                if tag in _BLOCKS:
                    self._flush()
                verbatim -= tag in _VERBATIM
                self._add(node.tail, verbatim > 0)
        self._flush()
        return self._done

    def _start(self, tag: str, node: Any) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._tag = "pre" if tag in _VERBATIM else tag if tag in _HEADINGS or tag == "li" else self._tag
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "input" and (node.get("type") or "").lower() in _SHOWN_INPUTS:
            self._pieces.append(f" {squeeze(node.get('value') or '')} ")

    def _add(self, text: str | None, verbatim: bool) -> None:
        if text:
            self._pieces.append(text.replace("\r", "") if verbatim else _SPACE.sub(" ", text))

    def _flush(self) -> None:
        """End the block in hand; an empty line in it (two ``<br>``) begins a new one."""
        text = "".join(self._pieces)
        self._pieces.clear()
        tag, self._tag = self._tag, "p"
        if tag == "pre":
            self._append("pre", text.strip("\n").rstrip())
            return
        for part in re.split(r"\n[ \n]*\n", text):
            self._append(tag, re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", part)).strip())

    def _append(self, tag: str, text: str) -> None:
        if text.strip():
            self._done.append(Block(tag, text))

    def _drawing(self, node: Any) -> None:
        """The labels of a drawing, each a block."""
        self._flush()
        for label in node.iter("text"):
            self._append("p", squeeze(" ".join(label.itertext())))


def _layout_tables(root: Any) -> set[Any]:
    """Tables that only place things: they hold a table, say so, or have one cell a row and no heading cell."""
    layout: set[Any] = set()
    for table in root.iter("table"):
        above = next(table.iterancestors("table"), None)
        if above is not None:
            layout.add(above)
    for table in root.iter("table"):
        if table in layout:
            continue
        stated = (table.get("role") or "").lower() in ("presentation", "none")
        widths = [sum(1 for _ in row.iterchildren("td", "th")) for row in table.iter("tr")]
        if stated or (max(widths, default=0) <= 1 and next(table.iter("th"), None) is None):
            layout.add(table)
    return layout


def _labelled(node: Any) -> tuple[tuple[TableCell, ...], ...]:
    """The rows of a list of labels and their values ("Owner", "Ana Roth"); none for terms explained at length."""
    parts = [child for child in node.iter("dt", "dd") if next(child.iterancestors("dl"), None) is node]
    tags = [child.tag for child in parts]
    if tags != ["dt", "dd"] * (len(tags) // 2) or not tags:
        return ()
    words = [_words(child) for child in parts]
    if any(len(label) > _LABEL for label in words[::2]) or any(len(value) > _VALUE for value in words[1::2]):
        return ()
    return tuple((TableCell(label), TableCell(value)) for label, value in zip(words[::2], words[1::2], strict=True))


def _table(node: Any) -> Block:
    caption = " ".join(_words(one) for one in node.iterchildren("caption"))
    head: list[Any] = []
    body: list[Any] = []
    for child in node:
        if child.tag == "thead":
            head.extend(child.iterchildren("tr"))
        elif child.tag in ("tbody", "tfoot"):
            body.extend(child.iterchildren("tr"))
        elif child.tag == "tr":
            body.append(child)
    rows = tuple(tuple(_cell(cell) for cell in row.iterchildren("td", "th")) for row in chain(head, body))
    return Block("table", caption, rows, len(head))


def _cell(node: Any) -> TableCell:
    return TableCell(_words(node), _count(node.get("colspan")), _count(node.get("rowspan")), node.tag == "th")


def _count(value: str | None) -> int:
    value = (value or "").strip()
    return min(max(1, int(value)), 1_000) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _words(node: Any) -> str:
    """The words of a cell on one line; blocks and line breaks within are set apart by a blank."""
    pieces: list[str] = []
    for event, child in etree.iterwalk(node, events=("start", "end")):
        apart = " " if child.tag in _BLOCKS or child.tag == "br" else ""
        if event == "start":
            pieces.append(apart + (child.text or ""))
            if child.tag == "input" and (child.get("type") or "").lower() in _SHOWN_INPUTS:
                pieces.append(child.get("value") or "")
        else:
            pieces.append(apart + ((child.tail or "") if child is not node else ""))
    return squeeze("".join(pieces))
