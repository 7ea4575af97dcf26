"""An organisation for the tests of the register's, clauses', findings' and leadership's pages; some of it hostile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.ingestion import write
from tests.support.office import docx_by

HOSTILE = "<img src=x onerror=window.pwned=1>"
REVIEW = "minutes/2026-03-18 management review.docx"
RISKS = "registers/risk register 2026-06-01.csv"

PAGES = [
    "/register", "/register/risk", "/clauses", "/clauses/iso42001/9.3.2", "/clauses/iso42001/A.6.2.8",
    "/gaps", "/findings", "/leadership",
    "/explorer", "/explorer?node=risk:r-09", "/reports", "/reports/risks", "/reports/anomalies", "/summary",
    "/evaluation", "/ledger", "/admin", "/admin/tokens", "/admin/feedback",
]  # fmt: skip
"""Addresses of every page over it; those from the ledger on are not for everybody."""


def documents(folder: Path) -> Path:
    """A policy, a management review, registers, a message; and a restricted approval."""

    def minutes(document: Any) -> None:
        document.add_heading("Management review of the AI management system", 1)
        document.add_paragraph("Held on 18 March 2026 in Copenhagen.")
        document.add_paragraph("Chair: Helena Okafor. Present: Priya Raman, Mei Tanaka.")
        document.add_heading("Decisions", 2)
        document.add_paragraph("D-1: The review concluded that the AI management system remains suitable.")
        document.add_paragraph("D-2: Helena Okafor accepted risk R-07 until 30 September 2026.")
        document.add_paragraph("D-3: The Executive Committee approved EUR 95,000 for the cloud exit plan.")

    return write(
        folder,
        {
            "policies/AI policy 2.1.md": (
                "# AI Policy\n\nDocument number: POL-01\nVersion: 2.1\nOwner: Helena Okafor\n"
                "Next review: 1 May 2026\n\n"
                "Approved by the Board of Directors on 10 December 2025.\n"
            ),
            REVIEW: docx_by(minutes),
            "minutes/2025-10-14 executive committee.md": (
                "# Executive Committee, minutes of 14 October 2025\n\nChair: Helena Okafor.\n\n"
                "Decision: The Executive Committee accepted risk R-09 until 31 March 2026.\n"
            ),
            RISKS: (
                "Risk,Title,Owner,Likelihood,Impact,Score,Treatment,Accepted until\n"
                "R-07,Biased scoring,Priya Raman,3,4,12,Accept,2026-09-30\n"
                "R-08,Outage of the model service,Mei Tanaka,2,3,6,Reduce,\n"
                "R-09,Dependency on one cloud provider,Amir Rahman,3,5,15,Accept,2026-03-31\n"
                f"R-66,{HOSTILE} leaves the frame,{HOSTILE},5,5,25,Reduce,\n"
            ),
            "registers/objectives 2026.csv": (
                "Objective,Title,Owner,KPI,Target\nO-1,Fair lending decisions,Priya Raman,Approval-rate ratio,0.80\n"
            ),
            "registers/kpi values 2026.csv": (
                "KPI,Period,Value,Target,Owner\n"
                "Approval-rate ratio,Q3 2025,0.84,0.80,Priya Raman\n"
                "Approval-rate ratio,Q4 2025,0.86,0.80,Priya Raman\n"
                "Approval-rate ratio,Q1 2026,0.79,0.80,Priya Raman\n"
            ),
            "mail/2026-04-02 announcement.eml": (
                "From: Helena Okafor <helena@example.org>\nTo: All staff <all@example.org>\n"
                "Date: Thu, 2 Apr 2026 09:00:00 +0200\nSubject: Our AI policy is in force\n\n"
                "Dear all,\n\nthe AI Policy 2.1 is in force. Please read it.\n\nHelena Okafor\nChief Executive\n"
            ),
            "notes/walk.md": (
                f"# A walk\n\nISO/IEC 42001 control A.6.2.8: the log of {HOSTILE} was looked at on the way.\n\n"
                "# Another walk\n\nISO/IEC 42001 control A.6.2.6: the watch on the model was found as it should be.\n"
            ),
            "restricted/board.md": "# Merger plan\n\nThe Board approved the Merger Policy on 2 May 2026.\n",
            "access.json": '{"default": ["staff"], "rules": [{"path": "restricted/**", "groups": ["board"]}]}',
        },
    )
