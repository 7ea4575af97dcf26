"""Paragraphs of slides and their tables: runs with what is hidden, list numbers, merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evidence.model import Mark
from ingest.parse.colour import unseen
from ingest.parse.grids import GridCell, GridRow
from ingest.parse.marked import Marked, Piece, marked
from ingest.parse.numbers import whole_number, written
from ingest.parse.package import Node, local
from ingest.parse.slides_look import fill_of, text_colour

_FORMS = {"alphaLc": "letter", "alphaUc": "LETTER", "romanLc": "roman", "romanUc": "ROMAN", "arabic": "decimal"}
_ENDS = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")"), "Plain": ("", "")}
_USUAL = 1800  # hundredths of a point
_SKIPPED = frozenset({"rPr", "pPr", "endParaRPr"})


@dataclass(frozen=True, slots=True)
class Look:
    """What surrounds a text: its background (None or "" when not known), the theme, why all of it is hidden."""

    background: str | None = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    hidden: str = ""


def read_paragraphs(body: Node, look: Look, *, flat: bool = False) -> list[Marked]:
    """The paragraphs of a text body (``p:txBody``, ``a:txBody``) that hold characters, list numbers included."""
    found: list[Marked] = []
    counts: dict[int, int] = {}
    for node in body:
        if local(node) != "p":
            continue
        pieces = list(_pieces(node, look))
        if not "".join(piece.text for piece in pieces).strip():
            continue
        label = _label(node, counts)
        found.append(marked([Piece(label), *pieces] if label else pieces, flat=flat))
    return found


def read_rows(table: Node, look: Look) -> list[GridRow]:
    """The rows of an ``a:tbl``; a merged cell stands in its first place."""
    return [
        GridRow(tuple(filter(None, (_cell(cell, column, look) for column, cell in enumerate(_cells(row))))))
        for row in table
        if local(row) == "tr"
    ]


def has_header(table: Node) -> bool:
    """Whether the table shows its first row as a header, as its style says."""
    properties = next((node for node in table if local(node) == "tblPr"), None)
    return properties is not None and properties.get("firstRow") in ("1", "true")


def _cells(row: Node) -> Iterator[Node]:
    return (node for node in row if local(node) == "tc")


def _cell(node: Node, column: int, look: Look) -> GridCell | None:
    properties = next((child for child in node if local(child) == "tcPr"), None)
    fill = None if properties is None else fill_of(properties, look.colours)
    inner = Look(fill or "", look.colours, look.hidden)
    pieces: list[Piece] = []
    for body in (child for child in node if local(child) == "txBody"):
        for paragraph in body:
            pieces.extend([*_pieces(paragraph, inner), Piece("\n")])
    content = marked(pieces, flat=True)
    if not content.text:
        return None
    return GridCell(column, content, _is_bold(node), _span(node, "gridSpan"), _span(node, "rowSpan"))


def _is_bold(cell: Node) -> bool:
    runs = [node for node in cell.iter("{*}r") if any((t.text or "").strip() for t in node.iter("{*}t"))]
    return bool(runs) and all(any(p.get("b") in ("1", "true") for p in run.iter("{*}rPr")) for run in runs)


def _pieces(paragraph: Node, look: Look) -> Iterator[Piece]:
    for node in paragraph:
        name = local(node)
        if name in ("r", "fld"):
            properties = next((child for child in node if local(child) == "rPr"), None)
            reason = look.hidden or _unseen(properties, look)
            text = "".join(child.text or "" for child in node if local(child) == "t")
            yield Piece(text, Mark.HIDDEN if reason else None, reason)
        elif name == "br":
            yield Piece("\n")
        elif name == "AlternateContent":  # a formula; its fallback is a picture
            yield Piece("".join(t.text or "" for t in node.iter("{*}t")))
        elif name not in _SKIPPED:
            yield from _pieces(node, look)


def _unseen(properties: Node | None, look: Look) -> str:
    size = "" if properties is None else str(properties.get("sz") or "")
    points = whole_number(size, _USUAL) / 100 if size else None
    return unseen(text_colour(properties, look.colours), look.background, points)


def _label(paragraph: Node, counts: dict[int, int]) -> str:
    """The number of an automatically numbered paragraph with a blank, or ""; counts on by level."""
    properties = next((node for node in paragraph if local(node) == "pPr"), None)
    level = whole_number(None if properties is None else properties.get("lvl"), 0)
    automatic = None if properties is None else next(properties.iter("{*}buAutoNum"), None)
    for deeper in [other for other in counts if other > level or (other == level and automatic is None)]:
        del counts[deeper]
    if automatic is None:
        return ""
    counts[level] = counts.get(level, whole_number(automatic.get("startAt"), 1) - 1) + 1
    kind = str(automatic.get("type") or "arabicPeriod")
    form = next((value for prefix, value in _FORMS.items() if kind.startswith(prefix)), "decimal")
    before, after = next((value for suffix, value in _ENDS.items() if kind.endswith(suffix)), ("", "."))
    return f"{before}{written(counts[level], form)}{after} "


def _span(node: Node, name: str) -> int:
    return max(1, whole_number(node.get(name), 1))
