"""Sheets that people sign, briefings, appointments and grants in minutes: several layouts of each, and near misses."""

from __future__ import annotations

import pytest

from ingest.facts import extract
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

Row = dict[str, str]


def told(text: str, path: str, kind: str) -> list[Row]:
    document = describe(parse(text.encode(), path.rsplit("/", 1)[-1], Limits()), path)
    return [{**fact.fields, **fact.dates} for fact in extract(document, path) if fact.kind == kind]


_SIGNED = [("Ada Lind", "2026-02-03"), ("Bo Falk", "2026-02-14")]


@pytest.mark.parametrize(
    "text",
    [
        "Crane sign-off sheet\n\nName Passed on Assessor\n\nAda Lind 3 February 2026 KS\n\nBo Falk 14 February 2026 KS\n",
        "Crane operators: competence record\n\nNo. Employee      Trained on     By\n1. Ada Lind   2026-02-03   KS\n2. Bo Falk    2026-02-14   KS\n3. Cy Dahl\n",
        "Induction to the crane\n\nParticipants, date completed\nAda Lind - 3 Feb 2026\nBo Falk - 14 Feb 2026\n\nSeen by the foreman.\n",
    ],
)
def test_a_sheet_of_names_and_days_is_a_record_of_training(text: str) -> None:
    found = told(text, "people/crane sign-off.txt", "training")
    assert [(row["person"], row["completed"]) for row in found] == _SIGNED
    assert all("rane" in row["course"] for row in found)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("people/visitors.txt", "Visitors\n\nName signed in on\nAda Lind 3 Feb 2026\nBo Falk 14 Feb 2026\n"),
        ("people/crane sign-off.txt", "Crane sign-off sheet\n\nName Passed on Assessor\n\nAda Lind\n\nBo Falk\n"),
        ("people/crane sign-off.txt", "Crane sign-off sheet\n\nName Passed on\n\nThe crane was tested 3 Feb 2026\n"),
    ],
)
def test_visitors_empty_lines_and_remarks_are_no_training(path: str, text: str) -> None:
    assert told(text, path, "training") == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("comms/talk.md", "# Toolbox talk 7: the crane\n\nGiven by: Karin Sund, 4 May 2026\n\nKeep clear of the load.\n"),
        ("comms/briefing.md", "# Shift briefing\n\nThe crane stops on Friday.\n\nPresented by: Karin Sund\n\nDate: 4 May 2026\n"),
        ("comms/huddle.md", "# Ward huddle, 4 May 2026\n\nLed by: Karin Sund\n\nNew falls chart from today.\n"),
    ],
)  # fmt: skip
def test_a_briefing_is_a_message_of_who_gave_it(path: str, text: str) -> None:
    assert [(row["sender"], row["sent"], row["channel"]) for row in told(text, path, "communication")] == [
        ("Karin Sund", "2026-05-04", "briefing")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Procedure for toolbox talks\n\nA talk is given by: the foreman, every Monday.\n",
        "# Crane log\n\nGiven by: Karin Sund, 4 May 2026\n\nKeys of the crane.\n",
    ],
)
def test_rules_for_briefings_and_other_gifts_are_no_message(text: str) -> None:
    assert [row for row in told(text, "notes/page.md", "communication") if row.get("sender")] == []


_MINUTES = "# Minutes of the Harbour Board, 5 March 2026\n\nPresent: Ada Lind (chair), Bo Falk, Cy Dahl\n\n{item}\n"


@pytest.mark.parametrize(
    ("item", "amount"),
    [
        ("3. A five-year contract for the crane at €18,400 a year was approved subject to a good survey.", "18400"),
        ("3. Rent of the quay, EUR 2,500 per month, was approved for the season.", "2500"),
        ("| Item | Outcome |\n| --- | --- |\n| Help on the quay | half a clerk, €16,000 a year, agreed |", "16000"),
    ],
)
def test_what_is_paid_every_year_is_granted_in_minutes(item: str, amount: str) -> None:
    assert [row["amount"] for row in told(_MINUTES.format(item=item), "minutes/board.md", "resource")] == [amount]


@pytest.mark.parametrize(
    "item",
    [
        "3. The crane costs €18,400 a year. The report was approved.",
        "3. A contract at €18,400 a year was not approved.",
        "3. Whether a contract at €18,400 a year would be approved, nobody could say.",
    ],
)
def test_a_price_that_nobody_granted_is_no_resource(item: str) -> None:
    assert told(_MINUTES.format(item=item), "minutes/board.md", "resource") == []


def test_a_grant_takes_its_purpose_and_day_from_its_own_sentence() -> None:
    item = "3. A new fender for quay 2, €27,500: APPROVED. Mr Dahl to fit it for the regatta in June."
    (row,) = told(_MINUTES.format(item=item), "minutes/board.md", "resource")
    assert (row["amount"], row["approved"]) == ("27500", "2026-03-05")
    assert "regatta" not in row.get("purpose", "")


@pytest.mark.parametrize(
    "item",
    [
        "Mr B Falk was confirmed as Harbour Master with effect from 1 April 2026.",
        "Ms Cy Dahl was re-elected as Treasurer.",
        "Eva Rost was appointed to the Board for three years.",
    ],
)
def test_an_appointment_is_a_decision(item: str) -> None:
    found = told(_MINUTES.format(item=f"4. {item}"), "minutes/board.md", "decision")
    assert [item.rsplit(maxsplit=1)[-1].rstrip(".") in row["text"] for row in found] == [True]


@pytest.mark.parametrize(
    "item",
    [
        "Mr B Falk will be confirmed as Harbour Master once he has his papers.",
        "The delivery was confirmed by telephone.",
        "She asked whether Cy Dahl had been elected as Treasurer.",
    ],
)
def test_what_is_to_come_or_only_told_is_no_appointment(item: str) -> None:
    assert told(_MINUTES.format(item=f"4. {item}"), "minutes/board.md", "decision") == []


def test_a_first_name_is_completed_where_the_document_gives_one_family_name() -> None:
    head = "From: Eva Rost <eva@quay.example>\nTo: All <all@quay.example>\nDate: Mon, 19 Jan 2026 11:20:00 +0000\n"
    words = "After ten years Bo is leaving us. His last day as Harbour Master is Friday 30 January 2026."
    one = told(f"{head}Subject: Bo Falk / Cy Dahl\n\n{words}\n\nEva\n", "mail/bo.eml", "role")
    assert {row["person"] for row in one if row.get("until")} == {"Bo Falk"}
    two = told(f"{head}Subject: Bo Falk, Bo Dahl\n\n{words}\n\nEva\n", "mail/bo.eml", "role")
    assert {row["person"] for row in two if row.get("until")} == {"Bo"}
