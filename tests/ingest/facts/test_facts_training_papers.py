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
