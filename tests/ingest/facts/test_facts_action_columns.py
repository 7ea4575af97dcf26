"""Tasks that plain text sets in columns, or shares out behind one label."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold, told

_HEAD = """QUAY COMMITTEE
Minutes - 6 May 2031 - Net loft

Present: Ona Lund (Chair), Piet Voss, Berta Rust, Mona Sand, Petra Rask
Apologies: Kari Berg

1. The crane is back.

"""
_OWNER_FIRST = """ACTIONS
 38 OL   new rope for the bell           31 Oct 2031
 39 PV   tell the night watch            3 June
 40 KB   plan for the slip               next meeting

Next meeting: 8 July 2031
"""
_OWNER_LATER = """Actions
  31/089  Report on the sheds with no meter      P Voss       27 June 2031
  31/091  Amend the rule on ropes                B Rust       19 Dec 2031
  Paint the shed                                 O Lund       May QC
"""
_SITE_FORM = """Item  Subject                                          Owner     Date
14.1  Near misses: three since May, all with the crane.   P Voss    13/6/31
14.2  Deck pour moved from 9 to 16 May.                    B Rust    noted
14.3  Silt fence on the north bank to be replaced.         O Lund    8/6/31
"""
_NO_TASKS = """To do
Rope          40 m      EUR 31
Tar           2 tins    EUR 14
"""


@pytest.mark.parametrize(
    ("block", "wanted"),
    [
        (
            _OWNER_FIRST,
            [
                {"number": "38", "owner": "OL", "text": "new rope for the bell", "due": "2031-10-31"},
                {"number": "39", "owner": "PV", "text": "tell the night watch", "due": "2031-06-03"},
                {"number": "40", "owner": "KB", "text": "plan for the slip"},
            ],
        ),
        (
            _OWNER_LATER,
            [
                {"number": "31/089", "owner": "P Voss", "due": "2031-06-27", "text": "Report on the sheds with no meter"},
                {"number": "31/091", "owner": "B Rust", "due": "2031-12-19"},
                {"owner": "O Lund", "text": "Paint the shed"},
            ],
        ),
        (
            _SITE_FORM,
            [
                {"number": "14.1", "owner": "P Voss", "due": "2031-06-13"},
                {"number": "14.3", "owner": "O Lund", "due": "2031-06-08"},
            ],
        ),
    ],
    ids=["owner-first", "owner-later", "site-form"],
)  # fmt: skip
def test_a_line_of_columns_is_a_task(block: str, wanted: list[Row]) -> None:
    hold(_HEAD + block, "quay/minutes.txt", {"action": wanted})


def test_columns_without_anybody_are_no_tasks() -> None:
    assert not [row for row in told(_HEAD + _NO_TASKS, "quay/minutes.txt", "action") if row.get("owner")]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "Actions: OL letter on the crane 15 June / MS marks painted on stand 9 by 22 June / PR book six men 8 June\nNext circle 26 June",
            [
                {"owner": "OL", "text": "letter on the crane", "due": "2031-06-15"},
                {"owner": "MS", "text": "marks painted on stand 9", "due": "2031-06-22"},
                {"owner": "PR", "text": "book six men", "due": "2031-06-08"},
            ],
        ),
        (
            "Actions: Mr Voss (rope section of the list, 30 June); Ms Rust (proof of\ncalibration, 14 June); Ona Lund (ask for terms, 28 June).",
            [
                {"owner": "Mr Voss", "text": "rope section of the list", "due": "2031-06-30"},
                {"owner": "Ms Rust", "text": "proof of calibration", "due": "2031-06-14"},
                {"owner": "Ona Lund", "text": "ask for terms", "due": "2031-06-28"},
            ],
        ),
        (
            "Actions: Piet - case for two men, 6 June. Berta - letter to the yard, 23 June. Ona - train the nine, 20 June.",
            [
                {"owner": "Piet", "text": "~case for two men", "due": "2031-06-06"},
                {"owner": "Berta", "text": "~letter to the yard", "due": "2031-06-23"},
                {"owner": "Ona", "text": "~train the nine", "due": "2031-06-20"},
            ],
        ),
        (
            "### E. Actions\n- E1 Rope plan — Piet Voss — 20 June 2031\n- PR paint the shed, 29 June",
            [
                {"number": "E1", "owner": "Piet Voss", "due": "2031-06-20"},
                {"owner": "PR", "text": "~paint the shed", "due": "2031-06-29"},
            ],
        ),
        (
            "Jobs\n * Piet - bigger bell - by 14 June\n * Berta - sheet about ropes - by 12 July",
            [{"owner": "Piet", "due": "2031-06-14"}, {"owner": "Berta", "due": "2031-07-12"}],
        ),
        (
            "- Empty the old shed by 30 June. -> PV",
            [{"owner": "PV", "text": "~Empty the old shed", "due": "2031-06-30"}],
        ),
        (
            "  31-A  Reply to the port ......... P Voss ......... 10 June 2031\n"
            "  31-B  Close the old points ...... Berta Rust .. 30 June 2031",
            [{"owner": "P Voss", "due": "2031-06-10"}, {"owner": "Berta Rust", "due": "2031-06-30"}],
        ),
    ],
    ids=["slashes", "brackets", "sentences", "lettered-heading", "jobs", "arrow", "leaders"],
)
def test_each_of_several_tasks_has_its_owner_and_day(line: str, wanted: list[Row]) -> None:
    hold(_HEAD + line + "\n", "quay/minutes.md", {"action": wanted})


def test_an_outcome_that_is_a_task_has_its_owner() -> None:
    table = (
        "| Item | Discussion | Outcome |\n|---|---|---|\n"
        "| 1 Crane | The men were slow in May and slower in June. | PV to sample 50 lifts |\n"
        "| 2 List | Two sheets were found to be lists under the rule. | To be filed by 13 June 2031, owner Berta Rust |\n"
        "| 3 Rope | Nobody had seen the new rope in all of May. | Noted |\n"
    )
    wanted: list[Row] = [
        {"owner": "PV", "text": "~sample 50 lifts"},
        {"owner": "Berta Rust", "text": "~To be filed", "due": "2031-06-13"},
    ]
    hold(_HEAD + table, "quay/minutes.md", {"action": wanted})
