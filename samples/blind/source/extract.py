"""Read the visible text of a document, to prove quotes against it."""

from __future__ import annotations

import datetime as dt
import email
import re
import zipfile
from email import policy
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup
from docx import Document
from docx.table import Table
from openpyxl import load_workbook
from pptx import Presentation


def norm(text: str) -> str:
    """A text with its white space made even."""
    return " ".join(text.split())


def _docx(path: Path) -> str:
    doc = Document(str(path))
    out: list[str] = []
    for section in doc.sections:
        out += [p.text for p in (*section.header.paragraphs, *section.footer.paragraphs)]
    for item in doc.iter_inner_content():
        if isinstance(item, Table):
            out += [cell.text for row in item.rows for cell in row.cells]
        else:
            out.append(item.text)
    return "\n".join(out)


def _xlsx(path: Path) -> str:
    out: list[str] = []
    for sheet in load_workbook(path, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, dt.datetime):
                    out.append(value.strftime("%d/%m/%Y"))
                elif value is not None:
                    out.append(str(value))
    return "\n".join(out)


def _pptx(path: Path) -> str:
    out: list[str] = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                out += [p.text for p in shape.text_frame.paragraphs]
            if shape.has_table:
                out += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            out.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(out)


def pdf_pages(path: Path) -> list[str]:
    """The text of each page of a PDF."""
    pdf = pypdfium2.PdfDocument(path)
    return [norm(page.get_textpage().get_text_range()) for page in pdf]


def _eml(path: Path, attachment: str = "") -> str:
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    if attachment:
        for part in mail.iter_attachments():
            if part.get_filename() == attachment:
                return bytes(part.get_payload(decode=True) or b"").decode()
        raise KeyError(attachment)
    body = mail.get_body(("plain",))
    heads = [f"{name}: {mail[name]}" for name in ("From", "To", "Cc", "Date", "Subject") if mail[name]]
    text = "\n".join(heads) + "\n" + (body.get_content() if body else "")
    return text


def extract(docs: Path, doc_id: str) -> str:
    """The visible text of one document, white space made even."""
    name, _, attachment = doc_id.partition("#")
    path = docs / name
    kind = path.suffix.lower()
    if kind == ".docx":
        text = _docx(path)
    elif kind == ".xlsx":
        text = _xlsx(path)
    elif kind == ".pptx":
        text = _pptx(path)
    elif kind == ".pdf":
        text = "\n".join(pdf_pages(path))
    elif kind == ".eml":
        text = _eml(path, attachment)
    elif kind == ".html":
        text = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text("\n")
        text = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text() + "\n" + text
    elif kind == ".odt":
        with zipfile.ZipFile(path) as box:
            text = re.sub(r"<[^>]+>", "", re.sub(r"</text:(p|h)>", "\n", box.read("content.xml").decode()))
    else:
        text = path.read_text(encoding="utf-8")
    return norm(text)
