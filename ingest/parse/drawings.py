"""Charts and diagrams of office files: their words and figures, as a table and as lines.

The values of a chart are those cached in the file, which is what its picture shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.parse.numbers import whole_number
from ingest.parse.package import Node, local, words

_MAX_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: ``header`` names the series after the first column, which holds the categories."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_chart(root: Node) -> Chart:
    """The title, series and points of a chart part (``c:chartSpace``)."""
    title = _rich_text(root.find("{*}chart/{*}title"))  # the axes have titles too
    series = list(root.iter("{*}ser"))
    names = [words(_first(node, "tx", "v")) or _rich_text(_first(node, "tx", "rich")) for node in series]
    categories: dict[int, str] = {}
    columns: list[dict[int, str]] = []
    for node in series:
        categories = categories or _points(_child(node, "cat", "xVal"))
        columns.append(_points(_child(node, "val", "yVal")))
    places = sorted({*categories, *(place for column in columns for place in column)})
    rows = [(categories.get(place, ""), *(column.get(place, "") for column in columns)) for place in places]
    return Chart(title, ("", *names) if any(names) else (), tuple(rows))


def read_diagram(root: Node) -> list[str]:
    """The texts of a diagram's nodes (SmartArt data part), in the order of the file."""
    texts = (_rich_text(node) for point in root.iter("{*}pt") for node in point if local(node) == "t")
    return [text for text in texts if text]


def _points(node: Node | None) -> dict[int, str]:
    """The cached points by index; of categories on several levels, the innermost."""
    if node is None:
        return {}
    level = next(node.iter("{*}lvl"), node)
    found: dict[int, str] = {}
    for point in level.iter("{*}pt"):
        if len(found) < _MAX_POINTS:
            found[whole_number(point.get("idx"))] = words(_child(point, "v"))
    return found


def _child(node: Node, *names: str) -> Node | None:
    return next((child for child in node if local(child) in names), None)


def _first(node: Node, child: str, below: str) -> Node | None:
    place = _child(node, child)
    return None if place is None else next(place.iter("{*}" + below), None)


def _rich_text(node: Node | None) -> str:
    """DrawingML text: paragraphs joined by blanks."""
    if node is None:
        return ""
    return " ".join(filter(None, ("".join(t.text or "" for t in p.iter("{*}t")).strip() for p in node.iter("{*}p"))))
