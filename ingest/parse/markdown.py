"""Markdown: the canonical text is the decoded source, and everything else is offsets into it.

CommonMark with tables, strikethrough and front matter. Markup is annotated, not removed: ``evidence.clean`` shows a
stretch without it. Template tags and embedded HTML count as markup, comments as ``COMMENT``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table as table_rule
from markdown_it.token import Token

from evidence.clean import clean
from evidence.errors import TooLarge
from evidence.model import Annotation, Heading, Mark, ParsedDocument, Table
from ingest.limits import Limits
from ingest.parse.decode import decode
from ingest.parse.front_matter import read_front_matter
from ingest.parse.markdown_html import Region, read_regions
from ingest.parse.markdown_inline import inline_notes, watch
from ingest.parse.pipes import pipe_table, split_row
from ingest.parse.stated import metadata

_VERSION = "markdown/1"
_STARTS = "vouch_table_starts"
_NESTING = 100
_TEMPLATE = re.compile(r"\{%-?[^%{}]{0,500}-?%\}|\{\{[^{}]{0,500}\}\}|^\{:[^{}\n]{0,300}\}[ \t]*$", re.M)
_TEMPLATE_LINK = re.compile(  # no link to Markdown, since its address holds blanks: [words]({% page "/x/" %})
    r"(?P<open>!?\[)[^\[\]]{1,500}"
    r"(?P<aim>\]\((?:[^(){}]{0,300}(?:\{%-?[^%{}]{0,500}-?%\}|\{\{[^{}]{0,500}\}\}))+[^(){}]{0,300}\))"
)
_TEMPLATE_COMMENT = re.compile(
    r"(\{%-?\s*comment\s*-?%\})(.{0,5000}?)(\{%-?\s*endcomment\s*-?%\})|(\{#)(.{0,2000}?)(#\})", re.S
)
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.S | re.I)


def parse_markdown(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse a Markdown file."""
    decoded = decode(data)
    if len(decoded.text) > limits.characters:
        raise TooLarge(f"{len(decoded.text):,} characters; the limit is {limits.characters:,}")
    front = read_front_matter(decoded.text)
    source = _Source(decoded.text, front.end if front else 0)
    source.read()
    warnings = [decoded.warning, front.warning if front else ""]
    return ParsedDocument(
        text=decoded.text,
        parser=_VERSION,
        metadata=metadata(front.statements, front.properties) if front else metadata((), {}),
        headings=tuple(sorted(source.headings, key=lambda one: one.start)),
        tables=tuple(source.tables),
        annotations=_merged([*(front.annotations if front else ()), *source.annotations]),
        warnings=tuple(filter(None, warnings)),
    )


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    reader.disable("inline")  # paragraphs are read one by one, only those that hold markup
    reader.block.ruler.at("table", _located_table, {"alt": ["paragraph", "reference"]})
    watch(reader)
    return reader


def _located_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table's lines, each with the offset where it begins after the marks of quotes and lists around it.

    markdown-it's own rule says whether there is a table, but makes six tokens a cell: 700 MB for a long register.
    """
    if not table_rule(state, start, end, True):
        return False
    if silent:
        return True
    ends = state.md.block.ruler.getRules("blockquote")
    line = start + 2
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if state.is_code_block(line) or any(rule(state, line, end, True) for rule in ends):
            break
        line += 1
    state.push("table_open", "table", 1).map = [start, line]
    state.push("table_close", "table", -1)
    starts = state.env.setdefault(_STARTS, {})
    for number in range(start, line):
        starts[number] = state.bMarks[number] + state.tShift[number]
    state.line = line
    return True


class _Source:
    """One text being read; ``body`` is where the front matter ends."""

    def __init__(self, text: str, body: int) -> None:
        self.headings: list[Heading] = []
        self.tables: list[Table] = []
        self.annotations: list[Annotation] = []
        self._text = text
        self._body = body
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._env: dict[str, object] = {}
        self._regions: list[Region] = []
        self._code: list[tuple[int, int]] = []
        self._whole = {  # blocks that need nothing but their lines
            "table_open": self._table,
            "code_block": self._indented,
            "html_block": self._html,
            "hr": self._rule,
        }

    def read(self) -> None:
        """Fill headings, tables and annotations."""
        blanked = re.sub(r"[^\n]", " ", self._text[: self._body]) + self._text[self._body :]
        tokens = _reader().parse(blanked, self._env)
        for position, token in enumerate(tokens):
            if token.map:
                self._block(token, tokens, position)
        self._references()
        self.annotations += read_regions(self._text, self._regions)
        self._templates()

    def _block(self, token: Token, tokens: Sequence[Token], position: int) -> None:
        first, last = token.map or (0, 0)
        if token.type == "heading_open":
            self._heading(token, tokens[position + 1])
        elif token.type == "inline" and tokens[position - 1].type != "heading_open":
            self.annotations += self._inline(token)
        elif token.type == "fence":
            self._fence(first, last, token.markup)
        elif token.type in self._whole:
            self._whole[token.type](first, last)
        elif token.type == "blockquote_open" and token.level == 0:
            self._quote(first, last)

    def _rule(self, first: int, last: int) -> None:
        self._mark(self._lines[first], self._end(last - 1))

    def _quote(self, first: int, last: int) -> None:
        for line in range(first, last):
            quote = _QUOTE.match(self._text, self._lines[line], self._end(line))
            if quote:
                self._mark(quote.start(), quote.end())

    def _indented(self, first: int, last: int) -> None:
        self._code.append((self._lines[first], self._end(last - 1)))

    def _end(self, line: int) -> int:
        """The end of a line without its newline."""
        return self._lines[line + 1] - 1 if line + 1 < len(self._lines) else len(self._text)

    def _mark(self, start: int, end: int, detail: str = "") -> None:
        self.annotations.append(Annotation(start, end, Mark.MARKUP, detail))

    def _heading(self, opening: Token, inline: Token) -> None:
        first, last = opening.map or (0, 0)
        before = len(self._regions)
        notes = self._inline(inline)
        content = inline.content.split("\n")
        start, end = self._place(first, content[0]), self._end(last - 1)
        if not inline.content or start is None:
            return
        end = start + len(self._text[start:end].rstrip())
        if opening.markup.startswith("#"):
            close = start + len(content[0])
            begin = self._text.rindex(opening.markup, self._lines[first], start)
            notes += [Annotation(begin, start, Mark.MARKUP), Annotation(close, end, Mark.MARKUP)]
        else:
            begin = start
            notes.append(Annotation(self._lines[last - 1], end, Mark.MARKUP))
        self.annotations += notes
        apart = [Annotation(one.start, one.end, Mark.MARKUP) for one in self._regions[before:]]
        title = " ".join(clean(self._text, [*notes, *apart], begin, end).split())
        if title:
            self.headings.append(Heading(begin, end, int(opening.tag[1]), title))

    def _place(self, line: int, content: str) -> int | None:
        """Where ``content`` stands in ``line``: at its end, but for blanks and the closing marks of a heading."""
        begin, end = self._lines[line], self._end(line)
        wanted = content.strip()
        stripped = self._text[begin:end].rstrip()
        if stripped.endswith(wanted):
            return begin + len(stripped) - len(wanted)
        at = self._text.find(wanted, begin, end)
        return at if at >= 0 else None

    def _inline(self, token: Token) -> list[Annotation]:
        """The markup of a paragraph or heading. Its lines are placed one by one: marks of quotes stand between."""
        notes = inline_notes(_reader(), token.content, self._env)
        if not (notes.markup or notes.html):
            return []
        first = (token.map or (0, 0))[0]
        starts, places, position = [], [], 0
        for number, line in enumerate(token.content.split("\n")):
            starts.append(position)
            at = self._place(first + number, line)
            places.append(None if at is None else at - (len(line) - len(line.lstrip())))
            position += len(line) + 1
        scope = self._end((token.map or (0, 1))[1] - 1)
        place = _Places(starts, places)
        for start, end in notes.html:
            self._regions += [Region(low, high, scope) for low, high in place.of(start, end)]
        for start, end in notes.code:
            self._code += place.of(start, end)
        return [
            Annotation(low, high, Mark.MARKUP, detail)
            for start, end, detail in notes.markup
            for low, high in place.of(start, end)
        ]

    def _table(self, first: int, last: int) -> None:
        starts = self._env.get(_STARTS)
        known: dict[int, int] = starts if isinstance(starts, dict) else {}
        lines = [(known.get(line, self._lines[line]), self._end(line)) for line in range(first, last)]
        rows = [split_row(self._text, start, end) for start, end in (lines[0], *lines[2:])]
        notes = [note for row in rows for cell in row.cells for note in self._cell(*cell)]
        notes += [Annotation(low, high, Mark.MARKUP) for row in rows for low, high in row.fences]
        notes.append(Annotation(*lines[1], Mark.MARKUP))
        self.annotations += notes
        self.tables.append(pipe_table(self._text, rows, sorted(notes, key=lambda one: one.start)))

    def _cell(self, start: int, end: int) -> list[Annotation]:
        if start == end:
            return []
        notes = inline_notes(_reader(), self._text[start:end], self._env)
        self._regions += [Region(start + low, start + high, end) for low, high in notes.html]
        self._code += [(start + low, start + high) for low, high in notes.code]
        return [Annotation(start + low, start + high, Mark.MARKUP, detail) for low, high, detail in notes.markup]

    def _fence(self, first: int, last: int, markup: str) -> None:
        self._code.append((self._lines[first], self._end(last - 1)))
        self._mark(self._lines[first], self._end(first))
        closing = self._text[self._lines[last - 1] : self._end(last - 1)].strip(" \t>")
        if last - 1 > first and closing.startswith(markup) and not closing.strip(markup[0]):
            self._mark(self._lines[last - 1], self._end(last - 1))

    def _html(self, first: int, last: int) -> None:
        start, end = self._lines[first], self._end(last - 1)
        self._regions.append(Region(start, end, len(self._text)))
        for match in _HTML_HEADING.finditer(self._text, start, end):
            inside = read_regions(self._text, [Region(match.start(), match.end(), match.end())])
            title = " ".join(clean(self._text, inside, match.start(), match.end()).split())
            if title:
                self.headings.append(Heading(match.start(), match.end(), int(match[1]), title))

    def _references(self) -> None:
        """Definitions of links (``[name]: address``); a footnote, whose name begins with ``^``, is text."""
        found = self._env.get("references")
        for label, reference in (found if isinstance(found, dict) else {}).items():
            lines = reference.get("map")
            if lines and not label.startswith("^"):
                self._mark(self._lines[lines[0]], self._end(lines[1] - 1), "link")

    def _templates(self) -> None:
        code = sorted(self._code)
        begins = [start for start, _ in code]

        def outside(position: int) -> bool:
            before = bisect_right(begins, position) - 1
            return before < 0 or position >= code[before][1]

        for match in _TEMPLATE.finditer(self._text, self._body):
            if outside(match.start()):
                self._mark(match.start(), match.end(), "template tag")
        for match in _TEMPLATE_LINK.finditer(self._text, self._body):
            if outside(match.start()):
                self._mark(*match.span("open"))
                self._mark(*match.span("aim"), "link")
        for match in _TEMPLATE_COMMENT.finditer(self._text, self._body):
            inner = 2 if match[1] else 5
            if outside(match.start()) and match[inner].strip():
                self.annotations.append(Annotation(*match.span(inner), Mark.COMMENT, "comment in the source"))
                self._mark(*match.span(inner - 1))
                self._mark(*match.span(inner + 1))


class _Places:
    """Maps stretches of a paragraph's content to the source, line by line."""

    def __init__(self, starts: list[int], places: list[int | None]) -> None:
        self._starts = starts
        self._places = places

    def of(self, start: int, end: int) -> list[tuple[int, int]]:
        return list(self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        line = bisect_right(self._starts, start) - 1
        while start < end and line < len(self._starts):
            following = self._starts[line + 1] if line + 1 < len(self._starts) else end + 1
            stop = min(end, following - 1)
            place = self._places[line]
            if place is not None and stop > start:
                shift = place - self._starts[line]
                yield start + shift, stop + shift
            start = following
            line += 1


def _merged(annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """Sorted, empty ones left out, and markup that touches or repeats made one."""
    done: list[Annotation] = []
    last: dict[tuple[Mark, str], int] = {}
    for note in sorted(annotations, key=lambda one: (one.start, one.end, one.mark, one.detail)):
        if note.end <= note.start:
            continue
        at = last.get((note.mark, note.detail))
        if note.mark is Mark.MARKUP and at is not None and done[at].end >= note.start:
            done[at] = Annotation(done[at].start, max(done[at].end, note.end), note.mark, note.detail)
            continue
        last[note.mark, note.detail] = len(done)
        done.append(note)
    return tuple(done)
