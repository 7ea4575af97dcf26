"""A document cut into passages: sections of prose within a token budget, rows of tables under their columns.

Guarantees: ``document.text[p.start:p.end] == p.text``; passages are in order and do not overlap; every letter and
digit lies in one; none crosses a page, a top-level heading, or the border of hidden text; a row is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.model import ParsedDocument, Passage, Row
from ingest.chunk_context import Reader, about, context_of
from ingest.chunk_regions import Region, regions
from ingest.chunk_text import Piece, pieces
from ingest.outline import Outline
from ingest.tokens import count_tokens

_COARSEST = 6  # doublings of the budget before a document is taken as it is


@dataclass(frozen=True, slots=True)
class ChunkOptions:
    """Sizes in tokens of ``cl100k_base``.

    ``budget`` (the words) and ``context`` (path, date and title; headings take at most half as much again) together
    fit the 256 word pieces of the embedded model for ordinary prose; what does not is embedded in windows. Sections
    of fewer than ``small`` tokens are joined with their neighbours. A document of more than ``passages`` passages is
    cut more coarsely, so that nothing of it is lost.
    """

    budget: int = 180
    small: int = 40
    context: int = 50
    passages: int = 20_000


def chunk(document: ParsedDocument, path: str, options: ChunkOptions = ChunkOptions()) -> tuple[Passage, ...]:
    """The passages of ``document``, which lies at ``path`` in its source; () when it holds no words.

    A row of a ``corpus.jsonl`` is one passage, whatever its length.
    """
    if document.metadata.properties.get("row") == "true":
        return _whole(document, path, options)
    for doubling in range(_COARSEST):
        sizes = replace(options, budget=options.budget * 2**doubling)
        found = tuple(_passages(document, path, sizes))
        if len(found) <= options.passages:
            break
    return found


def _whole(document: ParsedDocument, path: str, options: ChunkOptions) -> tuple[Passage, ...]:
    text = document.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return ()
    words = text[start:end]
    return (Passage(start, end, words, about(document, path, options.context), words),)


def _passages(document: ParsedDocument, path: str, options: ChunkOptions) -> Iterator[Passage]:
    outline, reader = Outline(document), Reader(document)
    shared = about(document, path, options.context)
    for region in regions(document):
        if region.rows:
            yield from _row_passages(document, region, outline, reader, shared, options)
        else:
            for piece in pieces(document.text, region, outline, options.budget, options.small):
                yield _prose(document, region, piece, reader, shared, options)


def _prose(
    document: ParsedDocument, region: Region, piece: Piece, reader: Reader, shared: str, options: ChunkOptions
) -> Passage:
    return Passage(
        start=piece.start,
        end=piece.end,
        text=document.text[piece.start : piece.end],
        context=context_of(shared, piece.path, "", options.context // 2),
        body=reader.prose(piece.start, piece.end),
        page=region.page,
        section=" > ".join(piece.path) or None,
        origin=region.origin,
        hidden=region.hidden,
    )


def _row_passages(
    document: ParsedDocument, region: Region, outline: Outline, reader: Reader, shared: str, options: ChunkOptions
) -> Iterator[Passage]:
    table = region.table
    assert table is not None
    path = outline.path(region.start)
    context = context_of(shared, path, table.caption, options.context // 2)
    for rows in _grouped(region, reader, options.budget):
        # what stands above the first row goes with it; separators between rows belong to no passage
        start = region.start if rows[0] is region.rows[0] else rows[0].start
        body = reader.rows(table, rows)
        header = reader.header(start, rows[0].start, body)
        yield Passage(
            start=start,
            end=rows[-1].end,
            text=document.text[start : rows[-1].end],
            context=context,
            body=f"{header}\n{body}" if header else body,
            page=region.page,
            section=" > ".join(path) or None,
            sheet=table.sheet,
            origin=region.origin,
            hidden=region.hidden,
        )


def _grouped(region: Region, reader: Reader, budget: int) -> Iterator[list[Row]]:
    """Rows put together while their rendering is within the budget; a row is never cut."""
    table = region.table
    assert table is not None
    group: list[Row] = []
    used = 0
    for row in region.rows:
        size = count_tokens(reader.rows(table, [row])) + 1
        if group and used + size > budget:
            yield group
            group, used = [], 0
        group.append(row)
        used += size
    if group:
        yield group
