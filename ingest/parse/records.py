"""JSON, JSON Lines and ``corpus.jsonl``: records under the names of their keys.

The canonical text of JSON is the decoded source; cells are spans of its scalars. A row of a
``corpus.jsonl`` is a document of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evidence.errors import Corrupt, TooLarge
from evidence.model import Cell, Metadata, ParsedDocument, Row, Table
from ingest.limits import Limits
from ingest.parse.decode import decode, tidy
from ingest.parse.records_json import Node, Syntax, scan, skip_blanks

_DEEPEST = 8  # levels of nested objects whose keys become dotted column names
_WIDEST = 1_000  # columns of a table; further keys stay in the text only
_WARNINGS = 20  # lines named one by one


def parse_json(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """JSON or JSON Lines. An array of objects is a table; an object on its own is a table of one row.

    Raises ``Corrupt`` naming line and column when no value can be read, ``TooLarge`` beyond
    ``limits.cells`` values or ``limits.characters``. A damaged line of JSON Lines costs a warning.
    """
    decoded = decode(data)
    text = decoded.text
    if len(text) > limits.characters:
        raise TooLarge(f"{len(text):,} characters; the limit is {limits.characters:,}")
    warnings = [decoded.warning] if decoded.warning else []
    try:
        root, end = scan(text, 0, limits.cells)
        roots = [root] if skip_blanks(text, end) == len(text) else _lines(text, limits, warnings)
    except Syntax as error:
        if not _is_lines(text, limits):
            raise Corrupt(f"not valid JSON: {error.told(text)}") from error
        roots = _lines(text, limits, warnings)
    metadata = Metadata(title=_title(text, roots[0])) if len(roots) == 1 else Metadata()
    tables = _tables(text, roots)
    return ParsedDocument(text, "json/1", metadata, tables=tuple(tables), warnings=tuple(warnings))


def parse_corpus(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """A labelled evidence set: every line ``{"doc_id", "text", "title"?, "document"?}`` is a part of its own.

    Malformed lines, and lines that repeat a ``doc_id`` (the first one counts), cost a warning that names
    them. Rows without text are kept. Raises ``Corrupt`` when no line can be read.
    """
    decoded = decode(data)
    warnings = _Warnings([decoded.warning] if decoded.warning else [])
    parts: dict[str, ParsedDocument] = {}
    characters = 0
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            doc_id, document = _corpus_row(line)
        except ValueError as error:
            warnings.add(number, str(error))
            continue
        if doc_id in parts:
            warnings.add(number, f"doc_id {doc_id!r} stands on an earlier line, which counts")
            continue
        characters += len(document.text)
        if characters > limits.characters:
            raise TooLarge(f"more than {limits.characters:,} characters, which is the limit")
        parts[doc_id] = document
    told = warnings.told()
    if not parts:
        raise Corrupt(f"no line of it is a row with doc_id and text: {told[0] if told else 'it is empty'}")
    return ParsedDocument("", "corpus/1", parts=tuple(parts.items()), warnings=told)


@dataclass(slots=True)
class _Warnings:
    """Warnings that name a line; the first ones in full, the others counted."""

    general: list[str]
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, reason: str) -> None:
        self.count += 1
        if len(self.lines) < _WARNINGS:
            self.lines.append(f"line {line} was left out: {reason}")

    def told(self) -> tuple[str, ...]:
        more = self.count - len(self.lines)
        return (*self.general, *self.lines, *([f"{more:,} further lines were left out"] if more else []))


def _corpus_row(line: str) -> tuple[str, ParsedDocument]:
    """The id and document of a row. Raises ``ValueError`` with a plain reason."""
    try:
        row = json.loads(line, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} (column {error.colno})") from error
    if not isinstance(row, dict):
        raise ValueError("not an object")
    doc_id, text = row.get("doc_id"), row.get("text")
    if isinstance(doc_id, bool) or not isinstance(doc_id, str | int) or not str(doc_id).strip():
        raise ValueError("doc_id is missing or no text")
    if not isinstance(text, str):
        raise ValueError("text is missing or no text")
    properties = {"row": "true"}
    if row.get("document") is not None:
        properties["document"] = _plain(row["document"])
    title = _plain(row["title"]) if row.get("title") is not None else ""
    return tidy(str(doc_id)), ParsedDocument(_newlines(text), "corpus/1", Metadata(title=title, properties=properties))


def _plain(value: object) -> str:
    return tidy(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _newlines(text: str) -> str:
    return tidy(text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_lines(text: str, limits: Limits) -> bool:
    """Whether the text is JSON Lines of which some are damaged: half of its first lines hold an object each."""
    lines = [line for line in text[:100_000].split("\n") if line.strip()][:3]
    return sum(_is_object_line(line, limits) for line in lines) * 2 >= len(lines) >= 2


def _is_object_line(line: str, limits: Limits) -> bool:
    try:
        node, end = scan(line, 0, limits.cells)
    except Syntax:
        return False
    return node.kind in "{[" and not line[end:].strip()


def _lines(text: str, limits: Limits, warnings: list[str]) -> list[Node]:
    """The values of JSON Lines; values that run over several lines are read too.

    Raises ``Corrupt`` when as many lines are damaged as there are values.
    """
    found: list[Node] = []
    problems = _Warnings([])
    position, budget = 0, limits.cells
    line, counted = 1, 0
    first: Syntax | None = None
    while (position := skip_blanks(text, position)) < len(text):
        line, counted = line + text.count("\n", counted, position), position
        try:
            node, position = scan(text, position, budget)
            budget -= node.values
            found.append(node)
        except Syntax as error:
            first = first or error
            problems.add(line, error.message)
            line_end = text.find("\n", position)
            position = len(text) if line_end < 0 else line_end
    if first is not None and problems.count >= len(found):
        raise Corrupt(f"not valid JSON: {first.told(text)}")
    warnings += problems.told()
    return found


def _title(text: str, root: Node) -> str:
    """The string under the top-level key ``title``, "" when there is none."""
    for key, node in root.content or ():
        if key == "title" and node.kind == '"':
            return node.string(text).strip()
    return ""


def _tables(text: str, roots: list[Node]) -> list[Table]:
    """A table for every array of objects, and one for every object that holds no such array; in reading order."""
    if len(roots) > 1:
        objects = [root for root in roots if root.kind == "{"]
        return [_table(text, objects, "")] if objects else []
    tables: list[Table] = []
    pending: list[tuple[Node, str]] = [(roots[0], "")]
    while pending:
        node, name = pending.pop()
        if node.kind == "[":
            items = node.children()
            objects = [item for item in items if item.kind == "{"]
            if objects and len(objects) * 2 >= len(items) and (len(objects) > 1 or not _holds_records(objects[0])):
                tables.append(_table(text, objects, name))
                continue
            pending += [(item, name) for item in reversed(items) if item.content]
        elif node.kind == "{" and _holds_records(node):
            pending += [(item, key) for key, item in reversed(node.content or []) if item.content]
        elif node.kind == "{" and node.content:
            tables.append(_table(text, [node], name))
    return [table for table in tables if table.rows]


def _holds_records(node: Node) -> bool:
    """Whether an array of objects lies in ``node``, within the depth of column names."""
    level = [node]
    for _ in range(_DEEPEST):
        below = [item for member in level for item in member.children()]
        if any(item.kind == "[" and any(entry.kind == "{" for entry in item.children()) for item in below):
            return True
        level = [item for item in below if item.content]
        if not level:
            return False
    return True


def _table(text: str, objects: list[Node], caption: str) -> Table:
    columns: dict[str, int] = {}
    rows = []
    for node in objects:
        cells = [_cell(text, leaf, column) for column, leaf in _placed(_leaves(node), columns)]
        rows.append(Row(node.start, node.end, tuple(cell for cell in cells if cell is not None)))
    start = objects[0].start
    return Table(
        start,
        objects[-1].end,
        tuple(columns),
        tuple(row for row in rows if row.cells),
        header_start=start,
        header_end=start,
        caption=caption[:200],
    )


def _placed(leaves: Iterable[tuple[str, Node]], columns: dict[str, int]) -> Iterator[tuple[int, Node]]:
    for name, leaf in leaves:
        if name in columns or len(columns) < _WIDEST:
            yield columns.setdefault(name, len(columns)), leaf


def _leaves(node: Node) -> Iterator[tuple[str, Node]]:
    """The scalars and arrays in an object, in reading order, under their dotted names."""
    pending = [(key, item, 1) for key, item in reversed(node.content or [])]
    while pending:
        name, item, depth = pending.pop()
        if item.kind == "{" and depth < _DEEPEST:
            pending += [(f"{name}.{key}", inner, depth + 1) for key, inner in reversed(item.content or [])]
        else:
            yield name[:200], item


def _cell(text: str, node: Node, column: int) -> Cell | None:
    """The cell of a leaf; None for null, an empty string or an empty array, which hold no characters."""
    start, end = node.span
    if node.kind == "n" or start == end or node.content == []:
        return None
    if node.kind != '"':
        return Cell(start, end, column)
    value = node.string(text)
    return Cell(start, end, column, stored=value if value != text[start:end] else None) if value.strip() else None
