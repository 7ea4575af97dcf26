"""Who was there, as quick notes and small committees write it: hardly a label, sides of a table, lines that are broken."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold, told

_CLAUSES = """# Harbour & Quay Committee
**4 Mar 2031, 9.00-10.15, Net loft.** AB chairs. Also CD, EF, GH. JK notes. Sorry: LM.

- The crane is back.
- Next: 8 Apr
"""
_SLASHES = """QUAY COMMITTEE - NOTES, 6 MAY 2031, 3pm, Teams

AB chair / CD / EF / GHK.  JL late (joined 3.20).  MN apologies.
Notes by: Ona Lund

(1) Last notes ok.
"""
_WRAPPED = """Quay working group, third meeting
7 May 2031, net loft, 12.30 to 13.10

AR (convener), HD, Ona Lund (trainee rep), Piet Voss
(Stores), Berta Rust (Sales)
sorry: SM, DK

1. Crane. It is back.
"""
_WORDS = """QC, Tuesday 6 May 2031

Present AB (chair) / CD / EF. Apologies GH (her paper taken by CD). Also
Ona Lund of Rust Brothers for 3.

1. The Committee approved the rota.
"""
_GIVEN = """Quay working group, 6 May 2031 (hybrid)
OL = Ona Lund (lead), PV = Piet Voss, BR = Berta Rust. Not here: AH (Arne Holm).

1. The group agreed to paint the shed.
"""
_SIDES = """HARBOUR BOARD
Regular meeting, 6 May 2031, 1 p.m., Net loft.

Directors: Ona Lund (Chair), Piet Voss (Vice-Chair).
Regrets: Berta Rust.
Staff: Arne Holm (President and CEO), Mei Sato (CFO, for item 5).
Recording secretary: Kari Berg.

1. The Board approved the rota.
"""
_COLUMNS = """HARBOUR BOARD - MINUTES - 6 May 2031

Present   AB (Chair), CD, EF
In att.   GH; JK (minutes)
Apologies LM (unwell)

1. The Board approved the rota.
"""
_BROKEN = """HARBOUR AUDIT COMMITTEE
Notes and decisions, 6 May 2031 (10 am, by video)

Attended by Ona Lund (chairing), Berta Rust, Dr Piet Voss, Arne d'Aubert; Mei
Sato; Kari Berg; Ida Holm of Rust Brothers LLP (internal audit);
Jon Lunde for item 4. Cllr Wick sent apologies.

1. The Committee approved the rota.
"""
_SHORT_FIRST = """QUALITY CIRCLE - 6 May 2031 - net loft
Round the table: OL Ona Lund (chair), PV Piet Voss, BR Berta Rust + 3 guests
Absent: HE Hanna Eide
Scribe: PV

The circle agreed to paint the shed.
"""
_BESIDE = """# Quay Forum 12
Tue 6 May 2031 · Net loft · chaired by Ona Lund · scribe Piet Voss

Who came: ALK, Berta Rust, Arne Holm, Mei Sato
Not here: Kari Berg

1. ALK showed the new rope.
"""
_NO_LIST = """Quay office, 6 May 2031
Rope, paint, tar and nails came on Monday. Also a new pump.
VAT / HR / IT are closed on Friday.

1. Please sign for your parcels.
"""


def _parts(text: str, path: str = "committee/notes.md") -> dict[str, str]:
    return {row.get("person", ""): row["part"] for row in told(text, path, "attendance")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (_CLAUSES, {"AB": "chair", "CD": "in attendance", "EF": "in attendance", "GH": "in attendance", "JK": "secretary", "LM": "apologies"}),
        (_SLASHES, {"AB": "chair", "CD": "present", "EF": "present", "GHK": "present", "JL": "present", "MN": "apologies", "Ona Lund": "secretary"}),
        (_WRAPPED, {"AR": "chair", "HD": "present", "Ona Lund": "present", "Piet Voss": "present", "Berta Rust": "present", "SM": "apologies", "DK": "apologies"}),
        (_WORDS, {"AB": "chair", "CD": "present", "EF": "present", "GH": "apologies", "Ona Lund": "in attendance"}),
        (_GIVEN, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Arne Holm": "apologies"}),
        (_SIDES, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "apologies", "Arne Holm": "in attendance", "Mei Sato": "in attendance", "Kari Berg": "secretary"}),
        (_COLUMNS, {"AB": "chair", "CD": "present", "EF": "present", "GH": "in attendance", "JK": "in attendance", "LM": "apologies"}),
        (_BROKEN, {"Ona Lund": "chair", "Berta Rust": "present", "Dr Piet Voss": "present", "Arne d'Aubert": "present", "Mei Sato": "present", "Kari Berg": "present", "Ida Holm": "present", "Jon Lunde": "present", "Cllr Wick": "apologies"}),
        (_SHORT_FIRST, {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Hanna Eide": "apologies"}),
        (_BESIDE, {"Ona Lund": "chair", "Piet Voss": "secretary", "ALK": "present", "Berta Rust": "present", "Arne Holm": "present", "Mei Sato": "present", "Kari Berg": "apologies"}),
        (_NO_LIST, {}),
    ],
    ids=["clauses", "slashes", "wrapped", "words", "given", "sides", "columns", "broken", "short-first", "beside", "none"],
)  # fmt: skip
def test_who_was_there_is_read_however_it_is_set(text: str, wanted: dict[str, str]) -> None:
    assert _parts(text) == wanted


def test_a_side_of_the_table_counts_only_next_to_a_label() -> None:
    text = _SIDES.replace("Staff: Arne", "\nStaff: Arne").replace("Recording", "\nRecording")
    assert "Arne Holm" not in _parts(text)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("next call 3 June 2031, same time", "2031-06-03"),
        ("Next circle 3 June", "2031-06-03"),
        ("Next: Quay Board No. 63 on 3 June 2031.", "2031-06-03"),
    ],
)
def test_the_next_one_may_be_a_call_or_a_circle_and_have_a_number(line: str, day: str) -> None:
    wanted: dict[str, list[Row]] = {
        "meeting": [{"state": "held", "held": "2031-05-06"}, {"state": "planned", "held": day}]
    }
    hold(f"{_COLUMNS}\n{line}\n", "board/minutes.txt", wanted)
