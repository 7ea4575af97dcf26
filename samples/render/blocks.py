"""The Markdown of a source as blocks that every format can draw."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "bullet", "number", "table", "break", "hidden", "quote", "code"]
_COMMENT = re.compile(r"\s*\[comment ([^:\]]+): ([^\]]+)\]\s*$")
_HIDDEN = re.compile(r"^::: hidden\n(.*?)\n:::$", re.MULTILINE | re.DOTALL)
_MARK = "\x01hidden\x01"


@dataclass(frozen=True)
class Run:
    """A stretch of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """One block. ``level`` is a heading's or a list's depth; ``rows`` a table's cells, header first."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    comment: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """The words without weight."""
        return words(self.runs)


def words(runs: tuple[Run, ...]) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


def blocks(markdown: str) -> list[Block]:
    """Parse ``markdown``: headings, paragraphs, lists, tables, page breaks (``---``) and hidden text."""
    marked = _HIDDEN.sub(lambda match: f"{_MARK} {' '.join(match[1].split())}", markdown)
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(marked)
    return list(_walk(tokens))


def _walk(tokens: list[Token]) -> list[Block]:
    out: list[Block] = []
    lists: list[Literal["bullet", "number"]] = []
    quoted = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            out.append(Block("table", rows=_rows(tokens[at:end])))
            at = end
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("bullet" if token.type.startswith("bullet") else "number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "blockquote_open":
            quoted += 1
        elif token.type == "blockquote_close":
            quoted -= 1
        elif token.type == "hr":
            out.append(Block("break"))
        elif token.type in ("fence", "code_block"):
            out.append(Block("code", (Run(token.content.rstrip("\n")),)))
        elif token.type == "inline":
            out.append(_inline(token, tokens[at - 1], lists, quoted))
        at += 1
    return out


def _inline(token: Token, opener: Token, lists: list[Literal["bullet", "number"]], quoted: int) -> Block:
    runs = _runs(token)
    if opener.type == "heading_open":
        return Block("heading", runs, int(opener.tag[1:]))
    text = words(runs)
    if text.startswith(_MARK):
        return Block("hidden", (Run(text.removeprefix(_MARK).strip()),))
    comment = None
    if runs and (match := _COMMENT.search(runs[-1].text)):
        comment = (match[1], match[2])
        runs = (*runs[:-1], Run(runs[-1].text[: match.start()], runs[-1].bold))
    if lists:
        return Block(lists[-1], runs, len(lists), comment=comment)
    return Block("quote" if quoted else "paragraph", runs, comment=comment)


def _runs(token: Token) -> tuple[Run, ...]:
    runs: list[Run] = []
    bold = 0
    for child in token.children or []:
        if child.type == "strong_open":
            bold += 1
        elif child.type == "strong_close":
            bold -= 1
        elif child.type == "softbreak":
            runs.append(Run(" ", bool(bold)))
        elif child.type == "hardbreak":
            runs.append(Run("\n", bool(bold)))
        elif child.content:
            runs.append(Run(child.content, bool(bold)))
    return tuple(runs)


def _rows(tokens: list[Token]) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    rows: list[list[tuple[Run, ...]]] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(_runs(tokens[at + 1]))
    return tuple(tuple(row) for row in rows)
