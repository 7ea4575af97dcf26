"""Signatures as circulars, resolutions and signing services show them; organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.signatures import facts
from tests.support.readings import found, of


@pytest.mark.parametrize(
    ("text", "signer", "signed"),
    [
        ("# Circular 4\n\nThe canteen opens at noon.\n\nSd/-\nV. Rangan\nGeneral Manager (Stores)\n", "V. Rangan", ""),
        ("# Circular 4\n\nThe canteen opens at noon.\n\n(Sd/-)\n(V. Rangan)\nGeneral Manager\n", "V. Rangan", ""),
        ("# Resolution\n\nThe canteen opens.\n\nYara Holt /s/ (electronically signed 4 May 2033)\n", "Yara Holt", "2033-05-04"),
        ("# Resolution\n\nThe canteen opens.\n\nDocuSigned by:\nYara Holt\n4 May 2033\n", "Yara Holt", "2033-05-04"),
        ("# Resolution\n\nThe canteen opens.\n\nSigned electronically by Yara Holt on 4 May 2033\n", "Yara Holt", "2033-05-04"),
    ],
)  # fmt: skip
def test_who_signed(text: str, signer: str, signed: str) -> None:
    (told,) = of(found(facts, text, "paper.txt"), "signature")
    assert (told["signer"], told["state"], told.get("signed", "")) == (signer, "written", signed)


def test_two_on_one_line() -> None:
    text = "# Resolution\n\nThe canteen opens.\n\n/s/ Yara Holt              /s/ Odo Linn\nDirector                   Director\n"
    assert {each["signer"] for each in of(found(facts, text, "paper.txt"), "signature")} == {"Yara Holt", "Odo Linn"}


def test_a_place_for_a_post() -> None:
    text = "# Sail Policy\n\n| | |\n|---|---|\n| Agreed by | Crew Council |\n| Signed (Chair) | |\n"
    (told,) = of(found(facts, text, "sail.md"), "signature")
    assert (told["field"], told["state"]) == ("Signed (Chair)", "blank_line")


@pytest.mark.parametrize(
    "text",
    [
        "# Circular\n\nThe copy marked Sd/- is kept by the clerk.\n",
        "# Circular\n\nSd/-\n[name]\n",
        "# Guide\n\nA page with /s/ in front of a name counts as signed.\n",
        "# Guide\n\nThe form is to be signed electronically by the manager before 4 May 2033.\n",
    ],
)
def test_what_is_no_signature(text: str) -> None:
    assert of(found(facts, text, "paper.txt"), "signature") == []
