"""Several signatures in one line; houses made up here."""

from __future__ import annotations

import pytest

from ingest.facts.signatures import facts
from tests.support.readings import found, of


def _signed(text: str, name: str = "page.txt") -> list[tuple[str, str]]:
    told = of(found(facts, text, name), "signature")
    return [(each["signer"], each.get("signed", "")) for each in told if each["state"] == "written"]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Signatures: I. Falk 8 Jan 2031 / P. Holm 7 Jan 2031", ["2031-01-08", "2031-01-07"]),
        (
            "Sign-off: I. Falk 2031-04-02; P. Holm 2031-04-10 under the reserve of a review.",
            ["2031-04-02", "2031-04-10"],
        ),
        ("Signed I. Falk; countersigned P. Holm 20/4/31.", ["", "2031-04-20"]),
        (
            "Signed for the Agency: I. Falk, Oslo, 12 February 2031. Signed for Lake Aid: P. Holm, Bergen, 20 February 2031.",
            ["2031-02-12", "2031-02-20"],
        ),
    ],
)
def test_two_in_a_line(line: str, days: list[str]) -> None:
    text = f"Sluice Planner 1.4 goes live\n\nThe tests were passed.\n\n{line}\n"
    assert sorted(_signed(text)) == sorted(zip(["I. Falk", "P. Holm"], days, strict=True))


def test_the_parties_of_an_agreement() -> None:
    text = "FRAMEWORK AGREEMENT No. 7 between Lock Ltd and Sluice plc\nDated 5 December 2030\n\n4.1 Fee: EUR 300.\nFor the Customer: I. Falk          For the Supplier: Per Holm, managing director\n"
    assert _signed(text, "contract.txt") == [("I. Falk", ""), ("Per Holm", "")]


def test_a_place_and_a_day_below_the_name() -> None:
    text = "QUALITY POLICY\n\nWe keep locks.\n\nSigned: Ida Falk, Chief Executive\nBergen, 21 January 2031\n"
    assert _signed(text) == [("Ida Falk", "2031-01-21")]


@pytest.mark.parametrize(
    "line",
    [
        "Signed documents; countersigned forms go to the desk.",
        "To be signed by Ida Falk; countersigned by Per Holm before 3 May 2031.",
        "For the record: Ida Falk          For the archive: see shelf 4",
        "Signatures: collected / filed on 3 May 2031",
    ],
)
def test_lines_without_signatures(line: str) -> None:
    assert _signed(f"Notes on locks\n\nLocks are greased.\n\n{line}\n") == []
