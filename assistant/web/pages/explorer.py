"""The explorer: pick a thing, see what it has to do with others; every line opens the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from assistant.web.answers import Source
from assistant.web.choices import address, words
from assistant.web.navigation import Page
from assistant.web.relations import KINDS, Edge, Node, Relations, relations
from assistant.web.reported import facts_of
from assistant.web.site import Site
from assistant.web.working import working
from evidence.citing import Citer
from evidence.lexical import analyse
from evidence.record import Missing

PAGE = Page("explorer", "Relations", "/explorer", 60)

_EACH = 12  # nodes of a kind on the page without a choice
_MOST = 400  # nodes of one kind in its list
_DRAWN = 8  # neighbours on each side of the picture
_FURTHER = 3  # what a neighbour leads to, each
_WIDTH, _BOX, _HIGH, _GAP = 960, 250, 44, 14


@dataclass(frozen=True, slots=True)
class Told:
    """An edge to read: the neighbour and the words; ``further`` is what the neighbour leads to."""

    edge: Edge
    source: Node
    target: Node
    sources: tuple[Source, ...]
    further: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A node in the picture."""

    node: Node
    x: float
    y: float
    verb: str
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One node between what leads to it and what it leads to."""

    height: float
    centre: tuple[float, float]
    boxes: tuple[Box, ...]
    left_out: int


def routes(site: Site) -> APIRouter:
    """``/explorer``."""
    router = site.router()
    router.get("/explorer")(working(_Pages(site).explorer))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site

    def explorer(self, request: Request) -> Response:
        """Things to pick from, or one with its relations."""
        who = self._site.who(request)
        view = self._site.service.view(who)
        known = relations(view)
        identity, kind, text = words(request, "node"), words(request, "kind"), words(request, "q")
        if not identity:
            return self._list(request, known, kind if kind in KINDS else "", text)
        node = known.nodes.get(identity)
        if node is None:
            raise Missing("there is nothing of that name in the register", remedy="Pick something from the list.")
        citer = Citer(view)
        out = [_told(known, citer, edge) for edge in _sorted(known.out.get(node.id, []))]
        into = [_told(known, citer, edge) for edge in _sorted(known.into.get(node.id, []))]
        return self._site.render(
            request,
            "explorer_node.html",
            who=who,
            page="explorer",
            node=node,
            out=out,
            into=into,
            picture=_picture(into, out),
            kinds=KINDS,
            link=link,
            width=_WIDTH,
            box=_BOX,
            high=_HIGH,
        )

    def _list(self, request: Request, known: Relations, kind: str, text: str) -> Response:
        terms = set(analyse(text))
        found = [
            node
            for node in known.nodes.values()
            if (not kind or node.kind == kind) and (not terms or terms <= set(analyse(node.name)))
        ]
        found.sort(key=lambda node: (-known.degree(node.id), node.name))
        groups = []
        for name, title in KINDS.items():
            mine = [(node, known.degree(node.id)) for node in found if node.kind == name]
            most = _MOST if kind or text else _EACH
            if mine:
                groups.append((name, title, mine[:most], len(mine) - len(mine[:most])))
        return self._site.render(
            request,
            "explorer.html",
            who=self._site.who(request),
            page="explorer",
            groups=groups,
            kinds=list(KINDS.items()),
            kind=kind,
            text=text,
            any=bool(known.nodes),
            link=link,
        )


def link(node: Node) -> str:
    """The page of a node."""
    return address("/explorer", node=node.id)


def _sorted(edges: list[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: edge.day, reverse=True)


def _told(known: Relations, citer: Citer, edge: Edge) -> Told:
    further = [(each.verb, known.nodes[each.target]) for each in _sorted(known.out.get(edge.target, []))]
    newest = list(reversed(edge.facts))
    return Told(
        edge,
        known.nodes[edge.source],
        known.nodes[edge.target],
        facts_of(citer, newest),
        tuple(each for each in further if each[1].id != edge.source)[:_FURTHER],
    )


def _picture(into: list[Told], out: list[Told]) -> Picture:
    left, right = into[:_DRAWN], out[:_DRAWN]
    rows = max(len(left), len(right), 1)
    height = rows * (_HIGH + _GAP) + _GAP
    x, y = (_WIDTH - _BOX) / 2, (height - _HIGH) / 2
    boxes = [_box(told.source, told.edge.verb, at, len(left), height, 0.0) for at, told in enumerate(left)]
    boxes += [
        _box(told.target, told.edge.verb, at, len(right), height, float(_WIDTH - _BOX)) for at, told in enumerate(right)
    ]
    return Picture(height, (x, y), tuple(boxes), len(into) + len(out) - len(left) - len(right))


def _box(node: Node, verb: str, at: int, many: int, height: float, x: float) -> Box:
    """A neighbour at its place, with the line between it and the middle."""
    y = round((height - many * (_HIGH + _GAP) + _GAP) / 2 + at * (_HIGH + _GAP), 1)
    middle, own = height / 2, y + _HIGH / 2
    inner = (_WIDTH - _BOX) / 2
    begin, end = (x + _BOX, inner) if x < inner else (inner + _BOX, x)
    first, last = (own, middle) if x < inner else (middle, own)
    bend = (end - begin) / 2
    path = f"M{begin} {first} C{begin + bend} {first} {end - bend} {last} {end - 7} {last}"
    return Box(node, x, y, verb, path)
