"""The workbooks: their contents, and a writer that stores values beside formulas."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .people import TRAINED, UNTRAINED

Formula = tuple[str, int | float]
Cell = str | int | float | dt.date | Formula | None
D = dt.date
# The tables read best as rows, so the formatter leaves them alone.


@dataclass
class Tab:
    """One sheet."""

    name: str
    rows: list[list[Cell]]
    head: int = 1
    widths: list[int] = field(default_factory=list)


@dataclass
class Book:
    """One workbook."""

    path: str
    author: str
    created: dt.date
    tabs: list[Tab]


# fmt: off
RISKS: list[list[Cell]] = [
    ["Kōwhai Plains Dairy Co-operative – AI and environmental risk register"],
    ["Printed for AIGG; keeper: Tom Harcourt. Status as at 31/08/2026"],
    [],
    ["ID", "System", "Risk", "Owner", "L", "I", "Score", "Response", "Treatment / acceptance", "Due", "Expires", "Ref"],
]
_RISK_ROWS: list[tuple[str, str, str, str | None, int, int, str, str, dt.date | None, dt.date | None, str]] = [
    ("R-01", "AI-01", "Kererū sends tankers over weight-limited bridges", "Hamish Orr", 2, 4, "Treat",
     "Bridge limits in cost function", D(2026, 6, 30), None, "done in 2.8"),
    ("R-03", "AI-02", "HerdSight misses mastitis in once-a-day herds", "Mereana Tau", 4, 3, "Treat",
     "Weekly adviser look; v3.3 with oversampling", D(2026, 11, 2), None, "validation report"),
    ("R-05", "AI-02", "Herd data used beyond what supply agreement allows", "Lisi Faleolo", 2, 4, "Treat",
     "Access review twice a year", D(2026, 10, 30), None, ""),
    ("R-07", "AI-02", "Meter firmware or hardware change alters inputs unnoticed", "Mereana Tau", 3, 4, "Accept",
     "RA-2026-02", None, D(2026, 8, 31), "AIGG 17/02/2026"),
    ("R-09", "AI-04", "Āwhina gives wrong advice on withholding periods", "Fiona Harcourt", 4, 5, "Treat",
     "Keep paused; approved notes only; vet testing", None, None, "INC-2026-006"),
    ("R-10", "AI-02", "Key-person dependency in data science", "Priya Raman", 3, 4, "Accept",
     "Run book; accepted by ARC", None, D(2026, 11, 30), "ARC 11/11/2025"),
    ("R-11", "AI-02", "Sharemilkers not told of quality watch", None, 3, 3, "Treat",
     "Add to letter distribution", D(2026, 9, 30), None, "OFI-2"),
    ("R-12", "AI-03", "KlarSicht supplier changes model without notice", "Dean Paki", 2, 5, "Accept",
     "RA-2026-04", None, D(2027, 5, 20), ""),
    ("R-13", "AI-03", "KlarSicht never trained on New Zealand packs", "Dean Paki", 2, 4, "Treat",
     "Own test set of 5,000 images", D(2026, 12, 18), None, ""),
    ("R-14", "all", "Staff put supplier data in public generative tools", "Lisi Faleolo", 3, 4, "Treat",
     "Block free chatbots at proxy; policy section 7", D(2026, 9, 30), None, ""),
]
for _row in _RISK_ROWS:
    _line = len(RISKS) + 1
    RISKS.append([*_row[:6], (f"E{_line}*F{_line}", _row[4] * _row[5]), *_row[6:]])

REGISTER = Book("risk/AI and environmental risk register 2026.xlsx", "Tom Harcourt", D(2026, 8, 31), [
    Tab("Read me", [
        ["How to read this register"],
        ["Scale 1-5 for likelihood and impact, see AIMS Manual 6.1"],
        ["Accept = decided in a minuted meeting, with form AI-F-06"],
        ["Last full review: AIGG 16/06/2026 (R-12 not reached)"],
    ], 1, [70]),
    Tab("AI risks", RISKS, 4, [7, 8, 46, 16, 4, 4, 7, 9, 40, 12, 12, 20]),
    Tab("Environmental aspects", [
        ["Significant environmental aspects (ISO 14001, 6.1.2)"], [],
        ["ID", "Aspect", "Impact", "Site", "Control", "Owner", "Significance"],
        ["EA-01", "Wash water", "Discharge to Rakaiti Stream", "Rakaiti", "Balance tank, level probe", "Dean Paki",
         "High"],
        ["EA-02", "Coal boiler", "CO2, particulates", "Tirohanga", "Boiler 1 to biomass 2027", "Colin Begg", "High"],
        ["EA-03", "Tanker diesel", "CO2", "Roads", "Kererū routing", "Hamish Orr", "Medium"],
        ["EA-04", "Refrigerant R717", "Acute release", "Both", "Detectors, drill in May", "Colin Begg", "Medium"],
        ["EA-05", "Bore water", "Aquifer level", "Tirohanga", "Telemetry, take limit", "Wiremu Tau", "High"],
    ], 3, [8, 20, 28, 12, 28, 14, 12]),
    Tab("Closed", [
        ["Closed risks"], [],
        ["ID", "Risk", "Closed on", "Why"],
        ["R-02", "Dispatchers ignore Kererū rounds", D(2025, 12, 5), "Override codes show 2% overrides"],
        ["R-04", "HerdSight not documented", D(2025, 11, 3), "Model card"],
        ["R-06", "Drift alerts go to personal mailbox", D(2026, 2, 12), "CA-26-04"],
        ["R-08", "Review panel lapses", D(2026, 6, 16), "Met twice this season"],
    ], 3, [8, 36, 12, 36]),
])

OBJECTIVES = Book("objectives/Objectives register FY26.xlsx", "Tom Harcourt", D(2025, 10, 3), [
    Tab("AI objectives", [
        ["AI objectives FY26 (1 June 2025 – 31 May 2026)"],
        ["As tabled at ELT 06/10/2025"], [],
        ["No.", "Objective", "Owner", "KPI", "Target", "By", "How"],
        ["AIO-1", "Fewer false quality watch flags from HerdSight", "Mereana Tau", "K-01 false-flag rate", "8% or less",
         D(2026, 5, 31), "v3.2, adviser feedback loop"],
        ["AIO-2", "Impact assessments in place for High-tier systems", "Tom Harcourt", "K-02", "100%", D(2025, 12, 31),
         "Workshops"],
        ["AIO-3", "People who use AI know how", "Ana Siliga", "K-03 AI users trained", "90%", D(2026, 4, 30),
         "Half-day course"],
        ["AIO-4", "Farmers trust AI-assisted quality decisions", "Fiona Harcourt", None, None, D(2026, 5, 31),
         "Review panel, plain English sheet"],
        ["AIO-5", "Red drift alerts are picked up fast", "Mereana Tau", "K-05 acknowledged in 2 working days", "95%",
         D(2026, 5, 31), "Shared mailbox, roster"],
    ], 4, [8, 44, 16, 34, 12, 12, 32]),
    Tab("Environmental objectives", [
        ["Environmental objectives FY26"], [],
        ["No.", "Objective", "Owner", "KPI", "Target", "By"],
        ["ENO-1", "Use less water", "Wiremu Tau", "K-11 m³ per tonne of milk solids", "1.90", D(2026, 5, 31)],
        ["ENO-2", "Less tanker diesel", "Hamish Orr", "K-12 L per 1,000 L milk", "3.60", D(2026, 5, 31)],
        ["ENO-3", "No unconsented discharges", "Dean Paki", "K-13 count", "0", D(2026, 5, 31)],
        ["ENO-4", "Plant the Rakaiti Stream margin", "Wiremu Tau", "tbc", None, D(2028, 5, 31)],
    ], 3, [8, 36, 16, 34, 10, 12]),
])

INVENTORY = Book("ai-systems/AI system inventory.xlsx", "Tom Harcourt", D(2026, 7, 24), [
    Tab("Inventory", [
        ["AI system inventory AI-F-01", None, None, None, None, None, None, "Rev. 24/07/2026"], [],
        ["ID", "Name", "Purpose", "Owner", "Our role", "Tier", "Status", "Live since", "Supplier", "Contract ends"],
        ["AI-01", "Kererū", "Tanker routing", "Hamish Orr", "producer and user", "Low", "Live", D(2023, 11, 6),
         "in-house", None],
        ["AI-02", "HerdSight", "Early warning of high somatic cell count", "Mereana Tau", "producer and user", "High",
         "Live (v3.2)", D(2024, 8, 5), "in-house", None],
        ["AI-03", "KlarSicht", "Pack inspection, Rakaiti line 2", "Dean Paki", "user", "Medium", "Live", D(2025, 2, 17),
         "Lichtblick Sortiertechnik GmbH", D(2027, 7, 14)],
        ["AI-04", "Āwhina", "Chat assistant, farmer helpline", "Fiona Harcourt", "user", "High", "Paused",
         D(2025, 9, 22), "Pipiwharauroa Labs Ltd", D(2026, 12, 31)],
    ], 3, [8, 14, 40, 18, 18, 9, 14, 12, 30, 14]),
    Tab("Changes", [
        ["Change history"], [],
        ["Date", "ID", "Change", "By"],
        [D(2025, 9, 1), "AI-02", "Owner Tom Harcourt -> Mereana Tau", "TH"],
        [D(2025, 9, 22), "AI-04", "Added, pilot with 20 farms", "TH"],
        [D(2025, 11, 3), "AI-02", "v3.1 -> v3.2", "MT"],
        [D(2026, 4, 24), "AI-04", "Status Pilot -> Paused", "TH"],
        [D(2026, 7, 24), "all", "Half-yearly check, no other change", "TH"],
    ], 3, [12, 8, 44, 8]),
])

ACTIONS = Book("audit/Corrective action log.xlsx", "Tom Harcourt", D(2026, 9, 14), [
    Tab("Log", [
        ["Corrective action log AIMS/EMS"],
        ["exported 14/09/2026"], [],
        ["No.", "From", "What is wrong", "Root cause", "Action", "Owner", "Raised", "Due", "Closed", "Evidence",
         "Effective?"],
        ["CA-25-01", "IA-2025-02 NC-1 (major)", "Āwhina pilot without impact assessment", "Season pressure; no gate",
         "Make the assessment", "Fiona Harcourt", D(2025, 10, 31), D(2026, 1, 31), None, None, None],
        ["CA-25-02", "IA-2025-02 NC-2", "AI-STD-03 without approval record", "Template never filled in",
         "Fill in approval block", "Tom Harcourt", D(2025, 10, 31), D(2025, 11, 30), D(2025, 11, 28), None, None],
        ["CA-25-03", "IA-2025-02 NC-3", "Training records missing", "Night shift not reached",
         "Course at Rakaiti, fix matrix", "Ana Siliga", D(2025, 10, 31), D(2026, 3, 31), D(2026, 4, 30),
         "Training matrix, session 22/04/2026", "yes, 31/07/2026"],
        ["CA-26-04", "INC-2026-003", "Drift alert not read", "Rule pointed at leaver's mailbox",
         "Move all rules to model-alerts", "Mereana Tau", D(2026, 2, 9), D(2026, 2, 13), D(2026, 2, 12),
         "Rule export 12/02/2026", "yes, 18/05/2026"],
        ["CA-26-05", "INC-2026-003", "Units of meter data not checked", "No check in loader",
         "Unit check (done); retrain v3.3 with firmware as a feature", "Mereana Tau", D(2026, 3, 6), D(2026, 10, 31),
         None, "Unit check merged 20/02/2026", None],
        ["CA-26-06", "Overflow 14/04/2026", "Wash water over bund", "Single level probe froze",
         "Second probe and alarm to shift phone", "Dean Paki", D(2026, 5, 12), D(2026, 7, 31), None,
         "Probe fitted 22/07/2026", None],
        ["CA-26-07", "INC-2026-006", "Āwhina gave 35 h for a 72 h product", "Free text from web pages",
         "Approved notes only, hand-over rule", "Fiona Harcourt", D(2026, 5, 4), D(2026, 11, 30), None, None, None],
    ], 4, [10, 24, 34, 30, 40, 16, 12, 12, 12, 32, 16]),
    Tab("Summary", [
        ["Count"], [],
        ["Raised in all", ("COUNTA(Log!A5:A11)", 7)],
        ["Closed", ("COUNT(Log!I5:I11)", 3)],
        ["Open", ("B3-B4", 4)],
    ], 1, [24, 10]),
])

_CONTROLS: list[tuple[str, str, str, str, str]] = [
    ("A.2.2", "AI policy", "Yes", "Priya Raman", "AI-POL-01 v2.0"),
    ("A.2.3", "Alignment with other organizational policies", "Yes", "Siobhan Kerrigan", "AI-MAN-01 ch. 5"),
    ("A.2.4", "Review of the AI policy", "Yes", "Priya Raman", "AI-POL-01 s. 8"),
    ("A.3.2", "AI roles and responsibilities", "Yes", "Tom Harcourt", "AI-MAN-01 ch. 5"),
    ("A.3.3", "Reporting of concerns", "Yes", "Siobhan Kerrigan", "Speak-up line"),
    ("A.4.2", "Resource documentation", "Yes", "Tom Harcourt", "Inventory"),
    ("A.4.3", "Data resources", "Yes", "Lisi Faleolo", "Data sheets"),
    ("A.4.4", "Tooling resources", "Yes", "Mereana Tau", "AI-MAN-01 ch. 7"),
    ("A.4.5", "System and computing resources", "Yes", "Mereana Tau", "AI-MAN-01 ch. 7"),
    ("A.4.6", "Human resources", "Yes", "Ana Siliga", "Training matrix"),
    ("A.5.2", "AI system impact assessment process", "Yes", "Tom Harcourt", "AI-MAN-01 6.2, AI-F-02"),
    ("A.5.3", "Documentation of AI system impact assessments", "Partly", "Tom Harcourt",
     "HerdSight only; Āwhina missing"),
    ("A.5.4", "Assessing AI system impact on individuals or groups", "Partly", "Tom Harcourt", "HerdSight only"),
    ("A.5.5", "Assessing societal impacts of AI systems", "Partly", "Tom Harcourt", "HerdSight only"),
    ("A.6.1.2", "Objectives for responsible development", "Yes", "Mereana Tau", "Objectives register"),
    ("A.6.1.3", "Processes for responsible design and development", "Yes", "Mereana Tau", "AI-MAN-01 8.1"),
    ("A.6.2.2", "Requirements and specification", "Yes", "Mereana Tau", "Backlog"),
    ("A.6.2.3", "Documentation of design and development", "Yes", "Mereana Tau", "Model card"),
    ("A.6.2.4", "Verification and validation", "Yes", "Mereana Tau", "Validation report v3.2"),
    ("A.6.2.5", "Deployment", "Yes", "Mereana Tau", "Release checklist"),
    ("A.6.2.6", "Operation and monitoring", "Yes", "Mereana Tau", "AI-STD-03, monthly reports"),
    ("A.6.2.7", "Technical documentation", "Yes", "Mereana Tau", "Model card"),
    ("A.6.2.8", "Event logs", "Yes", "Mereana Tau", "AI-STD-03 s. 5, 36 months"),
    ("A.7.2", "Data for development and enhancement", "Yes", "Mereana Tau", "Data sheets"),
    ("A.7.3", "Acquisition of data", "Yes", "Lisi Faleolo", "Supply agreements"),
    ("A.7.4", "Quality of data", "Yes", "Lisi Faleolo", "AI-STD-04"),
    ("A.7.5", "Data provenance", "Yes", "Lisi Faleolo", "AI-STD-04"),
    ("A.7.6", "Data preparation", "Yes", "Mereana Tau", "AI-STD-04"),
    ("A.8.2", "Information for users", "Yes", "Fiona Harcourt", "Plain English sheet"),
    ("A.8.3", "External reporting", "Yes", "Fiona Harcourt", "Helpline, speak-up line"),
    ("A.8.4", "Communication of incidents", "Yes", "Fiona Harcourt", "AI-POL-01 s. 6"),
    ("A.8.5", "Information for interested parties", "Yes", "Siobhan Kerrigan", "Annual report"),
    ("A.9.2", "Processes for responsible use", "Yes", "Lisi Faleolo", "IT-GL-09"),
    ("A.9.3", "Objectives for responsible use", "Yes", "Fiona Harcourt", "AIO-4"),
    ("A.9.4", "Intended use", "Yes", "Mereana Tau", "Model card"),
    ("A.10.2", "Allocating responsibilities", "Yes", "Colin Begg", "KlarSicht agreement cl. 8"),
    ("A.10.3", "Suppliers", "Yes", "Colin Begg", "AI-F-09"),
    ("A.10.4", "Customers", "No", "", "We sell milk products, no AI products or services"),
]
_CONTROL_ROWS: list[list[Cell]] = [list(row) for row in _CONTROLS]
SOA = Book("governance/SoA ISO 42001 rev C.xlsx", "Tom Harcourt", D(2026, 8, 10), [
    Tab("SoA", [
        ["Statement of applicability – ISO/IEC 42001 Annex A"],
        ["Rev C, 10/08/2026 – working version for Stage 1"], [],
        ["Control", "Title", "Applied", "Owner", "Where / why not"],
        *_CONTROL_ROWS,
    ], 4, [10, 52, 10, 20, 48]),
    Tab("Revisions", [
        ["Rev", "Date", "By", "Note"],
        ["A", D(2025, 9, 30), "T. Harcourt", "first list"],
        ["B", D(2026, 1, 23), "T. Harcourt", "owners added"],
        ["C", D(2026, 8, 10), "T. Harcourt", "A.5.3-A.5.5 set to Partly"],
    ], 1, [6, 12, 16, 40]),
])


def _expires(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 2)


def _matrix() -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        ["Responsible AI fundamentals – training matrix (AI users only)"],
        ["People & Capability, Ana Siliga. Stand 30/04/2026"],
        [],
        ["Name", "Site", "Role", "System", "Completed", "Valid until"],
    ]
    rows += [[*who, day, _expires(day)] for *who, day in TRAINED]
    rows += [[*who, None, None] for who in UNTRAINED]
    return rows


TRAINING = Book("people/training/Training matrix AI users.xlsx", "Ana Siliga", D(2026, 4, 30), [
    Tab("Matrix", _matrix(), 4, [22, 12, 28, 12, 12, 12]),
    Tab("Session 22 Apr 2026", [
        ["Attendance, Rakaiti smoko room, 22/04/2026, trainers Ana Siliga and Tom Harcourt"], [],
        ["Name", "Role", "First time / refresher / guest", "Quiz"],
        ["Dean Paki", "Packing Manager", "first", "9/10"],
        ["Jo Whareaitu", "Line lead", "first", "8/10"],
        ["Sunil Mehta", "QA technician", "first", "10/10"],
        ["Karen Blight", "Line lead", "first", "7/10"],
        ["Tevita Moala", "Operator", "first", "8/10"],
        ["Rob Dench", "Dispatcher", "first", "9/10"],
        ["Moira Kell", "Helpline manager", "refresher", "10/10"],
        ["Hugh Cresswell", "Director", "guest", "n/a"],
        ["Annelies Vermeer", "Chief Executive", "guest", "9/10"],
    ], 3, [22, 24, 30, 8]),
    Tab("Summary", [
        ["AI users", ("COUNTA(Matrix!A5:A42)", 38)],
        ["Trained", ("COUNT(Matrix!E5:E42)", 35)],
        ["Share", ("ROUND(B2/B1*100,1)", 92.1)],
    ], 0, [16, 10]),
])

# fmt: on
BOOKS = [REGISTER, OBJECTIVES, INVENTORY, ACTIONS, SOA, TRAINING]


def write(book: Book, root: Path) -> None:
    """Write one workbook."""
    path = root / book.path
    path.parent.mkdir(parents=True, exist_ok=True)
    work = Workbook()
    work.remove(work.worksheets[0])
    values: dict[int, dict[str, int | float]] = {}
    for number, tab in enumerate(book.tabs, 1):
        sheet = work.create_sheet(tab.name)
        values[number] = {}
        for r, row in enumerate(tab.rows, 1):
            for c, value in enumerate(row, 1):
                cell = sheet.cell(r, c)
                if isinstance(value, tuple):
                    cell.value = "=" + value[0]
                    values[number][cell.coordinate] = value[1]
                elif value is not None:
                    cell.value = value
                    if isinstance(value, dt.date):
                        cell.number_format = "dd/mm/yyyy"
                if r == tab.head:
                    cell.font = Font(bold=True)
                    cell.fill = PatternFill("solid", fgColor="DDE8DD")
                elif r == 1:
                    cell.font = Font(bold=True, size=13)
                if r > tab.head:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        for c, width in enumerate(tab.widths, 1):
            sheet.column_dimensions[get_column_letter(c)].width = width
        if tab.head > 1:
            sheet.freeze_panes = f"A{tab.head + 1}"
    stamp = dt.datetime.combine(book.created, dt.time(9))
    work.properties.creator = book.author
    work.properties.created = work.properties.modified = stamp
    work.save(path)
    _store_values(path, values, stamp)


def _store_values(path: Path, values: dict[int, dict[str, int | float]], stamp: dt.datetime) -> None:
    moment = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if match := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
                for where, value in values[int(match[1])].items():
                    pattern = rf'(<c r="{where}"[^>]*><f>[^<]*</f>)<v ?/?>(</v>)?'
                    data = re.sub(pattern.encode(), rf"\g<1><v>{value}</v>".encode(), data)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, data)
            info = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
