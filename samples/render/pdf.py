"""PDF: flowing text with headings, tables, header and footer; or only the picture of it, as from a scanner."""

from __future__ import annotations

import io
import random
from typing import Any

import pypdfium2
from fpdf import FPDF, FontFace
from PIL import Image

from samples.render.blocks import Block, Run, blocks
from samples.render.signing import sign, tampered
from samples.render.source import Source

_FONTS = {"letter": ("times", 12), "formal": ("times", 11), "memo": ("courier", 10), "report": ("helvetica", 10)}
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "€": "EUR", "…": "...", "•": "-", "≤": "<=", "≥": ">="}
    | {"→": "->", "−": "-", "\u202f": " ", "☐": "[ ]", "☒": "[x]", "☑": "[x]", "✓": "x"}
)


def pdf(source: Source) -> bytes:
    """The bytes of a PDF; signed, and changed afterwards, where the source says so."""
    data = _drawn(source)
    if source.meta.get("scan"):
        return _scanned(data, source)
    if fields := source.meta.get("signatures"):
        data = sign(data, fields)
    if change := source.meta.get("tamper"):
        data = tampered(data, _latin(str(change["from"])), _latin(str(change["to"])))
    return data


class _Page(FPDF):
    """A page with the source's running header and footer."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self.family, self.size = _FONTS.get(source.layout, ("helvetica", 11))

    def header(self) -> None:
        if text := self._source.meta.get("header"):
            self.set_font(self.family, style="I", size=8)
            self.cell(0, 5, _latin(str(text)), align="R", new_x="LMARGIN", new_y="NEXT")
            self.ln(4)
            self.set_font(self.family, size=self.size)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(self.family, size=8)
        text = _latin(str(self._source.meta.get("footer", "")))
        self.cell(0, 5, f"{text}   Page {self.page_no()}/{{nb}}".strip(), align="C")


def _drawn(source: Source) -> bytes:
    page = _Page(source)
    page.set_creation_date(source.written)
    page.set_title(source.title)
    page.set_author(source.author)
    page.set_compression("tamper" not in source.meta)  # so that the words can be changed in place
    page.add_page()
    page.set_font(page.family, size=page.size)
    number = 0
    for block in blocks(source.body):
        number = number + 1 if block.kind == "number" else 0
        _draw(page, block, number)
    for field in source.meta.get("signatures", ()):
        page.ln(26)
        page.cell(0, 5, f"Signature: {_latin(field['field'])}", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def _draw(page: _Page, block: Block, number: int) -> None:
    if block.kind == "heading":
        page.ln(2)
        page.set_font(page.family, style="B", size=page.size + max(7 - 2 * block.level, 1))
        _flow(page, block.text, 7)
    elif block.kind == "table":
        _table(page, block)
    elif block.kind == "break":
        page.add_page()
    elif block.kind in ("bullet", "number"):
        page.set_x(page.l_margin + 5 * block.level)
        _flow(page, f"{'-' if block.kind == 'bullet' else f'{number}.'} {block.text}", 5.5, after=1)
    elif block.kind == "hidden":
        page.set_text_color(255, 255, 255)
        page.set_font(page.family, size=4)
        _flow(page, block.text, 2)
        page.set_text_color(0, 0, 0)
    else:
        _flow(page, _starred(block.runs), 5.5, markdown=True)
    page.set_font(page.family, size=page.size)


def _flow(page: FPDF, text: str, height: float, *, after: float = 2.5, markdown: bool = False) -> None:
    page.multi_cell(0, height, _latin(text), new_x="LMARGIN", new_y="NEXT", align="L", markdown=markdown)
    page.ln(after)


def _starred(runs: tuple[Run, ...]) -> str:
    """Bold as fpdf2's own marks; marks that stand in the words are kept from meaning anything."""
    text = ""
    for run in runs:
        safe = run.text.replace("**", "* *").replace("__", "_\u200b_").replace("--", "-\u200b-").replace("~~", "~ ~")
        text += f"**{safe}**" if run.bold and safe.strip() else safe
    return text


def _table(page: FPDF, block: Block) -> None:
    columns = max(len(row) for row in block.rows)
    widths = [max(4, *(min(len(_cell(row, at)), 40) for row in block.rows)) for at in range(columns)]
    headless = not any(_cell(block.rows[0], at).strip() for at in range(columns))
    rows = block.rows[1:] if headless else block.rows
    style = FontFace(emphasis="" if headless else "BOLD")
    with page.table(col_widths=tuple(widths), first_row_as_headings=not headless, headings_style=style) as table:
        for row in rows:
            table.row([_latin(_cell(row, at)) for at in range(columns)])
    page.ln(4)


def _cell(row: tuple[tuple[Run, ...], ...], at: int) -> str:
    return "".join(run.text for run in row[at]) if at < len(row) else ""


def _latin(text: str) -> str:
    """The text in what PDF's standard fonts can draw."""
    return text.translate(_PLAIN).replace("\u200b", "").encode("latin-1", "replace").decode("latin-1")


def _scanned(data: bytes, source: Source) -> bytes:
    """Each page as a slightly turned, slightly dirty bilevel picture of 200 dpi."""
    dice = random.Random(source.file)
    scan: Any = FPDF()
    scan.set_creation_date(source.written)
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=200 / 72, grayscale=True).to_pil()
        picture = picture.rotate(dice.uniform(-0.6, 0.6), fillcolor=255, resample=Image.Resampling.BICUBIC)
        for _ in range(60):
            spot = (dice.randrange(picture.width), dice.randrange(picture.height))
            picture.putpixel(spot, dice.randrange(120))
        shot = io.BytesIO()
        picture.point(lambda value: 255 if value > 150 else 0).convert("1").save(shot, format="PNG", optimize=True)
        scan.add_page()
        scan.image(shot, x=0, y=0, w=210)
    return bytes(scan.output())
