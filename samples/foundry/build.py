"""Write the Office and PDF documents of Tarnbrook Castings into docs/: python -m samples.foundry.build

The text files (md, txt, csv, eml, html, yaml) in docs/ are kept as they are. Everything here is invented.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt
from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.util import Inches
from pptx.util import Pt as SlidePt

DOCS = Path(__file__).parent / "docs"
STAMP = datetime(2026, 8, 3, 9, 0)


# ---------------------------------------------------------------- writers


def save_office(thing, name: str) -> None:
    """Save an Office file with fixed times, so that the same bytes come out each time."""
    raw = io.BytesIO()
    thing.save(raw)
    path = DOCS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-08-03T09:00:00Z", data)
            new.writestr(zipfile.ZipInfo(item.filename, (2026, 8, 3, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)


def table(doc, rows, head=True, style="Table Grid"):
    made = doc.add_table(rows=len(rows), cols=len(rows[0]), style=style)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = made.cell(r, c)
            cell.text = text
            if head and r == 0:
                for run in cell.paragraphs[0].runs:
                    run.bold = True
    return made


def docx(name: str, header: str, parts, footer: str = "") -> None:
    """parts: ("h", text), ("p", text), ("b", text), ("t", rows), ("f", rows without a head row), ("title", text)."""
    doc = Document()
    doc.styles["Normal"].font.name = "Arial"
    doc.styles["Normal"].font.size = Pt(10)
    doc.sections[0].header.paragraphs[0].text = header
    doc.sections[0].footer.paragraphs[0].text = footer or "Uncontrolled when printed"
    doc.core_properties.author = "Tarnbrook Castings"
    for kind, what in parts:
        if kind == "title":
            doc.add_heading(what, 0)
        elif kind == "h":
            doc.add_heading(what, 2)
        elif kind == "p":
            doc.add_paragraph(what)
        elif kind == "b":
            doc.add_paragraph(what, style="List Bullet")
        else:
            table(doc, what, head=kind == "t")
            doc.add_paragraph("")
    save_office(doc, name)


def xlsx(name: str, sheets) -> None:
    """sheets: (tab, title lines, column names, rows)."""
    book = Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = STAMP
    for tab, titles, columns, rows in sheets:
        sheet = book.create_sheet(tab)
        width = max(len(columns), 1)
        for line in titles:
            sheet.append([line])
            at = sheet.max_row
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
            sheet.cell(at, 1).font = Font(bold=True, size=13)
        if columns:
            sheet.append(columns)
            for cell in sheet[sheet.max_row]:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DDDDDD")
                cell.alignment = Alignment(wrap_text=True)
        for row in rows:
            sheet.append(row)
        for c in range(1, width + 1):
            sheet.column_dimensions[get_column_letter(c)].width = 22
    save_office(book, name)


def pdf(name: str, head: str, parts) -> None:
    """parts: ("h", text), ("p", text), ("t", (widths, rows)), ("page", None). Core fonts: Latin-1 only."""
    out = FPDF(format="A4")
    out.set_creation_date(STAMP)
    out.set_auto_page_break(True, 18)
    out.add_page()
    out.set_font("Helvetica", "B", 15)
    out.multi_cell(0, 8, head, new_x="LMARGIN", new_y="NEXT")
    out.ln(2)
    for kind, what in parts:
        if kind == "page":
            out.add_page()
        elif kind == "h":
            out.ln(2)
            out.set_font("Helvetica", "B", 11)
            out.multi_cell(0, 6, what, new_x="LMARGIN", new_y="NEXT")
        elif kind == "p":
            out.set_font("Helvetica", "", 10)
            out.multi_cell(0, 5.2, what, new_x="LMARGIN", new_y="NEXT")
            out.ln(1.5)
        else:
            widths, rows = what
            out.set_font("Helvetica", "", 9)
            with out.table(col_widths=widths, line_height=5.5, width=sum(widths), align="LEFT") as grid:
                for row in rows:
                    line = grid.row()
                    for cell in row:
                        line.cell(cell)
            out.ln(2)
    path = DOCS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    out.output(str(path))


def slides(name: str, pages) -> None:
    """pages: (title, bullets or None, rows or None)."""
    deck = Presentation()
    for title, bullets, rows in pages:
        page = deck.slides.add_slide(deck.slide_layouts[5])
        page.shapes.title.text = title
        if bullets:
            frame = page.shapes.add_textbox(Inches(0.6), Inches(1.5), Inches(8.6), Inches(3)).text_frame
            frame.word_wrap = True
            for n, text in enumerate(bullets):
                para = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
                para.text = text
                para.font.size = SlidePt(18)
        if rows:
            grid = page.shapes.add_table(
                len(rows), len(rows[0]), Inches(0.3), Inches(1.5), Inches(9.4), Inches(4)
            ).table
            for r, row in enumerate(rows):
                for c, text in enumerate(row):
                    grid.cell(r, c).text = text
                    for para in grid.cell(r, c).text_frame.paragraphs:
                        para.font.size = SlidePt(11)
    save_office(deck, name)


def scan(name: str, lines) -> None:
    """A page that is only a picture. lines: (x, y, size, text, italic)."""
    folder = "/usr/share/fonts/truetype/dejavu/"
    page = Image.new("L", (1240, 1100), 250)
    pen = ImageDraw.Draw(page)
    for x, y, size, text, hand in lines:
        face = "DejaVuSansCondensed-Oblique.ttf" if hand else "DejaVuSans.ttf"
        pen.text((x, y), text, 20, font=ImageFont.truetype(folder + face, size))
    for y in (300, 372, 444, 516, 588, 660, 732):
        pen.line((80, y, 1160, y), 120, 2)
    picture = io.BytesIO()
    page.rotate(0.4, fillcolor=250).save(picture, "PNG")
    picture.seek(0)
    out = FPDF(format="A4")
    out.set_creation_date(STAMP)
    out.add_page()
    out.image(picture, 5, 10, 200)
    out.output(str(DOCS / name))


# ---------------------------------------------------------------- policies and procedures


def policies() -> None:
    docx(
        "policies/QP-01 Quality Policy iss 6.docx",
        "TARNBROOK CASTINGS LTD          QP-01          Issue 6",
        [
            ("title", "Quality Policy"),
            ("p", "We pour, fettle and machine iron castings that people trust their pumps, brakes and gearboxes to."),
            ("b", "Right first time. If it is not right it does not leave the yard."),
            ("b", "A complaint gets a proper answer within 3 working days."),
            ("b", "We set numbers for quality every year and look at them every month on the shop floor."),
            ("b", "Anybody may stop the line. Nobody is blamed for it."),
            (
                "f",
                [
                    ["Issue", "6"],
                    ["Replaces", "Issue 5"],
                    ["In force from", "19/01/26"],
                    ["Look at again by", "12/01/27"],
                ],
            ),
            ("f", [["Signed", "H. Ormerod"], ["Position", "Managing Director"], ["Date", "12/01/26"]]),
        ],
    )
    docx(
        "policies/old/QP-01 Quality Policy iss 5 (superseded).docx",
        "TARNBROOK CASTINGS LTD          QP-01          Issue 5          SUPERSEDED",
        [
            ("title", "Quality Policy"),
            ("p", "SUPERSEDED BY ISSUE 6 ON 19/01/26 - keep for reference only"),
            ("b", "Right first time."),
            ("b", "A complaint gets an answer within 5 working days."),
            ("b", "We set numbers for quality every year."),
            ("f", [["Issue", "5"], ["In force from", "22/01/24"], ["Look at again by", "22/01/26"]]),
            ("f", [["Signed", "H. Ormerod"], ["Position", "Managing Director"], ["Date", "15/01/24"]]),
        ],
    )
    pdf(
        "policies/EP-01 Environmental Policy iss 4.pdf",
        "EP-01  Environmental Policy",
        [
            ("p", "Issue 4    Approved: H Ormerod, Managing Director, 03/06/24    Next review due: 03/06/26"),
            ("p", "We melt about 9,000 tonnes of iron a year next door to a river and four hundred houses. So:"),
            (
                "p",
                "1. We keep to our permit and our discharge consent, and tell the regulator ourselves when we have not.",
            ),
            ("p", "2. We use less electricity for each tonne of good castings than the year before."),
            ("p", "3. We will find another use for at least half of our spent sand by the end of 2027."),
            ("p", "4. Dust stays inside. Oil stays off the yard."),
            (
                "p",
                "Owner: Dawn Kershaw, QHSE Manager. This policy is looked at every two years and is free to anyone who asks at the gatehouse.",
            ),
            ("p", "Signed: H Ormerod                      Date: 3 June 2024"),
        ],
    )
    docx(
        "policies/IS-01 Information Security Policy iss 3.docx",
        "TARNBROOK CASTINGS LTD          IS-01          Issue 3",
        [
            ("title", "Information Security Policy"),
            (
                "f",
                [
                    ["Written by", "J Bickerdike, IT Manager"],
                    ["Approved by", "H Ormerod, Managing Director"],
                    ["Approved on", "18/09/25"],
                    ["Issued", "22/09/25"],
                    ["Review", "every 12 months, next 18/09/26"],
                ],
            ),
            ("h", "What it covers"),
            (
                "p",
                "Customers' drawings, our methods, people's details, and the machines that hold them, from the office server to the PC on a lathe.",
            ),
            ("h", "Rules"),
            ("b", "Customer drawings leave the site only through the secure share."),
            ("b", "No private memory sticks on machine-tool PCs. Company sticks only, signed out by IT."),
            ("b", "Passwords are 14 characters or more. The office and the remote link want a second factor as well."),
            ("b", "Back-ups every night; one copy off site; a restore is tried every quarter."),
            ("b", "Anything odd: ext. 219 within the hour."),
            ("h", "When somebody leaves"),
            ("p", "HR tells IT by noon on the last day; accounts are shut that evening."),
            ("f", [["Signature", "H. Ormerod"], ["Date", "18/09/25"]]),
        ],
    )
    docx(
        "policies/AI-01 AI Policy iss 1.docx",
        "TARNBROOK CASTINGS LTD          AI-01          Issue 1",
        [
            ("title", "Artificial Intelligence Policy"),
            ("p", "For the Owl, PlanMate and whatever comes next."),
            ("b", "A person has the last word on a casting, on a shift and on a colleague."),
            ("b", "We find out who could be hurt before we switch a system on, and write it down."),
            ("b", "We only use a system for the job it was proved on."),
            ("b", "We tell people when a machine had a part in a decision about them."),
            ("b", "We do not use AI to count, rank or discipline individual workers."),
            ("b", "When it goes wrong we say so, to customers too."),
            (
                "f",
                [
                    ["Approved", "Board of Directors, 26 March 2026, minute 26/11"],
                    ["In force", "01/04/26"],
                    ["Owner", "Operations Director"],
                    ["Next review", "26/03/27"],
                ],
            ),
            ("f", [["Signed for the Board", "H. Ormerod, Managing Director"], ["Date", "26/03/26"]]),
        ],
    )
    docx(
        "procedures/QM-01 System Manual iss 11.docx",
        "TARNBROOK CASTINGS LTD          QM-01          Issue 11          05/01/26",
        [
            ("title", "How we run the place"),
            ("p", "Issue 11, 05/01/26. Approved: H Ormerod, 05/01/26. Kept by the QHSE Manager."),
            ("h", "1  What the certificates cover"),
            (
                "p",
                "Pattern making, casting in grey and ductile iron up to 800 kg, heat treatment, machining and inspection at Garsdale Lane. "
                "The Mill Street store is outside the scope. The AI management system, when certified, will cover VIS-2 and PlanMate only.",
            ),
            ("h", "2  Who we have to keep happy"),
            (
                "t",
                [
                    ["Who", "What they want", "How we know"],
                    ["Customers", "sound castings on the day", "scorecards, visits"],
                    ["Neighbours", "no dust, quiet nights", "gatehouse book"],
                    ["Workforce", "safe work, fair shifts", "committee, works reps"],
                    ["Regulators", "permit kept", "returns twice a year"],
                ],
            ),
            ("h", "3  Management review (MSRG)"),
            (
                "p",
                "The Management System Review Group meets in March and in September. The Managing Director takes the chair. Minutes within ten working days.",
            ),
            ("h", "4  Limits of authority"),
            (
                "t",
                [
                    ["Who", "May commit up to"],
                    ["Department manager", "£5,000"],
                    ["One director", "£25,000"],
                    ["Board", "anything above £25,000"],
                ],
            ),
            ("h", "5  Internal audit"),
            ("p", "Programme by calendar year. Nobody audits work for which he or she answers."),
            ("h", "6  Nonconformities"),
            (
                "p",
                "Every NCR gets an owner and a target date. It is closed by the QHSE Manager, and a second person checks within three months that the fix has worked.",
            ),
            ("h", "7  Documents"),
            (
                "p",
                "A document may not go on the intranet before it has been approved. The approver signs the front sheet. Old issues go to the 'old' folder the same day.",
            ),
        ],
    )
    docx(
        "procedures/QP-04 Risk and Opportunity iss 3.docx",
        "TARNBROOK CASTINGS LTD          QP-04          Issue 3          17/11/25",
        [
            ("title", "Risk and opportunity"),
            ("p", "Issue 3, 17/11/25. Approved G Sedgwick, Operations Director, 17/11/25. Next look 17/11/26."),
            ("h", "Finding them"),
            (
                "p",
                "Each department walks its area in January with the last year's incidents, complaints and near-miss cards in hand. Anyone may hand in a yellow risk card at any time. "
                "New plant, new software and new customers are looked at before the order is placed.",
            ),
            ("h", "Scoring"),
            (
                "p",
                "Likelihood 1 to 5 times severity 1 to 5. Worst first; at equal scores, anything that can hurt a person goes first.",
            ),
            ("h", "Living with a risk"),
            ("p", "What is left after treatment (the residual) decides who may tolerate it:"),
            (
                "t",
                [
                    ["Residual", "Who may tolerate"],
                    ["1 to 9", "Department manager"],
                    ["10 to 14", "Managing Director"],
                    ["15 and over", "Board only"],
                ],
            ),
            ("p", "Form F-31 or a minute. Always a name, a date and an end date. Twelve months at the longest."),
            ("h", "AI systems"),
            (
                "p",
                "The impact assessment (F-40) comes first and feeds the register. No AI system goes live without one.",
            ),
            ("f", [["Signed", "G. Sedgwick"], ["Date", "17/11/25"]]),
        ],
    )
    docx(
        "procedures/QP-12 Supplier Approval iss 2.docx",
        "TARNBROOK CASTINGS LTD          QP-12          Issue 2          02/03/26",
        [
            ("title", "Approving suppliers"),
            (
                "p",
                "Class A: anything that ends up in a casting, calibrates a gauge, takes our waste, holds our data or contains AI. Class B: the rest.",
            ),
            (
                "b",
                "Class A is assessed on form F-12 before a contract is signed, and again every 12 months. Class B every 24 months.",
            ),
            (
                "b",
                "80 points and over: approved. 60 to 79: conditional, with a list of what must be put right and by when. Under 60: no.",
            ),
            (
                "b",
                "AI suppliers also answer the yellow page: who trains, who owns the pictures and data, who tells whom when it goes wrong.",
            ),
            ("b", "A supplier whose certificate has run out comes off the list until a new one is in."),
            (
                "t",
                [
                    ["", "Name", "Signature", "Date"],
                    ["Prepared", "K Lumb, Purchasing Manager", "K. Lumb", "02/03/26"],
                    ["Approved", "G Sedgwick, Operations Director", "....................", "...../...../....."],
                ],
            ),
        ],
    )


# ---------------------------------------------------------------- minutes


def board() -> None:
    head = "TARNBROOK CASTINGS LIMITED - MINUTES OF THE BOARD OF DIRECTORS"

    def minute(name, opening, items, closing):
        docx(
            name,
            head,
            [("title", "Minutes of the Board")]
            + [("p", text) for text in opening]
            + [("t", [["Minute", "Business"]] + items)]
            + [("p", closing)],
            "Company Secretary: Mrs E Snaith",
        )

    minute(
        "minutes/board/Board mins 250925.docx",
        [
            "Held at Garsdale Lane on Thursday 25 September 2025 at 10.00.",
            "Present: Mr N Garforth (Chairman), Mrs B Coyle, Mrs H Ormerod, Mr G Sedgwick, Miss P Nallathambi. In attendance: Mrs E Snaith (Secretary). A quorum was present.",
        ],
        [
            ["25/17", "The minutes of 26 June were agreed."],
            ["25/18", "Trading to August: turnover £19.4m against £19.9m budgeted. Noted."],
            [
                "25/19",
                "Information Security Policy IS-01 issue 3: proposed by Mrs Coyle, seconded by Miss Nallathambi, and APPROVED by the Board.",
            ],
            [
                "25/20",
                "ISO 42001: it was RESOLVED to work towards certification by March 2027. Mr Sedgwick was named executive sponsor. An AI Working Party was set up and its terms of reference agreed.",
            ],
            [
                "25/21",
                "PlanMate: a three-year hosting contract with Ferncliffe Software at £22,800 a year was approved SUBJECT TO a satisfactory supplier assessment before signature. For: 4. Abstained: 1 (Mrs Coyle, who wished to see the effect on shift workers first).",
            ],
            [
                "25/22",
                "A budget of £36,000 was approved for ISO 42001 preparation and certification, to be spent by March 2027.",
            ],
        ],
        "Signed as a true record: N Garforth, Chairman          Date: 11 December 2025",
    )
    minute(
        "minutes/board/Board mins 260326.docx",
        [
            "Held at Garsdale Lane on Thursday 26 March 2026 at 10.00.",
            "Present: Mr N Garforth (Chairman), Mrs H Ormerod, Mr G Sedgwick, Miss P Nallathambi. Apologies: Mrs B Coyle. In attendance: Mrs E Snaith (Secretary); Mr T Wierzba for 26/11 and 26/12. A quorum was present.",
        ],
        [
            ["26/10", "The minutes of 11 December were agreed."],
            [
                "26/11",
                "Artificial Intelligence Policy AI-01 issue 1: Mr Wierzba presented it. Mr Garforth asked that the sentence on not ranking workers be kept whatever happened. APPROVED without dissent. Mrs Ormerod to sign and to write to all staff.",
            ],
            ["26/12", "Mr T Wierzba was confirmed as QHSE Manager with effect from 1 April 2026."],
            ["26/13", "Apprentices: four places for September 2026 agreed, two of them in the pattern shop."],
            [
                "26/14",
                "Risk R-08 (ransomware through machine-tool PCs), residual score 15: the Board ACCEPTED it until 31 October 2026, by when phase 2 of the network separation is to be finished.",
            ],
            [
                "26/15",
                "£62,000 was approved for phase 2 of the network separation. Owner: Mrs Bickerdike. Progress to the Board in June.",
            ],
        ],
        "Signed as a true record: N Garforth, Chairman          Date: 25 June 2026",
    )
    minute(
        "minutes/board/Board mins 250626.docx",
        [
            "Held at Garsdale Lane on Thursday 25 June 2026 at 10.00.",
            "Present: Mr N Garforth (Chairman), Mrs B Coyle, Mrs H Ormerod, Miss P Nallathambi. Apologies: Mr G Sedgwick. In attendance: Mrs E Snaith (Secretary). A quorum was present.",
        ],
        [
            ["26/20", "The minutes of 26 March were agreed and signed."],
            [
                "26/21",
                "Network separation phase 2: Mrs Bickerdike reported by letter that 31 of 48 machine-tool PCs had been moved and £29,400 spent. Noted.",
            ],
            [
                "26/22",
                "Second camera for VIS-2, £38,400: DEFERRED to September. The Board is not against it but wants to see missed defects back under 0.5 per cent for a full month first.",
            ],
            [
                "26/23",
                "Dust extraction for fettling bay 3, £27,500: APPROVED. Mr Purslow to have it running by 30 September 2026.",
            ],
            [
                "26/24",
                "ISO 42001: stage 1 audit by Penmarrow Certification on 6 and 7 October 2026; stage 2 to be arranged for January. £14,200 of the £36,000 spent to date. Noted.",
            ],
            ["26/25", "Confidential business: see Annex C (directors only)."],
        ],
        "Signed as a true record: ..............................          Date: ................",
    )


def msrg() -> None:
    def minute(name, when, who, rows, note=""):
        docx(
            name,
            "TARNBROOK CASTINGS   Form F-05   MSRG minutes",
            [
                ("f", [["Date", when], ["Here", who[0]], ["Apologies", who[1]]]),
                ("t", [["Item", "What was said", "Action", "Who / by"]] + rows),
            ]
            + ([("p", note)] if note else []),
        )

    minute(
        "minutes/msrg/MSRG 18-03-25.docx",
        "18/03/25",
        ["HO (chair), GS, PN, DK, JB, MT, KL, OP", "CA"],
        [
            ["1 Last actions", "9 of 11 done", "close the other two", "DK end Apr"],
            ["2 Audits", "4 internal audits in 2024, 6 NCRs, all shut", "-", "-"],
            [
                "3 Customers",
                "Returns 710 ppm in 2024. Complaint answers too slow, average 6 days",
                "aim for 3 days, rewrite QP-01 next time it is due",
                "DK Jan 26",
            ],
            ["4 Environment", "Permit kept. Electricity 1,498 kWh a tonne", "furnace lids", "OP Sept"],
            ["5 Info sec", "One restore test missed", "quarterly from now on", "JB"],
            ["6 People", "Pattern makers: 3 of 5 retire by 2028", "apprentices from Sept 25", "MT"],
            ["7 Money", "£48,000 for the management systems in 2025 is enough", "-", "PN"],
        ],
    )
    minute(
        "minutes/msrg/MSRG 11-11-25.docx",
        "11/11/25",
        ["HO (chair), PN, DK, JB, KL, OP, FB", "GS, CA, MT"],
        [
            ["0 Late", "Should have been September. HO and PN were tied up with the bank", "-", "-"],
            [
                "1 Penmarrow Oct visit",
                "2 minors (gauge stickers, three suppliers not looked at again)",
                "NCR-25-031 and 034",
                "WH / KL",
            ],
            ["2 Complaints", "Average answer now 4 days", "put 3 days in QP-01 issue 6", "DK Jan 26"],
            [
                "3 Help in the lab",
                "Lab cannot keep up with check sets and first articles",
                "half a technician, £17,500 a year, agreed",
                "PN / DK Feb 26",
            ],
            ["4 AI", "Owl and PlanMate. 42001 started. Policy in draft", "policy to Board in March", "DK"],
            ["5 Risk", "Only 2 of 12 risk owners had updated since summer", "chase", "DK end Nov"],
        ],
    )
    minute(
        "minutes/msrg/MSRG 10-03-26.docx",
        "10/03/26",
        ["HO (chair), GS, TW, JB, MT, KL, OP", "PN, CA"],
        [
            ["1 Last actions", "Technician started 16 Feb. QP-01 iss 6 out", "-", "-"],
            [
                "2 Objectives 2026",
                "O-1 to O-8 agreed as tabled",
                "sheet to go up by the clocking machine",
                "TW end Mar",
            ],
            [
                "3 Customers",
                "Oakhanger 41 % of turnover. HO accepts R-03 at 12 until 10/03/27, new-sector plan goes on",
                "plan to Board by Dec",
                "HO",
            ],
            ["4 Audits", "NCR-25-031 checked by FB: stickers all on. Worked", "-", "-"],
            ["5 Documents", "QP-12 issue 2 is on the intranet and nobody has signed it", "sign it", "GS end Mar"],
            [
                "6 Environment",
                "EP-01 due for a look in June. Sand target needs a number for 2026",
                "review EP-01",
                "OP by 03/06/26",
            ],
            [
                "7 Suppliers",
                "Ferncliffe: no certificate seen, was due end of Jan",
                "chase, or tell the Board",
                "KL end Apr",
            ],
            [
                "8 Staff survey",
                "58 of 260 answered the AI question; 31 trust the tools 'a bit' or 'a lot'",
                "another survey in Nov",
                "MT",
            ],
        ],
        "Minutes: TW. Next: September 2026, date to be fixed.",
    )


# ---------------------------------------------------------------- approvals, AI papers, audits, suppliers


def papers() -> None:
    docx(
        "approvals/F-31 R-11 tolerate.docx",
        "TARNBROOK CASTINGS   Form F-31 issue 2   TOLERATING A RISK",
        [
            (
                "f",
                [
                    ["Risk no.", "R-11"],
                    ["What", "VIS-2 passes a cracked casting"],
                    ["Asked for by", "S Dattani"],
                    ["Residual score", "12"],
                    [
                        "Why live with it",
                        "One casting in ten looked at by hand; no crack has reached a customer in 14 months",
                    ],
                ],
            ),
            ("p", "☐ Department manager (1-9)     ☑ Managing Director (10-14)     ☐ Board (15+)"),
            (
                "f",
                [
                    ["Tolerated from", "01/12/25"],
                    ["Tolerated until", "31/05/26"],
                    ["Look again if", "threshold or software is changed"],
                ],
            ),
            ("f", [["Signed", "H. Ormerod"], ["Date", "01/12/25"]]),
        ],
    )
    pdf(
        "approvals/Oakhanger letter 11 May 2026.pdf",
        "OAKHANGER PUMPS",
        [
            ("p", "To Mr G Sedgwick, Tarnbrook Castings Ltd                                11 May 2026"),
            ("h", "Final visual inspection of family 200 housings"),
            ("p", "Dear Mr Sedgwick,"),
            (
                "p",
                "Following our visit of 29 April we agree to your camera station VIS-2 as the final visual check for family 200 pump housings, "
                "on two conditions: that one casting in ten continues to be looked at by a person, and that we are told beforehand of any change of setting or software.",
            ),
            ("p", "This agreement does not extend to the ductile flanges of family 400."),
            ("p", "Yours sincerely,"),
            ("p", "M. Ferraby, Supplier Quality Manager"),
        ],
    )
    scan(
        "approvals/F-44 Owl operator sign-off (scan).pdf",
        [
            (80, 60, 40, "TARNBROOK CASTINGS - FORM F-44", False),
            (80, 120, 34, "VIS-2 operator sign-off sheet 2026", False),
            (80, 190, 26, "Trainer: S Dattani. Half a day, then 50 castings watched.", False),
            (80, 255, 26, "Name                          Passed on            Trainer's initials", False),
            (80, 322, 32, "S Pickles", True),
            (480, 322, 32, "28/01/26", True),
            (760, 322, 32, "SD", True),
            (80, 394, 32, "L Tuke", True),
            (480, 394, 32, "28/01/26", True),
            (760, 394, 32, "SD", True),
            (80, 466, 32, "N Bulmer", True),
            (480, 466, 32, "29/01/26", True),
            (760, 466, 32, "SD", True),
            (80, 538, 32, "P Garside", True),
            (480, 538, 32, "12/03/26", True),
            (760, 538, 32, "SD", True),
            (80, 610, 32, "D Olawale", True),
            (80, 820, 28, "Sheet seen by T Wierzba 15/06/26. One line not filled in.", True),
        ],
    )
    docx(
        "ai/AIIA-01 VIS-2 impact assessment.docx",
        "TARNBROOK CASTINGS   Form F-40 issue 1   AI IMPACT ASSESSMENT",
        [
            (
                "f",
                [
                    ["Number", "AIIA-01"],
                    ["System", "VIS-2 visual inspection, version 2.1"],
                    ["Done by", "S Dattani with S Pickles, 12/12/25"],
                ],
            ),
            ("h", "Who could be affected"),
            (
                "t",
                [
                    ["Who", "How", "How bad", "What we do about it"],
                    [
                        "Inspectors and fettlers",
                        "less looking, more button pressing; eye gets out of practice",
                        "medium",
                        "swap between station and bench 4 every two hours",
                    ],
                    ["Fettlers", "rejects traced to a named person", "high", "station keeps no name against a casting"],
                    [
                        "People near a pump or brake",
                        "crack not seen, part bursts",
                        "high",
                        "one in ten by hand; pressure test for family 200",
                    ],
                    ["Neighbours, society", "none found", "-", "-"],
                ],
            ),
            ("p", "Were the people affected asked?   ☑ yes   ☐ no      Six fettlers and the works rep, 4 December."),
            ("p", "Can a person overrule it?   ☑ yes   ☐ no"),
            ("p", "Do again: when the software, threshold or range of castings changes, and in any case by 12/12/26."),
            ("f", [["Approved", "G. Sedgwick, Operations Director"], ["Date", "16/12/25"]]),
        ],
    )
    pdf(
        "ai/VR-07 VIS-2 v2.1 validation.pdf",
        "VR-07  Validation of VIS-2 software 2.1",
        [
            (
                "p",
                "Laboratory report, 15/01/26. Tested by W Hartnoll. Castings chosen by F Beadle, who did not tell the lab which were bad.",
            ),
            ("h", "What was run"),
            (
                "t",
                (
                    [62, 50],
                    [
                        ["Castings", "1,200 (family 200 and family 310)"],
                        ["of them with a known fault", "240"],
                        ["Lighting", "day and night shift"],
                        ["Threshold", "0.82"],
                    ],
                ),
            ),
            ("h", "What came out"),
            (
                "t",
                (
                    [62, 50],
                    [
                        ["Faults found", "239 of 240 (99.6 %)"],
                        ["Good ones thrown out", "30 of 960 (3.1 %)"],
                        ["Sent to LOOK AGAIN", "6.5 %"],
                        ["Day against night", "no difference"],
                    ],
                ),
            ),
            ("h", "Where it may be used"),
            (
                "p",
                "Grey iron, families 200 and 310. Threshold between 0.80 and 0.90. Below 0.80 the report does not hold and the run has to be repeated. Not tried on ductile flanges, family 400.",
            ),
            ("p", "The one miss: hairline crack at a core joint, heat H2107."),
            ("p", "Approved for use: D Kershaw, QHSE Manager, 19/01/26"),
        ],
    )
    docx(
        "audits/IA-26-02 AI management.docx",
        "TARNBROOK CASTINGS   Form F-22   INTERNAL AUDIT REPORT",
        [
            (
                "f",
                [
                    ["Audit", "IA-26-02 AI management against ISO 42001"],
                    ["Days", "27 and 28 May 2026"],
                    ["Lead auditor", "F Beadle"],
                    ["Second auditor", "S Dattani (parts 4 to 6: VIS-2)"],
                    ["Report", "03/06/26"],
                ],
            ),
            ("h", "Result"),
            (
                "p",
                "2 NCRs, 3 things to think about. Policy, working party and inventory are good. Risk and life-cycle papers are thin for everything but the Owl.",
            ),
            (
                "t",
                [
                    ["No.", "Finding", "Clause", "For"],
                    [
                        "NCR-26-011",
                        "PlanMate has run since November 2025 without an impact assessment",
                        "8.4",
                        "A Verity, 31/07/26",
                    ],
                    [
                        "NCR-26-012",
                        "VIS-2 event logs are overwritten after 30 days; AI-03 says 12 months",
                        "A.6.2.8",
                        "S Dattani, 31/08/26",
                    ],
                ],
            ),
            ("h", "To think about"),
            ("b", "Nobody has asked Halyard whose pictures version 2.1 was trained on."),
            ("b", "MeltWatch is still on although the pilot is over."),
            ("b", "The overrule button is well used; learn from the 61 that were right."),
            ("f", [["Signed", "F. Beadle"], ["Date", "03/06/26"]]),
        ],
    )
    pdf(
        "audits/Penmarrow surveillance Oct 2025.pdf",
        "PENMARROW CERTIFICATION  -  Surveillance visit report",
        [
            (
                "p",
                "Client: Tarnbrook Castings Ltd     Standards: ISO 9001, ISO 14001, ISO/IEC 27001     Dates: 13 and 14 October 2025     Lead assessor: A. Trevaskis",
            ),
            ("h", "Conclusion"),
            (
                "p",
                "Certificates may continue. No major nonconformity. Two minor nonconformities, three opportunities for improvement.",
            ),
            (
                "t",
                (
                    [18, 122, 40],
                    [
                        ["Ref", "Finding", "Standard"],
                        [
                            "N1",
                            "Four gauges in the machine shop in use without a calibration label (G-011, G-014, G-020, G-025).",
                            "ISO 9001 7.1.5",
                        ],
                        [
                            "N2",
                            "Three class A suppliers had not been re-evaluated within the 12 months that QP-12 asks for.",
                            "ISO 9001 8.4",
                        ],
                    ],
                ),
            ),
            ("h", "Opportunities for improvement"),
            ("p", "O1 Objectives for the environment could be broken down by furnace."),
            ("p", "O2 Leavers' accounts: closing is fast; write down who checks."),
            ("p", "O3 The management review could look at the AI inspection station."),
            ("h", "Next"),
            ("p", "Response to N1 and N2 by 14 November 2025. Next visit: recertification, 12 to 15 October 2026."),
            ("p", "Signed: A. Trevaskis, 17 October 2025"),
        ],
    )
    pdf(
        "suppliers/Halyard support agreement HV-TC-23.pdf",
        "SUPPORT AGREEMENT  HV/TC/23",
        [
            ("p", "between Halyard Vision Systems Ltd (the Supplier) and Tarnbrook Castings Ltd (the Customer)"),
            ("h", "1 Term"),
            ("p", "This Agreement runs from 1 July 2023 to 30 June 2026. It does not renew itself."),
            ("h", "2 Support"),
            (
                "p",
                "A fault that stops the station is answered within 4 working hours, any other within 2 working days. Annual fee: £9,600.",
            ),
            ("h", "3 Who does what"),
            (
                "p",
                "The Supplier trains and tests new versions of the software. The Customer supplies labelled pictures, validates each version on its own castings, and decides whether to use it.",
            ),
            ("h", "4 Pictures"),
            (
                "p",
                "Pictures taken at the Customer's works remain the Customer's. The Supplier may use them for training only with the Customer's leave in writing.",
            ),
            ("h", "5 Telling each other"),
            ("p", "Either party tells the other within 24 hours of a fault that may have let a bad casting through."),
            ("p", "For the Supplier: L. Tanqueray, 21 June 2023          For the Customer: G Sedgwick, 26 June 2023"),
        ],
    )
    docx(
        "suppliers/F-12 Ferncliffe assessment.docx",
        "TARNBROOK CASTINGS   Form F-12   SUPPLIER ASSESSMENT   (class A)",
        [
            (
                "f",
                [
                    ["Supplier", "Ferncliffe Software Ltd"],
                    ["For", "PlanMate, hosted"],
                    ["Looked at by", "K Lumb and J Bickerdike"],
                    ["Date", "03/11/25"],
                ],
            ),
            (
                "t",
                [
                    ["Question", "Yes", "No", "Points"],
                    ["Quality system", "☑", "☐", "16 / 20"],
                    ["Information security certificate shown", "☐", "☑", "5 / 20"],
                    ["References", "☑", "☐", "18 / 20"],
                    ["Price and delivery", "☑", "☐", "19 / 20"],
                    ["Yellow page (AI) answered in full", "☐", "☑", "13 / 20"],
                ],
            ),
            (
                "f",
                [
                    ["Total", "71"],
                    ["Result", "☐ approved   ☑ conditional   ☐ no"],
                    [
                        "Must be put right",
                        "information security certificate by 31/01/26; say what data the overtime suggestions learn from by 31/01/26",
                    ],
                ],
            ),
            ("f", [["Signed", "K. Lumb"], ["Date", "03/11/25"]]),
        ],
    )


# ---------------------------------------------------------------- registers

RISK_COLUMNS = [
    "Ref",
    "What could go wrong",
    "Who looks after it",
    "L",
    "S",
    "Now",
    "What we are doing",
    "By when",
    "Left over",
    "Treat / tolerate",
    "Tolerated by, on, until",
]


def registers() -> None:
    firm = "TARNBROOK CASTINGS LTD"
    xlsx(
        "registers/RR-26 risk register.xlsx",
        [
            (
                "Shop and trade",
                [firm + " - RISK REGISTER RR-26", "Last gone through 06/07/26 (TW)"],
                RISK_COLUMNS,
                [
                    [
                        "R-01",
                        "No. 2 induction furnace fails, no spare",
                        "C Aske",
                        3,
                        5,
                        15,
                        "reline every 9 months, spare coil ordered",
                        "30/09/26",
                        10,
                        "Treat",
                        "",
                    ],
                    [
                        "R-02",
                        "Electricity price",
                        "P Nallathambi",
                        4,
                        3,
                        12,
                        "60 % bought forward to March 27",
                        "done",
                        8,
                        "Tolerate",
                        "P Nallathambi, 12/01/26, 12/01/27",
                    ],
                    [
                        "R-03",
                        "Too much work for one customer (Oakhanger)",
                        "H Ormerod",
                        3,
                        5,
                        15,
                        "new-sector plan",
                        "31/12/26",
                        12,
                        "Tolerate",
                        "H Ormerod, 10/03/26, 10/03/27",
                    ],
                    [
                        "R-05",
                        "Silica dust in fettling bay 3",
                        "D Kershaw",
                        4,
                        4,
                        16,
                        "new extraction",
                        "31/05/26",
                        12,
                        "Treat",
                        "",
                    ],
                    [
                        "R-06",
                        "Tip closes to foundry sand",
                        "O Purslow",
                        3,
                        4,
                        12,
                        "sand reclaim trial",
                        "",
                        8,
                        "Treat",
                        "",
                    ],
                    ["R-07", "Pattern makers retire", "M Thwaite", 4, 3, 12, "apprentices", "30/09/27", 6, "Treat", ""],
                ],
            ),
            (
                "Info sec",
                [firm + " - RISK REGISTER RR-26"],
                RISK_COLUMNS,
                [
                    [
                        "R-08",
                        "Ransomware through machine-tool PCs",
                        "J Bickerdike",
                        4,
                        5,
                        20,
                        "network separation phase 2",
                        "31/10/26",
                        15,
                        "Tolerate",
                        "Board, 26/03/26, 31/10/26",
                    ],
                    [
                        "R-09",
                        "PC on old CMM has no patches",
                        "R Mellor-Hague",
                        4,
                        4,
                        16,
                        "kept off the network",
                        "",
                        16,
                        "Tolerate",
                        "C Aske, 22/04/26, 22/04/27",
                    ],
                    [
                        "R-10",
                        "Drawings sent by plain mail",
                        "J Bickerdike",
                        3,
                        3,
                        9,
                        "secure share",
                        "done 28/04/26",
                        4,
                        "Treat",
                        "",
                    ],
                ],
            ),
            (
                "AI",
                [firm + " - RISK REGISTER RR-26"],
                RISK_COLUMNS,
                [
                    [
                        "R-11",
                        "VIS-2 passes a cracked casting",
                        "S Dattani",
                        3,
                        5,
                        15,
                        "one in ten by hand",
                        "ongoing",
                        12,
                        "Tolerate",
                        "H Ormerod, 01/12/25, 31/05/26",
                    ],
                    [
                        "R-12",
                        "PlanMate unfair with overtime",
                        "A Verity",
                        3,
                        3,
                        9,
                        "planner looks at list",
                        "ongoing",
                        6,
                        "Tolerate",
                        "G Sedgwick",
                    ],
                    [
                        "R-13",
                        "Staff paste drawings into public chatbots",
                        "",
                        3,
                        4,
                        12,
                        "AI-02 to be issued",
                        "31/03/26",
                        8,
                        "Treat",
                        "",
                    ],
                    [
                        "R-14",
                        "VIS-2 goes off after new sand or pattern",
                        "S Dattani",
                        4,
                        3,
                        12,
                        "weekly check set",
                        "ongoing",
                        6,
                        "Treat",
                        "",
                    ],
                ],
            ),
            ("Read me", ["How to fill this in: see QP-04. R-04 was closed in 2024, number not used again."], [], []),
        ],
    )
    xlsx(
        "registers/OBJ-26 objectives.xlsx",
        [
            (
                "Objectives",
                [firm, "WHERE WE WANT TO BE - 2026", "Agreed MSRG 10/03/26"],
                ["No.", "What we want", "Watched by", "Number by end of 2026", "Whose"],
                [
                    ["O-1", "Less scrap", "K1", "3.5 % or less", "C Aske"],
                    ["O-2", "Deliver on the day", "K2", "95 % or more", "A Verity"],
                    ["O-3", "Fewer castings sent back", "K3", "600 ppm or less", "D Kershaw"],
                    ["O-4", "Less electricity a tonne", "K4", "1,450 kWh or less", "O Purslow"],
                    ["O-5", "Everybody goes home whole", "K5", "no lost-time accidents", "G Sedgwick"],
                    ["O-6", "Owl misses less", "K6", "0.5 % or less", "S Dattani"],
                    ["O-7", "Fewer clicks on false mail", "K7", "5 % or less", "J Bickerdike"],
                    ["O-8", "People trust the AI tools", "", "", "G Sedgwick"],
                ],
            )
        ],
    )
    xlsx(
        "registers/NCR log and audits.xlsx",
        [
            (
                "NCR",
                [firm + " - NONCONFORMITIES AND CORRECTIVE ACTION"],
                [
                    "NCR",
                    "Raised",
                    "Came from",
                    "What is wrong",
                    "Why (5 x why)",
                    "What we did",
                    "Owner",
                    "Target",
                    "Closed",
                    "Did it work?",
                ],
                [
                    [
                        "NCR-25-031",
                        "14/10/25",
                        "Penmarrow N1",
                        "gauges without sticker",
                        "stickers wash off with coolant",
                        "etched tags",
                        "W Hartnoll",
                        "31/12/25",
                        "12/12/25",
                        "yes - F Beadle 10/03/26",
                    ],
                    [
                        "NCR-25-034",
                        "14/10/25",
                        "Penmarrow N2",
                        "three suppliers not looked at again",
                        "no reminder",
                        "calendar in purchasing",
                        "K Lumb",
                        "31/01/26",
                        "30/01/26",
                        "",
                    ],
                    [
                        "NCR-26-004",
                        "17/02/26",
                        "IA-26-01",
                        "waste notes filed without carrier's number",
                        "new clerk not shown",
                        "half-hour lesson, check list",
                        "O Purslow",
                        "31/03/26",
                        "24/03/26",
                        "yes - T Wierzba 19/06/26",
                    ],
                    [
                        "NCR-26-009",
                        "22/04/26",
                        "Oakhanger",
                        "14 housings porous, heat H2207",
                        "sand too wet, moisture meter drifting",
                        "",
                        "C Aske",
                        "30/06/26",
                        "",
                        "",
                    ],
                    [
                        "NCR-26-011",
                        "03/06/26",
                        "IA-26-02",
                        "PlanMate without impact assessment",
                        "",
                        "",
                        "A Verity",
                        "31/07/26",
                        "",
                        "",
                    ],
                    [
                        "NCR-26-012",
                        "03/06/26",
                        "IA-26-02",
                        "Owl logs kept 30 days, not 12 months",
                        "disk too small",
                        "disk ordered",
                        "S Dattani",
                        "31/08/26",
                        "",
                        "",
                    ],
                    [
                        "NCR-26-014",
                        "30/06/26",
                        "K6 red in June",
                        "Owl missed more than 0.5 %",
                        "threshold put down in May",
                        "put back up 10/07/26; retraining",
                        "S Dattani",
                        "31/07/26",
                        "",
                        "",
                    ],
                    [
                        "NCR-26-016",
                        "14/07/26",
                        "Customer",
                        "wrong hardness on certificate",
                        "",
                        "",
                        "W Hartnoll",
                        "14/08/26",
                        "",
                        "",
                    ],
                ],
            ),
            (
                "Audits 2026",
                [firm + " - INTERNAL AUDIT PROGRAMME 2026", "Kept by F Beadle"],
                ["Audit", "About", "Planned", "Auditor", "Held", "Report"],
                [
                    ["IA-26-01", "Environment", "February", "F Beadle", "11/02/26", "17/02/26"],
                    ["IA-26-02", "AI management", "May", "F Beadle, S Dattani", "27/05/26", "03/06/26"],
                    ["IA-26-03", "Information security", "June", "F Beadle", "", ""],
                    ["IA-26-04", "Melting and moulding", "September", "L Tuke (learning), F Beadle", "", ""],
                    ["IA-26-05", "Management review, documents", "November", "F Beadle", "", ""],
                ],
            ),
        ],
    )
    xlsx(
        "registers/TM-26 training.xlsx",
        [
            (
                "Tickets and talks",
                [firm + " - TRAINING MATRIX TM-26", "M Thwaite, printed 31/07/26. Key people only."],
                [
                    "Name",
                    "Clock no.",
                    "Where",
                    "Crane until",
                    "Fork truck until",
                    "First aid until",
                    "Owl sign-off",
                    "Info sec 2026",
                    "AI talk 2026",
                    "Note",
                ],
                [
                    ["K Rushworth", 114, "Dispatch", "30/11/26", "09/05/26", "", "", "14/01/26", "24/03/26", ""],
                    [
                        "S Pickles",
                        131,
                        "Fettling, mornings",
                        "",
                        "",
                        "18/09/27",
                        "28/01/26",
                        "15/01/26",
                        "24/03/26",
                        "",
                    ],
                    ["D Illsley", 152, "Moulding, nights", "21/02/27", "", "", "", "15/01/26", "26/03/26", ""],
                    ["L Tuke", 166, "Fettling, afternoons", "", "", "30/11/26", "28/01/26", "15/01/26", "25/03/26", ""],
                    ["N Bulmer", 189, "Fettling, nights", "", "", "", "29/01/26", "16/01/26", "26/03/26", ""],
                    [
                        "P Garside",
                        195,
                        "Fettling, mornings",
                        "",
                        "04/10/26",
                        "",
                        "12/03/26",
                        "15/01/26",
                        "24/03/26",
                        "",
                    ],
                    ["D Olawale", 207, "Fettling, nights", "", "", "", "", "16/01/26", "", "on the Owl since 01/06/26"],
                    ["M Szabo", 243, "Melting", "17/08/26", "", "", "", "", "25/03/26", ""],
                    ["C Aske", 21, "Foundry office", "", "", "12/10/26", "", "14/01/26", "24/03/26", ""],
                    ["R Mellor-Hague", 34, "Machine shop", "", "", "", "", "14/01/26", "", ""],
                    ["K Lumb", 40, "Purchasing", "", "", "", "", "14/01/26", "", ""],
                    ["A Verity", 58, "Planning", "", "", "", "", "14/01/26", "25/03/26", ""],
                ],
            )
        ],
    )
    xlsx(
        "registers/ASL-01 supplier list.xlsx",
        [
            (
                "Suppliers",
                [firm + " - APPROVED SUPPLIER LIST ASL-01", "K Lumb 24/07/26"],
                [
                    "Supplier",
                    "What we buy",
                    "Class",
                    "Last looked at",
                    "Points",
                    "Certificate runs out",
                    "On the list?",
                    "Remarks",
                ],
                [
                    [
                        "Halyard Vision Systems",
                        "VIS-2 and support",
                        "A",
                        "12/05/25",
                        88,
                        "31/12/26",
                        "on",
                        "agreement HV/TC/23",
                    ],
                    [
                        "Ferncliffe Software",
                        "PlanMate",
                        "A",
                        "03/11/25",
                        71,
                        "none seen",
                        "conditional",
                        "contract signed G Sedgwick 14/10/25",
                    ],
                    ["Mereside Minerals", "sand", "A", "20/01/26", 84, "14/02/27", "on", ""],
                    ["Calderwick Metals Recycling", "scrap, pig iron", "A", "20/01/26", 81, "30/09/26", "on", ""],
                    ["Pennyghyll Resins", "binders", "A", "28/01/26", 86, "01/03/28", "on", ""],
                    ["Northgill Metrology", "calibration", "A", "16/02/26", 92, "31/05/26", "on", ""],
                    [
                        "Brackenhow Waste",
                        "takes spent sand",
                        "A",
                        "09/03/26",
                        79,
                        "30/11/26",
                        "conditional",
                        "new tip to be named by Dec 26",
                    ],
                    ["Harl Tooling", "inserts, drills", "B", "14/07/25", 90, "n/a", "on", ""],
                ],
            )
        ],
    )
    soa = ["Control", "In short", "In or out", "Because", "Looked after by", "Where to see it", "State"]
    xlsx(
        "registers/SOA statements of applicability.xlsx",
        [
            (
                "27001",
                [
                    "STATEMENT OF APPLICABILITY ISO/IEC 27001 - issue 5, 01/06/26",
                    "Extract: controls changed since issue 4. Approved J Bickerdike 01/06/26",
                ],
                soa,
                [
                    [
                        "A.5.7",
                        "knowing about threats",
                        "in",
                        "ransomware in the trade",
                        "J Bickerdike",
                        "monthly bulletin",
                        "in place",
                    ],
                    ["A.5.19", "suppliers", "in", "drawings at hosts", "K Lumb", "QP-12", "in place"],
                    ["A.5.23", "cloud", "in", "PlanMate", "J Bickerdike", "F-12", "partly"],
                    ["A.6.3", "awareness", "in", "", "M Thwaite", "TM-26", "in place"],
                    ["A.7.10", "sticks and disks", "in", "stick lost March 26", "J Bickerdike", "IS-01", "in place"],
                    ["A.8.8", "patching", "in", "old PCs", "J Bickerdike", "R-08, R-09", "partly"],
                    ["A.8.13", "back-up", "in", "", "J Bickerdike", "restore tests", "in place"],
                    ["A.8.22", "separate networks", "in", "R-08", "J Bickerdike", "minute 26/15", "partly"],
                    ["A.8.28", "writing code safely", "out", "we write none that customers use", "-", "-", "-"],
                    ["A.8.30", "others writing code for us", "out", "nobody does", "-", "-", "-"],
                ],
            ),
            (
                "42001 first go",
                ["STATEMENT OF APPLICABILITY ISO/IEC 42001 - DRAFT 15/06/26 (TW)", "Not approved yet"],
                soa,
                [
                    ["A.2.2", "AI policy", "in", "", "G Sedgwick", "AI-01", "in place"],
                    ["A.3.3", "raising concerns", "in", "", "T Wierzba", "MD letter 2 April", "partly"],
                    ["A.5.2", "impact assessment process", "in", "", "T Wierzba", "QP-04, F-40", "partly"],
                    ["A.6.2.4", "checking and proving", "in", "", "S Dattani", "VR-07", "in place"],
                    ["A.6.2.6", "watching it run", "in", "", "S Dattani", "weekly checks", "partly"],
                    ["A.6.2.8", "event logs", "in", "", "S Dattani", "NCR-26-012", "not yet"],
                    ["A.7.4", "data good enough", "in", "", "", "", "not yet"],
                    ["A.8.4", "telling people about incidents", "in", "", "", "AI-03", "partly"],
                    ["A.9.2", "using it properly", "in", "", "S Dattani", "AI-03", "in place"],
                    ["A.10.3", "suppliers", "in", "", "K Lumb", "QP-12", "partly"],
                ],
            ),
        ],
    )
    xlsx(
        "registers/EA-01 aspects.xlsx",
        [
            (
                "Aspects",
                [firm + " - ENVIRONMENTAL ASPECTS EA-01", "Issue 8, 12/02/26, O Purslow. 12 and over is significant"],
                ["Where", "Aspect", "What it does", "When", "Often", "Bad", "Score", "Significant", "Kept in hand by"],
                [
                    ["Melting", "electricity", "carbon", "always", 5, 4, 20, "YES", "load plan, K4"],
                    ["Moulding", "spent sand", "tip filled", "always", 5, 3, 15, "YES", "reclaim trial"],
                    [
                        "Fettling, shot blast",
                        "dust",
                        "air, lungs next door",
                        "always",
                        3,
                        4,
                        12,
                        "YES",
                        "filters, stack test every year",
                    ],
                    [
                        "Machining",
                        "coolant in drain",
                        "river",
                        "upset",
                        3,
                        4,
                        12,
                        "YES",
                        "interceptor, discharge consent",
                    ],
                    ["Quench", "oil", "soil, river", "emergency", 2, 5, 10, "no", "bund, spill kit"],
                    ["Coating", "solvent", "air", "always", 3, 3, 9, "no", "water-based since 2024"],
                    ["Yard", "noise at night", "neighbours", "always", 3, 2, 6, "no", "no tipping after 22.00"],
                    ["Pattern shop", "wood waste", "tip filled", "always", 2, 1, 2, "no", "given to a school"],
                ],
            )
        ],
    )


def packs() -> None:
    slides(
        "kpi/KPI pack Jun 26.pptx",
        [
            (
                "SHOP FLOOR NUMBERS - June 2026",
                ["Out 7 July 2026. T Wierzba", "Up by the clocking machine and in the canteen"],
                None,
            ),
            (
                "The eight",
                None,
                [
                    ["No", "Measure", "Target", "Apr", "May", "Jun", "What we are doing"],
                    ["K1", "Scrap, % of weight", "3.5", "3.9", "4.4", "4.6", "-"],
                    ["K2", "Delivered on the day, %", "95", "92.1", "93.5", "95.2", "Saturday shift since 9 May"],
                    ["K3", "Sent back, ppm", "600", "540", "480", "610", "8D with Oakhanger, TW, 15 Aug"],
                    ["K4", "Electricity, kWh a tonne good", "1,450", "1,432", "1,447", "1,440", "-"],
                    ["K5", "Lost-time accidents", "0", "0", "1", "0", "guard on core machine 3 fitted 2 June"],
                    ["K6", "Owl: faults missed, %", "0.5", "0.42", "0.47", "0.71", "NCR-26-014"],
                    ["K7", "False mail clicked, % (quarter)", "5", "", "", "4.1", "first quarter was 6.2"],
                    ["K8", "Tool spend, £ an hour", "none", "3.12", "3.05", "3.20", "-"],
                ],
            ),
            (
                "Words",
                [
                    "K2 green for the first time this year. Thanks to planning and dispatch.",
                    "K6: see AI Working Party 9 July.",
                    "Near-miss cards: 15.",
                ],
                None,
            ),
        ],
    )
    pdf(
        "kpi/KPI pack Mar 26.pdf",
        "SHOP FLOOR NUMBERS - March 2026",
        [
            ("p", "Out 8 April 2026. T Wierzba"),
            (
                "t",
                (
                    [12, 62, 20, 20, 66],
                    [
                        ["No", "Measure", "Target", "Mar", "What we are doing"],
                        ["K1", "Scrap, % of weight", "3.5", "3.4", "-"],
                        ["K2", "Delivered on the day, %", "95", "91.8", "PlanMate settings, AV, end April"],
                        ["K3", "Sent back, ppm", "600", "590", "-"],
                        ["K4", "Electricity, kWh a tonne good", "1,450", "1,461", "furnace 1 lid seal, OP, 17 April"],
                        ["K5", "Lost-time accidents", "0", "0", "-"],
                        ["K6", "Owl: faults missed, %", "0.5", "0.38", "-"],
                        ["K7", "False mail clicked, % (quarter)", "5", "6.2", "second test in May, JB"],
                        ["K8", "Tool spend, £ an hour", "none", "2.98", "-"],
                    ],
                ),
            ),
        ],
    )


def main() -> None:
    policies()
    board()
    msrg()
    papers()
    registers()
    packs()


if __name__ == "__main__":
    main()
