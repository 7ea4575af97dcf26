"""Renderers: one function for each file format."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import random
import re
import zipfile
from email import policy
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pptx import Presentation
from pptx.util import Inches
from pptx.util import Pt as SlidePt

from .blocks import Text, parse, plain, runs

FACES = {
    "sans": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "serif": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    "dejavu": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
}


def font_path(name: str) -> Path:
    """Where this system keeps a font file."""
    return Path(str(ImageFont.truetype(name).path))


def when(text: Text) -> dt.datetime:
    """The fixed time stamp of a document."""
    return dt.datetime.fromisoformat(text.option("created", "2026-09-18")).replace(hour=9)


def freeze_zip(path: Path, stamp: dt.datetime) -> None:
    """Rewrite an Office file so that its container holds only fixed dates."""
    moment = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment.encode(), data)
            info = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)


def _field(paragraph: object, code: str) -> None:
    run = paragraph.add_run()  # type: ignore[attr-defined]
    for kind, value in (("begin", ""), ("", code), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = value
        run._r.append(element)


def docx(text: Text, path: Path) -> None:
    """A Word document."""
    doc = Document()
    font = text.option("font", "Calibri")
    normal = doc.styles["Normal"]
    normal.font.name = font
    normal.font.size = Pt(float(text.option("size", "10.5")))
    for level in (1, 2, 3):
        style = doc.styles[f"Heading {level}"]
        style.font.name = font
        style.font.color.rgb = RGBColor.from_string(text.option("colour", "1F3A2E"))
    section = doc.sections[0]
    if text.option("header"):
        section.header.paragraphs[0].text = text.option("header")
    foot = section.footer.paragraphs[0]
    foot.text = text.option("footer")
    if text.option("pages"):
        foot.add_run("   Page ")
        _field(foot, "PAGE")
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in parse(text.body):
        if block.kind == "h":
            if block.level == 1 and text.option("title"):
                doc.add_paragraph(block.text, style="Title")
            else:
                doc.add_heading(block.text, block.level)
        elif block.kind == "page":
            doc.add_page_break()  # type: ignore[no-untyped-call]
        elif block.kind == "table":
            table = doc.add_table(0, len(block.rows[0]), style=text.option("table", "Table Grid"))
            for number, row in enumerate(block.rows):
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    paragraph = cell.paragraphs[0]
                    for run, bold in runs(value):
                        paragraph.add_run(run).bold = bold or (number == 0 and len(row) > 2)
            doc.add_paragraph()
        else:
            paragraph = doc.add_paragraph(style="List Bullet" if block.kind == "li" else None)
            for run, bold in runs(block.text):
                paragraph.add_run(run).bold = bold
    props = doc.core_properties
    props.author, props.last_modified_by = text.option("author"), text.option("author")
    props.title, props.comments = text.option("doctitle"), ""
    props.created = props.modified = when(text)
    doc.save(str(path))
    freeze_zip(path, when(text))


class Sheet(FPDF):
    """A PDF with a running head and foot."""

    head = ""
    foot_text = ""
    face = "sans"

    def header(self) -> None:
        """Running head."""
        if self.head:
            self.set_font(self.face, size=8)
            self.cell(0, 6, self.head, border="B", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(3)

    def footer(self) -> None:
        """Running foot with the page number."""
        self.set_y(-14)
        self.set_font(self.face, size=8)
        self.cell(0, 6, f"{self.foot_text}   Page {self.page_no()} of {{nb}}", align="C")


def pdf(text: Text, path: Path) -> None:
    """A PDF with a text layer."""
    sheet = Sheet(format="A4")
    sheet.face = text.option("face", "sans")
    for face, (regular, strong) in FACES.items():
        if face == sheet.face:
            sheet.add_font(face, "", font_path(regular))
            sheet.add_font(face, "B", font_path(strong))
    sheet.head, sheet.foot_text = text.option("header"), text.option("footer")
    sheet.set_margins(22, 16, 22)
    sheet.set_auto_page_break(True, 20)
    sheet.set_creation_date(when(text).replace(tzinfo=dt.UTC))
    sheet.set_author(text.option("author"))
    sheet.set_title(text.option("doctitle", path.stem))
    sheet.add_page()
    size = float(text.option("size", "10"))
    for block in parse(text.body):
        if block.kind == "h":
            sheet.ln(1.5)
            sheet.set_font(sheet.face, "B", size + 8 - 2.5 * block.level)
            sheet.multi_cell(0, 7, block.text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            sheet.ln(1)
        elif block.kind == "page":
            sheet.add_page()
        elif block.kind == "table":
            sheet.set_font(sheet.face, size=size - 1)
            headed = len(block.rows[0]) > 2
            with sheet.table(line_height=5, padding=1, text_align="LEFT", first_row_as_headings=headed) as table:
                for row in block.rows:
                    table.row([plain(cell) for cell in row])
            sheet.ln(3)
        else:
            sheet.set_font(sheet.face, size=size)
            shown = block.text if block.kind == "p" else "\u2022  " + block.text
            sheet.multi_cell(0, 5, shown, markdown=True, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            sheet.ln(1.8 if block.kind == "p" else 0.6)
    sheet.output(str(path))


def scan(text: Text, path: Path) -> None:
    """A letter as a picture of a page, without a text layer."""
    rng = random.Random(42)
    page = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(page)
    regular = ImageFont.truetype(FACES["serif"][0], 34)
    strong = ImageFont.truetype(FACES["serif"][1], 42)
    y = 170
    for raw in text.body.splitlines():
        font = strong if raw.startswith("# ") else regular
        words, line = raw.removeprefix("# ").split(), ""
        for word in words:
            if draw.textlength(f"{line} {word}", font=font) > 1290:
                draw.text((180, y), line, font=font, fill=25)
                y, line = y + 46, word
            else:
                line = f"{line} {word}".strip()
        draw.text((180, y), line, font=font, fill=25)
        y += 46 if raw else 26
    draw.line([(200, y + 20), (330, y - 30), (380, y + 30), (560, y - 20)], fill=60, width=4)
    page = page.rotate(0.5, fillcolor=250, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.6))
    dots = ImageDraw.Draw(page)
    for _ in range(500):
        dots.point((rng.randrange(1654), rng.randrange(2339)), fill=rng.randrange(120, 220))
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=70, dpi=(200, 200))
    sheet = FPDF(format="A4")
    sheet.set_creation_date(when(text).replace(tzinfo=dt.UTC))
    sheet.set_margin(0)
    sheet.add_page()
    sheet.image(buffer, 0, 0, 210, 297)
    sheet.output(str(path))


def pptx(text: Text, path: Path) -> None:
    """A slide deck; every level-1 heading starts a slide."""
    deck = Presentation()
    blocks = parse(text.body)
    starts = [i for i, block in enumerate(blocks) if block.kind == "h" and block.level == 1] + [len(blocks)]
    for number, (start, end) in enumerate(itertools.pairwise(starts)):
        part = blocks[start + 1 : end]
        tables = [block for block in part if block.kind == "table"]
        bullets = [block for block in part if block.kind in ("p", "li") and not block.text.startswith("Notes:")]
        notes = [block.text for block in part if block.text.startswith("Notes:")]
        slide = deck.slides.add_slide(deck.slide_layouts[0 if number == 0 else 5 if tables else 1])
        slide.shapes.title.text = blocks[start].text
        if tables:
            rows = tables[0].rows
            frame = slide.shapes.add_table(len(rows), len(rows[0]), Inches(0.5), Inches(1.6), Inches(9), Inches(2))
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    frame.table.cell(r, c).text = plain(value)
                    frame.table.cell(r, c).text_frame.paragraphs[0].font.size = SlidePt(13)
            if bullets:
                box = slide.shapes.add_textbox(Inches(0.5), Inches(5.6), Inches(9), Inches(1.2)).text_frame
                box.word_wrap = True
                box.text = "\n".join(plain(block.text) for block in bullets)
        else:
            slide.placeholders[1].text = "\n".join(plain(block.text) for block in bullets)
        if notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(notes)
    deck.core_properties.author = deck.core_properties.last_modified_by = text.option("author")
    deck.core_properties.title = path.stem
    deck.core_properties.created = deck.core_properties.modified = when(text)
    deck.save(str(path))
    freeze_zip(path, when(text))


def odt(text: Text, path: Path) -> None:
    """An OpenDocument text."""
    out: list[str] = []
    for block in parse(text.body):
        if block.kind == "h":
            out.append(f'<text:h text:outline-level="{block.level}">{escape(block.text)}</text:h>')
        elif block.kind == "table":
            rows = "".join(
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell office:value-type="string"><text:p>{escape(plain(cell))}</text:p>'
                    "</table:table-cell>"
                    for cell in row
                )
                + "</table:table-row>"
                for row in block.rows
            )
            width = len(block.rows[0])
            out.append(
                f'<table:table><table:table-column table:number-columns-repeated="{width}"/>{rows}</table:table>'
            )
        else:
            mark = "\u2013 " if block.kind == "li" else ""
            out.append(f"<text:p>{mark}{escape(plain(block.text))}</text:p>")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in (("office", "office"), ("text", "text"), ("table", "table"), ("manifest", "manifest"))
    )
    mime = "application/vnd.oasis.opendocument.text"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:body><office:text>{''.join(out)}</office:text></office:body></office:document-content>"
    )
    moment = when(text).isoformat()
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {spaces} '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'office:version="1.2"><office:meta><meta:initial-creator>{escape(text.option("author"))}'
        f"</meta:initial-creator><meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        "</office:meta></office:document-meta>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (("/", mime), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    manifest = f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {spaces}>{entries}</manifest:manifest>'
    with zipfile.ZipFile(path, "w") as box:
        for name, data in (
            ("mimetype", mime),
            ("content.xml", content),
            ("meta.xml", meta),
            ("META-INF/manifest.xml", manifest),
        ):
            info = zipfile.ZipInfo(name, when(text).timetuple()[:6])
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            box.writestr(info, data)


def eml(text: Text, path: Path) -> None:
    """A mail, with its attachment if it has one."""
    mail = EmailMessage(policy=policy.SMTP.clone(max_line_length=100))
    for name in ("From", "To", "Cc", "Date", "Subject"):
        if text.option(name):
            mail[name] = text.option(name)
    mail["Message-ID"] = f"<{text.option('id')}@mail.kowhaiplains.example>"
    mail.set_content(text.body, cte="quoted-printable")
    if text.option("attachment"):
        mail.add_attachment(
            text.option("attachment_body").encode(),
            maintype="text",
            subtype="csv",
            filename=text.option("attachment"),
            cte="base64",
        )
        mail.set_boundary(f"=_{text.option('id')}")
    path.write_bytes(bytes(mail))


def raw(text: Text, path: Path) -> None:
    """Text kept as it is: Markdown, plain text, CSV, HTML."""
    path.write_text(text.body, encoding="utf-8")


RENDER = {"docx": docx, "pdf": pdf, "pptx": pptx, "odt": odt, "eml": eml}


def render(text: Text, root: Path) -> None:
    """Write one document in the format that its name asks for."""
    path = root / text.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if text.option("scan"):
        scan(text, path)
    else:
        RENDER.get(path.suffix[1:].lower(), raw)(text, path)
