"""Cutting a block that is too long for one passage, at the ends of its sentences.

The packing is llama-index's ``SentenceSplitter``; the sentences it packs are the statements of
``evidence.sentences`` (nupunkt within paragraphs). It returns strings, which are mapped back
to exact offsets. llama-index takes seconds to import, so it is imported when the first block
has to be cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence.model import Span
from evidence.sentences import sentence_spans
from ingest.loading import load
from ingest.tokens import count_tokens, fits

if TYPE_CHECKING:
    from llama_index.core.node_parser import SentenceSplitter

_LONGEST_WORD = 1_000  # characters; the splitter tries a longer word letter by letter
_LONGEST_BLOCK = 20_000  # characters given to the splitter at once
_SMALLEST = 8  # tokens; no single character has more
_WORD = re.compile(rf"\S{{{_LONGEST_WORD}}}")


def cut(text: str, start: int, end: int, budget: int) -> list[Span]:
    """Cut ``text[start:end]`` into spans of at most ``budget`` tokens, at sentence ends where possible.

    The spans are ascending, without white space at their ends, and leave out nothing but white
    space. They are of similar length rather than full ones and a rest.
    """
    spans: list[Span] = []
    for block in _blocks(text, start, end):
        part = text[block.start : block.end]
        spans += _packed(part, block.start, budget, even_size(count_tokens(part), budget))
    return spans


def _packed(part: str, offset: int, budget: int, size: int) -> list[Span]:
    spans: list[Span] = []
    cursor = 0
    for piece in _splitter(size).split_text(part):
        cursor = part.index(piece, cursor)
        if size > _SMALLEST and not fits(piece, budget):
            # the splitter adds up the tokens of the parts; joined they may be a few more
            spans += _packed(piece, offset + cursor, budget, max(_SMALLEST, size * 3 // 4))
        else:
            spans.append(Span(offset + cursor, offset + cursor + len(piece)))
        cursor += len(piece)
    return spans


def even_size(total: int, budget: int) -> int:
    """The size for cutting ``total`` tokens that gives as many pieces as ``budget`` would, but of similar length."""
    pieces = -(-total // budget)
    return max(_SMALLEST, min(budget, total * 6 // (5 * pieces) + 10))


def _blocks(text: str, start: int, end: int) -> Iterator[Span]:
    """Stretches that the splitter can take in reasonable time, cut at white space or inside giant words."""
    while start < end:
        stop = min(end, start + _LONGEST_BLOCK)
        if stop < end:
            stop = _line_or_word_end(text, start, stop)
        if word := _WORD.search(text, start, stop):
            stop = word.end()
        if text[start:stop].strip():
            yield Span(start, stop)
        start = stop


def _line_or_word_end(text: str, start: int, stop: int) -> int:
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, start + 1, stop)
        if found > start:
            return found + 1
    return stop


@lru_cache(maxsize=512)
def _splitter(size: int) -> SentenceSplitter:
    splitter: type[SentenceSplitter] = load("llama_index.core.node_parser").SentenceSplitter
    return splitter(chunk_size=size, chunk_overlap=0, tokenizer=_tokens, chunking_tokenizer_fn=_contiguous_statements)


def _tokens(text: str) -> range:
    return range(count_tokens(text))  # the splitter only asks for the length


def _contiguous_statements(text: str) -> list[str]:
    """The statements of ``text`` with what stands between them, so that they join to ``text`` again."""
    bounds = [0]
    spans = sentence_spans(text)
    for before, after in pairwise(spans):
        line_end = text.rfind("\n", before.end, after.start)
        gap = text[before.end : after.start]
        # list marks and white space lie outside statements; a mark belongs to what follows it
        bounds.append(line_end + 1 if line_end >= 0 else before.end + len(gap) - len(gap.lstrip()))
    return [text[first:last] for first, last in zip(bounds, [*bounds[1:], len(text)], strict=True) if first < last]
