"""Decisions inside an item of several sentences, on labelled lines, in columns of outcomes, and about papers."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold, told

_HEAD = """# Quay committee, minutes of 6 May 2031

Present: Ona Lund (Chair), Piet Voss, Berta Rust
Apologies: Kari Berg

"""


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("- Crane. Piet is angry. Agreed: the crane no longer runs at night. Live since May.", {"text": "~no longer runs"}),
        ("- Logs. Piet asked for 90 days. Berta would rather have 30. Settled at 60 days.", {"text": "~Settled at 60"}),
        ("- Order of work. Agreed order: crane first, then slip.", {"text": "~crane first"}),
        ("- Piet proposed a monthly sheet for each crane. Accepted; first issue in June.", {"outcome": "accepted"}),
        ("31/1 Minutes of Quay Committee 61 approved with one correction: \"rope\" to read \"ropes\".", {"number": "31/1", "outcome": "approved"}),
        ("1. Minutes of 12 April 2031 - accepted.", {"outcome": "accepted"}),
        ("1. MINUTES of 27 April agreed, save that the rope is 20 m.", {"outcome": "decided"}),
        ("1. Terms of reference agreed. The group meets every six weeks.", {"text": "~Terms of reference"}),
        ("b) Night runs. The maker wants them. The group said no, because men sleep.", {"outcome": "rejected"}),
    ],
    ids=["agreed", "settled", "order", "accepted", "minutes-number", "minutes-dash", "minutes-save", "terms", "said-no"],
)  # fmt: skip
def test_an_item_may_decide_in_a_later_sentence_or_without_an_auxiliary(item: str, wanted: Row) -> None:
    hold(f"{_HEAD}{item}\n", "quay/minutes.md", {"decision": [wanted]})


@pytest.mark.parametrize(
    "item",
    [
        "- Crane. Agreed parts are in the shed. Nobody has seen them.",
        "- Crane. The maker came in May. Approved lists hang at the gate.",
        "- Minutes of 12 April to be approved next time.",
        "- Is it right? Agreed?",
        "- The old terms of reference had been agreed by the port in 2029 and nobody has them.",
    ],
)
def test_an_adjective_or_what_is_still_to_come_decides_nothing(item: str) -> None:
    assert told(f"{_HEAD}{item}\n", "quay/minutes.md", "decision") == []


def test_a_labelled_line_inside_an_item_is_a_statement_of_its_own() -> None:
    text = (
        "3. Crane. The maker wants our logs to try them abroad. BR: the contract says no.\n"
        "   DECISION: refused. Offer the yard instead.\n"
        "   ACTION: BR - write to the maker, by 13/5\n"
        "4. Slip. Quiet.\n"
    )
    head = "QUAY COMMITTEE     NOTES No. 4     Tue 06/05/2031\nPresent: OL (chair), PV, BR    Apols: KB\n\n"
    wanted: dict[str, list[Row]] = {
        "decision": [{"outcome": "rejected", "text": "~Crane: refused", "subject": "Crane"}],
        "action": [{"owner": "BR", "text": "~write to the maker", "due": "2031-05-13"}],
    }
    hold(head + text, "quay/notes.txt", wanted)


def test_a_column_of_outcomes_says_what_is_let_or_ordered() -> None:
    table = (
        "| Ref | Subject | What was said | Outcome |\n|---|---|---|---|\n"
        "| Q 31/1 | Accounts | The auditor was content with all but one line | Accounts recommended to Board |\n"
        "| Q 31/2 | Crane | The maker could not show a test in May | Use allowed on condition of a test by 30 June |\n"
        "| Q 31/3 | Pilot | The pilot ended in April with no harm done | Extend by eight weeks |\n"
        "| Q 31/4 | Slip | The report was signed on 2 May by the yard | Full use approved from 19 June 2031 |\n"
        "| Q 31/5 | Rope | Nobody has seen the new rope since March | Rope is in shed 4 |\n"
    )
    wanted: list[Row] = [{"number": f"Q 31/{at}"} for at in (1, 2, 3, 4)]
    hold(_HEAD + table, "quay/minutes.md", {"decision": wanted})
