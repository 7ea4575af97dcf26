"""Training papers of several houses: one person's record, exports of a learning system, sheets of talks, certificates."""

from __future__ import annotations

import pytest

from ingest.facts.training import facts
from tests.support.readings import found, of, table


def test_an_export_names_the_course_in_a_column_and_is_no_matrix() -> None:
    text = (
        "Learner,Email,Course Title,Enrolled,Completed On,Score,Status,Certificate Expiry\n"
        "Mina Sato,m@example.org,Phishing,2031-01-08,2031-01-15,95,Completed,2032-01-15\n"
        "Teo Ruiz,t@example.org,Phishing,2031-01-08,,,In progress,\n"
    )
    assert of(found(facts, text, "training/export.csv"), "training") == [
        {"person": "Mina Sato", "course": "Phishing", "completed": "2031-01-15", "until": "2032-01-15", "result": "95"},
        {"person": "Teo Ruiz", "course": "Phishing", "result": "In progress"},
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Employee name: Nils Aune\n\nJob title: Fitter\n\n",
        table(["Field", "Value"], ["Employee Name", "Nils Aune"], ["Department", "Yard"], ["Job Title", "Fitter"])
        + "\n",
    ],
)
def test_the_record_of_one_person_names_him_above_the_list(head: str) -> None:
    page = f"# Individual training record\n\n{head}" + table(
        ["Date", "Course / topic", "Trainer", "Result"],
        ["4 March 2031", "Slinging", "R. Costa", "Pass"],
        ["due 9 May 2031", "Crane signals", "R. Costa", ""],
        ["", "First aid", "", ""],
    )
    assert of(found(facts, page, "record.md"), "training") == [
        {"person": "Nils Aune", "role": "Fitter", "course": "Slinging", "completed": "2031-03-04", "result": "Pass"}
    ]


def test_a_check_list_of_an_induction() -> None:
    page = "# Induction check list\n\nName: Ria Costa\nStart date: 2 May 2031\n\n" + table(
        ["Item", "Date completed", "Shown by"], ["Fire exits", "2 May 2031", "N. Aune"], ["Lone working", "", ""]
    )
    assert of(found(facts, page, "hr/induction.md"), "training") == [
        {"person": "Ria Costa", "course": "Fire exits", "completed": "2031-05-02"}
    ]


@pytest.mark.parametrize(
    "page",
    [
        "# Induction plan\n\nName: Ria Costa\n\n" + table(["Item", "Date"], ["Fire exits", "2 May 2031"]),
        "# Training rules\n\nName: Rules of training\n\n" + table(["Course", "Date"], ["Fire exits", "2 May 2031"]),
        "# Certificate template\n\nThis is to certify that\n\nRia Costa\n\nattended\n\nFire exits\n",
        "# Certificates\n\nThis is to certify that\n\nthe supplier\n\nattended\n\nFire exits\n",
    ],
)
def test_what_is_no_record(page: str) -> None:
    assert of(found(facts, page, "page.md"), "training") == []


def test_those_who_heard_a_talk() -> None:
    page = "# Toolbox talk: attendance\n\nSubject of talk: Hot work\n\nDate: 9 May 2031\n\n" + table(
        ["Print name", "Company", "Signature"], ["Olu Adeyinka", "Quay Works", "O. A."]
    )
    assert of(found(facts, page, "talk.md"), "training") == [
        {"person": "Olu Adeyinka", "course": "Hot work", "completed": "2031-05-09"}
    ]


@pytest.mark.parametrize(
    "page",
    [
        "# CERTIFICATE OF ATTENDANCE\n\nThis is to certify that\n\n**Lena Fosse**\n\nattended the training course\n\n"
        "**Crane operation for beginners**\n\nheld in Hull on 2 April 2031\n\nSigned: A. Roth\n",
        "# Certificate of Completion\n\nAwarded to\n\n## Lena Fosse\n\nfor successfully completing\n\n"
        "## Crane operation for beginners\n\nDate: 2 April 2031\n\nTrainer: A. Roth\n",
    ],
)
def test_a_certificate_over_several_lines(page: str) -> None:
    assert of(found(facts, page, "certificate.md"), "training") == [
        {"person": "Lena Fosse", "course": "Crane operation for beginners", "completed": "2031-04-02"}
    ]


def test_names_below_a_course_in_plain_text() -> None:
    text = (
        "TRAINING SESSION ATTENDANCE\n\nCourse: Lifting\nDate: 18 April 2031\nTrainer: Ada Noor\n\nAttendees:\n"
        "1. Mina Sato - signed\n2. Teo Ruiz, Yard\n\nThe room was cold.\n3. Ria Costa\n"
    )
    assert of(found(facts, text, "training/session-attendance.txt"), "training") == [
        {"person": "Mina Sato", "course": "Lifting", "completed": "2031-04-18"},
        {"person": "Teo Ruiz", "course": "Lifting", "completed": "2031-04-18"},
    ]


def test_the_heading_over_a_list_is_its_course() -> None:
    page = "# Awareness training, first quarter\n\n## Phishing basics\n\n" + table(
        ["Employee", "Completed", "Score"], ["Mina Sato", "15 Jan 2031", "95%"]
    )
    assert of(found(facts, page, "page.md"), "training") == [
        {"person": "Mina Sato", "course": "Phishing basics", "completed": "2031-01-15", "result": "95%"}
    ]
    other = page.replace("Phishing basics", "Staff of the yard")
    assert of(found(facts, other, "page.md"), "training") == []


def test_a_course_in_quotation_marks() -> None:
    page = "# Training notes\n\n- Teo Ruiz attended “Hard calls” on 3 May 2031.\n- Ada Noor will attend “Hard calls” on 9 May 2031.\n"
    assert of(found(facts, page, "notes.md"), "training") == [
        {"person": "Teo Ruiz", "course": "Hard calls", "completed": "2031-05-03"}
    ]
    assert of(found(facts, page.replace("Training notes", "Notes"), "notes.md"), "training") == []


def test_a_name_in_two_columns_and_a_course_under_way() -> None:
    text = "Staff Number,Surname,Forename,Course Name,Date Attended,Renewal Date\n1001,Sato,Mina,Fire marshal,14/01/2031,14/01/2034\n"
    assert of(found(facts, text, "people/mandatory-training.csv"), "training") == [
        {"person": "Mina Sato", "course": "Fire marshal", "completed": "2031-01-14", "until": "2034-01-14"}
    ]
    page = table(["", "Titration", "GMP"], ["Teo Ruiz", "in training", "2031-01-18"], above="# Competence matrix")
    assert of(found(facts, page, "matrix.md"), "training") == [
        {"person": "Teo Ruiz", "course": "Titration", "result": "in training"},
        {"person": "Teo Ruiz", "course": "GMP", "completed": "2031-01-18"},
    ]
