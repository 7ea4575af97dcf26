"""Terse minutes: initials, notes set apart, tables of what was said, and cells that say who and when."""

from __future__ import annotations

import pytest

from evidence.model import Fact
from ingest.facts import extract
from ingest.facts.days import month_end
from ingest.facts.terse import who_and_when
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

_HEAD = "# QUAY GROUP – no. 7\nTue 14/10/25, 09:00, boat shed\n\nIn: BL (chair), MD, RTH\nNot in: SO (leave)\n\n"


def facts(text: str, path: str = "minutes/quay 7.md") -> list[Fact]:
    return list(extract(describe(parse(text.encode(), path.rsplit("/", 1)[-1], Limits()), path), path))


def of(text: str, kind: str) -> list[Fact]:
    return [fact for fact in facts(text) if fact.kind == kind]


def test_people_by_their_initials() -> None:
    (held,) = of(_HEAD + "- ok\n", "meeting")
    assert (held.dates["held"], held.fields["chair"], held.fields["apologies"]) == ("2025-10-14", "BL", "SO")
    assert [fact.fields["person"] for fact in of(_HEAD + "- ok\n", "attendance")] == ["BL", "MD", "RTH", "SO"]


def test_a_list_of_units_is_no_list_of_people() -> None:
    assert not [
        fact for fact in of(_HEAD.replace("BL (chair), MD, RTH", "IT"), "attendance") if fact.fields["person"] == "IT"
    ]


@pytest.mark.parametrize(
    ("note", "owner", "due"),
    [
        ("*MD to ask the harbour by end Jan*", "MD", "2026-01-31"),
        ("_RTH by 7/11_", "RTH", "2025-11-07"),
        ("→ BL: to order two more", "BL", ""),
        ("[MD to write it up by 3 Dec]", "MD", "2025-12-03"),
        ("ACTION RTH, look at the ropes", "RTH", ""),
        ("*Still MD, end Feb*", "MD", "2026-02-28"),
        ("*KW to lend a pump*", "KW", ""),  # not there, and named as the others are
    ],
)
def test_notes_set_apart(note: str, owner: str, due: str) -> None:
    (action,) = of(f"{_HEAD}- **Pumps** – two are worn. {note}\n", "action")
    assert (action.fields["owner"], action.dates.get("due", "")) == (owner, due)


@pytest.mark.parametrize("words", ["*very worn indeed*", "(Karen Holm, Oslo)", "**VX-2 owner**", "*MD was not amused*"])
def test_emphasis_that_gives_nobody_a_task(words: str) -> None:
    assert of(f"{_HEAD}- two are worn {words}\n", "action") == []


def test_an_item_that_ends_with_its_outcome() -> None:
    (decision,) = of(_HEAD + "- **Night watch** – try it for six weeks. 2 for, 1 against (RTH). Carried\n", "decision")
    assert "six weeks" in decision.fields["text"]
    assert decision.fields["outcome"] == "approved"


_TABLE = """# Minutes of the Quay Board

Held in the boat shed on 14 October 2025. Present: Ms B Lund (Chair), Mr M Dorn, Mr R Thorne.

| Minute | Business |
|---|---|
| 25/31 | The minutes of 3 July were agreed. |
| 25/32 | Crane 4, £38,000: DEFERRED to March. |
| 25/33 | Diving Policy DP-2 issue 4: proposed by Mr Dorn, and APPROVED by the Board. |
| 25/34 | The slipway was looked at. Mr Thorne to have it cleared by 1 December 2025. |
| 25/35 | Ropes: six coils agreed, two of them spare. |
"""


def test_minutes_laid_out_in_a_table() -> None:
    decisions = {fact.fields["number"]: fact.fields["outcome"] for fact in of(_TABLE, "decision")}
    assert decisions == {"25/31": "decided", "25/32": "deferred", "25/33": "approved", "25/35": "decided"}
    (action,) = of(_TABLE, "action")
    assert (action.fields["owner"], action.dates["due"]) == ("Mr Thorne", "2025-12-01")
    (approval,) = of(_TABLE, "approval")
    assert (approval.fields["body"], approval.fields["version"], approval.dates["approved"]) == (
        "Quay Board",
        "4",
        "2025-10-14",
    )


def test_a_table_that_says_who_and_when_in_one_column() -> None:
    text = (
        _HEAD
        + "| Item | What was said | To do | Who / by |\n|---|---|---|---|\n| 1 Pumps | Two are worn and one leaks again | buy one | MD end Nov |\n| 2 Oil | The tank was found full on Monday | - | - |\n"
    )
    (action,) = of(text, "action")
    assert (action.fields["text"], action.fields["owner"], action.dates["due"]) == ("buy one", "MD", "2025-11-30")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("MD end Nov", ("MD", "end Nov")),
        ("B. Lund, by 03/06/26", ("B. Lund", "by 03/06/26")),
        ("MD / RTH", ("MD / RTH", "")),
        ("Ms Lund", ("Ms Lund", "")),
    ],
)
def test_who_and_when(cell: str, said: tuple[str, str]) -> None:
    assert who_and_when(cell) == said


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("end Feb", "2026-02-28"),
        ("Jan 27", "2027-01-31"),
        ("by Xmas", "2025-12-25"),
        ("look at whether the May meeting counted", ""),
        ("31 February", ""),
        ("soon", ""),
    ],
)
def test_the_end_of_a_month(words: str, day: str) -> None:
    assert month_end(words, "2025-10-14", day_first=True) == day


def test_terms_of_reference_are_no_meeting() -> None:
    text = "# Quay Group – what it is for\n\nChair: Harbour Master. Members: Quay Manager, Dive Lead.\n"
    assert [
        fact for fact in facts(text, "minutes/quay/Quay Group terms of reference.md") if fact.kind == "meeting"
    ] == []
