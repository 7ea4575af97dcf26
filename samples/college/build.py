"""Write the office files of the invented Dunmorra College of Applied Sciences; the plain files beside them are kept as they are.

Run ``python -m samples.college.build``: the same bytes every time.
"""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Pt
from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from pptx import Presentation
from pptx.util import Inches

DOCS = Path(__file__).parent / "docs"
MOMENT = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
_STAMP = "2026-09-14T08:00:00Z"


def steady(data: bytes) -> bytes:
    """The same archive with every entry and the core properties dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", _STAMP.encode(), content)
            new.writestr(zipfile.ZipInfo(name, (2026, 9, 14, 8, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def put(name: str, thing: Any) -> None:
    """Save an office document under docs/ in steady bytes."""
    buffer = io.BytesIO()
    thing.save(buffer)
    target = DOCS / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(steady(buffer.getvalue()))


def paper(font: str = "Calibri", size: int = 11) -> Any:
    """An empty Word document in the given hand."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    document.core_properties.author = "Dunmorra College"
    document.core_properties.created = document.core_properties.modified = MOMENT.replace(tzinfo=None)
    return document


def grid(document: Any, rows: list[list[str]], style: str = "Table Grid") -> None:
    """A table with all its cells as text."""
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    table.style = style
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text


def write(document: Any, text: str) -> None:
    """Paragraphs of a text: '# ' and '## ' head, '- ' bullets, '1) ' numbers, everything else as it is."""
    for line in filter(None, (part.strip() for part in text.strip().split("\n"))):
        if line.startswith("## "):
            document.add_heading(line[3:], 2)
        elif line.startswith("# "):
            document.add_heading(line[2:], 1)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)


# Word


def ai_policy() -> None:
    """The AI policy in force, signed by both."""
    d = paper("Georgia")
    d.add_heading("Policy on Artificial Intelligence", 0)
    grid(
        d,
        [
            ["Document", "AI-POL-01", "Version", "2.0"],
            ["Owner", "Niamh Brogan, AI Governance Lead", "Status", "Approved"],
            ["Approved by", "Governing Body", "Approved on", "24 March 2026"],
            ["Effective", "1 April 2026", "Next review", "31 March 2027"],
            ["Supersedes", "Version 1.1 of 9 September 2024", "Classification", "Public"],
        ],
    )
    write(
        d,
        """
# 1. Why we have a policy
Learners come to us to be taught and judged by people. Machines help us with that, and some of what they do is good: they sort, they suggest, they answer at midnight. This policy sets the terms. It is part of our AI management system (AIMS), which follows ISO/IEC 42001, and it binds the College and Lanternfish Learning DAC alike.
# 2. What it covers
Every system that learns from data or produces text, scores, rankings or recommendations, whether we make it, buy it or borrow it. Spreadsheet formulas are not meant.
# 3. Principles
- A person decides. Admission, marks and progression are never settled by a machine.
- Known before used. A system is entered in the inventory, with an owner and an impact assessment, before it meets a learner.
- Fair. Systems that score persons are tested for fairness twice a year, and the results are published.
- Open. Learners are told where AI is used, in plain words, in Irish and in English.
- Stoppable. Any member of staff may stop a system that does harm. Nobody is blamed for stopping it.
# 4. Who does what
The Governing Body approves this policy. The President is accountable for it. The Chief Operating Officer is the executive sponsor of the AIMS. The AI Governance Lead keeps it running. System owners answer for their systems; the AI Oversight Group (AIOG) decides on suspensions, fairness measures and returns to service.
# 5. Objectives
Objectives for the AIMS are set each September, each with an indicator, an owner and a date.
# 6. Concerns
Concerns may be raised without giving a name at ai-concerns@dunmorra.example. The Registrar answers within 10 working days.
# 7. Exceptions
There are none to principle 1. Others are granted by the AIOG for six months at most.
# 8. Signatures
""",
    )
    grid(
        d,
        [
            ["For", "Name", "Signature", "Date"],
            ["Governing Body", "Nuala Fitzmaurice, Chair", "Nuala Fitzmaurice", "24 March 2026"],
            ["College", "Dr Gráinne Ní Dhálaigh, President", "G. Ní Dhálaigh", "25 March 2026"],
        ],
    )
    put("policies/AI-POL-01 AI policy v2.0.docx", d)


def guideline() -> None:
    """A draft that was sent back."""
    d = paper("Arial", 10)
    d.add_paragraph("DRAFT – DRAFT – DRAFT    not for circulation outside the working party")
    d.add_heading("GL-03 Working with generative AI: a guideline for staff and learners", 1)
    grid(
        d,
        [
            ["Version", "0.3 (draft)"],
            ["Drafted by", "Aoibheann Quirke"],
            ["Date of this draft", "2 June 2026"],
            ["Approver", "Executive Management Team (to be approved)"],
            ["Planned start", "September 2026"],
        ],
    )
    write(
        d,
        """
## What you may do
- Use the tools on the green list for drafts, summaries, translations and code, and say so.
- Ask Ollie anything about your course.
## What you may not do
- Give names, student numbers, marks or health data to any tool that is not on the green list.
- Hand in generated text as your own. It is treated like any other plagiarism.
## Green list (proposal)
The green list will be kept by the Head of Digital Learning and looked at each term. [AQ: do we want the licence of CaptionWave here as well?]
## Assessment
Each module descriptor states one of three levels: no AI, AI with acknowledgement, AI expected. Heads of School will set the level by the end of week 2.
## Data protection
[EL: please write two sentences.]
## Consultation
The Students' Union should be consulted. [AQ: did anyone write to Tomás?]
## Approval
Approved by: ____________________    Date: ____________________
""",
    )
    put("policies/GL-03 Generative AI guideline DRAFT 0.3.docx", d)


def governing_body() -> None:
    """Narrative minutes, with resolutions inside the sentences."""
    d = paper("Times New Roman", 12)
    d.add_heading("Dunmorra College of Applied Sciences", 1)
    d.add_heading("Minutes of the 118th meeting of the Governing Body", 2)
    write(
        d,
        """
Held in the Harbour Room, Port Dunmorra, on Tuesday, 24th March 2026 at 4 p.m.
In the chair: Ms Nuala Fitzmaurice.
Members present: Mr Colm Heffernan, Ms Priya Venkataraman, Mr Oisín Barrett, Cllr Bernadette Tynan, Dr Liam Garrihy, Mr Tomás Dwan (Students' Union).
In attendance: Dr Gráinne Ní Dhálaigh (President), Mr Dermot Culhane (COO), Prof. Orla Hennigan (Registrar), Ms Niamh Brogan (for item 118.4).
Apologies were received from Mr Fearghus Lally and Dr Anneke Postma.
Secretary: Ms Róisín Mac Cana. The Chair declared that the quorum of six was present.
# 118.1 Minutes
The minutes of the 117th meeting, held on 9th December 2025, were adopted and signed by the Chair.
# 118.2 President's report
Dr Ní Dhálaigh reported 3,118 applications for the autumn, seven per cent more than last year, and the good result of the examinations in January. The Governing Body noted the report.
# 118.3 Presidency
The Chair reported for the selection committee. It was resolved unanimously that Prof. Conor Tuohy be appointed President for a term of five years from 1st June 2026. Dr Ní Dhálaigh was thanked for ten years of service.
# 118.4 Policy on Artificial Intelligence
Ms Brogan introduced version 2.0 of AI-POL-01. Cllr Tynan asked how a fisherman's son from the islands would know that a machine had read his form; Ms Brogan answered that every letter would say so from May. Mr Dwan asked for the fairness results to be published and this was added to the principles. After discussion, on the proposal of Mr Barrett, seconded by Ms Venkataraman, it was resolved that the Policy on Artificial Intelligence, version 2.0, be approved with effect from 1st April 2026. One member (Mr Heffernan) abstained, holding that the policy should be put to the Audit & Risk Committee first.
# 118.5 Investment in the Kilbreedy centre
The COO presented costs of €1.9 million. It was agreed to postpone the matter to the June meeting. Mr Culhane was asked to bring a second estimate by 29th May 2026.
# 118.6 Certification
It was noted that stage 1 of the certification to ISO/IEC 42001 is intended for June and stage 2 for November. The President undertook to hold the management review before stage 1.
# 118.7 Any other business
Dr Garrihy asked that Heads of School be told before a new release of Scríobh. Prof. Hennigan will see to it by the end of April.
The meeting ended at 6.10 p.m. The next meeting is on 23rd June 2026.
""",
    )
    d.add_paragraph("Signed: ____________________ (Chair)        Date: ____________")
    put("minutes/GB 118 - 24 March 2026.docx", d)


def emt() -> None:
    """Minutes as a table with an action column."""
    d = paper()
    d.add_heading("EMT minutes 17/06/2025", 1)
    grid(
        d,
        [
            ["Body", "Executive Management Team"],
            ["Day", "Tuesday 17/06/2025, 09:30"],
            ["Present", "Dr G. Ní Dhálaigh (chair), D. Culhane, Prof. O. Hennigan, J. Moyles"],
            ["Also there", "S. Verling (item 3)"],
            ["Apologies", "C. Doorley"],
            ["Minutes by", "R. Mac Cana"],
        ],
    )
    d.add_paragraph("")
    grid(
        d,
        [
            ["#", "Item", "What was said and agreed", "Action"],
            ["1", "Minutes of 20/05/2025", "Agreed without change.", ""],
            [
                "2",
                "Kilbreedy lease",
                "DC: landlord wants 4 % more. Agreed to renew for two years.",
                "DC to sign by 30/06/2025",
            ],
            [
                "3",
                "Information security policy",
                "SV presented version 5 of ISP-01: MFA for students, suppliers every two years. EMT approved ISP-01 v5.0.",
                "SV to publish by 01/07/2025",
            ],
            [
                "4",
                "Ollie",
                "CD (in writing) wants to try a chat tutor with first years from September. Agreed as a teaching experiment. OH asked who answers for mistakes; no answer yet.",
                "CD to come back with a plan, 26/08/2025",
            ],
            [
                "5",
                "Annual leave",
                "JM: 211 days carried over. Noted.",
                "JM letter to heads of unit, 27/06/2025",
            ],
            ["6", "Risk R-15 server room", "PL's study says flood once in 50 years. Noted; stays accepted.", "–"],
            ["7", "AOB", "None.", ""],
        ],
    )
    d.add_paragraph("")
    d.add_paragraph("Next meeting: 15/07/2025")
    put("minutes/EMT 2025-06-17.docx", d)


def aiog_august() -> None:
    """Initials in the text, actions at the end, one member too few."""
    d = paper("Verdana", 10)
    d.add_heading("AI Oversight Group – 25 August 2026", 1)
    d.add_paragraph("Meeting no. 9 · Boardroom B · 14.00 to 15.40 · notes taken by Niamh Brogan")
    grid(
        d,
        [
            ["Initials", "Name", "Function", "25 Aug"],
            ["OH", "Prof. Orla Hennigan", "Registrar, chair", "present"],
            ["NB", "Niamh Brogan", "AI Governance Lead", "present"],
            ["EL", "Ewa Lisiecka", "Data Protection Officer", "present"],
            ["AQ", "Aoibheann Quirke", "Head of Digital Learning (acting)", "present"],
            ["DC", "Dermot Culhane", "Chief Operating Officer", "apologies"],
            ["TR", "Tadhg Rushe", "Chief Information Security Officer", "absent"],
            ["IN", "Ifeoma Nwachukwu", "CTO Lanternfish", "apologies"],
            ["KOL", "Kwame Ofori-Lynch", "Data Scientist, guest without vote", "present"],
        ],
    )
    write(
        d,
        """
Quorum: five members with a vote. Four came. OH proposed to go on all the same as stage 2 is near; nobody objected.
# 1 Return of Scríobh
OH explained that she had put Scríobh back into service on 22 June on her own, on the strength of the validation report, because marking could not wait. EL was not happy: PRO-11 says the group decides.
D-26-15: The group confirms the return of Scríobh to service afterwards.
# 2 Fairness checks of the first half-year
KOL went through the two failures. NB wants the feature "gap in schooling" out of Doras before the January intake. AQ asked about dyslexia in Scríobh; KOL has no explanation.
D-26-16: "Gap in schooling" is removed from Doras; new test before the intake of January 2027.
D-26-17: Publication of the fairness checks is put off until the new test is in.
# 3 Verbatix
AQ: the agreement ended on 31 July and the service is still on. NB reminded the group of January (no renewal without the annex). No decision.
# 4 Fáinne
IN had written on 30 July. Nobody from Student Services could come. NB: it is not in the inventory, there is no impact assessment. GR to be invited.
D-26-18: Fáinne may go on until an impact assessment is made, by 30 September 2026 at the latest.
# 5 Monitoring
KOL was on leave in July and August, the checks were not done. A deputy is needed.
# 6 Leavers
NB for TR: three of 22 accounts of leavers of July were open a week later, the same as NC-25-09.
# Actions
""",
    )
    grid(
        d,
        [
            ["No.", "What", "Who", "When", "State on 14 Sept"],
            ["A-26-31", 'Remove "gap in schooling" and retest Doras', "KOL", "30/11/2026", "begun"],
            ["A-26-32", "Look into the dyslexia gap of Scríobh", "KOL", "30/10/2026", ""],
            ["A-26-33", "Impact assessment of Fáinne", "NB with GR", "30/09/2026", "not begun"],
            ["A-26-34", "Enter Fáinne in the inventory", "NB", "04/09/2026", ""],
            ["A-26-35", "Name a deputy for the monitoring diary", "", "11/09/2026", ""],
            ["A-26-36", "Ask the COO to decide on Verbatix", "AQ", "01/09/2026", "done 03/09/2026"],
            ["A-26-37", "Find out why the accounts stayed open", "TR", "18/09/2026", ""],
        ],
    )
    d.add_paragraph("Next meeting: 13 October 2026")
    put("minutes/AIOG 2026-08-25.docx", d)


def management_review() -> None:
    """Inputs and outputs of the management review."""
    d = paper("Cambria")
    d.add_heading("Management review of the AIMS and the ISMS", 1)
    write(
        d,
        """
Date: 30 June 2026 (planned for 31 March 2026, postponed because of the change of President)
Chair: Prof. Conor Tuohy, President
Attended: Dermot Culhane, Orla Hennigan, Niamh Brogan, Tadhg Rushe, Bríd Scanlan, Aoibheann Quirke, Pádraig Lohan
Excused: Ewa Lisiecka
Record kept by: Bríd Scanlan
Period looked at: March 2025 to June 2026. The last review was on 18 March 2025.
# A. What was put before the meeting
""",
    )
    grid(
        d,
        [
            ["Input", "Summary", "Brought by"],
            [
                "Status of earlier actions",
                "Seven of nine done; release procedure and reading room heating open",
                "B. Scanlan",
            ],
            [
                "Changes outside and inside",
                "EU rules on AI in education from August 2026; new President; new CISO",
                "N. Brogan",
            ],
            [
                "Performance and indicators",
                "Fairness checks 7 of 9 passed; MFA of students 91 %; phishing 7.4 %",
                "T. Rushe",
            ],
            ["Nonconformities", "Twelve since last review, five open", "B. Scanlan"],
            [
                "Audits",
                "IA-2026-01 and IA-2026-02 held; stage 1 on 23 and 24 June with three areas of concern",
                "B. Scanlan",
            ],
            ["Incident", "INC-2026-014, 212 essays, closed on 19 June", "O. Hennigan"],
            ["Risks", "R-01, R-02, R-05 and R-09 are high", "N. Brogan"],
            ["Interested parties", "Students' Union wants a say in releases; employers content", "O. Hennigan"],
            ["Suppliers", "Verbatix agreement ends in July, no annex", "D. Culhane"],
            ["Environment", "Certificate ISO 14001 ran out on 1 May; audit for renewal on 12 October 2026", "P. Lohan"],
        ],
    )
    write(
        d,
        """
# B. Conclusions
The review found the two systems suitable and adequate, the AIMS not yet effective in the control of releases and of the inventory.
# C. Decisions
MR-26-1. The AI policy is confirmed without change.
MR-26-2. A yearly sweep for unlisted AI systems is made with all Heads of School.
MR-26-3. ISP-01 is to be reviewed and given a new owner; it has been overdue since 12 June.
MR-26-4. EUR 9,800 is released for an outside review of the release procedure of Lanternfish.
MR-26-5. The request for a second tutor for Ollie is passed to the EMT.
MR-26-6. The target for the fairness checks stays at 90 %; it is not lowered.
# D. Who does what
""",
    )
    grid(
        d,
        [
            ["Decision", "Step", "Responsible", "Deadline", "Done"],
            ["MR-26-2", "Write to the Heads of School", "Niamh Brogan", "15 September 2026", ""],
            ["MR-26-3", "New edition of ISP-01", "Tadhg Rushe", "31 August 2026", ""],
            ["MR-26-4", "Order the outside review", "Dermot Culhane", "31 July 2026", "yes, 22 July 2026"],
            ["MR-26-5", "Paper for the EMT", "Aoibheann Quirke", "10 July 2026", "yes, 7 July 2026"],
            [
                "–",
                "Next review entered in the calendar (30 March 2027)",
                "Bríd Scanlan",
                "31 July 2026",
                "yes, 20 July 2026",
            ],
        ],
    )
    d.add_paragraph("Signed Conor Tuohy, 8 July 2026")
    put("minutes/Management review 2026-06-30.docx", d)


def doras() -> None:
    """An impact assessment in time, with a later re-reading."""
    d = paper("Calibri", 10)
    d.add_heading("Impact assessment: Doras (admissions triage)", 1)
    grid(
        d,
        [
            ["Reference", "AIIA-2024-01"],
            ["System", "Doras, S-01, release 1.0"],
            ["Carried out by", "Cathal Doorley and Maeve Tallon"],
            ["Finished on", "20 September 2024"],
            ["Approved by", "Prof. Orla Hennigan, Registrar, 2 October 2024"],
            ["First used on applicants", "4 November 2024"],
            ["Conclusion", "may be used under supervision"],
            ["Read again", "21 April 2026 by Niamh Brogan and Ewa Lisiecka (release 2.3): conclusion stands"],
            ["To be read again by", "21 April 2027"],
        ],
    )
    write(
        d,
        """
# Purpose
Doras reads the application form and the school results and sorts applications in three bands, so that officers can begin with the clear cases. In 2024 the Admissions Office read 2,900 forms with four people in seven weeks.
# Who is touched
Applicants, about a third of them from homes where nobody has been to college; applicants with a disability; members of the Traveller community; mature applicants; admissions officers.
# What may go wrong
""",
    )
    grid(
        d,
        [
            ["Harm", "To whom", "How likely", "How bad", "Answer"],
            [
                "Lower band because of a gap in schooling",
                "applicants with a disability, carers",
                "possible",
                "serious",
                'everything in "unlikely" is read by a person',
            ],
            [
                "Old prejudice learnt from old decisions",
                "Traveller community",
                "possible",
                "serious",
                "postcode and school name removed",
            ],
            ["Officers trust the band too much", "everyone", "likely", "moderate", "one in twenty read blind"],
            ["Form in Irish read wrongly", "Gaeltacht schools", "unlikely", "moderate", "tested on 150 forms"],
            ["System down in May", "applicants", "unlikely", "minor", "reading by hand as before"],
        ],
    )
    write(
        d,
        """
# Data
Trained on 21,300 applications of 2016 to 2023 from the student record system; owner of the data is the Registrar. Names, addresses and photographs were taken out. Quality was checked on a sample of 500 in June 2024: 1.4 % wrong school codes.
# Consultation
The Students' Union and two guidance counsellors were heard on 5 September 2024.
# What remains
The remaining risk is entered as R-01 and is owned by the Admissions Manager.
""",
    )
    put("ai/AIIA-2024-01 Doras.docx", d)


def internal_audit() -> None:
    """The audit of the AI management system."""
    d = paper("Calibri")
    d.add_heading("Internal audit report IA-2026-02", 1)
    grid(
        d,
        [
            ["Audited", "AI management system (AIMS)", "Against", "ISO/IEC 42001:2023"],
            ["Days", "8–10 June 2026", "Auditor", "Una Mulrennan"],
            ["Report of", "17 June 2026", "For", "Dermot Culhane, executive sponsor"],
        ],
    )
    write(
        d,
        """
# Summary
I spoke with eleven people and read 46 records. The policy is good and known: of ten lecturers asked at random, nine could tell me what it says. The weak points are the inventory, the training of second readers and what happens when one person is away. There are three nonconformities, all minor, and three observations.
The audit followed the life of two systems from the first idea to the last log entry: Doras, because applicants cannot choose, and Scríobh, because of the incident of May. For Doras I could follow every step. For Scríobh the papers of the releases before March are thin: there is a list of changes, but nobody wrote down who had looked at it.
People were open. Several said that they had felt for some time that releases were made too late in the day. I was told the same about the timetable, which is not a matter of this audit.
# Findings
""",
    )
    grid(
        d,
        [
            ["No.", "Clause", "What I saw", "Grade", "For", "Answer by"],
            [
                "NC-26-10",
                "A.4.2",
                "The inventory is filled in from memory once a year. In the Examinations Office I was shown a tool that is not in it.",
                "minor",
                "Niamh Brogan",
                "31 July 2026",
            ],
            [
                "NC-26-11",
                "7.2",
                "Three of seven second readers have no valid OAD-1 course.",
                "minor",
                "Aoibheann Quirke",
                "31 July 2026",
            ],
            [
                "NC-26-12",
                "A.6.2.6",
                "The monitoring check of May was made late; nobody stands in for the data scientist.",
                "minor",
                "Ifeoma Nwachukwu",
                "31 July 2026",
            ],
            [
                "OBS-1",
                "A.8.2",
                "The notice on Ollie is missing from the Irish pages.",
                "observation",
                "Aoibheann Quirke",
                "",
            ],
            ["OBS-2", "6.2", "Objective O-08 cannot be measured.", "observation", "Niamh Brogan", ""],
            [
                "OBS-3",
                "A.10.3",
                "The contract sheet of Verbatix names an owner who has left.",
                "observation",
                "Ailbhe Keane",
                "",
            ],
        ],
    )
    write(
        d,
        """
Grades: a major nonconformity puts the working of the system in doubt, a minor one is a lapse, an observation is advice.
# What is done well
- Decisions of the AIOG are numbered and can be followed.
- The re-marking of May was quick, complete and told to the learners in words they could understand.
- Release gate: in use since 15 June, I saw the first signed sheet afterwards by e-mail.
# What I could not look at
Student Services was closed on the days of the audit. The spin-off's own security was left to IA-2026-05.
# Opinion
The AIMS conforms in the main to ISO/IEC 42001 and can go to stage 1.
Una Mulrennan, 17 June 2026
""",
    )
    put("audits/IA-2026-02 report.docx", d)


# Excel


def book(name: str, sheets: dict[str, list[list[Any]]], merged: dict[str, str]) -> None:
    """A workbook with the given rows; merged areas are titles."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in merged:
            sheet.merge_cells(merged[title])
            sheet["A1"].font = Font(bold=True, size=14)
            sheet["A1"].alignment = Alignment(horizontal="center")
        for letter in "ABCDEFGHIJ":
            sheet.column_dimensions[letter].width = 22
    workbook.properties.creator = "Dunmorra College"
    put(name, workbook)


def risks() -> None:
    """The risk register, with the acceptances on a sheet of their own."""
    book(
        "registers/Risk register.xlsx",
        {
            "Risks": [
                ["Dunmorra College – risks of the AIMS and ISMS – as of 31 August 2026", *[None] * 9],
                [
                    "Ref",
                    "What could happen",
                    "Looked after by",
                    "L",
                    "I",
                    "L x I",
                    "Band",
                    "What we do about it",
                    "By",
                    "How far",
                ],
                [
                    "R-01",
                    "Doras puts applicants with a disability at a disadvantage",
                    "Maeve Tallon",
                    4,
                    4,
                    16,
                    "high",
                    "reduce: take out the schooling-gap feature, retest",
                    "30/11/2026",
                    "begun",
                ],
                [
                    "R-02",
                    "Scríobh scores wrongly after a release",
                    "Ifeoma Nwachukwu",
                    2,
                    5,
                    10,
                    "medium",
                    "reduce: release gate, longer regression set",
                    "30/06/2026",
                    "done",
                ],
                [
                    "R-03",
                    "Learners trust false answers of Ollie",
                    "Aoibheann Quirke",
                    4,
                    3,
                    12,
                    "medium",
                    "reduce: sources shown, weekly sample",
                    "31/12/2026",
                    "running",
                ],
                [
                    "R-04",
                    "Verbatix changes its models and we do not notice",
                    "Aoibheann Quirke",
                    3,
                    3,
                    9,
                    "medium",
                    "share: AI annex to the contract",
                    "31/07/2026",
                    "not done",
                ],
                [
                    "R-05",
                    "Staff put learners' data into public chat services",
                    "Tadhg Rushe",
                    4,
                    4,
                    16,
                    "high",
                    "reduce: guideline GL-03, awareness",
                    "30/09/2026",
                    "held up",
                ],
                [
                    "R-06",
                    "Hosting in Tromsø fails in an examination week",
                    "Ifeoma Nwachukwu",
                    2,
                    4,
                    8,
                    "medium",
                    "accept",
                    None,
                    "accepted",
                ],
                [
                    "R-07",
                    "Accounts of leavers stay open",
                    "Jacinta Moyles",
                    3,
                    4,
                    12,
                    "medium",
                    "reduce: weekly list",
                    "27/02/2026",
                    "done",
                ],
                [
                    "R-08",
                    "Staff fall for phishing",
                    "Tadhg Rushe",
                    4,
                    3,
                    12,
                    "medium",
                    "reduce: campaigns, new leaflet",
                    "31/12/2026",
                    "running",
                ],
                [
                    "R-09",
                    "Examination server out of support is broken into",
                    "Tadhg Rushe",
                    3,
                    5,
                    15,
                    "high",
                    "accept until replaced",
                    "31/08/2026",
                    "accepted",
                ],
                [
                    "R-10",
                    "Customers of the apprenticeships leave because ISO 14001 has run out",
                    "Pádraig Lohan",
                    2,
                    3,
                    6,
                    "low",
                    "reduce: renewal audit",
                    "12/10/2026",
                    "planned",
                ],
                [
                    "R-11",
                    "Only one data scientist knows the models",
                    "Rónán Halpin-Shah",
                    4,
                    3,
                    12,
                    "medium",
                    "reduce: second post",
                    "31/10/2026",
                    "advertised",
                ],
                [
                    "R-12",
                    "Ollie answers worse in Irish",
                    "Aoibheann Quirke",
                    3,
                    3,
                    9,
                    "medium",
                    "accept",
                    None,
                    "accepted",
                ],
                [
                    "R-13",
                    "Too few Traveller applicants to test fairness for them",
                    None,
                    3,
                    4,
                    12,
                    "medium",
                    "reduce: pool the years 2024 to 2026",
                    None,
                    "idea",
                ],
                [
                    "R-14",
                    "Clár gives staff with care duties the worst hours",
                    "Gearóid Finnerty",
                    2,
                    3,
                    6,
                    "low",
                    "reduce: wishes weighted",
                    "30/06/2026",
                    "done",
                ],
                ["R-15", "Server room is flooded", "Pádraig Lohan", 2, 5, 10, "medium", "accept", None, "accepted"],
                [
                    "R-16",
                    "An agreement ends and nobody notices",
                    "Ailbhe Keane",
                    3,
                    3,
                    9,
                    "medium",
                    "reduce: warning 90 days before",
                    "31/03/2026",
                    "not done",
                ],
            ],
            "Accepted": [
                ["Risk", "Who accepted", "On", "Good until", "Why", "Proof"],
                [
                    "R-06",
                    "Audit & Risk Committee",
                    "28/04/2026",
                    "30/04/2027",
                    "second host would cost more than the loss",
                    "minutes ARC 28/04/2026",
                ],
                [
                    "R-09",
                    "Dermot Culhane",
                    "26/02/2026",
                    "31/08/2026",
                    "new server before the examinations is the bigger risk",
                    "e-mail 26/02/2026",
                ],
                ["R-12", None, None, None, "Irish test is passed", None],
                ["R-15", "Dermot Culhane", "10/03/2025", "10/03/2026", "once in 50 years", "EMT 11/03/2025"],
            ],
        },
        {"Risks": "A1:J1"},
    )


def inventory() -> None:
    """The systems stand in columns, what is known of them in rows."""
    book(
        "registers/AI systems.xlsx",
        {
            "In use": [
                ["AI systems of Dunmorra College (N. Brogan, 12 January 2026)", *[None] * 6],
                ["No.", "S-01", "S-02", "S-03", "S-04", "S-05", "S-06"],
                ["Name", "Doras", "Scríobh", "Clár", "Ollie", "Verbatix Insight", "CaptionWave"],
                [
                    "What for",
                    "sorts applications",
                    "proposes essay scores",
                    "makes timetables",
                    "chat tutor, quizzes",
                    "finds copied text, scores style",
                    "captions of recorded lectures",
                ],
                ["Our part", "producer and user", "producer and user", "user", "producer and user", "user", "user"],
                [
                    "Comes from",
                    "Lanternfish Learning DAC",
                    "Lanternfish Learning DAC",
                    "Tamesis Rota Systems Ltd",
                    "Lanternfish Learning DAC",
                    "Verbatix Ltd",
                    "CaptionWave",
                ],
                [
                    "Person in charge",
                    "Maeve Tallon",
                    "Orla Hennigan",
                    "Gearóid Finnerty",
                    "Cathal Doorley",
                    "Cathal Doorley",
                    "Aoibheann Quirke",
                ],
                ["Release", "2.2", "3.1", "8", "1.7", "2025.4", "–"],
                ["Used since", "04/11/2024", "15/09/2023", "10/01/2025", "01/09/2025", "01/08/2023", "15/11/2025"],
                ["Impact assessed on", "20/09/2024", "22/06/2023", "16/12/2024", "03/12/2025", None, "20/11/2025"],
                ["Class", "high", "high", "low", "limited", "high", "minimal"],
                ["Personal data", "yes", "yes", "yes", "yes", "yes", "voice only"],
            ],
            "Gone": [
                ["No.", "Name", "Used from", "Taken out", "Why"],
                ["S-00", "AskDunmorra FAQ robot", "01/10/2021", "30/06/2024", "replaced by web pages"],
            ],
        },
        {"In use": "A1:G1"},
    )


def kpis() -> None:
    """Objectives, and indicators with a column for each quarter."""
    book(
        "registers/Objectives and KPIs 2025-26.xlsx",
        {
            "Objectives": [
                ["Ref", "We want to", "Lead", "Measured by", "Until", "Colour on 31/08/2026"],
                ["O-01", "have the AIMS certified", "Dermot Culhane", "K-01", "31/12/2026", "green"],
                ["O-02", "treat learners and applicants fairly", "Niamh Brogan", "K-02, K-11", "31/12/2026", "red"],
                ["O-03", "have students behind MFA", "Tadhg Rushe", "K-03", "30/06/2026", "red"],
                ["O-04", "make phishing fail", "Tadhg Rushe", "K-04", "31/12/2026", "amber"],
                ["O-05", "answer concerns about AI quickly", "Orla Hennigan", "K-05", "31/08/2026", "amber"],
                ["O-06", "give learners a tutor they find helpful", "Aoibheann Quirke", "K-06", "31/08/2026", "green"],
                ["O-07", "use 6 % less electricity than in 2023", "Pádraig Lohan", "K-07", "31/12/2026", "amber"],
                ["O-08", "make staff confident in the use of AI", "Aoibheann Quirke", None, "30/06/2027", "–"],
                ["O-09", "decide appeals faster", None, "K-08", "31/08/2026", "red"],
                ["O-10", "know our critical suppliers", "Ailbhe Keane", "K-09", "31/08/2026", "red"],
            ],
            "KPIs": [
                ["Indicators 2025/26", *[None] * 7],
                ["KPI", "What is counted", "For", "Should be", "Q4 2025", "Q1 2026", "Q2 2026", "Who counts"],
                ["K-01", "Open findings of AIMS audits", "O-01", "5 or fewer", None, "3", "6", "B. Scanlan"],
                ["K-02", "Fairness checks passed", "O-02", "90 % or more", "89 %", None, "78 %", "K. Ofori-Lynch"],
                ["K-03", "Students with MFA", "O-03", "95 %", "71 %", "84 %", "88 %", "T. Rushe"],
                ["K-04", "Phishing click rate", "O-04", "5 % or less", "9.2 %", "11.8 %", "7.4 %", "T. Rushe"],
                [
                    "K-05",
                    "Concerns answered within 10 working days",
                    "O-05",
                    "90 %",
                    "100 %",
                    "93 %",
                    "86 %",
                    "Registrar's office",
                ],
                ["K-06", "Ollie found helpful (1 to 5)", "O-06", "4.0", "3.8", "4.1", "4.2", "A. Quirke"],
                ["K-07", "Electricity, MWh", "O-07", "610 or less", "640", "668", "571", "P. Lohan"],
                [
                    "K-08",
                    "Median days to decide an appeal",
                    "O-09",
                    "20 or less",
                    "24",
                    "22",
                    "31",
                    "Registrar's office",
                ],
                ["K-09", "Critical suppliers assessed in time", "O-10", "100 %", "75 %", "75 %", "75 %", "A. Keane"],
                ["K-10", "Printed pages per learner", None, "150 or less", "171", "164", "148", "P. Lohan"],
                [
                    "K-11",
                    "Essays with a gap above 8 points",
                    "O-02",
                    "6 % or less",
                    "4.1 %",
                    "4.6 %",
                    "13.9 %",
                    "K. Ofori-Lynch",
                ],
            ],
        },
        {"KPIs": "A1:H1"},
    )


def training() -> None:
    """People down, courses across, the day of completion in the cell."""
    book(
        "registers/Training matrix.xlsx",
        {
            "Matrix": [
                ["Who has done what (day of completion) – J. Moyles – 7 September 2026", *[None] * 6],
                [
                    "Person",
                    "Post",
                    "SEC-A awareness",
                    "OAD-1 overseeing",
                    "LI-42 implementer",
                    "DPB data protection",
                    "Remark",
                ],
                ["Niamh Brogan", "AI Governance Lead", "12/01/2026", "05/03/2026", "24/10/2025", "14/11/2024", None],
                ["Tadhg Rushe", "CISO", "09/02/2026", "n/a", "n/a", "10/02/2026", None],
                ["Ewa Lisiecka", "DPO", "14/01/2026", "11/03/2026", "n/a", "20/02/2025", None],
                [
                    "Aoibheann Quirke",
                    "Head of Digital Learning",
                    "21/01/2026",
                    "missing",
                    "booked 05/10/2026",
                    "03/06/2025",
                    None,
                ],
                ["Maeve Tallon", "Admissions Manager", "16/01/2025", "12/03/2024", "n/a", "18/10/2023", "on leave"],
                ["Fionn Ó Cadhain", "stands in for M. Tallon", "22/06/2026", "missing", "n/a", "missing", None],
                ["Deirdre Spillane", "Admissions officer", "19/01/2026", "24/02/2026", "n/a", "12/03/2025", None],
                ["Marek Zielonka", "Admissions officer", "19/01/2026", "26/03/2024", "n/a", "12/03/2025", None],
                [
                    "Dr Liam Garrihy",
                    "Head of School of Business",
                    "03/02/2026",
                    "17/09/2025",
                    "n/a",
                    "11/10/2023",
                    None,
                ],
                ["Caitríona Duane", "Lecturer, second reader", "27/01/2026", "17/09/2025", "n/a", "11/10/2023", None],
                ["Gobnait Ryle", "Student Services Manager", "30/01/2026", "n/a", "n/a", "missing", "uses Fáinne"],
                [
                    "Una Mulrennan",
                    "Internal auditor (external)",
                    "n/a",
                    "n/a",
                    "08/05/2024",
                    "n/a",
                    "auditor course 42001: 13/06/2025",
                ],
                ["Kwame Ofori-Lynch", "Data Scientist", "15/01/2026", "11/03/2026", "n/a", "06/05/2025", None],
            ],
            "Courses": [
                ["Code", "Name", "Good for", "Needed by"],
                ["SEC-A", "Security awareness", "12 months", "all staff"],
                [
                    "OAD-1",
                    "Overseeing automated decisions",
                    "24 months",
                    "second readers, admissions officers, Head of Digital Learning",
                ],
                ["LI-42", "Lead implementer ISO/IEC 42001", "36 months", "AI Governance Lead and deputy"],
                ["DPB", "Data protection basics", "36 months", "everyone with personal data of learners"],
            ],
        },
        {"Matrix": "A1:G1"},
    )


def applicability() -> None:
    """The statement of applicability in the house's own words."""
    rows: list[list[Any]] = [
        ["A.2.2", "AI policy", "yes", "required by GB", "done", "Niamh Brogan"],
        ["A.2.3", "Alignment with other policies", "yes", "ISP-01 and SUP-02 touch AI", "in part", "Niamh Brogan"],
        ["A.2.4", "Review of the AI policy", "yes", "yearly", "done", "Niamh Brogan"],
        ["A.3.2", "AI roles and responsibilities", "yes", "law and policy", "done", "Dermot Culhane"],
        ["A.3.3", "Reporting of concerns", "yes", "trust of learners", "done", "Orla Hennigan"],
        ["A.4.2", "Resource documentation", "yes", "basis of everything else", "in part", "Niamh Brogan"],
        ["A.4.3", "Data resources", "yes", "own models", "done", "Kwame Ofori-Lynch"],
        ["A.4.4", "Tooling resources", "yes", "own models", "done", "Ifeoma Nwachukwu"],
        ["A.4.5", "System and computing resources", "yes", "hosting abroad", "done", "Ifeoma Nwachukwu"],
        ["A.4.6", "Human resources", "yes", "one data scientist only", "in part", "Jacinta Moyles"],
        ["A.5.2", "Impact assessment process", "yes", "persons are scored", "done", "Niamh Brogan"],
        ["A.5.3", "Documentation of impact assessments", "yes", "persons are scored", "done", "Niamh Brogan"],
        ["A.5.4", "Impact on individuals", "yes", "persons are scored", "done", "Ewa Lisiecka"],
        ["A.5.5", "Impact on society", "no", None, None, None],
        ["A.6.1.2", "Objectives for responsible development", "yes", "own models", "in part", "Rónán Halpin-Shah"],
        ["A.6.1.3", "Processes for responsible design", "yes", "own models", "in part", "Ifeoma Nwachukwu"],
        ["A.6.2.2", "Requirements and specification", "yes", "own models", "done", "Ifeoma Nwachukwu"],
        ["A.6.2.3", "Documentation of design", "yes", "own models", "in part", "Ifeoma Nwachukwu"],
        ["A.6.2.4", "Verification and validation", "yes", "after INC-2026-014", "done", "Sorcha Beglin"],
        ["A.6.2.5", "Deployment", "yes", "after INC-2026-014", "done", "Ifeoma Nwachukwu"],
        ["A.6.2.6", "Operation and monitoring", "yes", "drift", "in part", "Kwame Ofori-Lynch"],
        ["A.6.2.7", "Technical documentation", "yes", "own models", "in part", None],
        ["A.6.2.8", "Event logs", "yes", "appeals", "done", "Tadhg Rushe"],
        ["A.7.2", "Data for development", "yes", "own models", "done", "Kwame Ofori-Lynch"],
        ["A.7.3", "Acquisition of data", "yes", "Irish phrase set", "done", "Kwame Ofori-Lynch"],
        ["A.7.4", "Quality of data", "yes", "own models", "in part", "Kwame Ofori-Lynch"],
        ["A.7.5", "Data provenance", "yes", "own models", "in part", None],
        ["A.7.6", "Data preparation", "yes", "own models", "done", "Kwame Ofori-Lynch"],
        ["A.8.2", "Information for users", "yes", "learners must know", "in part", "Aoibheann Quirke"],
        ["A.8.3", "External reporting", "yes", "complaints", "done", "Orla Hennigan"],
        ["A.8.4", "Communication of incidents", "yes", "PRO-11", "done", "Niamh Brogan"],
        ["A.8.5", "Information for interested parties", "no", "parents of adults have no claim to it", None, None],
        ["A.9.2", "Processes for responsible use", "yes", "PRO-07", "done", "Orla Hennigan"],
        ["A.9.3", "Objectives for responsible use", "yes", "policy section 5", "done", "Niamh Brogan"],
        ["A.9.4", "Intended use", "yes", "misuse by learners", "in part", "Aoibheann Quirke"],
        ["A.10.2", "Allocating responsibilities", "yes", "spin-off", "done", "Dermot Culhane"],
        ["A.10.3", "Suppliers", "yes", "five suppliers of AI", "in part", "Ailbhe Keane"],
        ["A.10.4", "Customers", "no", "the College has no customers for AI; Cuan is for its own learners", None, None],
    ]
    book(
        "registers/SoA 42001.xlsx",
        {
            "SoA": [
                [
                    "Statement of applicability ISO/IEC 42001 Annex A, version 1.2, 29 May 2026, owner N. Brogan, approved by D. Culhane on 4 June 2026",
                    *[None] * 5,
                ],
                ["Ref.", "Control", "In?", "Why (not)", "Done?", "Who"],
                *rows,
            ]
        },
        {"SoA": "A1:F1"},
    )


# PDF


def sheet_of_paper() -> FPDF:
    """An empty PDF with a fixed date."""
    pdf = FPDF()
    pdf.set_creation_date(MOMENT)
    pdf.set_margins(22, 20)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    return pdf


def lines(pdf: FPDF, text: str) -> None:
    """Paragraphs; '# ' heads."""
    for line in (part.strip() for part in text.strip().split("\n")):
        head = line.startswith("# ")
        pdf.set_font("Helvetica", "B" if head else "", 13 if head else 11)
        pdf.multi_cell(0, 6, line.removeprefix("# ") if line else " ", new_x="LMARGIN", new_y="NEXT")


def columns(pdf: FPDF, rows: list[list[str]], widths: tuple[int, ...]) -> None:
    """A ruled table."""
    pdf.set_font("Helvetica", size=10)
    with pdf.table(rows, col_widths=widths, text_align="LEFT"):
        pass
    pdf.ln(4)


def close(pdf: FPDF, name: str) -> None:
    """Save a PDF under docs/."""
    (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
    (DOCS / name).write_bytes(bytes(pdf.output()))


def statement() -> None:
    """The statement on quality and the environment."""
    pdf = sheet_of_paper()
    lines(
        pdf,
        """
# Quality and environment statement
QE-01, edition 4
Owner: Bríd Scanlan, Quality Manager
Approved by the President on 4 February 2026. Valid from 9 February 2026. Next review: 4 February 2027.

Dunmorra College of Applied Sciences teaches people from the coast and the islands for work and for further study. We promise them courses that hold what they announce, examinations that are fair, and a campus that does not cost the bay its oysters.

# What we commit to
We follow ISO 9001 in teaching and examinations and ISO 14001 on the Port Dunmorra campus.
We ask every learner twice a year what we should do better, and we publish what we did about it.
We keep to the law and to what we have agreed with employers, neighbours and the county.
We prevent pollution; no solvent from the workshops goes down a drain.
We want to use 6 % less electricity in 2026 than in 2023.
We improve our management system year by year.

# Who answers for it
The President is accountable. The Quality Manager looks after the quality system, the Head of Estates after the environmental system. Heads of School answer for their courses.

# Made known
On the notice boards, on the web page and in the handbook for new staff.

Signed: G. Ní Dhálaigh, President            4 February 2026
""",
    )
    close(pdf, "policies/QE-01 Quality and environment statement.pdf")


def audit_committee() -> None:
    """Minutes of the Audit & Risk Committee."""
    pdf = sheet_of_paper()
    lines(
        pdf,
        """
# AUDIT & RISK COMMITTEE
Minutes, Tuesday 28 April 2026, 10.30 a.m., by video

Members: Mr C. Heffernan (Chairperson), Ms P. Venkataraman, Mr O. Barrett
Attending: Mr D. Culhane (COO), Mr T. Rushe (CISO), Ms N. Brogan (AI Governance Lead), Ms B. Scanlan (Quality Manager), Mr P. Lohan (items 4 and 5)
Apologies: Cllr B. Tynan
Minutes: Ms R. Mac Cana

# 1. Declarations of interest
None.

# 2. Risk register
Ms Brogan presented sixteen risks. On R-06 (hosting in Tromsø) the Committee RESOLVED to accept the risk until 30 April 2027, a second host costing more than the loss. On R-01 (Doras and disability) the Committee REFUSED to accept the risk and asked for a treatment by the end of November. On R-12 (Irish answers) Ms Brogan was asked to bring the test results; the matter was left open.

# 3. Security report of the CISO
Mr Rushe reported 14 security events since November, none with loss of data. The Committee NOTED that ISP-01 falls due on 12 June and that its owner has left.

# 4. Internal audit IA-2026-01
Mr Prior's report of 31 March has two minor nonconformities: NC-26-04 (old evacuation plans on the boards) and NC-26-05 (waste weights estimated). Both are with Mr Lohan.

# 5. ISO 14001
Mr Lohan explained that Greenreach cannot come before the autumn. The certificate will run out on 1 May. The Committee was NOT SATISFIED and asked for a date.

# 6. Internal audit of the AIMS
AGREED: Ms Mulrennan to audit in June, as planned, before stage 1.
""",
    )
    pdf.ln(3)
    columns(
        pdf,
        [
            ["Action", "By whom", "By when"],
            ["Fixed date for the ISO 14001 audit", "Mr Lohan", "15 May 2026"],
            ["Irish test results for R-12", "Ms Brogan", "end of June 2026"],
            ["New owner for ISP-01", "Mr Culhane", "12 June 2026"],
            ["Report of IA-2026-02 to the Committee", "Ms Scanlan", "30 June 2026"],
        ],
        (90, 40, 36),
    )
    lines(pdf, "Next meeting: 29 September 2026.\nConfirmed and signed: C. Heffernan, 30 April 2026")
    close(pdf, "minutes/ARC 28 April 2026.pdf")


def validation() -> None:
    """The validation of Scríobh after the incident."""
    pdf = sheet_of_paper()
    lines(
        pdf,
        """
# VR-2026-05 Validation report
System: Scríobh (S-02), release 3.2.1
Validated by: Dr Sorcha Beglin, Department of Mathematics
Date: 12 June 2026
Verdict: fit for use with two conditions
Accepted by: Prof. Orla Hennigan, Registrar, 19 June 2026

# 1. Why
Release 3.2 scored long essays too high (INC-2026-014). The AI Oversight Group asked for a fresh validation before Scríobh is used again. I had no part in building it.

# 2. What I did
I ran release 3.2.1 on 600 essays of the years 2022 to 2025, from 300 to 4,000 words, each marked by two lecturers who did not know the score. I repeated the run three times on different days.

# 3. Results
""",
    )
    columns(
        pdf,
        [
            ["Measure", "Value", "Limit", "Met"],
            ["Mean difference, machine to lecturer", "2.2 points", "at most 5.0", "yes"],
            ["Correlation with the mean of two lecturers", "0.87", "at least 0.80", "yes"],
            ["Essays with a gap above 8 points", "5.5 %", "at most 6 %", "yes"],
            ["Same score on repetition", "99.8 %", "at least 99 %", "yes"],
            ["Mean difference, essays above 3,000 words", "4.7 points", "at most 5.0", "yes, narrowly"],
            ["Gap, dyslexia on file", "3.4 points", "at most 3.0", "no"],
        ],
        (82, 30, 30, 24),
    )
    lines(
        pdf,
        """
# 4. Conditions
1. Essays above 3,000 words go to a second reader in any case until January 2027.
2. The gap for learners with dyslexia is looked into before the next release.

# 5. Earlier validations
""",
    )
    columns(
        pdf,
        [
            ["Release", "Day", "By", "Verdict"],
            ["3.0", "22/08/2025", "S. Beglin", "fit for use"],
            ["3.1", "15/12/2025", "S. Beglin", "fit for use"],
            ["3.2", "none", "-", "not validated before release"],
        ],
        (30, 36, 40, 60),
    )
    lines(pdf, "Signed: Sorcha Beglin, 12 June 2026")
    close(pdf, "ai/VR-2026-05 Validation Scriobh.pdf")


# PowerPoint


def deck() -> None:
    """Slides for the Governing Body, with speaker's notes."""
    show = Presentation()
    show.core_properties.author = "Dunmorra College"
    show.core_properties.created = show.core_properties.modified = MOMENT.replace(tzinfo=None)
    slides = [
        (
            "AI at Dunmorra: where we stand",
            ["Dermot Culhane, executive sponsor", "Governing Body, 10 September 2026"],
            "",
        ),
        (
            "Stage 2 is close",
            [
                "Stage 1 passed in June with three areas of concern",
                "Stage 2: 17–20 November 2026",
                "SC-1 answered; SC-2 and SC-3 due 30 September",
            ],
            "If asked: the auditor is Skellig. Bríd has the dates.",
        ),
        (
            "What went wrong in May",
            [
                "Scríobh 3.2: 198 essays scored too high",
                "Two appeals upheld",
                "Cost of re-marking: €11,640, borne by Lanternfish",
                "Release gate in use since 15 June",
            ],
            "Do not mention the letters of the solicitors here.",
        ),
        ("How we measure", None, "K-03: the EMT has put the lock off to October, that is why."),
        (
            "What we ask of you",
            [
                "Decide on Verbatix: two more years (GBP 26,300 a year) or out",
                "Note that the acceptance of R-09 ended on 31 August",
                "Support a date for a new ISP-01",
            ],
            "",
        ),
        (
            "Next",
            [
                "13 October: AIOG",
                "8 October: board of Lanternfish",
                "12 October: renewal audit ISO 14001",
                "1 October: lock of student accounts without MFA (T. Rushe)",
            ],
            "",
        ),
    ]
    for title, points, note in slides:
        slide = show.slides.add_slide(show.slide_layouts[1 if points else 5])
        slide.shapes.title.text = title
        if points:
            slide.placeholders[1].text = "\n".join(points)
        else:
            rows = [
                ["Indicator", "Target", "Q2 2026", ""],
                ["Fairness checks passed", "90 %", "78 %", "missed"],
                ["Students with MFA", "95 %", "88 %", "missed"],
                ["Phishing click rate", "5 %", "7.4 %", "missed"],
                ["Ollie found helpful", "4.0", "4.2", "met"],
            ]
            table = slide.shapes.add_table(5, 4, Inches(1), Inches(2), Inches(8), Inches(3)).table
            for r, row in enumerate(rows):
                for c, text in enumerate(row):
                    table.cell(r, c).text = text
        if note:
            slide.notes_slide.notes_text_frame.text = note
    put("board/AI update GB 2026-09-10.pptx", show)


def main() -> None:
    """Write all of them."""
    for make in (ai_policy, guideline, governing_body, emt, aiog_august, management_review, doras, internal_audit):
        make()
    for make in (risks, inventory, kpis, training, applicability, statement, audit_committee, validation, deck):
        make()


if __name__ == "__main__":
    main()
