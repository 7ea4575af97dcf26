"""Minutes as further houses lay them out: broken lists, reviews of management, two houses at one table, bold leads."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold, told

_BROKEN = """MANAGEMENT REVIEW OF THE CRANE SYSTEM (ISO 9001)
Held 4 December 2031 at the net loft on Quay Road. Chair: Ona Lund. Present: Piet
Voss, Berta Rust, Mei Sato. Apologies:
Kari Berg.

1. The crane is back.

Decisions
 D1 Targets for 2032: first lift 85%, missed lifts below 60 a month.
 D2 Buy 20 new ropes (EUR 940) - Piet Voss - 31 January 2032.
 D3 The rule stays as it is.
"""
_BRACKETS = """MINUTES OF THE QUAY BOARD
Held on 6 May 2031 in the net loft

PRESENT: Ona Lund (Chair), Piet Voss, Cllr Ida Holm, Mona Sand, Berta Rust
(Crane Manager), Mei Sato and nine others as per the sheet
IN ATTENDANCE: Kari Berg (Chief Executive); Arne Holm (Director of
Finance and Ropes); Jon Lunde (Secretary, minutes)

1. The Board approved the rota.
"""
_TOLD = """QUAY AND COMMUNITY COMMITTEE
Meeting 23, Tuesday 6 May 2031, 7 p.m., net loft

Chair Ona Lund opened the evening. With her at the table were Piet Voss for the port, Berta Rust for the residents of Rope Lane and Mei Sato for the carriers. Mr. Holm of the county sent his regrets. Notes were taken by Kari Berg.

The committee agreed to paint the shed.
"""
_TWO_HOUSES = """SUPPLIER REVIEW - LUND ROPES
Held 6 May 2031, 2 p.m., by video
For the port: Ona Lund (lead), Piet Voss. For Lund Ropes: Berta Rust (account manager), Mei Sato.

Ropes came late in March.
"""
_CO_CHAIRS = """## Joint Safety Committee
6 May 2031, lunch room

Co-chairs: Ona Lund (workers), Piet Voss (management). Others: Berta Rust, Mei Sato. Sent regrets: Kari Berg.

**Loads.** Nobody was hurt in May.
"""
_ELSEWHERE = """QUAY BOARD, minutes of 6 May 2031
Chair: Ona Lund
Present: Piet Voss (QSC co-chair), Berta Rust (Finance)
Apologies: Kari Berg

1. Nothing was said.
"""
_REVIEW = """# Management review, quay system (joint)

6 May 2031, 09:30 to 12:15, net loft
Chaired by Ona Lund. Took part: P. Voss, B. Rust. Apology: K. Berg. Record kept by Mei Sato.

### Decisions
- D1 A half-time clerk is approved from 5 June 2031.
- D2 The slip shall not be used this year.
"""
_ONE_NAMED = """# Partners' meeting, 6 May 2031

*Net loft and by video. 26 partners present, 3 by video. Chair: Ona Lund. Minute:
Piet Voss.*
*Apologies: Berta Rust (crane), Mei Sato.*

## Previous minute
Approved without correction (meeting of 18 February 2031).
"""
_TABLE = """# BOARD, 6 May 2031

| Present | Role |
|---|---|
| Ona Lund | Chair |
| Piet Voss | Vice-Chair |
| Berta Rust | Member |

Apologies: Mei Sato.
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (_BROKEN, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Mei Sato": "present", "Kari Berg": "apologies"}),
        (_BRACKETS, {"Ona Lund": "chair", "Piet Voss": "present", "Cllr Ida Holm": "present", "Mona Sand": "present", "Berta Rust": "present", "Mei Sato": "present", "Kari Berg": "in attendance", "Arne Holm": "in attendance", "Jon Lunde": "in attendance"}),
        (_TOLD, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Mei Sato": "present", "Mr. Holm": "apologies", "Kari Berg": "secretary"}),
        (_TWO_HOUSES, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Mei Sato": "present"}),
        (_CO_CHAIRS, {"Ona Lund": "chair", "Piet Voss": "chair", "Berta Rust": "present", "Mei Sato": "present", "Kari Berg": "apologies"}),
        (_ELSEWHERE, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Kari Berg": "apologies"}),
        (_REVIEW, {"Ona Lund": "chair", "P. Voss": "present", "B. Rust": "present", "K. Berg": "apologies", "Mei Sato": "secretary"}),
        (_ONE_NAMED, {"Ona Lund": "chair", "Piet Voss": "secretary", "Berta Rust": "apologies", "Mei Sato": "apologies"}),
        (_TABLE, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Mei Sato": "apologies"}),
    ],
    ids=["broken", "brackets", "told", "two-houses", "co-chairs", "elsewhere", "review", "one-named", "table"],
)  # fmt: skip
def test_everybody_has_a_part(text: str, wanted: dict[str, str]) -> None:
    people = {row["person"]: row["part"] for row in told(text, "quay/record.md", "attendance") if "person" in row}
    assert people == wanted


@pytest.mark.parametrize("title", ["Management review procedure", "Management review plan 2031"])
def test_what_only_rules_a_review_is_none(title: str) -> None:
    assert told(f"# {title}\n\n6 May 2031\nThose present: see the list.\n", "quay/rules.md", "meeting") == []


def test_numbered_lines_below_a_heading_are_decisions_and_tasks() -> None:
    wanted: dict[str, list[Row]] = {
        "decision": [{"number": "D1"}, {"number": "D2"}, {"number": "D3"}],
        "action": [{"owner": "Piet Voss", "due": "2032-01-31", "text": "~20 new ropes"}],
    }
    hold(_BROKEN, "quay/review.txt", wanted)


_HEAD = """# Quay committee, minutes of 6 May 2031

Present: Ona Lund (Chair), Piet Voss, Berta Rust
Apologies: Kari Berg

"""


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        (
            "12.4 Seal. RESOLVED: that the port seek the seal by 31 March 2032. Carried, PV abstaining.",
            [{"number": "12.4", "text": "~seek the seal"}],
        ),
        (
            "12.5 Rope. RESOLVED: to extend the contract by two years. Condition: figures each quarter. Carried unanimously.",
            [{"number": "12.5", "text": "~extend the contract"}],
        ),
        ("**Rule v1.** Ona read it out and Piet thought it strict.\nApproved; in force from July.", [{"text": "~Rule v1"}]),
        ("**31/041** Minutes of 31 March signed.", [{"number": "31/041"}]),
        ("6. BUDGET 2031/32 approved: EUR 19,000 for ropes.", [{"outcome": "approved"}]),
        ("3. Cases: 27 in May, all decided by two clerks.", []),
        ("The partners agreed to take the crane for two years.", [{"outcome": "decided"}]),
        ("RESOLVED: (a) that the trial start in June; (b) that nobody be refused a lift.", [{"outcome": "decided"}]),
    ],
    ids=["abstaining", "condition", "bold-lead", "bold-number", "budget", "clerks", "partners", "lettered"],
)  # fmt: skip
def test_a_decision_is_told_once_with_its_number_and_matter(item: str, wanted: list[Row]) -> None:
    hold(f"{_HEAD}{item}\n", "quay/minutes.md", {"decision": wanted})


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("Decision MR-2: rent a second truck (P. Voss, 15 October 2031).", [{"owner": "P. Voss", "due": "2031-10-15"}]),
        ("The rope was signed for (P. Voss, 15 April 2031).", []),
        ("7. AOB. Ona Lund will step down as Chair on 30 June 2031.", []),
        (
            "| Concern | Who | Ready by |\n|---|---|---|\n| Slip has no lamp | Berta Rust | 19 June 2031 |\n",
            [{"owner": "Berta Rust", "due": "2031-06-19", "text": "Slip has no lamp"}],
        ),
        (
            "Berta Rust to write to the yard by 19 June 2031.\n\n| Action | Owner | Due |\n|---|---|---|\n| Letter to the yard | B Rust | 19 June 2031 |\n",
            [{"owner": "B Rust", "text": "Letter to the yard"}],
        ),
    ],
    ids=["bracket", "past", "step-down", "concerns", "told-twice"],
)
def test_a_task_is_told_once_with_who_and_when(item: str, wanted: list[Row]) -> None:
    hold(f"{_HEAD}{item}\n", "quay/minutes.md", {"action": wanted})


def test_the_next_meeting_in_a_cell_is_not_the_day_of_the_cell_beside_it() -> None:
    table = "| What | Who | When |\n|---|---|---|\n| Ask the yard to the next meeting | Berta Rust | 30 May 2031 |\n"
    held = [row["held"] for row in told(f"{_HEAD}{table}\nNext time 3 June, 2 pm.\n", "quay/minutes.md", "meeting")]
    assert held == ["2031-05-06", "2031-06-03"]


def test_a_court_in_an_address_is_no_body() -> None:
    text = "LUND AND RUST\nMinute of a meeting, 6 May 2031, office\n(Ropewalk Court), 4 pm\n\nChair: Ona Lund\nApologies: Mei Sato\n"
    assert "Court" not in "".join(row.get("body", "") for row in told(text, "quay/minutes.txt", "meeting"))
