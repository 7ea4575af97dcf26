"""In which order a text writes its numeric dates: what tells it, and when nothing does."""

from __future__ import annotations

import pytest

from evidence.dating import order_of


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Checked 14/06/25, due 03/06/26", "dmy"),
        ("Checked 06/14/25, due 03/06/26", "mdy"),
        ("Seen on Wed 8/10/25 by the shift", "dmy"),  # 8 October 2025 was a Wednesday
        ("Seen on Sunday, 8/10/25 by the shift", "mdy"),  # and 10 August a Sunday
        ("Approved 03/06/24. Signed: B. Lund, 3 June 2024", "dmy"),
        ("Approved 03/06/24. Signed: B. Lund, March 6, 2024", "mdy"),
        ("Date 10/03/26. The fitter began on 16 Feb, ends in Jan 27", "dmy"),
        ("Date 10/03/26. The fitter began on February 16, 2026", "mdy"),
        ("Date 10/03/26. Costs £40 a week", "dmy"),
        ("Date 10/03/26", None),
        ("Checked 14/06/25, and 06/14/25", None),
        ("No dates at all", None),
        ("Minutes 25/19 and 26/14 of the council", None),
        ("Folder 25-06-05", None),
    ],
)
def test_what_gives_the_order_away(text: str, order: str | None) -> None:
    assert order_of(text) == order
