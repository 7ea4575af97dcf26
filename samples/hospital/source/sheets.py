"""The workbooks: hazard log, register of algorithms, objectives, corrective actions, applicability, training."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from kit import Cell, Sheet, xlsx

HERE = Path(__file__).parent


def d(text: str) -> date | None:
    """A date from dd/mm/yyyy; None from an empty string."""
    if not text:
        return None
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def hazard_log(path: Path) -> None:
    """Live, closed and how scored."""
    head: list[Cell] = [
        "No.",
        "What could go wrong",
        "Where it shows up",
        "Minded by",
        "L",
        "I",
        "Score now",
        "What we are doing",
        "Call made",
        "Paper trail",
        "Look again by",
    ]
    live: list[tuple[str, str, str, str, int, int, str, str, str, str]] = [
        (
            "H-01",
            "Paper charts lost between Kimmage and the wards",
            "Both",
            "Health Records Manager (J. Tyrrell)",
            2,
            3,
            "Tracer slips; van log",
            "Fix it",
            "Plan HR-11",
            "30/09/2026",
        ),
        (
            "H-03",
            "Agency staff start work before the security briefing",
            "Both",
            "Orla Fennelly",
            3,
            2,
            "Briefing in the agency contract",
            "Fix it",
            "Contract AG-4",
            "31/08/2026",
        ),
        (
            "H-04",
            "Malware on ultrasound consoles with Windows 7",
            "Both",
            "Tadhg Rourke",
            3,
            4,
            "Own network; USB blocked",
            "Live with it",
            "RA-2025-03",
            "30/06/2026",
        ),
        (
            "H-06",
            "Tide forecast missing at 07:00",
            "Flow office",
            "Bernie Tuohy",
            2,
            2,
            "Paper bed board",
            "Live with it",
            "Below 8, manager's call 03/02/2026",
            "28/02/2027",
        ),
        (
            "H-07",
            "Scáthán misses small pneumothorax on portable films",
            "Wards, ICU",
            "Dr Niamh Kehoe",
            2,
            5,
            "Second read in 4 hours; upgrade to 4.2.3",
            "Live with it",
            "RA-2026-01",
            "31/07/2026",
        ),
        (
            "H-08",
            "Wrong patient linked to film after PACS merge",
            "Radiology",
            "Dr Niamh Kehoe",
            1,
            5,
            "Nightly match report",
            "Fix it",
            "Plan RAD-7",
            "30/06/2026",
        ),
        (
            "H-09",
            "Ransomware takes out the EPR",
            "Both",
            "Saoirse Ní Bhriain",
            3,
            5,
            "Segmentation; offline copies; exercise in October",
            "Fix it",
            "Plan SEC-2",
            "30/06/2026",
        ),
        (
            "H-10",
            "Scáthán feed stops and nobody notices",
            "Radiology",
            "Dr Ruairí Lawlor",
            2,
            4,
            "Tile checks; certificate watch",
            "Fix it",
            "INC-2025-041",
            "31/08/2026",
        ),
        (
            "H-11",
            "Patients sent home because Tide's list is treated as a target",
            "Wards",
            "Bernie Tuohy",
            3,
            4,
            "Ward visits; Board decision 26/11; impact assessment",
            "Fix it",
            "Board 23/03/2026",
            "30/06/2026",
        ),
        (
            "H-12",
            "Radiolux fails or is bought; no second triage supplier",
            "Radiology",
            "Kevin Tuohy",
            2,
            4,
            "Time-order reading works without it",
            "Watch",
            "ISSG file",
            "31/12/2026",
        ),
        (
            "H-13",
            "Supplier engineers' remote sessions left open",
            "ICT",
            "Tadhg Rourke",
            2,
            4,
            "Eight-hour window",
            "Fix it",
            "ISMS-STD-04",
            "30/09/2026",
        ),
        (
            "H-14",
            "Staff put patient details in public chatbots",
            "Both",
            "Aoife Scanlon",
            3,
            5,
            "Policy 3.0; web filter from June",
            "Fix it",
            "Plan DP-3",
            "30/06/2026",
        ),
        ("H-15", "Flood in the Glenasmole comms room", "Glenasmole", "", 2, 4, "", "Fix it", "", ""),
        (
            "H-16",
            "Cúnamh sends urgent callers to the wrong desk",
            "Switchboard",
            "Fidelma Crowe",
            2,
            3,
            "Caller may press 0 for a person",
            "Live with it",
            "Below 8, manager's call 12/11/2025",
            "30/11/2026",
        ),
        (
            "H-17",
            "Shared log-ins on ward PCs hide who did what",
            "Wards",
            "Tadhg Rourke",
            4,
            3,
            "Badge-tap pilot on three wards",
            "Live with it",
            "",
            "30/06/2026",
        ),
        (
            "H-18",
            "Two people know how Tide works",
            "Analytics",
            "Eoin Halpin",
            3,
            3,
            "Handover notes; hire",
            "Fix it",
            "Plan AN-1",
            "31/07/2026",
        ),
        (
            "H-19",
            "Backups that cannot be restored",
            "ICT",
            "Tadhg Rourke",
            3,
            5,
            "Four restore tests a year",
            "Fix it",
            "Plan SEC-5",
            "30/06/2026",
        ),
    ]
    rows: list[list[Cell]] = [
        ["Hazard log – Dodder Valley Hospitals Trust"],
        ["Kept by Siobhán Hanratty, Risk Manager. Printed 20/05/2026. Calls: Fix it / Watch / Live with it / Stop."],
        [],
        head,
    ]
    for n, (ref, what, where, who, like, imp, doing, call, trail, look) in enumerate(live, 5):
        rows.append(
            [
                ref,
                what,
                where,
                who or None,
                like,
                imp,
                (f"=E{n}*F{n}", like * imp),
                doing or None,
                call,
                trail or None,
                d(look),
            ]
        )
    closed: list[list[Cell]] = [
        ["Gone from the live list"],
        ["No.", "What it was", "Minded by", "Closed on", "Why"],
        ["H-02", "Old perimeter firewalls", "Tadhg Rourke", d("10/06/2025"), "Replaced 27/05/2025"],
        ["H-05", "Guest wifi on the clinical network", "Tadhg Rourke", d("14/02/2025"), "Moved to its own line"],
    ]
    scored: list[list[Cell]] = [
        ["How we score"],
        ["Score", "Band", "Who may live with it"],
        ["1 to 6", "Low", "The manager who minds it"],
        ["8 to 12", "Medium", "A director, on form RM-7 or by memo"],
        ["15 to 25", "High", "The Chief Executive, who tells the Board"],
    ]
    xlsx(
        path,
        [
            Sheet("Live", rows, 4, (7, 42, 14, 26, 5, 5, 9, 36, 13, 26, 14)),
            Sheet("Gone", closed, 2, (8, 36, 18, 14, 26)),
            Sheet("Scales", scored, 2, (12, 12, 44)),
        ],
        "Siobhán Hanratty",
        "2026-05-20",
    )


def register(path: Path) -> None:
    """The register of algorithms with its trail of changes and those that were refused or stopped."""
    live: list[list[Cell]] = [
        ["Register of Algorithms"],
        ["Kept by the quality office (Shauna Kilbride) for the Panel. Last brought up to date 30/04/2026."],
        [
            "Given name",
            "What it does in plain words",
            "Who made it",
            "Our part",
            "Person answerable",
            "Live since",
            "Own class (1 low – 4 high)",
            "EU AI Act, our reading",
            "Impact assessment",
            "Last looked at by the Panel",
        ],
        [
            "Scáthán",
            "Puts adult chest films in order of urgency",
            "Radiolux Systems Oy (TriageRay 4.2.3)",
            "User",
            "Dr Niamh Kehoe",
            d("12/05/2025"),
            4,
            "High risk (medical device)",
            "AIIA-02, 02/05/2025",
            d("17/04/2026"),
        ],
        [
            "Tide",
            "Forecasts free beds and who is likely to go home",
            "Analytics Unit (own)",
            "Producer and user",
            "Bernie Tuohy",
            d("09/09/2024"),
            3,
            "Not settled; legal view asked for",
            "none – due 30/06/2026",
            d("17/04/2026"),
        ],
        [
            "Cúnamh",
            "Sends callers to the right desk by what they say",
            "Parlance Voice Ltd",
            "User",
            "Fidelma Crowe",
            d("03/02/2025"),
            1,
            "Limited (must tell callers)",
            "short form, 14/10/2025",
            d("05/12/2025"),
        ],
    ]
    trail: list[list[Cell]] = [
        ["Change trail"],
        ["When", "Entry", "Field", "Was", "Is", "By whom"],
        [d("12/05/2025"), "Scáthán", "State", "on test", "live", "S. Kilbride"],
        [d("19/06/2025"), "Cúnamh", "Entry", "–", "added", "S. Kilbride"],
        [d("14/10/2025"), "Cúnamh", "Impact assessment", "none", "short form", "S. Kilbride"],
        [d("02/02/2026"), "Tide", "Person answerable", "Eoin Halpin", "Bernie Tuohy (from 01/02/2026)", "S. Kilbride"],
        [d("28/04/2026"), "Scáthán", "Version", "4.2.1", "4.2.3", "S. Kilbride"],
    ]
    gone: list[list[Cell]] = [
        ["Asked for, refused or stopped"],
        ["Name", "What for", "Asked by", "Outcome", "Date"],
        ["ClinNote", "Writes consultation notes", "Outpatients", "Refused by the Panel", d("17/04/2026")],
        [
            "Sepsis Watch",
            "Early warning on wards",
            "Emergency medicine",
            "Withdrawn by those who asked",
            d("22/01/2026"),
        ],
        ["Rota Helper", "Roster rules", "Nursing", "Not an algorithm under the policy", d("19/06/2025")],
    ]
    xlsx(
        path,
        [
            Sheet("Register", live, 3, (14, 36, 28, 18, 20, 12, 12, 26, 24, 14)),
            Sheet("Trail", trail, 2, (12, 12, 20, 14, 32, 14)),
            Sheet("Refused or stopped", gone, 2, (14, 28, 22, 32, 12)),
        ],
        "Shauna Kilbride",
        "2026-04-30",
    )


def objectives(path: Path) -> None:
    """Eight objectives; AO-4 has no measure."""
    head: list[Cell] = ["Aim", "What we want", "How we'll know", "Goal", "By", "Lead", "Latest", "As at", "Light"]
    end = d("31/12/2026")
    q1 = d("31/03/2026")
    isms: list[list[Cell]] = [
        ["Information security objectives 2026"],
        ["Endorsed by the Board 24 November 2025 (minute 142.6)"],
        head,
        [
            "IS-1",
            "People who do not take the bait",
            "Phishing exercise: share who click",
            "under 5%",
            end,
            "Tadhg Rourke",
            "see KPI pack",
            q1,
            "amber",
        ],
        [
            "IS-2",
            "Nobody keeps a key after leaving",
            "Leavers' accounts off on the last day",
            "98% or more",
            end,
            "Tadhg Rourke",
            0.961,
            q1,
            "amber",
        ],
        [
            "IS-3",
            "Holes mended in time",
            "Critical patches in 14 days",
            "95% or more",
            end,
            "Saoirse Ní Bhriain",
            0.91,
            q1,
            "amber",
        ],
        [
            "IS-4",
            "Backups that come back",
            "Restore tests passed",
            "4 in the year",
            end,
            "Tadhg Rourke",
            1,
            q1,
            "green",
        ],
    ]
    aims: list[list[Cell]] = [
        ["AI objectives 2026"],
        ["Endorsed by the Board 24 November 2025 (minute 142.6)"],
        head,
        [
            "AO-1",
            "Scáthán finds what matters",
            "Sensitivity for pneumothorax, month",
            "92% or more",
            end,
            "Dr Niamh Kehoe",
            "92.6%",
            q1,
            "green",
        ],
        [
            "AO-2",
            "A forecast that can be used",
            "Tide mean error at 24 h, month",
            "7 beds or fewer",
            end,
            "Bernie Tuohy",
            "9.1 beds",
            q1,
            "red",
        ],
        [
            "AO-3",
            "People who use algorithms are trained",
            "Share of users with a valid module",
            "90% or more",
            d("30/09/2026"),
            "Orla Fennelly",
            "84%",
            q1,
            "amber",
        ],
        ["AO-4", "Earn public trust in our algorithms", None, None, end, "Dr Lorcan Whyte", None, None, "–"],
    ]
    widths = (8, 36, 36, 16, 12, 20, 14, 12, 8)
    xlsx(path, [Sheet("ISMS", isms, 3, widths), Sheet("AIMS", aims, 3, widths)], "Pádraig Ó Síocháin", "2026-04-10")


def actions(path: Path) -> None:
    """The corrective action tracker."""
    head: list[Cell] = [
        "CA no.",
        "Comes from",
        "What is wrong",
        "Root cause",
        "What will be done",
        "Doer",
        "Due",
        "Finished",
        "Proof",
        "Did it work?",
        "State",
    ]
    data: list[tuple[str, str, str, str, str, str, str, str, str, str, str]] = [
        (
            "CA-25-12",
            "INC-2025-041",
            "Gateway certificate ran out",
            "No owner, no watch",
            "Watch all certificates",
            "Tadhg Rourke",
            "15/09/2025",
            "12/09/2025",
            "Wall board photo, log",
            "Yes, checked 15/12/2025",
            "Closed",
        ),
        (
            "CA-25-13",
            "INC-2025-041",
            "SOP silent on silence",
            "Written before use",
            "Revise SOP-RAD-17",
            "Dr Ruairí Lawlor",
            "10/10/2025",
            "06/10/2025",
            "SOP rev B",
            "Yes, drill 20/11/2025",
            "Closed",
        ),
        (
            "CA-25-14",
            "INC-2025-041",
            "Grey looks like green",
            "Monitor contrast",
            "Ask Radiolux for stripes",
            "Kevin Tuohy",
            "31/10/2025",
            "29/10/2025",
            "Letter of 29/10/2025",
            "Not yet: comes with 4.2.3",
            "Closed",
        ),
        (
            "CA-25-17",
            "IA-2025-07 NC-1",
            "Tide used with no impact assessment",
            "Home-built models bypass the gate",
            "Do the assessment; change the policy",
            "Bernie Tuohy",
            "31/03/2026",
            "",
            "",
            "",
            "Open",
        ),
        (
            "CA-25-18",
            "IA-2025-07 NC-2",
            "PACS rights not reviewed",
            "Post vacant, no reminder",
            "Review; reminder",
            "Tadhg Rourke",
            "28/02/2026",
            "27/02/2026",
            "",
            "",
            "Closed",
        ),
        (
            "CA-25-19",
            "IA-2025-07 NC-3",
            "No Tide training records",
            "No course",
            "Make a course; record it",
            "Orla Fennelly",
            "30/06/2026",
            "",
            "",
            "",
            "Open",
        ),
        (
            "CA-26-01",
            "Phishing exercise, January",
            "Outpatient booking clicks most, again",
            "High turnover",
            "Sessions each quarter (same as CA-25-09)",
            "Tadhg Rourke",
            "30/06/2026",
            "",
            "",
            "",
            "Open, repeat",
        ),
        (
            "CA-26-04",
            "Stage 1 preparation",
            "H-15 has nobody's name",
            "Estates and ICT each thought it the other's",
            "Name an owner",
            "Siobhán Hanratty",
            "15/05/2026",
            "",
            "",
            "",
            "Open",
        ),
        (
            "CA-26-05",
            "Stage 1 concern 1",
            "Supplier policy unsigned",
            "Fell between two desks",
            "Sign; tell staff",
            "Kevin Tuohy",
            "30/06/2026",
            "",
            "",
            "",
            "Open",
        ),
        (
            "CA-26-06",
            "Stage 1 concern 3",
            "Access Control Standard past its review",
            "Author busy",
            "Review it",
            "Tadhg Rourke",
            "30/06/2026",
            "",
            "",
            "",
            "Open",
        ),
    ]
    rows: list[list[Cell]] = [["Corrective actions, both management systems"], ["P. Ó Síocháin, 21/05/2026"]]
    rows.append(head)
    for ref, src, wrong, root, will, who, due, fin, proof, work, state in data:
        rows.append([ref, src, wrong, root, will, who, d(due), d(fin), proof or None, work or None, state])
    rows.append([])
    last = 3 + len(data)
    rows.append(["Open", (f'=COUNTIF(K4:K{last},"Open*")', 6)])
    rows.append(["Closed", (f'=COUNTIF(K4:K{last},"Closed")', 4)])
    xlsx(
        path,
        [Sheet("Tracker", rows, 3, (10, 20, 28, 26, 28, 18, 12, 12, 24, 22, 12))],
        "Pádraig Ó Síocháin",
        "2026-05-21",
    )


STATES = {
    "A.5.7": ("Partly", "Saoirse Ní Bhriain", "Feed from the national centre; no procedure"),
    "A.5.15": ("Done", "Tadhg Rourke", "ISMS-STD-04 issue 1.3"),
    "A.5.18": ("Partly", "Tadhg Rourke", "ISMS-STD-04; CA-25-18"),
    "A.5.19": ("Partly", "Kevin Tuohy", "ISMS-POL-07, unsigned"),
    "A.5.24": ("Done", "Pádraig Ó Síocháin", "Q-Log guide"),
    "A.5.26": ("Done", "Pádraig Ó Síocháin", "INC-2025-041 as a sample"),
    "A.5.34": ("Done", "Aoife Scanlon", "Record of processing"),
    "A.5.35": ("Done", "Malachy Greaney", "IA-2025-07"),
    "A.6.3": ("Done", "Orla Fennelly", "Training matrix"),
    "A.7.4": ("Done", "Fergus Dunphy", "Camera plan"),
    "A.7.14": ("Partly", "", "Disposal notes, St Gobnait's only"),
    "A.8.5": ("Partly", "Tadhg Rourke", "Hardware keys; ward log-ins H-17"),
    "A.8.8": ("Partly", "Tadhg Rourke", "Patch report"),
    "A.8.12": ("Not yet", "Saoirse Ní Bhriain", "Plan for 2027"),
    "A.8.13": ("Partly", "Tadhg Rourke", "Two of four restore tests in 2025"),
    "A.8.15": ("Done", "Tadhg Rourke", "Log standard"),
    "A.8.23": ("Not yet", "Saoirse Ní Bhriain", "Web filter from June 2026"),
    "A.8.33": ("Not yet", "Eoin Halpin", "Test data still live copies"),
}
AI_STATES = {
    "A.2.2": ("Done", "Dr Lorcan Whyte", "AI-POL-01 v1.1"),
    "A.2.4": ("Partly", "Dr Lorcan Whyte", "Review overdue; draft 0.3"),
    "A.3.3": ("Done", "Aoife Scanlon", "algorithms@ mailbox"),
    "A.5.2": ("Partly", "Aoife Scanlon", "AIIA-02; Tide missing"),
    "A.6.2.4": ("Done", "Dr Oluwaseun Adeyemi", "RPT-MP-25-06"),
    "A.6.2.6": ("Done", "Dr Oluwaseun Adeyemi", "Monthly watch; Tide watch"),
    "A.6.2.8": ("Partly", "Eoin Halpin", "Scáthán logs; Tide overrides not counted"),
    "A.7.5": ("Partly", "Eoin Halpin", "Tide card; supplier will not say"),
    "A.8.2": ("Done", "Dr Ruairí Lawlor", "SOP-RAD-17"),
    "A.9.2": ("Partly", "Bernie Tuohy", "Board decision 26/11"),
    "A.10.3": ("Done", "Kevin Tuohy", "DVHT/PROC/2025/031"),
}
DEFAULTS = {"A.5": "Pádraig Ó Síocháin", "A.6": "Orla Fennelly", "A.7": "Fergus Dunphy", "A.8": "Tadhg Rourke"}


def applicability(path: Path) -> None:
    """The statement of applicability: all of Annex A of 27001, and of 42001 as far as it has been done."""
    rows: list[list[Cell]] = [
        ["Statement of Applicability, version 1.4"],
        ["Prepared by Pádraig Ó Síocháin 12/05/2026. Passed by Saoirse Ní Bhriain 13/05/2026."],
        ["Annex A", "Heading", "In?", "Why in or out", "State", "Who", "Where to look"],
    ]
    with (HERE / "iso27001-2022.csv").open(encoding="utf8") as file:
        for row in csv.DictReader(file):
            ref = row["ref"]
            if row["kind"] != "control" or row["assessable"] != "yes":
                continue
            if ref == "A.8.30":
                rows.append([ref, row["title"], "No", "No development is given to others", "–", "–", "–"])
                continue
            state, who, where = STATES.get(ref, ("Done", DEFAULTS[ref.rsplit(".", 1)[0]], "ISMS handbook"))
            why = "Law" if ref in ("A.5.31", "A.5.34", "A.5.33") else "Risk"
            rows.append([ref, row["title"], "Yes", why, state, who or None, where])
    ai: list[list[Cell]] = [
        ["ISO/IEC 42001, first pass (not yet a full statement)"],
        ["Control", "Heading", "State", "Who", "Where to look"],
    ]
    with (HERE / "iso42001-2023.csv").open(encoding="utf8") as file:
        for row in csv.DictReader(file):
            if row["ref"] in AI_STATES:
                ai.append([row["ref"], row["title"], *AI_STATES[row["ref"]]])
    xlsx(
        path,
        [Sheet("27001", rows, 3, (9, 48, 6, 30, 10, 24, 40)), Sheet("42001", ai, 2, (9, 44, 10, 24, 40))],
        "Pádraig Ó Síocháin",
        "2026-05-13",
    )


def training(path: Path) -> None:
    """Who did which module when; the yearly module lasts 12 months, the algorithm modules 24."""
    people: list[tuple[str, str, str, str, str, str]] = [
        ("Adeyemi, Oluwaseun", "Medical Physics", "14/01/2026", "28/04/2025", "", "11/03/2026"),
        ("Brogan, Cathal", "Imaging bookings", "02/12/2025", "", "", ""),
        ("Crowe, Fidelma", "Switchboard", "17/09/2025", "", "", "11/03/2026"),
        ("Devaney, Fionnuala", "Chief Executive", "08/10/2025", "", "", "11/03/2026"),
        ("Duignan, Sorcha", "Medical Physics", "20/01/2026", "19/01/2026", "", ""),
        ("Halpin, Eoin", "Analytics", "06/05/2025", "", "22/10/2024", "11/03/2026"),
        ("Hanratty, Siobhán", "Risk", "25/11/2025", "", "", "11/03/2026"),
        ("Kehoe, Diarmuid", "Digital", "03/09/2025", "", "", "11/03/2026"),
        ("Kehoe, Niamh", "Radiology", "15/08/2025", "29/04/2025", "", "11/03/2026"),
        ("Lawlor, Ruairí", "Radiology", "22/07/2025", "28/04/2025", "", "11/03/2026"),
        ("Ní Bhriain, Saoirse", "ICT Security", "13/10/2025", "", "", "11/03/2026"),
        ("Ó Síocháin, Pádraig", "ICT Security", "10/02/2026", "", "", "11/03/2026"),
        ("Rourke, Tadhg", "ICT Security", "10/02/2026", "", "", ""),
        ("Scanlon, Aoife", "Data protection", "01/12/2025", "", "", "11/03/2026"),
        ("Tighe, Noreen", "Radiology", "12/06/2025", "30/04/2025", "", ""),
        ("Tuohy, Bernie", "Patient Flow", "19/11/2025", "", "", "11/03/2026"),
        ("Tuohy, Kevin", "Procurement", "28/03/2025", "", "", ""),
        ("Whyte, Lorcan", "Medical Director", "30/09/2025", "", "", "11/03/2026"),
        ("Wójcik, Magda", "Analytics", "21/01/2026", "", "15/10/2024", "11/03/2026"),
    ]
    rows: list[list[Cell]] = [
        ["Training: security and algorithms (key people)"],
        ["People Directorate, 15/05/2026. Empty = not done or not asked for. Whole-Trust figures: HR system."],
        [
            "Who",
            "Where",
            "Security yearly (12 months)",
            "Scáthán for readers (24 months)",
            "Tide for users (24 months)",
            "AI management for leaders, 11/03/2026",
        ],
    ]
    rows += [[name, unit, d(sec), d(sca), d(tid), d(lead)] for name, unit, sec, sca, tid, lead in people]
    needs: list[list[Cell]] = [
        ["Who must do what"],
        ["Role", "Module"],
        ["Everyone", "Security yearly"],
        ["Readers, radiographers on the list, Medical Physics", "Scáthán for readers"],
        ["Flow office, person answerable for Tide, Analytics", "Tide for users"],
        ["Panel, persons answerable, directors", "AI management for leaders"],
    ]
    xlsx(
        path,
        [Sheet("Matrix", rows, 3, (24, 20, 18, 18, 18, 20)), Sheet("Needs", needs, 2, (48, 28))],
        "People Directorate",
        "2026-05-15",
    )
