"""Attendance as quick notes list it: initials, names without capitals, the sides of a table, somebody in place of another."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_BODY = (
    "\n\n1. Bell. The committee agreed to buy a new bell. Ona asked for two.\n2. Rope. Piet has one. Berta has none.\n"
)


def _people(text: str, path: str = "quay/committee-2031-05-03.md") -> dict[str, str]:
    return {row.get("person", ""): row["part"] for row in told(text + _BODY, path, "attendance")}


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            "Quay Committee - 1st meeting - Tues 3 May 2031\nin: OL (chair) PV BR DMcG   / not in: KH (on a course)",
            {"OL": "chair", "PV": "present", "BR": "present", "DMcG": "present", "KH": "apologies"},
        ),
        (
            "Quay Committee 3 May 2031\nwho: ona (by phone), piet v, berta r\nnot: kees h - lorry broken",
            {"ona": "present", "piet v": "present", "berta r": "present"},
        ),
        (
            "QUAY COMMITTEE, Sail loft, 3 and 4 May 2031\n\nWardens: Ona Lund (north), Piet Voss (south), Berta Rust (slip).",
            {"Ona Lund": "present", "Piet Voss": "present", "Berta Rust": "present"},
        ),
        (
            "Quay committee, 3 May 2031\n\nFor management: Ona Lund (in the chair as Kees was away), Piet Voss. "
            "For the staff: Berta Rust. Apologies: Kees Holm.",
            {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Kees Holm": "apologies"},
        ),
        (
            "Quay committee, 3 May 2031\n\nPresent: Ona Lund (chair), Piet Voss. Management: Rust, Holm (item 2).",
            {"Ona Lund": "chair", "Piet Voss": "present", "Rust": "in attendance", "Holm": "in attendance"},
        ),
        (
            "Quay committee, 3 May 2031\n\nHere: Col. (retd) Ona Lund - chair; Piet Voss; Adv. B. Rust. Away: Kees Holm",
            {"Col. Ona Lund": "chair", "Piet Voss": "present", "Adv. B. Rust": "present", "Kees Holm": "apologies"},
        ),
        (
            "Quay committee, 3 May 2031\n\nPresent: Ona Lund (chair), Piet Voss for Berta, Kees Holm on leave",
            {"Ona Lund": "chair", "Piet Voss": "present", "Kees Holm": "present"},
        ),
    ],
)
def test_quick_lists(head: str, wanted: dict[str, str]) -> None:
    found = _people(head)
    assert {name: part for name, part in found.items() if name in wanted} == wanted
    assert set(found) <= {*wanted, "kees h"}


def test_initials_below_a_head_that_gives_the_day() -> None:
    assert _people("QUAY GROUP - MONDAY NOTES      3 May 2031\nOL, PV, BR, KH (TA for point 2)") == {
        name: "present" for name in ("OL", "PV", "BR", "KH")
    }


@pytest.mark.parametrize(
    "head",
    [
        "Quay committee, 3 May 2031\n\nBerths: North Pier, South Pier, Old Slip.",  # places
        "Quay committee, 3 May 2031\n\nnot: paid, painted, mended",  # what was not done
    ],
)
def test_other_lists_name_nobody(head: str) -> None:
    assert not {"paid", "painted", "mended"} & set(_people(head))
    assert "North Pier" not in _people(head)


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            "## Quay Steering Group, 3 May 2031\n\nOna Lund led; Piet Voss, Berta Rust (north) and Ada Wick came. "
            "Kees Holm couldn't make it.",
            {
                "Ona Lund": "chair",
                "Piet Voss": "present",
                "Berta Rust": "present",
                "Ada Wick": "present",
                "Kees Holm": "apologies",
            },
        ),
        (
            "Quay Safety Panel\n3 May 2031, sail loft\n\nOna Lund opened. Also with us: Piet Voss, Berta Rust, Ada Wick.",
            {"Ona Lund": "chair", "Piet Voss": "present", "Berta Rust": "present", "Ada Wick": "present"},
        ),
        (
            "# Quay group - record of 3 May 2031\n\n*Chair* O. Lund. *Round the table* Voss, Rust, Wick. *Apologies* Holm.",
            {"O. Lund": "chair", "Voss": "present", "Rust": "present", "Wick": "present", "Holm": "apologies"},
        ),
        (
            "Board minutes - meeting 4/2031\n\n3 May 2031, sail loft. All seven members present. Management: Lund, Voss.",
            {"Lund": "in attendance", "Voss": "in attendance"},
        ),
    ],
)
def test_attendance_in_short_sentences(head: str, wanted: dict[str, str]) -> None:
    assert _people(head) == wanted
