"""The report of anomalies: each check on invented documents that have the anomaly, and on near misses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.query import Period
from assistant.reports import Report, Request, make
from evidence.model import DocumentDate, Origin, Strength
from tests.support.noted import Note, note, noted, shelf

TODAY = date(2026, 6, 30)


def told(folder: Path, *documents: tuple[str, list[Note]], period: Period | None = None) -> Report:
    made = [
        noted(f"{at}.md", title, [each.words for each in notes], notes) for at, (title, notes) in enumerate(documents)
    ]
    with shelf(folder, *made) as view:
        return make("anomalies", Request(view, TODAY, period=period))


def kinds(report: Report) -> list[str]:
    return [row.cells[0] for row in report.rows]


@pytest.mark.parametrize(
    ("kind", "said", "what"),
    [
        ("action", {"raised": "2026-03-05", "closed": "2026-02-05"}, "done before it was raised"),
        ("acceptance", {"accepted": "2026-03-05", "until": "2025-12-31"}, "the acceptance ends before it begins"),
        ("incident", {"occurred": "2026-03-05", "reported": "2026-03-01"}, "reported before it happened"),
        ("certificate", {"issued": "2026-03-05", "until": "2026-03-04"}, "it ends before it was issued"),
        ("approval", {"approved": "2026-09-05", "body": "Board"}, "approved on a day to come"),
        ("training", {"person": "Ada Lind", "completed": "2027-01-05"}, "completed on a day to come"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_told_with_their_words(
    tmp_path: Path, kind: str, said: dict[str, str], what: str
) -> None:
    report = told(tmp_path, ("A page", [note(kind, "the words", Strength.RECORD, **said)]))
    assert kinds(report) == [what]
    (row,) = report.rows
    assert [words.quote for words in row.citations] == ["the words"]
    assert all(day in row.cells[2] for day in said.values() if day[:2] == "20")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("action", {"raised": "2026-03-05", "closed": "2026-03-05"}),
        ("action", {"raised": "2026-03-05", "due": "2026-02-05"}),
        ("incident", {"reported": "2026-03-01"}),
        ("approval", {"approved": "2026-06-30", "body": "Board"}),
        ("meeting", {"held": "2026-09-05", "body": "Board", "state": "planned"}),
    ],
)
def test_days_that_can_be_are_not_told(tmp_path: Path, kind: str, said: dict[str, str]) -> None:
    assert kinds(told(tmp_path, ("A page", [note(kind, "the words", Strength.RECORD, **said)]))) == []


@pytest.mark.parametrize(("written", "count"), [("2026-03-04", 1), ("2026-03-01", 0), ("2026-02-20", 0)])
def test_an_approval_before_the_document_was_written_is_told(tmp_path: Path, written: str, count: int) -> None:
    fact = note("document", "Crane rules", title="Crane rules", approved="2026-03-01")
    made = noted("crane.md", "Crane rules", ["Crane rules"], [fact])
    day = DocumentDate("written", date.fromisoformat(written), Origin.TEXT)
    dated = replace(made, parsed=replace(made.parsed, metadata=replace(made.parsed.metadata, dates=(day,))))
    with shelf(tmp_path, dated) as view:
        assert kinds(make("anomalies", Request(view, TODAY))) == ["approved before it was written"] * count


def test_a_number_for_two_things_is_told_and_another_wording_is_not(tmp_path: Path) -> None:
    report = told(
        tmp_path,
        ("One", [note("risk", "R-1 flood", number="R-1", text="Flooding of the cellar"),
                 note("document", "P-7 travel", number="P-7", title="Travel Policy")]),
        ("Two", [note("risk", "r-1 water", number="r-1", text="The cellar is flooded"),
                 note("document", "P-7 crane", number="P-7", title="Lifting by crane")]),
    )  # fmt: skip
    assert [(row.cells[0], row.cells[1]) for row in report.rows] == [("one number for two documents", "P-7")]
    assert {words.quote for words in report.rows[0].citations} == {"P-7 travel", "P-7 crane"}


def test_an_objective_called_by_its_indicator_and_a_finding_of_another_audit_are_no_reuse(tmp_path: Path) -> None:
    report = told(
        tmp_path,
        ("Plan", [note("objective", "O-3 plan", number="O-3", text="Steady models", kpi="Stability index"),
                  note("finding", "N-1 plan", number="N-1", text="No minutes")]),
        ("Progress", [note("objective", "O-3 progress", number="O-3", text="Stability index"),
                      note("finding", "N-1 progress", number="N-1", text="Ladder broken")]),
        ("Another", [note("objective", "O-3 other", number="O-3", text="Fewer accidents")]),
    )  # fmt: skip
    assert [(row.cells[1], row.citations[1].quote) for row in report.rows] == [("O-3", "O-3 other")]


def measured(values: list[str], kpi: str = "Hit rate", unit: str = "%") -> list[Note]:
    return [
        note("measurement", f"{kpi} {at}: {value}", kpi=kpi, value=value, unit=unit, period=f"2025-{at:02}")
        for at, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("values", "leaps"),
    [
        (["91", "92", "90", "93", "91", "19", "92"], ["19"]),
        (["91", "92", "90", "93", "91", "89", "92"], []),  # within its range
        (["91", "92", "19", "93"], []),  # too short a history
        (["0", "0", "0", "0", "0", "0", "1"], []),  # a history without any movement tells no distance
        (["10", "20", "30", "40", "50", "60", "70"], []),  # a trend
        (["1.200", "1.300", "1.250", "1.280", "1.220", "1.240", "12.40"], ["12.40"]),
    ],
)
def test_a_value_is_held_against_its_own_history(tmp_path: Path, values: list[str], leaps: list[str]) -> None:
    report = told(tmp_path, ("Board of indicators", measured(values)))
    assert [row.cells[2].split(" in ")[0] for row in report.rows] == leaps


def test_values_in_another_unit_are_another_history(tmp_path: Path) -> None:
    values = measured(["91", "92", "90", "93", "91"]) + measured(["3", "4"], unit="days")
    assert kinds(told(tmp_path, ("Board of indicators", values))) == []


def sitting(month: int, count: int, guests: int = 0) -> tuple[str, list[Note]]:
    held = f"2025-{month:02}-04"
    people = [("present", f"Ada {chr(65 + at)}") for at in range(count)]
    people += [("guest", f"Bo {chr(65 + at)}") for at in range(guests)]
    notes = [note("attendance", name, person=name, part=part, held=held) for part, name in people]
    return f"Board {held}", [note("meeting", f"Board {held}", body="Board", state="held", held=held), *notes]


@pytest.mark.parametrize(
    ("counts", "thin"),
    [([8, 7, 8, 9, 8, 3], ["2025-06-04"]), ([8, 7, 8, 9, 8, 4], []), ([8, 8, 3], []), ([3, 3, 3, 3, 3, 2], [])],
)
def test_a_meeting_is_held_against_the_others_of_its_body(tmp_path: Path, counts: list[int], thin: list[str]) -> None:
    report = told(tmp_path, *(sitting(month, count, guests=6) for month, count in enumerate(counts, 1)))
    found = [row for row in report.rows if row.cells[0] == "fewer present than usual"]
    assert [row.cells[2].split()[3].rstrip(";") for row in found] == thin


def test_a_period_keeps_what_touches_it(tmp_path: Path) -> None:
    early = note("action", "first", number="A-1", raised="2025-02-05", closed="2025-01-05")
    late = note("action", "second", number="A-2", raised="2026-02-05", closed="2026-01-05")
    report = told(tmp_path, ("A page", [early, late]), period=Period(date(2026, 1, 1), date(2026, 3, 31), "Q1 2026"))
    assert [row.cells[1] for row in report.rows] == ["A-2"]
