"""Write the office documents of the Northern Benefits Agency of Valdria (an invented state's agency) into docs/.

Text, Markdown, HTML, CSV, mail, JSON and YAML files are written by hand and live in docs/ as they are; DOCX, XLSX, PDF
and PPTX are made here from the data below. The same bytes come out each time.

    python -m samples.agency.build
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

from docx import Document
from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.util import Inches

DOCS = Path(__file__).parent / "docs"
AGENCY = "Northern Benefits Agency of Valdria"
MOMENT = datetime.datetime(2026, 10, 1, 8, 0, tzinfo=datetime.UTC)

# --- Word --------------------------------------------------------------------------------------------------------
# A block is a string (paragraph; "# " and "## " are headings, "- " a list item) or a list of rows (a table).

WORD: dict[str, tuple[str, list]] = {}

WORD["01-acts/charter_ed2.docx"] = (
    "Act in force - Charter on the Responsible Use of Algorithms, second edition",
    [
        "# Charter on the Responsible Use of Algorithms",
        "Second edition",
        [
            ["Adopted by", "Governing Council, resolution RES-2025/17"],
            ["Day of adoption", "2025/06/18"],
            ["In force from", "2025/07/01"],
            ["Replaces", "First edition of the 14th of February 2024 (RES-2024/05)"],
            ["To be reviewed no later than", "2026/12/31"],
            ["Kept by", "Algorithmic Systems Unit"],
        ],
        "## Chapter I. Principles",
        "Article 1. The Agency serves persons entitled to benefits. An algorithm is used only where it makes this service quicker, more equal or more exact.",
        "Article 2. For every algorithm a carrier is designated, who is a director or a head of department, and who answers for its use from first trial to withdrawal.",
        "Article 3. No benefit may be refused, reduced or suspended on the ground of an algorithm's output alone.",
        "## Chapter II. Before use",
        "Article 4. No algorithm may treat real files before its impact upon persons has been assessed in writing.",
        "Article 5. The opinion of the Data Protection Officer is obtained upon every impact assessment.",
        "Article 6. A person who deals with a machine is told so, at the beginning and in plain words.",
        "## Chapter III. In use",
        "Article 7. All algorithms which concern the public are shown in a register open to everybody.",
        "Article 8. The event records of an algorithm are kept for twelve months.",
        "Article 9. The ratio of disparity between groups of claimants shall not exceed 1.25.",
        "Article 10. The duties of suppliers and of the Agency are divided in writing before delivery.",
        "Article 11. Measurable objectives are adopted by the Governing Council each year.",
        "## Chapter IV. Persons and oversight",
        "Article 12. Misgivings may be voiced by anyone, under their name or without it.",
        "Article 13. All staff receive instruction upon algorithms once a year.",
        "Article 14. The Directors' Conference reviews the management system at least once every six months.",
        "Done at Orlavets, the 18th of June 2025.",
        [
            ["The Chair of the Governing Council", "The Director General (countersigned)"],
            ["(signed) Honorine Valdemar, 2025/06/18", "(signed) Solène Marchevel, 2025/06/20"],
        ],
    ],
)

WORD["01-acts/infosec-policy_ed4.docx"] = (
    "Act in force - Information Security Policy, fourth edition",
    [
        "# Information Security Policy",
        "Fourth edition",
        [
            ["Approved by", "Solène Marchevel, Director General"],
            ["Approved on", "2025/03/12"],
            ["In force from", "2025/04/01"],
            ["Next review", "2026/03/31"],
            ["Kept by", "Information Security Officer-in-Chief"],
        ],
        "## 1. Intent",
        "The data of claimants are held in trust. Their secrecy, exactness and readiness for use are secured by measures which are proportionate to the risk.",
        "## 2. Classes of information",
        "Information is classed as Open, Internal, Confidential or Secret of the claim. What bears no mark is deemed Internal.",
        "## 3. Rules",
        "- Privileged accounts are reviewed every quarter by the Information Security Officer-in-Chief.",
        "- Weaknesses graded critical are mended within fourteen days of the publication of the remedy.",
        "- Safety copies are made each night; their restoring is tried twice a year, in April and in October.",
        "- Work from a distance is done through the Agency's own equipment only.",
        "- Access is withdrawn on the last day of service.",
        "## 4. Exceptions",
        "Exceptions are granted in writing by the Information Security Officer-in-Chief for at most ninety days.",
        "Orlavets, the 12th of March 2025. The Director General (signed) S. Marchevel",
    ],
)

WORD["01-acts/instr-2025-08_third-parties.docx"] = (
    "Instruction No. 2025/08",
    [
        "# Instruction No. 2025/08 on third parties which supply algorithms or treat data",
        [
            ["Drawn up by", "Head of Procurement"],
            ["In force from", "2025/09/01"],
            ["To be re-examined by", "2026/08/31"],
        ],
        "Article 1. No third party may treat data of claimants unless an agreement signed by both sides is in force.",
        "Article 2. Each third party is assessed before the agreement and every twelve months thereafter, and the result is filed on a numbered sheet.",
        "Article 3. The agreement says who answers for training data, for the conduct of the model, for event records and for the return of data.",
        "Article 4. For each third party whose service is indispensable a plan for leaving it is drawn up.",
        "Article 5. A mark below 60 of 100 leads to a plan of improvement within one month.",
        [["For the Agency", "The Director General"], ["Name", ""], ["Signature", ""], ["Date", ""]],
    ],
)

WORD["01-acts/rules_on_powers_2024.docx"] = (
    "RES-2024/30 - Rules on Powers and Procedure",
    [
        "# Rules on Powers and Procedure",
        "Adopted by the Governing Council on the 27th of November 2024 (RES-2024/30). In force from the 1st of January 2025. To be reviewed by the 31st of December 2027.",
        "## Title 1. Bodies",
        "Section 1. The Governing Council has seven members. It may deliberate when five of them are present.",
        "Section 2. The Committee on Algorithmic Systems and Data has nine members, namely the holders of the offices listed in Annex A. It may decide when five of them are present. A decision taken by fewer is void unless the next meeting confirms it.",
        "Section 3. The Committee is chaired by the Deputy Director General and, in his absence, by the Head of the Algorithmic Systems Unit.",
        "Section 4. A member who has a private interest in a matter says so and withdraws before the vote.",
        "## Title 2. Adoption of acts",
        [
            ["Kind of act", "Who adopts it"],
            ["Charter; Information Security Policy; Quality Policy", "Governing Council"],
            ["Instruction; circular", "Director General, by signature"],
            ["Procedure", "Deputy Director General, or the head of the unit concerned"],
        ],
        "## Title 3. Acceptance of risks",
        "The score is the product of likelihood (1 to 5) and gravity (1 to 5), after treatment; scores above 20 include a supplement for effects upon persons.",
        [
            ["Net score", "Power to accept"],
            ["up to 9", "head of a unit or department"],
            ["10 to 15", "director"],
            ["16 to 20", "Director General"],
            ["above 20", "Governing Council"],
        ],
        "No acceptance runs for longer than eighteen months.",
        "## Title 4. Spending",
        [
            ["Amount in crowns", "Power to commit"],
            ["up to 50,000", "Head of Procurement"],
            ["up to 400,000", "Director General"],
            ["more than 400,000", "Governing Council"],
        ],
        "## Annex A. Members of the Committee",
        "Deputy Director General; Head of the Algorithmic Systems Unit; Information Security Officer-in-Chief; Data Protection Officer; Director of Claims; Director of Fraud Prevention; Head of Digital Channels; Director of Human Resources; Management Systems Coordinator.",
        "The Chair of the Governing Council (signed) H. Valdemar",
    ],
)

WORD["02-council/sitting_2025-03-26.docx"] = (
    "Governing Council - sitting of 2025/03/26",
    [
        "# Governing Council. Record of the sitting of the 26th of March 2025",
        [
            ["Member", "Attendance"],
            ["Honorine Valdemar (Chair)", "present"],
            ["Casimir Aubrelle (Deputy Chair)", "present"],
            ["Vesna Rochard", "present"],
            ["Tancrède Ilyanov", "present"],
            ["Milena Gautrec", "present"],
            ["Florian Dobresk", "present"],
            ["Aglaé Petrunine", "excused"],
        ],
        "## RES-2025/09. Information Security Policy",
        "Having heard the Information Security Officer-in-Chief; considering that, under the Rules on Powers and Procedure, the said policy falls to the Council and to no other office;",
        "it was resolved unanimously that the fourth edition of the Information Security Policy is approved by the Governing Council with effect from the 1st of April 2025.",
        "## For information",
        "The Director General announced that the number of claims received in 2024 had reached 418,000.",
        "The Secretary of the Council (signed) C. Horvatel. The Chair (signed) H. Valdemar.",
    ],
)

WORD["02-council/sitting_2025-06-18.docx"] = (
    "Governing Council - sitting of 2025/06/18",
    [
        "# Governing Council. Record of the sitting of the 18th of June 2025",
        "All seven members were present. Mme Valdemar was in the chair. The Director General and the Head of the Algorithmic Systems Unit were heard.",
        "## RES-2025/17. Charter on the Responsible Use of Algorithms",
        "The Council, considering the recommendation of the Committee on Algorithmic Systems and Data of the 15th of May 2025,",
        "resolved, by five votes for, one against and one abstention, that the second edition of the Charter is adopted and takes effect on the 1st of July 2025, the first edition being repealed on the same day.",
        "Dissent. M. Ilyanov voted against, holding that an opinion from outside the Agency ought to be required every year upon algorithms which point to fraud. M. Dobresk abstained.",
        "## RES-2025/18. SIGNAL-F",
        "It was resolved unanimously that no payment shall be suspended upon a signal unless an officer has examined the file and has noted the grounds, and that the Director General shall lay down the details by instruction before the 1st of October 2025.",
        "The Secretary of the Council (signed) C. Horvatel. The Chair (signed) H. Valdemar.",
    ],
)

WORD["04-directors-conference/DM-2025-21_management_review.docx"] = (
    "Decision memorandum DM-2025/21",
    [
        "# Decision memorandum DM-2025/21",
        "Half-yearly review of the management systems, held on the 24th of September 2025",
        "Attending: the Director General (chair); the Deputy Director General; the Directors of Claims, of Finance and of Human Resources; the Information Security Officer-in-Chief; the Head of Internal Audit; the Management Systems Coordinator. Excused: the Director of Fraud Prevention.",
        "## Matters examined",
        [
            ["Matter", "Brought by", "Gist"],
            ["What became of earlier decisions", "Management Systems Coordinator", "DM-2025/06: both carried out"],
            [
                "Voice of claimants",
                "Director of Claims",
                "412 complaints in the half-year, of which 37 concern automated letters",
            ],
            ["Indicators", "Management Systems Coordinator", "four of six on target"],
            ["Audits", "Head of Internal Audit", "one deviation, on the origin of training data"],
            ["Risks", "Deputy Director General", "R-AI-02 rose after the computation of September"],
        ],
        "## Decision",
        [
            ["No.", "It was decided that", "Charged", "Term"],
            [
                "1",
                "a data sheet be made for the training set of TRIAGIA",
                "Head of the Algorithmic Systems Unit",
                "2025/12/31",
            ],
            [
                "2",
                "means for fairness trials be requested from the Governing Council",
                "Director of Finance",
                "2025/11/15",
            ],
            [
                "3",
                "the courses on algorithms be held in all rural offices",
                "Director of Human Resources",
                "2026/03/31",
            ],
        ],
        "## Rationale",
        "The events of the summer showed that what is not measured from outside is not seen from inside.",
        "## Dissent",
        "The Director of Claims regretted the cost, in working hours, of placing claims of older applicants by hand.",
        "The Director General (signed) S. Marchevel, 2025/09/29",
    ],
)

WORD["04-directors-conference/DM-2026-09_management_review.docx"] = (
    "Decision memorandum DM-2026/09",
    [
        "# Decision memorandum DM-2026/09",
        "Half-yearly review of the management systems, held on the 27th of May 2026",
        "Attending: the Director General (chair); the Deputy Director General; the Directors of Claims, of Fraud Prevention, of Finance and of Human Resources; the Head of Internal Audit; the Management Systems Coordinator. Excused: the Information Security Officer-in-Chief.",
        "## Matters examined",
        [
            ["Matter", "Brought by", "Gist"],
            [
                "What became of earlier decisions",
                "Management Systems Coordinator",
                "DM-2025/21: nos. 1 to 3 carried out",
            ],
            [
                "Changes outside and inside",
                "Deputy Director General",
                "new Director General; audit of the State Audit Office",
            ],
            ["Voice of claimants", "-", "put off, the figures not being ready"],
            ["Indicators", "Management Systems Coordinator", "see the slides; the patching indicator was noted"],
            ["Audits", "Head of Internal Audit", "one deviation of 2025 open"],
            ["Risks", "Deputy Director General", "R-AI-01 to go before the Council in June"],
        ],
        "## Decision",
        [
            ["No.", "It was decided that", "Charged", "Term"],
            ["1", "the risk R-QM-01 be accepted until the 31st of December 2026", "Director of Claims", "-"],
            [
                "2",
                "the collection of texts from which MIRA answers be renewed, 60,000 crowns being taken from the reserve",
                "Head of Digital Channels",
                "2026/09/30",
            ],
            [
                "3",
                "a higher threshold for SIGNAL-F be examined in the Committee",
                "Director of Fraud Prevention",
                "2026/09/10",
            ],
        ],
        "## Rationale",
        "The answers of MIRA have grown worse since the exchange of its model; the public was promised better.",
        "## Dissent",
        "The Director of Finance would have left the reserve untouched until the autumn.",
        "The next review was fixed for the 25th of November 2026.",
        "The Director General (signed) L. Vartanec, 2026/06/02",
    ],
)

WORD["06-audit/state_audit_office_2026-08_responses.docx"] = (
    "State Audit Office, report 2026/08 - responses of the Agency",
    [
        "# Automated means in the granting of benefits",
        "Report 2026/08 of the State Audit Office, delivered on the 15th of May 2026. Responses of the management, the 30th of June 2026.",
        [
            ["Rec.", "The Office recommends", "Response", "What will be done", "Office charged", "Term"],
            [
                "1",
                "that the share of unfounded signals be made public each year",
                "accepted",
                "figure on the register page",
                "Director of Fraud Prevention",
                "2026/12/31",
            ],
            [
                "2",
                "that the register of algorithms show the date of each impact assessment",
                "accepted",
                "column added",
                "Head of the Algorithmic Systems Unit",
                "2026/10/31",
            ],
            [
                "3",
                "that two officers look at every signal",
                "accepted in part",
                "two officers where payment stops for more than fourteen days",
                "Director of Fraud Prevention",
                "2026/11/30",
            ],
            [
                "4",
                "that privileged accounts be reviewed every quarter, as the policy demands",
                "accepted",
                "calendar of reviews",
                "Information Security Officer-in-Chief",
                "2026/10/31",
            ],
            [
                "5",
                "that the chat helper be closed outside office hours",
                "rejected",
                "the share of wrong answers is the same at all hours",
                "-",
                "-",
            ],
            ["6", "that a plan for leaving each supplier of algorithms be drawn up", "", "", "", ""],
            [
                "7",
                "that the cost of algorithms per decision be counted",
                "accepted",
                "cost account from 2027",
                "Director of Finance",
                "2027/03/31",
            ],
        ],
        "The Director General (signed) L. Vartanec",
    ],
)

WORD["06-audit/DPIA-2025-01_SIGNAL-F.docx"] = (
    "DPIA-2025/01",
    [
        "# Data protection impact assessment DPIA-2025/01: SIGNAL-F",
        [
            ["Algorithm", "ALG-03 SIGNAL-F"],
            ["Carrier", "Director of Fraud Prevention"],
            ["Drawn up on", "2025/02/20"],
            ["Beginning of operation", "2025/03/10"],
            ["To be revised", "before every extension to a further benefit"],
        ],
        "## 1. Purpose and necessity",
        "Some 418,000 claims are received each year, and the officers of the directorate can examine one in thirty. The signals are to lead them to the files where an examination is most likely to be of use.",
        "## 2. Data used",
        "Twenty-three variables are used, taken from the claim, from earlier claims and from the fiscal administration. Nationality, place of birth, health and family name are excluded.",
        "## 3. Dangers for persons, and safeguards",
        [
            ["Danger", "Safeguard"],
            ["A household is investigated without cause", "review by an officer; monthly count of unfounded signals"],
            ["A proxy for origin creeps in", "yearly test against census districts"],
            [
                "Officers follow the machine blindly",
                "one file in ten is drawn at random and shown as if it bore a signal",
            ],
        ],
        "## 4. Opinion",
        "The Data Protection Officer considers the remaining danger to be high, and consents on condition that the Office of the Data Guardian be consulted within six months.",
        "Orlavets, the 24th of February 2025. (signed) A. Radovich, Data Protection Officer. (signed) P. Dvorsek, Director of Fraud Prevention.",
    ],
)

WORD["07-contracts/agreement_Papyrel_2023.docx"] = (
    "Agreement 2023/C-041",
    [
        "# Agreement 2023/C-041 between the Agency and Papyrel Systèmes",
        "Section 1. Papyrel Systèmes reads forms and supporting documents by means of LECTOR and delivers the fields so read.",
        "Section 2. The agreement runs from the 1st of July 2023 to the 30th of June 2026. It is not renewed by silence.",
        "Section 3. The yearly price is 165,000 crowns, payable in quarters.",
        "Section 4. Any exchange of a model is announced fifteen working days ahead.",
        "Section 5. Breaches of secrecy are reported to the Agency within twenty-four hours.",
        "Section 6. Within sixty days of the end of the agreement all data of the Agency are erased, and a certificate of erasure is delivered.",
        [
            ["For the Agency", "For Papyrel Systèmes"],
            ["(signed) S. Marchevel, Director General", "(signed) Armand Kosterlin, managing director"],
            ["2023/06/19", "2023/06/21"],
        ],
    ],
)

# --- PDF ---------------------------------------------------------------------------------------------------------
# Lines: "# " heading, "| a | b" a row of a table (drawn with spaces), else a paragraph.

PDFS: dict[str, list[str]] = {}

PDFS["01-acts/instr-2025-12_human-review-of-signals.pdf"] = [
    "# INSTRUCTION No. 2025/12 on the review of signals by an officer",
    "The Director General, having regard to resolution RES-2025/18, lays down what follows.",
    "Article 1. Every signal raised by SIGNAL-F is examined by an officer within ten working days.",
    "Article 2. The officer notes the grounds upon which the signal is upheld or set aside. A bare reference to the score is no ground.",
    "Article 3. Payment may be suspended for at most fourteen days by one officer. A longer suspension requires the agreement of a second officer.",
    "Article 4. The claimant is informed of the suspension, of its grounds and of the right to be heard, within three working days.",
    "Article 5. A signal that has not been examined within the said term lapses.",
    "Article 6. The present instruction enters into force on the 1st of October 2025 and is re-examined by the 30th of September 2027.",
    "Orlavets, the 25th of September 2025",
    "The Director General (signed) Solène Marchevel",
]

PDFS["02-council/sitting_2025-12-17.pdf"] = [
    "# GOVERNING COUNCIL - Record of the sitting of the 17th of December 2025",
    "Present: H. Valdemar (Chair), C. Aubrelle, V. Rochard, T. Ilyanov, F. Dobresk, A. Petrunine. Excused: M. Gautrec.",
    "# RES-2025/31 - Means for algorithmic oversight in 2026",
    "The Council took note of memorandum DM-2025/27, in which 1,450,000 crowns had been requested.",
    "It was resolved unanimously that 1,240,000 crowns be granted for 2026, namely: 310,000 for trials of fairness by outside bodies; 520,000 for logging and surveillance tools; 220,000 for two posts in the Algorithmic Systems Unit; 190,000 for training.",
    "# RES-2025/32 - Agreement with Quantoval Analytics",
    "M. Dobresk stated that his brother-in-law holds shares in Quantoval Analytics. He remained in the room.",
    "It was resolved, by four votes (Mmes Valdemar and Petrunine, MM. Aubrelle and Dobresk) against two (Mme Rochard, M. Ilyanov), that the agreement be prolonged until the 31st of December 2027 for 480,000 crowns.",
    "# Other matters",
    "The programme of internal audit for 2026 was approved.",
    "The Secretary of the Council (signed) C. Horvatel. The Chair (signed) H. Valdemar.",
]

PDFS["02-council/sitting_2026-03-25.pdf"] = [
    "# GOVERNING COUNCIL - Record of the sitting of the 25th of March 2026",
    "Present: C. Aubrelle (Deputy Chair, presiding), V. Rochard, T. Ilyanov, F. Dobresk, A. Petrunine. Excused: H. Valdemar, M. Gautrec. The Acting Director General attended.",
    "# RES-2026/06 - Objectives for 2026",
    "It was resolved unanimously that the seven objectives set out in the annex be adopted for the year 2026, the sixth being extended to the staff of the rural offices.",
    "# RES-2026/07 - Extension of SIGNAL-F to the housing supplement",
    "It was resolved, by four votes to one (M. Dobresk), that the extension be deferred until the impact assessment DPIA-2025/01 has been revised.",
    "# For information",
    "It was announced that Mme Ludmila Vartanec would take up the duties of Director General on the 1st of April 2026.",
    "The Secretary of the Council (signed) C. Horvatel. For the Chair (signed) C. Aubrelle.",
]

PDFS["06-audit/IA-2026-02_report.pdf"] = [
    "# INTERNAL AUDIT - Report IA-2026/02 - Management system for algorithms (ISO/IEC 42001)",
    "Mission carried out from the 8th to the 12th of June 2026. Lead of the mission: Zdenka Fournaise, Head of Internal Audit. Report of the 26th of June 2026, addressed to the Director General.",
    "# Deviations",
    "Deviation 1 (A.6.2.8; Charter, article 8). The event records of MIRA are overwritten after thirty days, although twelve months are prescribed. See NC-2026-01.",
    "Deviation 2 (8.4; Charter, article 4). ARIADNE has treated some 340 real letters without any impact assessment. See NC-2026-02.",
    "# Remarks",
    "Remark 1. The stability index of SIGNAL-F stood at 0.22 in May 2026; neither a stop nor a waiver was found.",
    "Remark 2. On the 12th of March 2026 the Committee took a decision in the presence of four members only.",
    "Remark 3. Nobody carries risk R-AI-06.",
    "# Merits",
    "The public register of algorithms is clear and is used: 21,300 visits were counted in twelve months.",
    "# Conclusion",
    "The system is established and in large part effective. The mission recommends that the two deviations be mended before the visit of the certification body in October.",
    "(signed) Z. Fournaise",
]

PDFS["06-audit/normaval_surveillance_2025-10.pdf"] = [
    "# NORMAVAL CONFORMITY ASSESSMENT - Surveillance report",
    "Client: Northern Benefits Agency of Valdria. Days on site: the 14th to the 16th of October 2025. Lead auditor: Bogdana Vauquelin. Date of report: 2025/10/31.",
    "| Standard | Certificate | Valid until",
    "| ISO/IEC 42001 | NV-42-0117 | 2027/10/30",
    "| ISO/IEC 27001 | NV-27-0893 | 2026/11/30",
    "| ISO 9001 (claims and contact center) | NV-90-2204 | 2027/10/30",
    "# Findings",
    "Major nonconformities: none. Minor nonconformities: two.",
    "Minor 1 (ISO/IEC 42001, A.10.3). No assessment of Parlanto Cloud could be shown although MIRA had been opened to the public.",
    "Minor 2 (ISO/IEC 27001, A.8.2). Privileged accounts had not been reviewed in the first and second quarters of 2025.",
    "Opportunity for improvement. The minutes of the Committee name offices and not persons; a reader needs the directory to know who voted.",
    "# Result",
    "The certificates are maintained. The next surveillance visit is planned for the 13th to the 15th of October 2026.",
]

PDFS["06-audit/trial_report_TRIAGIA-4.2.pdf"] = [
    "# BUREAU OF STATISTICAL METHODS - Trial of TRIAGIA 4.2 on behalf of the Northern Benefits Agency",
    "Report of the 21st of November 2025. Reporter: Ferdinand Jolovac. The Bureau had no part in the making of the model.",
    "# Material",
    "6,200 claims of the months May to August 2025 were drawn by lot. None of them had served to train the model.",
    "# Results",
    "| Measure | Version 4.1 | Version 4.2",
    "| Agreement with the order set by two experienced officers | 89.9 % | 91.8 %",
    "| Ratio of disparity, over sixty against others | 1.31 | 1.12",
    "| Urgent claims placed in the lowest third | 2.4 % | 1.6 %",
    "# Reservation",
    "Only 38 of the claims came from persons under international protection; no statement upon that group can be made.",
    "# Opinion",
    "The version is fit for release, provided that the computation of disparity be repeated each quarter.",
    "(signed) F. Jolovac",
]

PDFS["08-correspondence/2026-01-19_letter_of_the_minister.pdf"] = [
    "# THE MINISTER OF SOCIAL PROVISION",
    "To the Deputy Director General of the Northern Benefits Agency, Orlavets. The 19th of January 2026.",
    "Sir,",
    "Mme Marchevel will leave her office on the 31st of January 2026, having been called to the Council of State.",
    "I entrust you with the direction of the Agency, as Acting Director General, from the 1st of February 2026 until a successor has been appointed.",
    "I should be obliged if I might receive, for each quarter and within thirty days of its end, an account of the refusals in the preparation of which an algorithm took part.",
    "Pray accept, Sir, the assurance of my high consideration.",
    "(signed) Ludovic Zarembin",
]

SCAN = (
    "05-registers/AR-2025-03_form_scanned.pdf",
    [
        "NORTHERN BENEFITS AGENCY OF VALDRIA",
        "FORM AR - ACCEPTANCE OF A RISK                No. AR-2025/03",
        "",
        "Risk:            R-AI-02  TRIAGIA places older applicants too low",
        "Net score:       12",
        "Accepted by:     Radomir Castelain, Director of Claims",
        "Accepted until:  31 August 2026",
        "Condition:       quarterly computation of the ratio of disparity",
        "",
        "Date: 5 September 2025          Signature:  R. Castelain",
    ],
)

# --- Excel -------------------------------------------------------------------------------------------------------
# A sheet: lines of title, then the row of headings, then rows.

BOOKS: dict[str, dict[str, tuple[list[str], list[list]]]] = {}

BOOKS["05-registers/risk_cartography.xlsx"] = {
    "Cartography": (
        ["Cartography of risks", "State on 2026/09/15. Kept by the Management Systems Coordinator"],
        [
            [
                "Ref.",
                "What is feared",
                "Object",
                "Gross score",
                "Net score",
                "Carrier of the risk",
                "Course taken",
                "Act of acceptance",
                "Accepted until",
            ],
            [
                "R-AI-01",
                "Persons wrongly held as suspects by reason of signals",
                "SIGNAL-F",
                25,
                22,
                "Director of Fraud Prevention",
                "reduce, remainder accepted",
                "RES-2026/14",
                "2027/06/30",
            ],
            [
                "R-AI-02",
                "Older applicants are placed too low in the queue",
                "TRIAGIA",
                20,
                12,
                "Director of Claims",
                "accept",
                "AR-2025/03",
                "2026/08/31",
            ],
            [
                "R-AI-03",
                "Handwriting is misread",
                "LECTOR",
                16,
                9,
                "Head of the Algorithmic Systems Unit",
                "reduce",
                "",
                "",
            ],
            [
                "R-AI-04",
                "Wrong statements upon rights and deadlines in the chat",
                "MIRA",
                20,
                16,
                "Head of Digital Channels",
                "accept",
                "AR-2026/02",
                "2027/02/28",
            ],
            [
                "R-AI-05",
                "A supplier exchanges a model without a word",
                "LECTOR, MIRA",
                15,
                10,
                "Head of the Algorithmic Systems Unit",
                "reduce",
                "",
                "",
            ],
            [
                "R-AI-06",
                "Letters drafted by machine mislead the addressee",
                "ARIADNE",
                12,
                12,
                "",
                "to be determined",
                "",
                "",
            ],
            [
                "R-IS-01",
                "Extortion by encryption of the claims system",
                "claims system",
                20,
                10,
                "Information Security Officer-in-Chief",
                "reduce",
                "",
                "",
            ],
            [
                "R-IS-02",
                "Data of claimants remain with Papyrel after the end of the agreement",
                "LECTOR",
                16,
                15,
                "Head of Procurement",
                "accept",
                "",
                "",
            ],
            [
                "R-IS-03",
                "Files of investigations leak",
                "investigation files",
                20,
                10,
                "Pauline Dvorsek",
                "reduce",
                "",
                "",
            ],
            [
                "R-QM-01",
                "Claims older than thirty days pile up",
                "claims",
                16,
                12,
                "Director of Claims",
                "accept",
                "DM-2026/09",
                "2026/12/31",
            ],
        ],
    ),
    "Forms AR": (
        ["Forms of acceptance received"],
        [
            ["Form", "Risk", "Net score on the form", "Signed by", "Signed on", "Runs until"],
            ["AR-2025/03", "R-AI-02", 12, "Radomir Castelain, Director of Claims", "2025/09/05", "2026/08/31"],
            ["AR-2026/02", "R-AI-04", 16, "Jarmila Beaucroix, Head of Digital Channels", "2026/03/02", "2027/02/28"],
        ],
    ),
    "Measures": (
        ["Measures of reduction under way"],
        [
            ["Risk", "Measure", "Charged", "Term", "Progress"],
            ["R-AI-01", "Threshold raised to 0.70", "Director of Fraud Prevention", "2026/10/01", "decided"],
            [
                "R-AI-03",
                "400 documents re-keyed each quarter",
                "Head of the Algorithmic Systems Unit",
                "standing",
                "running",
            ],
            [
                "R-AI-05",
                "Clause on notice of changes in every new agreement",
                "Head of Procurement",
                "2026/12/31",
                "one of three agreements",
            ],
            [
                "R-IS-01",
                "Hardware keys for all staff",
                "Information Security Officer-in-Chief",
                "2026/11/02",
                "ordered",
            ],
            ["R-IS-03", "Separate store for investigation files", "Pauline Dvorsek", "2026/06/30", "not begun"],
        ],
    ),
}

BOOKS["05-registers/inventory_of_algorithms_INTERNAL.xlsx"] = {
    "Inventory": (
        ["Inventory of algorithms (internal)", "State on 2026/09/01"],
        [
            [
                "Key",
                "Name",
                "Serves to",
                "The Agency's part",
                "Carrier",
                "Version",
                "Condition",
                "Begun",
                "Ended",
                "Impact assessment",
                "Grade",
            ],
            [
                "ALG-01",
                "TRIAGIA",
                "order of incoming claims",
                "producer and user",
                "Director of Claims",
                "4.2",
                "in service",
                "2024/05/02",
                "",
                "AIIA-2024/02",
                "high",
            ],
            [
                "ALG-02",
                "LECTOR",
                "reading of documents",
                "user",
                "Head of the Algorithmic Systems Unit",
                "3.1",
                "in service",
                "2023/10/16",
                "",
                "AIIA-2024/03",
                "limited",
            ],
            [
                "ALG-03",
                "SIGNAL-F",
                "signals of possible fraud",
                "user; model made to order",
                "Director of Fraud Prevention",
                "2.6",
                "in service",
                "2025/03/10",
                "",
                "DPIA-2025/01",
                "high",
            ],
            [
                "ALG-04",
                "MIRA",
                "chat helper",
                "user",
                "Head of Digital Channels",
                "L3",
                "in service",
                "2025/09/01",
                "",
                "AIIA-2025/04",
                "limited",
            ],
            [
                "ALG-05",
                "PRESTO",
                "estimate of overpayments",
                "producer and user",
                "Director of Finance",
                "1.9",
                "withdrawn",
                "2022/02/14",
                "2025/11/28",
                "AIIA-2024/01",
                "limited",
            ],
            [
                "ALG-06",
                "ARIADNE",
                "drafting of letters",
                "user",
                "Head of Digital Channels",
                "0.3",
                "pilot",
                "2026/04/20",
                "",
                "none",
                "not graded",
            ],
        ],
    ),
    "Data sheets": (
        ["Sheets on the origin of data"],
        [
            ["Sheet", "Algorithm", "Set", "Origin", "Rows", "Made on"],
            ["DS-01", "ALG-01", "training 2022-2024", "claims decided by officers", 184000, "2025/12/19"],
            ["DS-02", "ALG-03", "training 2021-2024", "investigations concluded", 46500, "2025/02/11"],
            ["DS-03", "ALG-02", "trial set of forms", "forms keyed twice by hand", 9000, "2026/02/27"],
        ],
    ),
}

BOOKS["05-registers/objectives_and_indicators_2026.xlsx"] = {
    "Objectives": (
        ["Objectives for 2026 (annex to RES-2026/06)"],
        [
            ["Objective", "Wording", "Office answerable", "Indicator"],
            ["OBJ-1", "Claims are decided in time", "Director of Claims", "IND-01"],
            [
                "OBJ-2",
                "The order of claims does not disfavor any group",
                "Head of the Algorithmic Systems Unit",
                "IND-02",
            ],
            ["OBJ-3", "Fewer households are troubled without cause", "Director of Fraud Prevention", "IND-03"],
            ["OBJ-4", "The chat helper can be relied upon", "Head of Digital Channels", "IND-04"],
            ["OBJ-5", "The public trusts the Agency's algorithms", "Director General", ""],
            ["OBJ-6", "All staff are instructed each year", "Director of Human Resources", "IND-05"],
            [
                "OBJ-7",
                "Weaknesses of systems are mended without delay",
                "Information Security Officer-in-Chief",
                "IND-06",
            ],
        ],
    ),
    "Indicators": (
        ["Indicators, quarter by quarter", "IND-02: the lower, the better; IND-03: likewise"],
        [
            ["Indicator", "Measure", "Aim", "Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026", "What was decided"],
            ["IND-01", "share of claims decided within thirty days, %", "at least 90", 86.4, 88.1, 90.2, 91.0, ""],
            [
                "IND-02",
                "ratio of disparity in TRIAGIA",
                "at most 1.25",
                1.31,
                1.12,
                1.14,
                "not computed",
                "retraining (CASD 2025/09/11)",
            ],
            [
                "IND-03",
                "share of unfounded signals, %",
                "at most 20",
                24.8,
                26.1,
                27.5,
                29.3,
                "higher threshold (DM-2026/09, no. 3)",
            ],
            [
                "IND-04",
                "share of right answers in graded conversations, %",
                "at least 92",
                94.0,
                93.2,
                90.1,
                89.5,
                "renewal of texts (DM-2026/09, no. 2)",
            ],
            ["IND-05", "share of staff instructed within twelve months, %", "at least 95", 88.0, 93.0, 96.0, 97.0, ""],
            [
                "IND-06",
                "share of critical weaknesses mended within fourteen days, %",
                "at least 98",
                93.0,
                91.0,
                90.0,
                88.0,
                "",
            ],
            ["IND-07", "share of fields read exactly by LECTOR, %", "at least 97", 97.4, 97.9, 96.8, 97.1, ""],
        ],
    ),
}

BOOKS["05-registers/log_of_deviations.xlsx"] = {
    "Log": (
        ["Log of deviations and remedies", "State on 2026/10/01"],
        [
            [
                "No.",
                "Where it came from",
                "Deviation",
                "Clause",
                "Root cause",
                "Remedy",
                "Charged",
                "Term",
                "Done on",
                "Proof",
                "Effect checked on",
            ],
            [
                "NC-2025-01",
                "internal audit, June 2025",
                "No record of the origin of TRIAGIA training data",
                "42001 A.7.5",
                "no form existed",
                "data sheet DS-01",
                "Head of the Algorithmic Systems Unit",
                "2025/12/31",
                "2025/12/19",
                "DS-01",
                "2026/03/12",
            ],
            [
                "NC-2025-02",
                "Normaval, October 2025",
                "Parlanto Cloud not assessed",
                "42001 A.10.3",
                "agreement placed outside Procurement",
                "assessment",
                "Head of Procurement",
                "2026/01/31",
                "2026/01/28",
                "sheet SA-2026/01",
                "2026/06/18",
            ],
            [
                "NC-2025-03",
                "Normaval, October 2025",
                "Privileged accounts not reviewed",
                "27001 A.8.2",
                "not analyzed",
                "review to be made each quarter",
                "Information Security Officer-in-Chief",
                "2026/02/28",
                "2026/02/27",
                "",
                "",
            ],
            [
                "NC-2026-01",
                "IA-2026/02",
                "Event records of MIRA overwritten after thirty days",
                "42001 A.6.2.8",
                "setting of the supplier left unchanged",
                "storage to be enlarged",
                "Head of Digital Channels",
                "2026/07/31",
                "",
                "",
                "",
            ],
            [
                "NC-2026-02",
                "IA-2026/02",
                "ARIADNE used without impact assessment",
                "42001 8.4",
                "pilots believed to be exempt",
                "assessment to be made",
                "Head of the Algorithmic Systems Unit",
                "2026/09/30",
                "",
                "",
                "",
            ],
            [
                "NC-2026-03",
                "State Audit Office, rec. 4",
                "Privileged accounts not reviewed since January 2026",
                "27001 A.8.2",
                "no calendar; office vacant in summer",
                "calendar of reviews",
                "Information Security Officer-in-Chief",
                "2026/10/31",
                "",
                "",
                "",
            ],
            [
                "NC-2026-04",
                "complaint K-2026/118",
                "Refusal letters do not say that an algorithm took part",
                "42001 A.8.5",
                "old templates",
                "templates to be renewed",
                "Director of Claims",
                "2026/11/30",
                "",
                "",
                "",
            ],
        ],
    ),
}

BOOKS["05-registers/statement_of_applicability_2026.xlsx"] = {
    "42001": (
        ["Statement of applicability, ISO/IEC 42001", "Adopted by the Deputy Director General on 2026/04/30"],
        [
            ["Control", "Subject", "Applied", "Ground", "Carrier", "How"],
            ["A.2.2", "AI policy", "yes", "foundation", "Director General", "Charter, second edition"],
            [
                "A.3.3",
                "Reporting of concerns",
                "yes",
                "Charter, article 12",
                "Data Protection Officer",
                "Circular 2026/03",
            ],
            [
                "A.5.2",
                "Impact assessment process",
                "yes",
                "Charter, article 4",
                "Head of the Algorithmic Systems Unit",
                "template AIIA",
            ],
            ["A.5.4", "Impact on individuals", "yes", "law on benefits", "Data Protection Officer", "AIIA and DPIA"],
            ["A.5.5", "Societal impacts", "yes", "public mission", "", "last section of each AIIA"],
            [
                "A.6.2.4",
                "Verification and validation",
                "yes",
                "PROC-MOD",
                "Head of the Algorithmic Systems Unit",
                "trial reports",
            ],
            [
                "A.6.2.6",
                "Operation and monitoring",
                "yes",
                "PROC-MOD",
                "Head of the Algorithmic Systems Unit",
                "monthly and quarterly figures",
            ],
            [
                "A.6.2.8",
                "Event logs",
                "yes",
                "Charter, article 8",
                "Head of Digital Channels",
                "fully applied: records of all algorithms kept for twelve months",
            ],
            ["A.7.5", "Data provenance", "yes", "NC-2025-01", "Head of the Algorithmic Systems Unit", "data sheets"],
            ["A.8.2", "Information for users", "yes", "Charter, article 6", "Head of Digital Channels", "notices"],
            [
                "A.10.2",
                "Allocating responsibilities",
                "yes",
                "Charter, article 10",
                "Head of Procurement",
                "annexes to agreements",
            ],
            ["A.10.3", "Suppliers", "yes", "Instruction 2025/08", "Head of Procurement", "sheets SA"],
            ["A.10.4", "Customers", "no", "the Agency supplies no algorithm to others", "-", "-"],
        ],
    ),
    "27001": (
        ["Statement of applicability, ISO/IEC 27001", "Adopted by the Deputy Director General on 2026/04/30"],
        [
            ["Control", "Subject", "Applied", "Ground", "Carrier", "How"],
            [
                "A.5.1",
                "Policies",
                "yes",
                "foundation",
                "Information Security Officer-in-Chief",
                "Information Security Policy, fourth edition",
            ],
            ["A.5.24", "Incident preparation", "yes", "law", "Information Security Officer-in-Chief", "PROC-INC"],
            [
                "A.6.3",
                "Awareness and training",
                "yes",
                "Charter, article 13",
                "Director of Human Resources",
                "yearly course",
            ],
            ["A.7.4", "Physical monitoring", "no", "the building is guarded by the Ministry", "-", "-"],
            [
                "A.8.2",
                "Privileged access",
                "yes",
                "policy, point 3",
                "Information Security Officer-in-Chief",
                "review each quarter",
            ],
            [
                "A.8.13",
                "Safety copies",
                "yes",
                "policy, point 3",
                "Information Security Officer-in-Chief",
                "each night",
            ],
            ["A.8.30", "Outsourced development", "no", "no development is entrusted to outside bodies", "-", "-"],
        ],
    ),
}

BOOKS["05-registers/third_parties.xlsx"] = {
    "Third parties": (
        ["Third parties which supply algorithms or treat data", "State on 2026/09/15"],
        [
            [
                "Name",
                "Service",
                "Agreement from",
                "Agreement until",
                "Last assessed",
                "Sheet",
                "Mark of 100",
                "Plan for leaving",
            ],
            ["Papyrel Systèmes", "LECTOR", "2023/07/01", "2026/06/30", "2024/11/05", "SA-2024/04", 71, "none"],
            ["Quantoval Analytics", "SIGNAL-F", "2025/01/01", "2027/12/31", "2025/11/20", "SA-2025/06", 78, "none"],
            ["Parlanto Cloud", "MIRA, ARIADNE", "2025/08/01", "2027/07/31", "2026/01/28", "SA-2026/01", 64, "none"],
            [
                "Serverin Hosting",
                "data center",
                "2024/01/01",
                "2028/12/31",
                "2023/12/04",
                "SA-2023/09",
                82,
                "plan of 2024/06/11",
            ],
        ],
    ),
}

BOOKS["05-registers/qualifications_and_instruction.xlsx"] = {
    "Qualifications": (
        ["Qualifications of office holders", "State on 2026/09/30. Kept by the Human Resources Directorate"],
        [
            ["Person", "Office", "Qualification", "Obtained", "Valid until"],
            ["Zdenka Fournaise", "Head of Internal Audit", "Lead auditor ISO/IEC 42001", "2023/06/01", "2026/05/31"],
            [
                "Roland Jezernik",
                "Management Systems Coordinator",
                "Internal auditor ISO/IEC 27001 and ISO 9001",
                "2024/10/14",
                "2027/10/13",
            ],
            [
                "Irena Zdravec",
                "Head of the Algorithmic Systems Unit",
                "Practitioner of model risk",
                "2025/02/03",
                "2028/02/02",
            ],
            [
                "Capucine Obrevan",
                "Information Security Officer-in-Chief",
                "Security manager, level II",
                "2024/11/20",
                "2027/11/19",
            ],
            ["Anselme Radovich", "Data Protection Officer", "Data protection certificate", "2023/01/16", "2027/01/15"],
            [
                "Jarmila Beaucroix",
                "Head of Digital Channels",
                "Steward of conversational systems",
                "2023/09/01",
                "2026/08/31",
            ],
        ],
    ),
    "Yearly course": (
        ["Yearly course on security and algorithms", "Persons instructed in the twelve months up to 2026/06/30"],
        [
            ["Directorate", "Staff", "Instructed"],
            ["Claims", 412, 401],
            ["Fraud Prevention", 96, 95],
            ["Digital Channels and Algorithmic Systems", 118, 116],
            ["Finance and Procurement", 74, 70],
            ["Human Resources", 42, 42],
            ["Corporate services", 158, 149],
            ["Whole Agency", 900, 873],
        ],
    ),
}

# --- Slides ------------------------------------------------------------------------------------------------------

SLIDES = (
    "04-directors-conference/slides_review_2026-05-27.pptx",
    [
        (
            "Half-yearly review, the 27th of May 2026",
            ["Slides of the Management Systems Coordinator", "To accompany decision memorandum DM-2026/09"],
            None,
        ),
        (
            "Indicators, first quarter of 2026",
            ["For IND-06 no proposal was handed in by its carrier"],
            [
                ["Indicator", "Aim", "Q1 2026", "Color"],
                ["IND-01 claims in time", "90", "90.2", "green"],
                ["IND-02 disparity", "1.25", "1.14", "green"],
                ["IND-03 unfounded signals", "20", "27.5", "red"],
                ["IND-04 chat answers", "92", "90.1", "red"],
                ["IND-05 instruction", "95", "96.0", "green"],
                ["IND-06 patching", "98", "90.0", "red"],
            ],
        ),
        (
            "Resources",
            [
                "Of 310,000 crowns for fairness trials, 84,000 had been spent by the 30th of April 2026",
                "Of two posts granted to the Algorithmic Systems Unit, one has been filled (2026/03/02)",
            ],
            None,
        ),
        (
            "What is asked of the Conference",
            ["Acceptance of R-QM-01", "Renewal of the texts of MIRA", "A date for the voice of claimants"],
            None,
        ),
    ],
)


# --- Writers -----------------------------------------------------------------------------------------------------


def repack(data: bytes) -> bytes:
    """The same archive with fixed times: neither the clock nor the library's date stamps reach the file."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content
                )
            archive.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def save(path: str, writer) -> None:
    buffer = io.BytesIO()
    writer.save(buffer)
    target = DOCS / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(repack(buffer.getvalue()))


def word(path: str, header: str, blocks: list) -> None:
    document = Document()
    document.core_properties.author = AGENCY
    document.core_properties.created = document.core_properties.modified = MOMENT.replace(tzinfo=None)
    document.sections[0].header.paragraphs[0].text = f"{AGENCY}  |  {header}"
    for block in blocks:
        if isinstance(block, list):
            table = document.add_table(rows=0, cols=len(block[0]), style="Table Grid")
            for row in block:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
            document.add_paragraph()
        elif block.startswith("## "):
            document.add_heading(block[3:], 2)
        elif block.startswith("# "):
            document.add_heading(block[2:], 1)
        elif block.startswith("- "):
            document.add_paragraph(block[2:], style="List Bullet")
        else:
            document.add_paragraph(block)
    save(path, document)


def new_pdf() -> FPDF:
    pdf = FPDF()
    pdf.set_creation_date(MOMENT)
    pdf.set_author(AGENCY)
    pdf.set_margins(22, 20)
    pdf.add_page()
    return pdf


def pdf_text(path: str, lines: list[str]) -> None:
    pdf = new_pdf()
    for line in lines:
        if line.startswith("| "):
            cells = [cell.strip() for cell in line[2:].split("|")]
            pdf.set_font("Times", size=10)
            first = 166 - 36 * (len(cells) - 1)
            for number, cell in enumerate(cells):
                pdf.cell(first if number == 0 else 36, 6, cell, border=1)
            pdf.ln(6)
            continue
        heading = line.startswith("# ")
        pdf.set_font("Times", "B" if heading else "", 12 if heading else 11)
        pdf.ln(3 if heading else 1)
        pdf.multi_cell(0, 5.6, line[2:] if heading else line, new_x="LMARGIN", new_y="NEXT")
    target = DOCS / path
    target.parent.mkdir(parents=True, exist_ok=True)
    pdf.output(str(target))


def scan(path: str, lines: list[str]) -> None:
    """A page that holds only a picture of words."""
    image = Image.new("L", (1240, 900), 246)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=28)
    for number, line in enumerate(lines):
        draw.text((90, 90 + 62 * number), line, fill=40, font=font)
    image = image.rotate(0.4, fillcolor=246)
    picture = io.BytesIO()
    image.save(picture, "PNG")
    pdf = new_pdf()
    pdf.image(picture, x=0, y=10, w=210)
    pdf.output(str(DOCS / path))


def book(path: str, sheets: dict) -> None:
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = AGENCY
    for name, (titles, rows) in sheets.items():
        sheet = workbook.create_sheet(name)
        for title in titles:
            sheet.append([title])
            sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=12)
        sheet.append([None])
        head = len(titles) + 2
        for offset, row in enumerate(rows):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(head + offset, column, value if value != "" else None)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if offset == 0:
                    cell.font = Font(bold=True)
        for column in range(1, len(rows[0]) + 1):
            sheet.column_dimensions[sheet.cell(head, column).column_letter].width = 24
    save(path, workbook)


def slides(path: str, pages: list) -> None:
    deck = Presentation()
    deck.core_properties.author = AGENCY
    deck.core_properties.created = deck.core_properties.modified = MOMENT.replace(tzinfo=None)
    for title, points, rows in pages:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(points)
        if rows:
            slide.placeholders[1].height = Inches(1)
            table = slide.shapes.add_table(
                len(rows), len(rows[0]), Inches(0.7), Inches(2.9), Inches(8.5), Inches(3)
            ).table
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    table.cell(r, c).text = value
    save(path, deck)


def main() -> None:
    for path, (header, blocks) in WORD.items():
        word(path, header, blocks)
    for path, lines in PDFS.items():
        pdf_text(path, lines)
    scan(*SCAN)
    for path, sheets in BOOKS.items():
        book(path, sheets)
    slides(*SLIDES)


if __name__ == "__main__":
    main()
