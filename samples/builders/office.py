"""Office formats: DOCX, XLSX, PPTX, ODT, EPUB, and one DOCX cut short."""

from __future__ import annotations

import io
from datetime import date, datetime

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font
from pptx import Presentation
from pptx.util import Inches

from samples.builders.containers import pack, repack

_WRITTEN = datetime(2026, 1, 5, 9, 0)


def files() -> dict[str, bytes]:
    """File name -> bytes."""
    ethics = _ethics_policy()
    return {
        "policies/ai-ethics-policy-v2.1.docx": ethics,
        "policies/supplier-policy.odt": _supplier_policy(),
        "minutes/2026-03-18-management-review.docx": _management_review(),
        "systems/impact-assessment-scorewell.docx": _impact_assessment(),
        "risks/risk-register.xlsx": _risk_register(),
        "objectives/q2-2026-dashboard.pptx": _dashboard(),
        "handbook/working-with-ai.epub": _handbook(),
        "archive/ai-ethics-policy-v2.0.docx": ethics[: len(ethics) // 2],
    }


def _docx(title: str, author: str) -> Document:  # type: ignore[valid-type]
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = title, author
    properties.created = properties.modified = _WRITTEN
    return document


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return repack(buffer.getvalue())


def _table(document: object, rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _ethics_policy() -> bytes:
    document = _docx("AI Ethics Policy", "Ruth Calloway")
    document.add_heading("AI Ethics Policy", 0)
    _table(
        document,
        [
            ("Version", "2.1"),
            ("Status", "Approved"),
            ("Owner", "Helena Okafor, Chief Executive"),
            ("Approved by", "Board of Directors"),
            ("Approved on", "10 December 2025"),
            ("Effective from", "1 January 2026"),
            ("Next review", "10 December 2026"),
            ("Replaces", "Version 1.0 of 4 March 2024"),
        ],
    )
    document.add_heading("1 Scope", 1)
    document.add_paragraph("This policy applies to every AI system that Brightwater Lending develops, buys or uses.")
    document.add_heading("2 Principles", 1)
    for text in (
        "A person reviews every decision that refuses credit to a customer.",
        "Customers are told in plain words when an AI system was part of a decision about them.",
        "Systems are tested for unfair outcomes before release and every quarter afterwards.",
    ):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("3 Escalation", 1)
    document.add_paragraph(
        "When an AI system fails or behaves unexpectedly, the system owner stops it and informs the AI governance committee "
        "within 24 hours. The committee decides whether the system may be used again."
    )
    document.add_heading("4 Approval", 1)
    document.add_paragraph("Signed for the Board: ______________________   Date: ____________")
    return _saved(document)


def _management_review() -> bytes:
    document = _docx("Management review of the AI management system", "Ruth Calloway")
    document.add_heading("Management review of the AI management system", 0)
    document.add_paragraph("Held on 18 March 2026, 10:00 to 12:15, Copenhagen and by video.")
    document.add_paragraph(
        "Chair: Helena Okafor. Present: Priya Raman, Mei Tanaka, Oskar Brandt, Ruth Calloway. Apologies: Samuel Adeyemi."
    )
    document.add_heading("1 Inputs", 1)
    document.add_paragraph(
        "Results of the internal audit of January 2026, KPI report to February, incident INC-2026-007, status of risks."
    )
    document.add_heading("2 Decisions", 1)
    document.add_paragraph(
        "D-1: The review concluded that the AI management system remains suitable but not yet fully effective."
    )
    document.add_paragraph("D-2: Helena Okafor accepted risk R-07 until 30 September 2026.")
    document.add_paragraph("D-3: One additional full-time data quality engineer was approved, starting in May 2026.")
    document.add_heading("3 Actions", 1)
    _table(
        document,
        [
            ("Action", "Owner", "Due"),
            ("Close nonconformity NC-2026-01", "Tomas Lindqvist", "30 April 2026"),
            ("Propose a KPI for supplier assurance", "Priya Raman", "29 May 2026"),
        ],
    )
    return _saved(document)


def _impact_assessment() -> bytes:
    document = _docx("AI impact assessment: ScoreWell", "Tomas Lindqvist")
    document.add_heading("AI impact assessment: ScoreWell", 0)
    document.add_paragraph(
        "Assessed on 22 January 2026 by Tomas Lindqvist; reviewed by Ruth Calloway on 29 January 2026."
    )
    document.add_heading("Affected people", 1)
    document.add_paragraph("About 60,000 applicants a year, some of them with thin credit histories.")
    document.add_heading("Severity", 1)
    _table(
        document,
        [
            ("Impact", "Likelihood", "Severity", "Measure"),
            ("Unfair refusal of credit", "Possible", "High", "Manual review of refusals"),
            ("Wrong amount granted", "Unlikely", "Medium", "Limits by product"),
        ],
    )
    return _saved(document)


def _risk_register() -> bytes:
    book = Workbook()
    book.properties.creator, book.properties.created = "Priya Raman", _WRITTEN
    book.properties.modified = _WRITTEN
    sheet = book.active
    sheet.title = "Register"
    sheet["A1"] = "Brightwater Lending plc"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "AI and information security risk register"
    sheet.merge_cells("A2:H2")
    sheet["A3"] = "State of 1 April 2026"
    sheet.append([])
    sheet.append(["Risk ID", "Description", "Owner", "Likelihood", "Impact", "Score", "Treatment", "Accepted until"])
    rows = [
        ("R-03", "Credentials of a supplier are stolen", "Priya Raman", 2, 4, "Reduce: MFA for suppliers", None),
        ("R-07", "ScoreWell drifts without notice", "Mei Tanaka", 3, 4, "Accept", date(2026, 9, 30)),
        ("R-11", "Payslips are sorted to the wrong customer", "Ruth Calloway", 2, 3, "Reduce: sample checks", None),
        ("R-14", "Unfair refusals of older applicants", "Samuel Adeyemi", 2, 5, "Accept", date(2026, 12, 31)),
    ]
    for number, (risk, text, owner, likelihood, impact, treatment, until) in enumerate(rows, 6):
        sheet.append([risk, text, owner, likelihood, impact, f"=D{number}*E{number}", treatment, until])
        sheet.cell(number, 8).number_format = "dd mmm yyyy"
    closed = book.create_sheet("Closed 2024")
    closed.sheet_state = "hidden"
    closed.append(["Risk ID", "Description", "Owner", "Closed on"])
    closed.append(["R-01", "No inventory of AI systems", "Helena Okafor", date(2024, 11, 5)])
    buffer = io.BytesIO()
    book.save(buffer)
    return repack(buffer.getvalue())


def _dashboard() -> bytes:
    slides = Presentation()
    slides.core_properties.title, slides.core_properties.author = "AI objectives, second quarter 2026", "Samuel Adeyemi"
    slides.core_properties.created = slides.core_properties.modified = _WRITTEN
    first = slides.slides.add_slide(slides.slide_layouts[1])
    first.shapes.title.text = "AI objectives, second quarter 2026"
    first.placeholders[
        1
    ].text = "Stable models: target missed in April\nFair decisions: on target\nTrained staff: 93 % of 95 %"
    first.notes_slide.notes_text_frame.text = "Helena asked for a forecast of the stability index by the June review."
    second = slides.slides.add_slide(slides.slide_layouts[5])
    second.shapes.title.text = "Actions from the committee"
    table = second.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(8), Inches(1.5)).table
    cells = (
        ("Action", "Owner", "Due"),
        ("A-31 Retrain", "Mei Tanaka", "30 June 2026"),
        ("A-33 Impact", "Tomas Lindqvist", "15 July 2026"),
    )
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return _saved(slides)


_ODT_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>
<text:h text:outline-level="1">Supplier Policy</text:h>
<text:p>Version 1.1 (draft of 16 February 2026). Owner: Priya Raman. Not yet approved.</text:p>
<text:h text:outline-level="2">Selection</text:h>
<text:p>Suppliers of AI systems answer the AI questionnaire before a contract is signed.</text:p>
<text:h text:outline-level="2">Shared responsibility</text:h>
<text:p>Contracts name who monitors the system, who reports incidents and within what time.</text:p>
</office:text></office:body></office:document-content>"""
_ODT_META = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:meta><dc:title>Supplier Policy</dc:title>
<dc:creator>Priya Raman</dc:creator><dc:date>2026-02-16T10:00:00</dc:date></office:meta></office:document-meta>"""
_ODT_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def _supplier_policy() -> bytes:
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": _ODT_CONTENT,
        "meta.xml": _ODT_META,
        "META-INF/manifest.xml": _ODT_MANIFEST,
    }
    return pack(members, stored=("mimetype",))


_EPUB_CHAPTER = """<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head>
<body><h1>{title}</h1>{body}</body></html>"""
_EPUB_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">brightwater-ai-handbook</dc:identifier>
<dc:title>Working with AI at Brightwater</dc:title><dc:creator>People team</dc:creator><dc:language>en</dc:language>
<dc:date>2026-03-01</dc:date></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
_EPUB_CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def _handbook() -> bytes:
    use = "<p>Staff may use the approved assistants for drafting. Customer data is never pasted into them.</p>"
    doubt = "<p>Anyone may stop an AI system in doubt and tell the system owner; nobody is blamed for stopping one.</p>"
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _EPUB_CONTAINER,
        "content.opf": _EPUB_PACKAGE,
        "a.xhtml": _EPUB_CHAPTER.format(title="Everyday use", body=use),
        "b.xhtml": _EPUB_CHAPTER.format(title="When in doubt", body=doubt),
    }
    return pack(members, stored=("mimetype",))
