"""Signatures where more houses write them: at the very end, on a dotted line, several in turn; and posts with their holder."""

from __future__ import annotations

import pytest

from ingest.facts.roles import facts as roles
from ingest.facts.signatures import facts
from tests.support.readings import found, of, table

_RULES = "1. Burrs are removed by hand.\n2. Dust is drawn off at the bench.\n\n"


def _policy(end: str) -> str:
    return f"# Fettling policy\n\nEdition 2.\n\n{_RULES}{end}\n"


def test_a_name_with_a_post_above_a_day() -> None:
    (signed,) = of(found(facts, _policy("Ida Falk, Director\n3 May 2031"), "policies/fettling.md"), "signature")
    assert (signed["signer"], signed["role"], signed["signed"]) == ("Ida Falk", "Director", "2031-05-03")


@pytest.mark.parametrize(
    "end", ["Ida Falk, fettling since 1999\n3 May 2031", "Ida Falk, Director\nMay 2031", "Ida Falk, Director"]
)
def test_other_last_lines_are_no_signature(end: str) -> None:
    assert not of(found(facts, _policy(end), "policies/fettling.md"), "signature")


def test_a_dotted_line_that_is_filled_in() -> None:
    words = "CRANE HALL\nSchool board, 8 October 2031\n\nMinutes: all agreed.\n\nSigned as a true record ........ I Falk 3/12/31\n"
    (signed,) = of(found(facts, words, "minutes.txt"), "signature")
    assert (signed["signer"], signed["state"]) == ("I Falk", "written")


def test_a_dotted_line_above_words_is_open() -> None:
    (place,) = of(found(facts, _policy("Signed ........ Date ........"), "policies/fettling.md"), "signature")
    assert place["state"] == "blank_line"


@pytest.mark.parametrize(
    "words",
    [
        "Signed Ida Falk 3 May 2031, Per Holm 4 May 2031.",
        "Signed by Ida Falk on 3 May 2031 and Per Holm on 4 May 2031.",
    ],
)
def test_several_sign_in_turn(words: str) -> None:
    text = f"# Test report\n\nBurrs: none.\n\n{words}\n"
    signed = {(each["signer"], each["signed"]) for each in of(found(facts, text, "reports/test.md"), "signature")}
    assert signed == {("Ida Falk", "2031-05-03"), ("Per Holm", "2031-05-04")}


def test_who_may_sign_is_no_signature() -> None:
    limits = table(["Amount", "Signature"], ["up to 5,000", "team leader"], ["above 5,000", "board"])
    assert not of(found(facts, f"# Buying procedure\n\n{limits}", "procedures/buying.md"), "signature")


def test_it_is_the_document_at_hand() -> None:
    text = "# Buying procedure\n\nRev. 2. It was countersigned by Ida Falk on 6 May 2031.\n"
    (signed,) = of(found(facts, text, "procedures/buying.md"), "signature")
    assert signed["subject"] == "Buying procedure"


@pytest.mark.parametrize(
    "head",
    [
        "Post:      Data Lead\nHolder:    Ida Falk (from 1 September 2031)",
        "Post: Data Lead (grade 9)      Holder: Ida Falk, since 1 September 2031",
        "Title: Data Lead\nFilled by: Ida Falk since September 1, 2031",
    ],
)
def test_a_description_of_a_post_names_its_holder(head: str) -> None:
    held = of(found(roles, f"JOB DESCRIPTION\n\n{head}\n\nYou keep the data in order.\n", "hr/jd.txt"), "role")
    assert {"person": "Ida Falk", "role": "Data Lead", "from": "2031-09-01"} in held


def test_a_post_that_is_vacant_has_no_holder() -> None:
    held = of(found(roles, "JOB DESCRIPTION\n\nPost: Data Lead\nHolder: vacant\n", "hr/jd.txt"), "role")
    assert not [each for each in held if "person" in each]


def test_somebody_who_acts_until_a_day() -> None:
    text = "# Notes\n\nIda Falk acts as Head of Works until 31 May 2032.\n"
    (held,) = of(found(roles, text, "notes.md"), "role")
    assert held["until"] == "2032-05-31" and "from" not in held
