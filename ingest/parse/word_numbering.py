"""The labels of numbered paragraphs ("4.2", "(a)", "Article 3"), which Word computes and does not store.

Labels are part of what a reader sees and cites, so they are part of the text. Bullets are not: they say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.parse.numbers import whole_number, written
from ingest.parse.package import Node
from ingest.parse.word_styles import Styles, W, switch, value

_FORMS = {
    "decimal": "decimal",
    "decimalZero": "zero",
    "lowerLetter": "letter",
    "upperLetter": "LETTER",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
}
_LEVELS = 9
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a list paragraph: ``text`` is empty for a bullet."""

    text: str
    level: int


@dataclass(slots=True)
class _List:
    """An abstract numbering definition, with its running counters by level."""

    levels: dict[int, Node]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document. Ask for labels once a paragraph, in document order."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        """Read ``numbering.xml`` (None: a document without lists)."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, tuple[_List, dict[int, Node], dict[int, int]]] = {}
        self._restarted: set[str] = set()
        if root is None:
            return
        abstracts = {value(node, "abstractNumId") or "": node for node in root.iterfind(W + "abstractNum")}
        by_link = {value(node.find(W + "styleLink")): node for node in abstracts.values()}
        for node in root.iterfind(W + "num"):
            key = value(node.find(W + "abstractNumId")) or ""
            abstract = abstracts.get(key)
            link = value(None if abstract is None else abstract.find(W + "numStyleLink"))
            if link is not None:
                abstract = by_link.get(link, abstract)
            if abstract is not None:
                self._add(value(node, "numId") or "", node, abstract)

    def _add(self, number: str, node: Node, abstract: Node) -> None:
        key = value(abstract, "abstractNumId") or ""
        levels = {_index(level): level for level in abstract.iterfind(W + "lvl")}
        shared = self._lists.setdefault(key, _List(levels))
        overrides: dict[int, Node] = {}
        starts: dict[int, int] = {}
        for override in node.iterfind(W + "lvlOverride"):
            level = override.find(W + "lvl")
            if level is not None:
                overrides[_index(override)] = level
            start = override.find(W + "startOverride")
            if start is not None:
                starts[_index(override)] = whole_number(value(start), 1)
        self._instances[number] = (shared, overrides, starts)

    def label(self, properties: Node | None) -> Label | None:
        """The label of the paragraph with this ``w:pPr``, which it counts; None when it is in no list."""
        number, level = self._place(properties)
        if number is None or number not in self._instances:
            return None
        shared, overrides, starts = self._instances[number]
        levels = {**shared.levels, **overrides}
        if level not in levels:
            return None
        if starts and number not in self._restarted:
            self._restarted.add(number)
            for index, start in starts.items():
                shared.counters[index] = start - 1
        self._count(shared.counters, levels, level)
        return Label(_render(levels, shared.counters, level), level)

    def _count(self, counters: dict[int, int], levels: dict[int, Node], level: int) -> None:
        counters[level] = counters.get(level, _start(levels, level) - 1) + 1
        for index in range(level):
            counters.setdefault(index, _start(levels, index))
        for index in range(level + 1, _LEVELS):
            restart = levels.get(index)
            after = value(None if restart is None else restart.find(W + "lvlRestart"))
            if after is None or (after != "0" and level < whole_number(after, _LEVELS)):
                counters.pop(index, None)

    def _place(self, properties: Node | None) -> tuple[str | None, int]:
        """The list and the level of a paragraph, its own or by its style."""
        own = None if properties is None else properties.find(W + "numPr")
        number = value(None if own is None else own.find(W + "numId"))
        level = value(None if own is None else own.find(W + "ilvl"))
        identifier = value(None if properties is None else properties.find(W + "pStyle"))
        for node in self._styles.chain(identifier or self._styles.default_paragraph) if number is None else ():
            inherited = node.find(f"{W}pPr/{W}numPr")
            if inherited is None:
                continue
            number = value(inherited.find(W + "numId"))
            linked = self._linked_level(number, value(node, "styleId"))
            level = level or value(inherited.find(W + "ilvl")) or linked
            if number is not None:
                break
        return (None if number == "0" else number), min(whole_number(level, 0), _LEVELS - 1)

    def _linked_level(self, number: str | None, style: str | None) -> str | None:
        """The level that names ``style`` as its own, for styles that say only which list they belong to."""
        if number not in self._instances:
            return None
        levels = self._instances[number][0].levels
        return next((str(index) for index, node in levels.items() if value(node.find(W + "pStyle")) == style), None)


def _render(levels: dict[int, Node], counters: dict[int, int], level: int) -> str:
    node = levels[level]
    if _form(node) in ("bullet", "none"):
        return ""
    legal = switch(node, "isLgl") or False

    def place(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        other = levels.get(index)
        form = "decimal" if other is None or (legal and index < level) else _form(other)
        return _written(counters.get(index, 1), form)

    return re.sub(r"%([1-9])", place, value(node.find(W + "lvlText")) or "").strip()


def _written(count: int, form: str) -> str:
    if form == "none":
        return ""
    if form == "ordinal":
        ending = "th" if 10 <= count % 100 <= 20 else _ORDINALS.get(count % 10, "th")
        return f"{count}{ending}"
    return written(count, _FORMS.get(form, "decimal"))


def _form(level: Node) -> str:
    return value(level.find(W + "numFmt")) or "decimal"


def _start(levels: dict[int, Node], level: int) -> int:
    node = levels.get(level)
    return whole_number(value(None if node is None else node.find(W + "start")), 1)


def _index(node: Node) -> int:
    return whole_number(value(node, "ilvl"), 0)
