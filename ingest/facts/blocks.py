"""Forms: labels with values that stand together, in a table of two columns or on lines that follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.model import Span
from ingest.facts.cells import Value, plain
from ingest.facts.nested import groups, is_yaml
from ingest.facts.reading import Reading

_APART = 250  # characters between two tables of one form
_GAP = 160  # characters between two labels of one form
Block = list[tuple[str, Value]]


def blocks(reading: Reading) -> list[Block]:
    """Labels with values that stand together: a table of two columns, lines that follow each other."""
    known = reading.__dict__.get("_blocks")
    if known is None:
        known = [
            block
            for block in (
                *_joined(_table_blocks(reading)),
                *_nested_blocks(reading),
                *((group.entries for group in groups(reading)) if is_yaml(reading) else _line_blocks(reading)),
            )
            if len(block) > 1
        ]
        reading.__dict__["_blocks"] = known
    blocks: list[Block] = known
    return blocks


def _joined(blocks: Iterator[Block]) -> list[Block]:
    """Tables of labels one below the other are one form, as long as no label comes again."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else []
        near = bool(before and block) and block[0][1].span.start - before[-1][1].span.end <= _APART
        again = {plain(label) for label, _ in before} & {plain(label) for label, _ in block}
        if near and not again and min(len(before), len(block)) > 1:
            found[-1] = [*before, *block]
        else:
            found.append(block)
    return found


def _table_blocks(reading: Reading) -> Iterator[Block]:
    for table in reading.document.tables:
        if table.hidden or len(table.header) > 2 or any(len(row.cells) > 2 for row in table.rows):
            continue
        block: Block = []
        if len(table.header) == 2 and all(table.header) and table.header_end > table.header_start:
            at = reading.text.find(table.header[1], table.header_start, table.header_end)
            if at >= 0:
                block.append((table.header[0], Value(table.header[1], Span(at, at + len(table.header[1])))))
        for row in table.rows:
            if len(row.cells) == 2 and not row.hidden and reading.visible(Span(row.start, row.end)):
                label, value = row.cells
                words = reading.text[value.start : value.end].strip()
                block.append(
                    (reading.text[label.start : label.end].strip(), Value(words, Span(value.start, value.end)))
                )
        yield block


def _nested_blocks(reading: Reading) -> Iterator[Block]:
    """The entries of a mapping of mappings ("systems.A1.name", "systems.A1.owner", ...): one form each."""
    for table in reading.document.tables:
        if len(table.rows) != 1 or table.hidden or not reading.document.parser.startswith("json"):
            continue
        entries: dict[str, Block] = {}
        for cell in table.rows[0].cells:
            above, dot, label = (table.header[cell.column] if cell.column < len(table.header) else "").rpartition(".")
            span = Span(cell.start, cell.end)
            if dot and reading.visible(span):
                entries.setdefault(above, []).append((label, Value(reading.quote(span).strip(), span)))
        yield from entries.values()


def _line_blocks(reading: Reading) -> Iterator[Block]:
    """Pairs on lines; a label that comes again, or a longer stretch of other words, begins the next form."""
    block: Block = []
    labels: set[str] = set()
    last = -1
    for pair in sorted((each for each in reading.pairs if each.origin != "cell"), key=lambda each: each.span.start):
        label = plain(pair.label)
        if pair.value_span.start < last:
            continue  # front matter is read as lines, too
        if block and (label in labels or pair.span.start - last > _GAP):
            yield block
            block, labels = [], set()
        block.append((pair.label, Value(pair.value, pair.value_span)))
        labels.add(label)
        last = pair.span.end
    yield block
