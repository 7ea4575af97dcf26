"""Prove that every quote stands in its document and that the set has the shape that was asked for."""

from __future__ import annotations

import csv
import email
import email.policy
import json
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

ROOT = Path(__file__).parent
DOCS = ROOT / "docs"
SCANNED = {"suppliers/radiolux/scan0047.pdf"}
WANTED = {
    "who": 12,
    "when": 11,
    "what": 11,
    "yesno": 10,
    "list": 6,
    "count": 5,
    "missing": 5,
    "multi": 6,
    "asof": 6,
    "conflict": 4,
    "how": 6,
    "clause": 5,
    "summary": 1,
    "unanswerable": 14,
    "restricted": 6,
    "injected": 2,
}


def squash(text: str) -> str:
    """Text with one kind of space, one kind of quotation mark and NFC letters."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("’", "'")
    return re.sub(r"\s+", " ", text).strip()


def from_docx(path: Path) -> str:
    """Body, tables, headers, footers and comments."""
    doc = Document(str(path))
    parts = [p.text for s in doc.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)]
    for item in doc.iter_inner_content():
        if hasattr(item, "rows"):
            parts += [" | ".join(cell.text for cell in row.cells) for row in item.rows]
        else:
            parts.append(item.text)
    with zipfile.ZipFile(path) as box:
        if "word/comments.xml" in box.namelist():
            parts.append(re.sub(r"<[^>]+>", " ", box.read("word/comments.xml").decode("utf8")))
    return "\n".join(parts)


def cell_text(value: object) -> str:
    """A cell as a person sees it."""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def from_xlsx(path: Path) -> str:
    """Every sheet, values and not formulas."""
    book = load_workbook(path, data_only=True)
    return "\n".join(
        " | ".join(cell_text(v) for v in row) for ws in book.worksheets for row in ws.iter_rows(values_only=True)
    )


def from_pptx(path: Path) -> str:
    """Shapes, tables and notes."""
    parts: list[str] = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                parts.append(shape.text_frame.text)
            if getattr(shape, "has_table", False) and shape.has_table:
                parts += [" | ".join(c.text for c in row.cells) for row in shape.table.rows]
        if slide.has_notes_slide:
            parts.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(parts)


def from_rtf(path: Path) -> str:
    """Our own plain RTF."""
    text = re.sub(r"\\u(\d+)\?", lambda m: chr(int(m[1])), path.read_text("ascii"))
    text = re.sub(r"\{\\fonttbl.*?\}\}", "", text)
    text = re.sub(r"\\cell(?!x)", " | ", text)
    text = re.sub(r"\\(?:par|row)(?![a-z])", "\n", text)
    return re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", text)


def pdf_pages(path: Path) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


def message(path: Path) -> Iterator[tuple[str, str]]:
    """(attachment name or "", text) for each part."""
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    heads = "\n".join(f"{k}: {v}" for k, v in mail.items())
    for part in mail.walk():
        if not part.is_multipart():
            name = part.get_filename() or ""
            yield name, ("" if name else heads + "\n") + part.get_content()


def extract(doc_id: str, page: int | None = None) -> str:
    """The visible text of a document (or of one page)."""
    name, _, inner = doc_id.partition("#")
    path = DOCS / name
    kind = path.suffix
    if kind == ".eml":
        return dict(message(path))[inner]
    if kind == ".pdf":
        if name in SCANNED:
            sys.path.insert(0, str(ROOT))
            from build import LETTER

            return "\n".join(line.lstrip("*") for line in LETTER)
        pages = pdf_pages(path)
        return pages[page - 1] if page else "\n".join(pages)
    if kind in (".html", ".htm"):
        return BeautifulSoup(path.read_text("utf8"), "html.parser").get_text(" ")
    if kind == ".odt":
        with zipfile.ZipFile(path) as box:
            return re.sub(r"<[^>]+>", "\n", box.read("content.xml").decode("utf8"))
    readers = {".docx": from_docx, ".xlsx": from_xlsx, ".pptx": from_pptx, ".rtf": from_rtf}
    if kind in readers:
        return readers[kind](path)
    if kind == ".csv":
        with path.open(encoding="utf8") as file:
            return "\n".join(";".join(row) for row in csv.reader(file, delimiter=";"))
    return path.read_text("utf8")


def in_one_cell(doc_id: str, quote: str) -> bool:
    """True where the quote stands inside one cell of a sheet; always true for a running text."""
    mark = {".xlsx": " | ", ".csv": ";"}.get(Path(doc_id).suffix)
    if mark is None:
        return " | " not in quote
    lines = extract(doc_id).splitlines()
    return any(squash(quote) in squash(cell) for line in lines for cell in line.split(mark))


def documents() -> list[str]:
    """Every document, by its path."""
    files = (p for p in DOCS.rglob("*") if p.is_file() and p.name != "access.json")
    return sorted(p.relative_to(DOCS).as_posix() for p in files)


def faults() -> Iterator[str]:
    """Everything that is wrong, in words."""
    rows = [json.loads(line) for line in (ROOT / "questions.jsonl").read_text("utf8").splitlines()]
    names = documents()
    if len(names) != 45:
        yield f"{len(names)} documents"
    if len({row["id"] for row in rows}) != len(rows) or len({row["question"] for row in rows}) < len(rows) - 5:
        yield "ids or questions repeat"
    counts = Counter(row["kind"] for row in rows)
    if counts != WANTED:
        yield f"kinds {dict(counts)}"
    seen: set[str] = set()
    for row in rows:
        if row["split"] != "dev":
            yield f"{row['id']}: split"
        if row.get("follow_up_of") and row["follow_up_of"] not in seen:
            yield f"{row['id']}: follow-up of a later or unknown row"
        seen.add(row["id"])
        if row["answerable"] != bool(row["gold"]) or row["answerable"] != bool(row["answer_facts"]):
            yield f"{row['id']}: answerable but no gold or facts, or the other way about"
        for gold in [*row["gold"], *row.get("also", [])]:
            if gold["doc_id"].partition("#")[0] not in names:
                yield f"{row['id']}: no document {gold['doc_id']}"
            elif "quote" in gold:
                is_pdf = gold["doc_id"].endswith(".pdf")
                if is_pdf != ("page" in gold):
                    yield f"{row['id']}: page"
                if not in_one_cell(gold["doc_id"], gold["quote"]):
                    yield f"{row['id']}: crosses cells in {gold['doc_id']}: {gold['quote']!r}"
                if squash(gold["quote"]) not in squash(extract(gold["doc_id"], gold.get("page"))):
                    yield f"{row['id']}: not in {gold['doc_id']}: {gold['quote']!r}"
        said = squash(row["answer"]).lower()
        for fact in row["answer_facts"]:
            if not any(squash(alt).lower() in said for alt in fact.split("|")):
                yield f"{row['id']}: the answer lacks {fact!r}"
    for anomaly in json.loads((ROOT / "key.json").read_text("utf8"))["anomalies"]:
        for doc in anomaly["documents"]:
            if doc.partition("#")[0] not in names:
                yield f"key: no document {doc}"
    print(len(rows), "questions;", len(names), "documents;", dict(counts))


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "all well")
    sys.exit(bool(found))
