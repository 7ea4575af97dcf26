"""The index of a pack as a PDF to print or hand over. The same pack gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.packs.index_html import place_of
from assistant.packs.matter import LEAD, Matter
from assistant.packs.sources import Source
from assistant.reports.forms.pdf_page import INK, LINE, SOFT, TONES, bar_chart, colour, drawable, printed
from assistant.reports.forms.sources import subtitle
from assistant.reports.report import Report, Row, Section
from evidence.citing import Words

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_LINK, _MARK = "#1f5fae", "#fff6d1"
_BESIDE = 290.0  # points beside the longest bar
_MARGIN = 54.0  # points
_QUOTE = 1_500  # characters of a quote that are printed; evidence.json has all of them
_CELL = 700
_WIDE = 5  # columns from which the page is turned


def index_pdf(matter: Matter, sources: Sequence[Source], key_id: str) -> bytes:
    """An A4 document: chapters, tables, and the sources with their words and the files that hold them.

    The font that is drawn with (Bitstream Vera) knows Latin letters; others are shown by the nearest of those, or as
    "?": the HTML index has them all.
    """
    wide = any(len(section.columns) > _WIDE for chapter in matter.chapters for section in chapter.sections)
    title = drawable(matter.title)
    footer = f"Evidence pack · {title[:90]} · as of {matter.as_of.isoformat()}"
    return printed(lambda width: _story(matter, sources, key_id, width), title, footer, _MARGIN, wide=wide)


def _story(matter: Matter, sources: Sequence[Source], key_id: str, width: float) -> Iterable[Flowable]:
    from reportlab.platypus import HRFlowable, Spacer

    numbers = {source.words: source.number for source in sources}
    yield _text(f"EVIDENCE PACK · {matter.kind.upper()}", "over")
    yield _text(matter.title, "title")
    documents = len({source.words.doc_id for source in sources})
    yield _text(f"As of {matter.as_of.isoformat()} · sources: {len(sources)} · documents: {documents}", "soft")
    yield HRFlowable(width="100%", thickness=1.6, color=colour(INK), spaceBefore=6, spaceAfter=10)
    for note in matter.notes:
        yield _text(note, "soft")
    for chapter in matter.chapters:
        yield from _chapter(chapter, matter, numbers, width)
    if sources:
        yield _text("Sources", "heading")
        for source in sources:
            yield from _source(source, width)
    yield _text("How to check this pack", "heading")
    yield _text(
        f"manifest.json lists every file with its SHA-256 and is signed (Ed25519, key {key_id}). Without a network:"
        " python verify.py PACK.zip, or vouch pack verify PACK.zip --key signing.pub. Pictures of the pages cited are"
        " in the folder pages, the originals in the folder originals.",
        "body",
    )
    yield Spacer(1, 4)


def _chapter(chapter: Report, matter: Matter, numbers: Mapping[Words, int], width: float) -> Iterable[Flowable]:
    if chapter.title != matter.title or len(matter.chapters) > 1:
        yield _text(chapter.title, "heading")
        yield _text(subtitle(chapter), "soft")
    for section in chapter.sections:
        yield from _section(section, numbers, width)
    for note in chapter.notes:
        yield _text(note, "soft")


def _section(section: Section, numbers: Mapping[Words, int], width: float) -> Iterable[Flowable]:
    if section.title:
        yield _text(section.title, "part")
    for each in section.sentences:
        rule = f'<br/><font size="7" color="{SOFT}">{_safe(each.rule)}</font>' if each.rule else ""
        lead = each.text.startswith(LEAD) and not each.citations
        said = f"{_safe(each.text)} {_marks(each.citations, numbers)}{rule}"
        yield _raw(said, "lead") if lead else _raw(said, "bullet", "•")
    if section.bars:
        yield bar_chart(section.bars, width, width - _BESIDE)
    if section.columns:
        yield _table(section.columns, section.rows, numbers, width)


def _source(source: Source, width: float) -> Iterable[Flowable]:
    from reportlab.platypus import Spacer

    words = source.words
    title = f'<a name="s{source.number}"/><font color="{_LINK}">[{source.number}]</font> {_safe(words.title)}'
    yield _raw(title, "source")
    yield _text(place_of(words), "place")
    shown = words.quote if len(words.quote) <= _QUOTE else words.quote[:_QUOTE].rsplit(" ", 1)[0] + " …"
    yield _text(shown, "quote")
    held = source.original or f"the original is not in this pack: {source.missing}"
    lines = [held + (f" (in it: {source.inside})" if source.inside else "")]
    lines.append(f"{source.text}, characters {words.start} to {words.end}")
    for shot in source.pages:
        lines.append(" ".join(part for part in (shot.path, shot.note) if part))
    yield _text("\n".join([*lines, f"SHA-256 {words.sha256}"]), "files")
    yield Spacer(1, 7)


def _table(columns: Sequence[str], rows: Sequence[Row], numbers: Mapping[Words, int], width: float) -> Flowable:
    from reportlab.platypus import LongTable, TableStyle

    head = [_text(name, "head") for name in (*columns, "Sources")]
    body = [
        [*(_text(_cut(cell), "cell") for cell in row.cells), _raw(_marks(row.citations, numbers), "cell")]
        for row in rows
    ]
    style: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colour(LINE)),
        ("BACKGROUND", (0, 0), (-1, 0), colour("#f1f4f8")),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    for number, row in enumerate(rows, 1):
        if row.tone in TONES:
            style.append(("LINEBEFORE", (0, number), (0, number), 2.4, colour(TONES[row.tone])))
    longest = [min(max(map(len, cells)), 160) for cells in zip(columns, *(row.cells for row in rows), strict=True)]
    wanted = [max(each, 9) ** 0.5 for each in longest]
    room = width - 50
    widths = [*(room * each / sum(wanted) for each in wanted), 50.0]
    return LongTable([head, *body], colWidths=widths, repeatRows=1, style=TableStyle(style))


def _cut(words: str) -> str:
    return words if len(words) <= _CELL else words[:_CELL] + " …"


def _marks(citations: Sequence[Words], numbers: Mapping[Words, int]) -> str:
    found = dict.fromkeys(numbers[each] for each in citations if each in numbers)
    return " ".join(f'<a href="#s{number}" color="{_LINK}">[{number}]</a>' for number in found)


@cache
def _style(name: str) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    size, leading, ink, font = {
        "over": (7.5, 11, SOFT, "Body"),
        "title": (17, 22, INK, "Body-Bold"),
        "heading": (12.5, 17, INK, "Body-Bold"),
        "part": (10, 14, INK, "Body-Bold"),
        "soft": (8, 11.5, SOFT, "Body"),
        "bullet": (9.5, 13.5, INK, "Body"),
        "lead": (11, 15, INK, "Body-Bold"),
        "head": (7.5, 10, INK, "Body-Bold"),
        "cell": (7.5, 10, INK, "Body"),
        "source": (9.5, 13, INK, "Body-Bold"),
        "place": (7.5, 10.5, SOFT, "Body"),
        "quote": (9, 13, INK, "Body"),
        "files": (6.8, 9.4, SOFT, "Body"),
    }.get(name, (9, 13, INK, "Body"))
    quoted = name == "quote"
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour(ink),
        spaceBefore={"heading": 16, "part": 8, "quote": 6}.get(name, 0),
        spaceAfter={"soft": 2, "place": 3, "quote": 9, "cell": 0, "head": 0, "source": 1}.get(name, 4),
        keepWithNext=1 if name in ("heading", "part", "source", "place") else 0,
        leftIndent=10 if name == "bullet" else 8 if quoted else 0,
        rightIndent=8 if quoted else 0,
        backColor=colour(_MARK) if quoted else None,
        borderPadding=4 if quoted else 0,
        splitLongWords=1,
    )


def _text(words: str, style: str, bullet: str | None = None) -> Flowable:
    return _raw(_safe(words), style, bullet)


def _raw(markup: str, style: str, bullet: str | None = None) -> Flowable:
    from reportlab.platypus import Paragraph

    return Paragraph(markup, _style(style), bulletText=bullet)


def _safe(words: str) -> str:
    return escape(drawable(words)).replace("\n", "<br/>")
