"""PDF: text, a ruled table, an older edition, and a letter that exists only as a scan."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdfium2
from fpdf import FPDF

_WRITTEN = datetime(2026, 1, 30, 9, 0, tzinfo=UTC)


def files() -> dict[str, bytes]:
    """File name -> bytes."""
    return {
        "archive/ai-ethics-policy-v1.0.pdf": _first_edition(),
        "audits/2026-01-internal-audit-report.pdf": _audit_report(),
        "letters/risk-acceptance-r14-scanned.pdf": _scanned_letter(),
    }


def _pdf(title: str, author: str) -> FPDF:
    pdf = FPDF()
    pdf.set_creation_date(_WRITTEN)
    pdf.set_title(title)
    pdf.set_author(author)
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    return pdf


def _heading(pdf: FPDF, text: str, size: int = 14) -> None:
    pdf.set_font("helvetica", style="B", size=size)
    pdf.cell(text=text, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    pdf.set_font("helvetica", size=11)


def _words(pdf: FPDF, text: str) -> None:
    pdf.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)


def _first_edition() -> bytes:
    pdf = _pdf("AI Ethics Policy 1.0", "Ruth Calloway")
    _heading(pdf, "AI Ethics Policy", 18)
    _words(
        pdf,
        "Version 1.0. Approved by the Executive Committee on 4 March 2024. Superseded by version 2.1 on 1 January 2026.",
    )
    _heading(pdf, "1 Scope")
    _words(pdf, "This policy applies to AI systems that are used for credit decisions.")
    _heading(pdf, "2 Oversight")
    _words(pdf, "Refusals above EUR 5,000 are reviewed by a person.")
    return bytes(pdf.output())


def _audit_report() -> bytes:
    pdf = _pdf("Internal audit report, AI management system", "Oskar Brandt")
    _heading(pdf, "Internal audit report: AI management system", 18)
    _words(pdf, "Audit of 19 to 23 January 2026. Lead auditor: Oskar Brandt. Scope: clauses 4 to 10 of ISO/IEC 42001.")
    _heading(pdf, "1 Conclusion")
    _words(pdf, "The management system is established. One minor nonconformity and two observations were raised.")
    _heading(pdf, "2 Findings")
    rows = (
        ("Number", "Finding", "Clause", "Owner"),
        ("NC-2026-01", "DocSorter is in use without an impact assessment", "8.4", "Tomas Lindqvist"),
        ("OBS-01", "The KPI for supplier assurance is missing", "6.2", "Priya Raman"),
        ("OBS-02", "The training record of one system owner is incomplete", "7.2", "Ruth Calloway"),
    )
    with pdf.table(col_widths=(25, 90, 20, 45)) as table:
        for row in rows:
            table.row(row)
    pdf.add_page()
    _heading(pdf, "3 Next audit")
    _words(
        pdf,
        "The next internal audit is planned for January 2027. The certification body's surveillance audit is on 8 October 2026.",
    )
    return bytes(pdf.output())


def _scanned_letter() -> bytes:
    pdf = _pdf("Letter", "")
    pdf.set_font("times", size=13)
    text = (
        "Brightwater Lending plc\n\nTo the AI governance committee\n\nCopenhagen, 12 January 2026\n\n"
        "Acceptance of risk R-14\n\nI accept the remaining risk of unfair refusals of older applicants (R-14) until "
        "31 December 2026, provided that the bias test is repeated every quarter.\n\nMargaret Ellison\nChair of the Board"
    )
    pdf.multi_cell(0, 8, text)
    page = pypdfium2.PdfDocument(bytes(pdf.output()))[0]
    picture = page.render(scale=200 / 72, grayscale=True).to_pil()
    shot = io.BytesIO()
    picture.convert("1").save(shot, format="PNG", optimize=True)
    scan = FPDF()
    scan.set_creation_date(_WRITTEN)
    scan.add_page()
    scan.image(shot, x=0, y=0, w=210)
    return bytes(scan.output())
