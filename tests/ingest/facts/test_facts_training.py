"""Training records of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.training import facts
from tests.support.made_up import told
from tests.support.readings import found, of, sheet, table


def test_a_register() -> None:
    text = "Name;Job title;Course;Date passed;Valid until\nMina Sato;Nurse;Hygiene;14.01.2031;14.01.2033\nTeo Ruiz;Porter;Lifting;missing;\nAda Noor;Nurse;;01.02.2031;\n"
    assert of(found(facts, text, "training-matrix.csv"), "training") == [
        {"person": "Mina Sato", "role": "Nurse", "course": "Hygiene", "completed": "2031-01-14", "until": "2033-01-14"},
        {"person": "Teo Ruiz", "role": "Porter", "course": "Lifting", "result": "missing"},
    ]


def test_people_down_and_courses_across() -> None:
    rows: list[list[object]] = [
        ["Employee", "Department", "Fire safety", "First aid", "Comments"],
        ["Nils Aune", "Kitchen", "2030-03-04", "missing", "on leave"],
        ["Ria Costa", "Bar", "✓", None, None],
    ]
    assert of(sheet(facts, rows, "Skills matrix"), "training") == [
        {"person": "Nils Aune", "role": "Kitchen", "course": "Fire safety", "completed": "2030-03-04"},
        {"person": "Nils Aune", "role": "Kitchen", "course": "First aid", "result": "missing"},
        {"person": "Ria Costa", "role": "Bar", "course": "Fire safety", "result": "✓"},
    ]


def test_courses_down_and_people_across() -> None:
    page = table(
        ["Course", "Nils Aune", "Ria Costa"],
        ["Fire safety", "4 March 2030", "expired 1 May 2029"],
        above="# Training overview",
    )
    assert of(found(facts, page, "t.md"), "training") == [
        {"person": "Nils Aune", "course": "Fire safety", "completed": "2030-03-04"},
        {"person": "Ria Costa", "course": "Fire safety", "result": "expired 1 May 2029", "until": "2029-05-01"},
    ]


def test_an_attendance_list() -> None:
    page = "# Attendance list, training\n\nCourse: Working at height\n\nDate: 9 May 2031\n\n" + table(
        ["Name", "Signature"], ["Olu Adeyinka", "O. A."], ["Pia Lang", "P. L."]
    )
    assert of(found(facts, page, "list.md"), "training") == [
        {"person": "Olu Adeyinka", "course": "Working at height", "completed": "2031-05-09"},
        {"person": "Pia Lang", "course": "Working at height", "completed": "2031-05-09"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "This is to certify that Lena Fosse has successfully completed the Crane operator course on 2 April 2030.",
        "Last week Lena Fosse completed the Crane operator course, on 2 April 2030.",
    ],
)
def test_sentences(text: str) -> None:
    (record,) = of(found(facts, f"# Certificate\n\n{text}\n", "c.md"), "training")
    assert record["person"] == "Lena Fosse"
    assert record["course"].startswith("Crane operator")
    assert record["completed"] == "2030-04-02"


@pytest.mark.parametrize(
    "page",
    [
        table(["Department", "Staff", "Finished", "Share"], ["Bar", "9", "8", "89 %"], above="# Awareness course"),
        "# Procedure\n\nNobody may operate the crane before Lena Fosse has completed the crane course.\n",
        table(["Name", "Topic", "Due date"], ["Lena Fosse", "Budget", "3 May 2031"], above="# Action list"),
        table(["Topic", "Audience", "When"], ["Fire", "All staff", "May"], above="# Training plan"),
    ],
)
def test_what_is_no_record(page: str) -> None:
    assert found(facts, page, "p.md") == []


def test_the_day_on_which_a_course_was_followed_is_the_day_of_its_completion() -> None:
    text = "person,function,module,date followed,score\nAna Roth,cook,knives,14 May 2031,88\nJo Day,cook,knives,15 May 2031,79\n"
    assert [row["completed"] for row in told(text, "training-record.csv", "training")] == ["2031-05-14", "2031-05-15"]
