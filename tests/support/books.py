"""Writers of real workbooks: with openpyxl, or part by part where the exact XML matters (caches, shared formulas)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.workbook import Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class XmlSheet:
    """A sheet by the XML inside its ``worksheet`` element, with the further parts that it relates to.

    ``related`` maps a relation type's last word ("comments") to the path and text of the part, path relative to ``xl``.
    """

    name: str
    xml: str
    state: str = ""
    related: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def saved(workbook: Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def rows_book(rows: Iterable[Sequence[object]], title: str = "Register") -> bytes:
    """A workbook of one sheet with plain values."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(workbook)


def xml_book(
    sheets: Sequence[XmlSheet], *, strings: Sequence[str] = (), styles: str = "", extra: Mapping[str, str] | None = None
) -> bytes:
    """A workbook from the XML of its parts; ``strings`` are shared strings, ``extra`` further parts by full path."""
    parts = {"[Content_Types].xml": "<Types/>", **(extra or {})}
    listing, relations = "", ""
    for number, sheet in enumerate(sheets, 1):
        state = f' state="{sheet.state}"' if sheet.state else ""
        listing += f'<sheet name="{sheet.name}" sheetId="{number}"{state} r:id="rId{number}"/>'
        relations += _relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{sheet.xml}</worksheet>'
        )
        related = "".join(_relation(kind, kind, f"../{path}") for kind, (path, _) in sheet.related.items())
        if related:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(related)
        parts |= {f"xl/{path}": text for path, text in sheet.related.values()}
    if strings:
        parts["xl/sharedStrings.xml"] = (
            f'<sst xmlns="{_MAIN}">{"".join(f"<si>{string}</si>" for string in strings)}</sst>'
        )
        relations += _relation("rIdStrings", "sharedStrings", "sharedStrings.xml")
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
        relations += _relation("rIdStyles", "styles", "styles.xml")
    parts["xl/workbook.xml"] = f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listing}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = _relations(relations)
    return zipped({path: text.encode() for path, text in parts.items()})


def sheet_data(*rows: str) -> str:
    """The ``sheetData`` element of rows made by ``row_xml``."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def row_xml(number: int, *cells: str, attributes: str = "") -> str:
    """A row element of cells made by ``cell_xml``."""
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def cell_xml(ref: str, value: object = None, *, kind: str = "", formula: str | None = None, style: int = 0) -> str:
    """A cell element: ``value`` as cached or stored (None for no value at all), ``kind`` its ``t`` attribute."""
    kind = kind or ("inlineStr" if isinstance(value, str) and formula is None else "n")
    inner = f"<f>{escape(formula)}</f>" if formula is not None else ""
    if kind == "inlineStr":
        inner += f"<is><t>{escape(str(value))}</t></is>"
    elif value is not None:
        inner += f"<v>{escape(str(value))}</v>"
    return f'<c r="{ref}" t="{kind}" s="{style}">{inner}</c>'


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP container of ``parts`` by path."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return target.getvalue()


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'
