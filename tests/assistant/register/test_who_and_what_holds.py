"""Who is named with a role; bodies known by initials, policies by their file, registers dated by their file alone."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2026, 10, 12)


def sheet(*rows: tuple[str, ...]) -> bytes:
    """A list without a day of its own; the file says that it was made after ``TODAY``."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.properties.created = datetime(2026, 11, 20)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


FILES: dict[str, str | bytes] = {
    "ai/List of AI systems.xlsx": sheet(
        ("No.", "System", "What it does", "Owner", "State", "Impact assessment"),
        ("AIS-1", "GradeEye", "Grades potatoes", "Gita Sand", "Live", "2025-05-12"),
        ("AIS-2", "Harrow", "Answers questions", "Owen Thack", "Live, office only", ""),
        ("AIS-3", "DroneScout", "Finds weeds", "Nadia Bal", "Retired 21 May 2026", ""),
    ),
    "people/Roles.xlsx": sheet(
        ("Role", "Name", "Reports to"),
        ("Data Protection Officer", "Rosa Ferr", "Chief Executive"),
        ("Data Steward", "Petra Lind", "Data Protection Officer"),
        ("Night Manager", "Bo Sand", "Chief Executive"),
    ),
    "governance/Board 2026-01-22.md": (
        "# Minutes of the Board, 22 January 2026\n\nPresent: Hal Drum (chair),"
        " Margery Oake (Chief Executive), Wil Garr\n\n"
        "It was RESOLVED that Idris Penn be appointed Chief Executive from 1 February 2026.\n"
    ),
    "governance/Board 2025-11-20.md": (
        "# Minutes of the Board, 20 November 2025\n\nPresent: Hal Drum (chair),"
        " Margery Oake (Chief Executive), Wil Garr\n\n"
        "The Board noted the harvest.\n"
    ),
    "governance/MDG 2026-04-14.md": (
        "# MDG, 14 April 2026\n\nChair: Joan Wick\nPresent: Petra Lind, Nadia Bal\n\nThe reports were read.\n"
    ),
    "governance/MDG 2026-02-10.md": (
        "# Machine Decisions Group, 10 February 2026\n\nChair: Tobias Renn\n"
        "Present: Joan Wick, Petra Lind\n\nNothing new.\n"
    ),
    "policies/SG-14 Artificial Intelligence Policy ed 2.md": (
        "# Machines that decide, and us\n\nSG-14, edition 2\n\nOwner: Joan Wick\nApproved by: Board\n"
        "Approved on: 22 January 2026\n\nA person can always overrule the machine.\n"
    ),
    "policies/superseded/SG-14 ed 1 (old).md": (
        "# AI policy of the growers\n\nSG-14, edition 1\n\nOwner: Owen Thack\nApproved by: Margery Oake\n"
        "Approved on: 11 March 2025\n\nThe IT manager keeps a list of systems.\n"
    ),
    "policies/SG-01 Environmental Policy.md": (
        "# Environmental Policy\n\nSG-01, issue 6\n\nOwner: Compliance Manager\nApproved by: Idris Penn\n"
        "Approved on: 9 March 2026\n\nWe draw less water.\n"
    ),
    "policies/SG-19 Fair rostering.md": (
        "# Fair rostering policy\n\nSG-19, version 1.0\n\nOwner: Petra Lind\n\nShifts are shared fairly.\n\n"
        "Signature: ______________________    Date: ______________\n"
    ),
}
view = view_of(FILES)


def ask(view: View, text: str) -> str:
    return answered(view, text, TODAY)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Who is our chief executive?", "Idris Penn", "Oake"),
        ("Who was chief executive on 15 January 2026?", "Margery Oake", "Idris"),
        ("Who is the data protection officer?", "Rosa Ferr", "Petra"),
        ("Who chaired the machine decisions group in April?", "Joan Wick", "Tobias"),
        ("How many meetings did the MDG hold in 2026?", "2 meetings", "Board"),
        ("Who owns the AI policy?", "Joan Wick", "Compliance"),
        ("Who approved the AI policy?", "Board", "Idris"),
        ("Which edition of the AI policy applied on 1 December 2025?", "11 March 2025", "22 January"),
        ("Which version of the AI policy is in force?", "22 January 2026", "11 March"),
        ("Who owns the environmental policy?", "Compliance Manager", "Joan"),
        ("Which policy still hasn't got a signature?", "Fair rostering", "Environmental"),
        ("How many AI systems are on our list?", "3 ", "None"),
        ("Which live AI system has no impact assessment?", "Harrow", "DroneScout"),
        ("Which systems are in use?", "GradeEye", "DroneScout"),
    ],
)
def test_the_plain_question_is_answered(view: View, question: str, told: str, untold: str) -> None:
    text = ask(view, question)
    assert told in text
    assert untold not in text


@pytest.mark.parametrize("question", ["Who owns the quality policy?", "Who was chief executive in 2019?"])
def test_what_no_record_says_is_refused(view: View, question: str) -> None:
    assert ask(view, question) == ""
