"""Small writers for every format in the bundle; each output is the same, byte for byte, on every build."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/truetype")
FACES = {
    "dejavu": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    "serif": ("liberation2/LiberationSerif-Regular.ttf", "liberation2/LiberationSerif-Bold.ttf"),
    "sans": ("liberation2/LiberationSans-Regular.ttf", "liberation2/LiberationSans-Bold.ttf"),
}
ZIP_TIME = (2026, 5, 22, 9, 0, 0)


@dataclass
class Block:
    """One block of the source markup: a heading, a paragraph, a bullet, a table, a page break."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    mode: str = ""


def parse(source: str) -> Iterator[Block]:
    """Yield the blocks of our source markup (# headings, - bullets, | tables |, >r >c >i >s paragraphs)."""
    rows: list[list[str]] = []
    mode = "head"

    def flush() -> Iterator[Block]:
        nonlocal rows, mode
        if rows:
            yield Block("table", rows=rows, mode=mode)
            rows, mode = [], "head"

    for line in [*source.splitlines(), ""]:
        line = line.rstrip()
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        special = re.match(r"(#{1,3}|=|-|\+|>r|>c|>i|>s|>b) (.*)", line)
        yield from flush()
        if not line:
            continue
        if line.startswith("{"):
            mode = line.strip("{}")
        elif line == "[[pb]]":
            yield Block("pb")
        elif special:
            yield Block(special[1], special[2])
        else:
            yield Block("p", line)
    yield from flush()


def freeze_zip(data: bytes, when: str) -> bytes:
    """Rewrite a zip container with fixed times and fixed created/modified stamps."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as src, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as dst:
        for name in src.namelist():
            body = src.read(name)
            if name == "docProps/core.xml":
                stamp = rf"\g<1>{when}T09:00:00Z\g<2>"
                text = body.decode("utf8")
                text = re.sub(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)", stamp, text)
                body = text.encode("utf8")
            info = zipfile.ZipInfo(name, ZIP_TIME)
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            dst.writestr(info, body)
    return out.getvalue()


def _runs(par: Any, text: str) -> None:
    for i, part in enumerate(re.split(r"\*\*", text)):
        if part:
            par.add_run(part).bold = True if i % 2 else None


def _page_field(par: Any) -> None:
    for kind, instr in (("begin", None), (None, "PAGE"), ("end", None)):
        run = par.add_run()
        if kind:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        else:
            node = OxmlElement("w:instrText")
            node.text = instr
        run._r.append(node)


@dataclass
class Look:
    """How a text document looks: fonts, header, footer, table style, and its author and date."""

    author: str
    when: str
    title: str = ""
    font: str = "Calibri"
    size: float = 11
    table: str = "Table Grid"
    header: str = ""
    footer: str = ""
    numbers: bool = False
    landscape: bool = False
    colour: tuple[int, int, int] = (31, 56, 100)
    comments: Sequence[tuple[str, str, str]] = ()  # (start of paragraph, author, comment)


def docx(path: Path, source: str, look: Look) -> None:
    """Write a Word file from the markup."""
    doc = Document()
    style = doc.styles["Normal"]
    style.font.name, style.font.size = look.font, Pt(look.size)
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if look.landscape:
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = look.header
    foot = section.footer.paragraphs[0]
    foot.text = look.footer + ("   |   Page " if look.numbers else "")
    if look.numbers:
        _page_field(foot)
    for block in parse(source):
        _docx_block(doc, block, look)
    for start, author, text in look.comments:
        par = next(p for p in doc.paragraphs if p.text.startswith(start))
        doc.add_comment(par.runs, text=text, author=author, initials=author[0])
    for tag in doc.part.package.iter_parts():
        if tag.partname.endswith("comments.xml"):
            for node in tag.element.iter(qn("w:comment")):
                node.set(qn("w:date"), f"{look.when}T10:00:00Z")
    props = doc.core_properties
    props.author = props.last_modified_by = look.author
    props.title = look.title
    buf = io.BytesIO()
    doc.save(buf)
    path.write_bytes(freeze_zip(buf.getvalue(), look.when))


def _docx_block(doc: Any, block: Block, look: Look) -> None:
    align = {">r": WD_ALIGN_PARAGRAPH.RIGHT, ">c": WD_ALIGN_PARAGRAPH.CENTER}
    if block.kind == "pb":
        doc.add_page_break()
    elif block.kind == "table":
        _docx_table(doc, block, look)
    elif block.kind == "=":
        par = doc.add_paragraph()
        run = par.add_run(block.text)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(look.size + 8), RGBColor(*look.colour)
    elif block.kind.startswith("#"):
        head = doc.add_heading(block.text, level=len(block.kind))
        for run in head.runs:
            run.font.name, run.font.color.rgb = look.font, RGBColor(*look.colour)
    elif block.kind in "-+":
        _runs(doc.add_paragraph(style="List Bullet" if block.kind == "-" else "List Number"), block.text)
    else:
        par = doc.add_paragraph()
        _runs(par, block.text)
        par.alignment = align.get(block.kind)
        for run in par.runs:
            run.italic = True if block.kind == ">i" else None
            if block.kind == ">s":
                run.font.size = Pt(look.size - 2.5)
            if block.kind == ">b":
                run.bold = True


def _docx_table(doc: Any, block: Block, look: Look) -> None:
    width = max(len(row) for row in block.rows)
    table = doc.add_table(rows=len(block.rows), cols=width)
    table.style = look.table
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            if text == "<<":
                merged = table.cell(r, c - 1).merge(cell)
                merged.text = row[c - 1] if row[c - 1] != "<<" else merged.text.strip()
                continue
            par = cell.paragraphs[0]
            _runs(par, text)
            if (block.mode == "head" and r == 0) or (block.mode == "kv" and c == 0):
                for run in par.runs:
                    run.bold = True
    doc.add_paragraph()


class Page(FPDF):
    """A PDF page with the look's header and footer."""

    look: Look

    def header(self) -> None:
        if self.look.header:
            self.set_font("body", "", 8)
            self.set_text_color(90)
            self.cell(0, 6, self.look.header, new_x="LMARGIN", new_y="NEXT")
            self.set_text_color(0)
            self.ln(3)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("body", "", 8)
        self.set_text_color(90)
        pages = f"   page {self.page_no()} of {{nb}}" if self.look.numbers else ""
        self.cell(0, 6, self.look.footer + pages, align="C")
        self.set_text_color(0)


def pdf(path: Path, source: str, look: Look) -> None:
    """Write a PDF from the markup."""
    page = Page(orientation="L" if look.landscape else "P", format="A4")
    page.look = look
    face = FACES.get(look.font, FACES["sans"])
    page.add_font("body", "", FONTS / face[0])
    page.add_font("body", "B", FONTS / face[1])
    page.set_creation_date(datetime.fromisoformat(look.when).replace(tzinfo=UTC))
    page.set_author(look.author)
    page.set_title(look.title)
    page.set_margins(20, 16)
    page.set_auto_page_break(True, 18)
    page.add_page()
    for block in parse(source):
        _pdf_block(page, block, look)
    page.output(str(path))


def _pdf_block(page: Page, block: Block, look: Look) -> None:
    size = look.size
    if block.kind == "pb":
        page.add_page()
    elif block.kind == "table":
        page.set_font("body", "", size - 1.5)
        width = max(len(row) for row in block.rows)
        head = block.mode == "head"
        longest = [max(len(row[i]) if i < len(row) else 0 for row in block.rows) for i in range(width)]
        widths = tuple(min(n + 4, 48) for n in longest)
        with page.table(
            first_row_as_headings=head, line_height=size * 0.5, padding=1, col_widths=widths, text_align="LEFT"
        ) as table:
            for row in block.rows:
                cells = table.row()
                for i in range(width):
                    text = row[i] if i < len(row) else ""
                    cells.cell(text.replace("**", ""))
        page.ln(3)
    else:
        text = block.text
        align = {">r": "R", ">c": "C"}.get(block.kind, "L")
        weight, points, gap = "", size, 1.6
        if block.kind == "=":
            weight, points, gap = "B", size + 7, 3
        elif block.kind.startswith("#"):
            weight, points, gap = "B", size + 4 - len(block.kind) * 1.2, 1.5
            page.ln(2)
        elif block.kind == ">b":
            weight = "B"
        elif block.kind == ">s":
            points = size - 2
        if block.kind in "-+":
            text = "•  " + text
        page.set_font("body", weight, points)
        page.multi_cell(0, points * 0.47, text, align=align, markdown=True, new_x="LMARGIN", new_y="NEXT")
        page.ln(gap)


Cell = str | int | float | date | None | tuple[str, str | int | float]


@dataclass
class Sheet:
    """A worksheet: rows as they stand (title rows included); `head` is the 1-based header row."""

    name: str
    rows: list[list[Cell]]
    head: int = 1
    widths: Sequence[float] = ()
    hidden: bool = False
    merge: Sequence[str] = ()


def xlsx(path: Path, sheets: Sequence[Sheet], author: str, when: str) -> None:
    """Write a workbook; a tuple cell is (formula, cached value)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    cached: dict[tuple[int, str], str | int | float] = {}
    for n, sheet in enumerate(sheets, 1):
        ws = book.create_sheet(sheet.name)
        for r, row in enumerate(sheet.rows, 1):
            for c, value in enumerate(row, 1):
                cell = ws.cell(r, c)
                if isinstance(value, tuple):
                    cell.value = value[0]
                    cached[n, cell.coordinate] = value[1]
                else:
                    cell.value = value
                if isinstance(value, date):
                    cell.number_format = "dd/mm/yyyy"
                cell.alignment = Alignment(wrap_text=r >= sheet.head, vertical="top")
                if r == sheet.head:
                    cell.font = Font(bold=True)
                    cell.fill = PatternFill("solid", fgColor="DDE8E0")
                elif r == 1:
                    cell.font = Font(bold=True, size=14)
        for i, width in enumerate(sheet.widths, 1):
            ws.column_dimensions[get_column_letter(i)].width = width
        for span in sheet.merge:
            ws.merge_cells(span)
        if sheet.hidden:
            ws.sheet_state = "hidden"
    book.properties.creator = author
    buf = io.BytesIO()
    book.save(buf)
    path.write_bytes(freeze_zip(_with_values(buf.getvalue(), cached), when))


def _with_values(data: bytes, cached: dict[tuple[int, str], str | int | float]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as src, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as dst:
        for name in src.namelist():
            body = src.read(name)
            match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if match:
                text = body.decode("utf8")
                for (n, ref), value in cached.items():
                    if n == int(match[1]):
                        kind = ' t="str"' if isinstance(value, str) else ""
                        pattern = rf'<c r="{ref}"([^>]*?)(?: t="\w+")?><f>(.*?)</f><v ?/?>(?:</v>)?</c>'
                        new = rf'<c r="{ref}"\1{kind}><f>\2</f><v>{value}</v></c>'
                        text, count = re.subn(pattern, new, text)
                        if count != 1:
                            raise ValueError(f"no formula at {ref} of {path_hint(name)}")
                body = text.encode("utf8")
            dst.writestr(name, body)
    return out.getvalue()


def path_hint(name: str) -> str:
    """The last part of a zip member's name, for messages."""
    return name.rsplit("/", 1)[-1]


def odt(path: Path, source: str, title: str, author: str, when: str) -> None:
    """Write a plain OpenDocument text from the markup."""
    esc = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

    def clean(text: str) -> str:
        return re.sub("[&<>]", lambda m: esc[m[0]], text.replace("**", ""))

    body: list[str] = []
    for block in parse(source):
        if block.kind.startswith("#") or block.kind == "=":
            level = 1 if block.kind == "=" else len(block.kind)
            body.append(f'<text:h text:outline-level="{level}">{clean(block.text)}</text:h>')
        elif block.kind == "table":
            width = max(len(row) for row in block.rows)
            cells = "".join(
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell office:value-type="string"><text:p>{clean(c)}</text:p></table:table-cell>'
                    for c in row
                )
                + "</table:table-row>"
                for row in block.rows
            )
            columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
            body.append(f'<table:table table:name="T{len(body)}">{columns}{cells}</table:table>')
        elif block.kind in "-+":
            body.append(f"<text:list><text:list-item><text:p>{clean(block.text)}</text:p></text:list-item></text:list>")
        else:
            body.append(f"<text:p>{clean(block.text)}</text:p>")
    ns = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'
    )
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n'
    content = f"{xml}<office:document-content {ns}><office:body><office:text>{''.join(body)}</office:text>"
    content += "</office:body></office:document-content>"
    meta = f"{xml}<office:document-meta {ns}><office:meta><dc:title>{title}</dc:title><dc:creator>{author}"
    meta += f"</dc:creator><dc:date>{when}T09:00:00</dc:date></office:meta></office:document-meta>"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    mime = "application/vnd.oasis.opendocument.text"
    manifest = f'{xml}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    manifest += entry.format("/", mime) + entry.format("content.xml", "text/xml") + entry.format("meta.xml", "text/xml")
    manifest += "</manifest:manifest>"
    buf = io.BytesIO()
    with zipfile.ZipFile(buf, "w") as box:
        box.writestr("mimetype", mime)
        box.writestr("content.xml", content)
        box.writestr("meta.xml", meta)
        box.writestr("META-INF/manifest.xml", manifest)
    path.write_bytes(freeze_zip(buf.getvalue(), when))


def rtf(path: Path, source: str) -> None:
    """Write a rich text letter from the markup (paragraphs, headings, right-aligned lines)."""

    def clean(text: str) -> str:
        text = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        text = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)
        return re.sub(r"\*\*(.+?)\*\*", r"{\\b \1}", text)

    out = [r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}\f0\fs23"]
    for block in parse(source):
        if block.kind == "table":
            step = 9000 // max(len(row) for row in block.rows)
            for row in block.rows:
                cells = "".join(rf"\cellx{step * (i + 1)}" for i in range(len(row)))
                out.append(r"\trowd" + cells + "".join(rf"\intbl {clean(c)}\cell" for c in row) + r"\row")
            out.append(r"\pard")
        elif block.kind in ("=", "#", "##", "###", ">b"):
            out.append(rf"\pard\sa120{{\b {clean(block.text)}}}\par")
        else:
            lead = r"\qr " if block.kind == ">r" else ""
            dot = r"\bullet  " if block.kind in "-+" else ""
            out.append(rf"\pard\sa160 {lead}{dot}{clean(block.text)}\par")
    path.write_text("\n".join([*out, "}"]), encoding="ascii")


def scan(path: Path, lines: Sequence[str], when: str) -> None:
    """Write an image-only PDF: a typed letter, slightly turned and speckled, at 200 dpi."""
    image = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(image)
    regular = ImageFont.truetype(str(FONTS / FACES["serif"][0]), 34)
    bold = ImageFont.truetype(str(FONTS / FACES["serif"][1]), 40)
    y = 170
    for line in lines:
        font = bold if line.startswith("*") else regular
        draw.text((190, y), line.lstrip("*"), font=font, fill=25)
        y += 50
    state = 20260302
    for _ in range(900):
        state = (state * 1103515245 + 12345) % 2**31
        x, y2 = state % 1654, (state // 1654) % 2339
        draw.point((x, y2), fill=170)
    image = image.rotate(0.35, fillcolor=250, resample=Image.Resampling.BICUBIC)
    buf = io.BytesIO()
    image.save(buf, "JPEG", quality=55, dpi=(200, 200))
    page = FPDF(format="A4")
    page.set_creation_date(datetime.fromisoformat(when).replace(tzinfo=UTC))
    page.set_auto_page_break(False)
    page.add_page()
    page.image(buf, 0, 0, 210, 297)
    page.output(str(path))
