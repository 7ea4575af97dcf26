"""Registers and reports laid out as a house likes it: documents of organisations made up here, each with near misses."""

from __future__ import annotations

from ingest.facts import objectives, signatures
from tests.support.readings import found, of, sheet, table


def test_an_indicator_is_called_by_its_words_and_not_by_its_number() -> None:
    rows: list[list[object]] = [
        ["KPI", "What we count", "Serves", "Ought to be", "Q1 2031", "Q2 2031", "Who counts", "Reached?"],
        ["I-1", "Ferries on time", "G-2", "90 % or more", "88 %", "93 %", "Mira Holt", "yes"],
        ["I-2", "Oil spilt, litres", "G-3", "under 5", "", "7", "Jon Eik", "no"],
    ]
    told = of(sheet(objectives.facts, rows, "Indicators 2031"), "measurement")
    assert told == [
        {"kpi": "Ferries on time", "value": "88 %", "target": "90 % or more", "period": "2031-Q1", "objective": "G-2",
         "owner": "Mira Holt"},
        {"kpi": "Ferries on time", "value": "93 %", "target": "90 % or more", "period": "2031-Q2", "objective": "G-2",
         "owner": "Mira Holt", "status": "yes"},
        {"kpi": "Oil spilt, litres", "value": "7", "target": "under 5", "period": "2031-Q2", "objective": "G-3",
         "owner": "Jon Eik", "status": "no"},
    ]  # fmt: skip


def test_a_number_without_words_beside_it_stays_the_name() -> None:
    rows: list[list[object]] = [["KPI", "Goal", "Q1 2031", "Q2 2031"], ["I-1", "90 %", "88 %", "93 %"]]
    assert [each["kpi"] for each in of(sheet(objectives.facts, rows, "Indicators"), "measurement")] == ["I-1", "I-1"]


def test_initials_that_stand_for_names_further_down_sign_nothing() -> None:
    key = table(["Initials", "Name", "Post"], ["MH", "Mira Holt", "Harbour Master"], ["JE", "Jon Eik", "Clerk"])
    present = table(["Name", "Initials", "3 May"], ["Mira Holt", "MH", "present"], ["Jon Eik", "JE", "apologies"])
    signed = table(["Name", "Initials"], ["Mira Holt", "MH"], ["Jon Eik", "JE"])
    assert [len(found(signatures.facts, f"# Rules of the quay\n\n{page}")) for page in (key, present, signed)] == [
        0, 0, 2
    ]  # fmt: skip


def test_minutes_that_somebody_confirmed_and_signed() -> None:
    page = "# Minutes of the Harbour Board\n\nDate: 4 May 2031\n\nConfirmed and signed: M. Holt, 9 May 2031\n"
    told = of(found(signatures.facts, page), "signature")
    assert [(each["signer"], each["signed"]) for each in told] == [("M. Holt", "2031-05-09")]
    waiting = page.replace("M. Holt, 9 May 2031", "pending")
    assert not found(signatures.facts, waiting)
