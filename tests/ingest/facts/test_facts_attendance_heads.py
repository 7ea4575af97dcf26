"""Who was there, as short heads of minutes tell it: initials below a day in figures, sides of the table, running words."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_PARTS = ("chair", "present", "in attendance")
_FIGURES = """QUAY SAFETY GROUP                          6/5/31   12.00-13.15
OL (ch), PV, BR, AH          apols: KB

1  Rota agreed.
"""
_BEHIND = """QRC/07      6 May 2031      rough notes by OL, agreed by mail 9 May

PV in the chair.  BR, AH, MS, OL present.  KB joined late (11.20).

A. The group approved the rota.
"""
_SLASH = """ROPE PANEL    6 May 2031    13.00    (meeting no. 9)

present   OL PV BR AH  /  MS wrote
excused   Kari Berg (Harbour Trust), ill

Rota. Agreed.
"""
_OWN_WORDS = """# SU referat / works council – 6 May 2031

Til stede (present): Lund, Voss, Rust — Afbud (apologies): Holm

The council agreed to paint the shed.
"""
_PANEL = """Rope Complaints Panel                    Old Quay, 6 May 2031

Panel: Ona Lund (Stores, convenor), Piet Voss (riggers' representative), Adv. Berta Rust (outside member)

Case 3. The panel upheld it.
"""
_INITIAL_POINT = """## Quay Steering Committee | 6 May 2031 | Net loft
Chair Ona Lund (COO). Present P. Voss, B. Rust, Arne Holm (Old Quay). Apologies K. Berg.

1. The committee agreed to paint the shed.
"""
_BRACKET = """Quay forum - notes 6 May 2031 (OL leading, PV, BR; AH joined 10.20)

* The forum agreed to paint the shed.
"""
_SURNAMES = """# Harbour board – record of decisions, 6 May 2031

*Video and Old Quay. Lund (chair), Voss, Rust, Holm.*

**A. Money.** The board approved the budget.
"""
_SIDES = """HARBOUR SAFETY COMMITTEE
6 May 2031     9:30-10:40     Net loft

Management: Ona Lund (co-chair), Piet Voss
Workers: Berta Rust (co-chair), Arne Holm        Absent: none

1. Rota agreed.
"""
_PROSE = """Harbour Care Committee
6 May 2031, 7.30 am, Old Quay

Dr Lund, Dr Voss and Mrs Rust were in the room, Ms Holm on the phone. Mr Sato could
not come and sent Kari Berg.

The committee approved the rota.
"""
_AWAY = """HARBOUR BOARD - MINUTES                         6 May 2031, Old Quay

In the chair: O. Lund, Mr. Holm being away.
Also there: P. Voss, B. Rust.

1. Rota agreed. Mei Sato (Stores) was represented by her deputy, Kari Berg.
"""


@pytest.mark.parametrize(
    ("text", "here", "away"),
    [
        (_FIGURES, "AH|BR|OL|PV", "KB"),
        (_BEHIND, "AH|BR|KB|MS|OL|PV", ""),
        (_SLASH, "AH|BR|OL|PV", "Kari Berg"),
        (_OWN_WORDS, "Lund|Rust|Voss", "Holm"),
        (_PANEL, "Adv. Berta Rust|Ona Lund|Piet Voss", ""),
        (_INITIAL_POINT, "Arne Holm|B. Rust|Ona Lund|P. Voss", "K. Berg"),
        (_BRACKET, "AH|BR|OL|PV", ""),
        (_SURNAMES, "Holm|Lund|Rust|Voss", ""),
        (_SIDES, "Arne Holm|Berta Rust|Ona Lund|Piet Voss", ""),
        (_PROSE, "Dr Lund|Dr Voss|Kari Berg|Mrs Rust|Ms Holm", "Mr Sato"),
        (_AWAY, "B. Rust|Kari Berg|O. Lund|P. Voss", "Mr. Holm|Mei Sato"),
    ],
    ids=[
        "figures",
        "behind",
        "slash",
        "own-words",
        "panel",
        "initial",
        "bracket",
        "surnames",
        "sides",
        "prose",
        "away",
    ],
)
def test_the_head_of_short_minutes_tells_who_came(text: str, here: str, away: str) -> None:
    rows = told(text, "notes/quay.md", "attendance")
    assert {row["person"] for row in rows if row["part"] in _PARTS} == set(here.split("|"))
    assert {row["person"] for row in rows if row["part"] == "apologies"} == set(filter(None, away.split("|")))


@pytest.mark.parametrize(
    ("text", "none"),
    [
        (_PANEL.replace("Panel: Ona", "Body: Ona").replace("Panel: ", ""), "Ona Lund"),
        (
            "Rope Panel, 6 May 2031\n\nPanel: Standards\nPresent: Ona Lund, Piet Voss\n\nThe panel approved it.\n",
            "Standards",
        ),
        (_SURNAMES.replace("Lund (chair), Voss, Rust, Holm", "Oil (barrels), Rope, Paint, Tar"), "Rope"),
        (_SURNAMES.replace("approved the budget", "heard of revenue. Revenue EUR 198 m, Rope 20"), "Revenue EUR"),
        ("Quay budget 6 May 2031 (EUR 12 m, VAT 20, HR 3)\n\nThe rope is dear.\n", "HR"),
    ],
)
def test_words_that_are_no_list_name_nobody(text: str, none: str) -> None:
    assert none not in {row.get("person", "") for row in told(text, "notes/quay.md", "attendance")}
