"""The line that gives a document's number and edition beside its title, and the words by which houses release documents."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts as approvals
from ingest.facts.control import facts
from tests.support.readings import found, of

_BODY = "\n\n1  Burrs are removed by hand before a casting leaves the hall.\n2  Dust is drawn off at the bench.\n"


@pytest.mark.parametrize(
    ("line", "title", "number", "version"),
    [
        ("REMOVING BURRS                         Procedure FT-31, version 4", "REMOVING BURRS", "FT-31", "4"),
        ("FT-31 Removing burrs            REV D     3 May 2031", "Removing burrs", "FT-31", "D"),
        ("FT-31 / Removing burrs / v2.1 / 3-May-2031 / issued by Ida Falk", "Removing burrs", "FT-31", "2.1"),
        ("Crane Works · Fettling · FT-31 Removing burrs · edition 3, 3 May 2031", "Removing burrs", "FT-31", "3"),
        ("CRANE WORKS - FETTLING PROCEDURE - EDITION 4 - 3 May 2031", "FETTLING PROCEDURE", "", "4"),
    ],
)
def test_the_first_line_names_the_document(line: str, title: str, number: str, version: str) -> None:
    page = f"{line}\nKeeper: Ida Falk. Approved by Per Holm on 2 May 2031.{_BODY}"
    (document,) = of(found(facts, page, "procedures/burrs.txt"), "document")
    assert (document["title"], document.get("number", ""), document["version"]) == (title, number, version)


@pytest.mark.parametrize(
    ("line", "number", "version"),
    [
        ("House rule FT-IT-14 · in use since 1 June 2031 · 3rd version", "FT-IT-14", "3"),
        ("(FT-31, rev. C, Ida Falk, passed by the works group 9 Dec 2031. Rev. B was from 2022.)", "FT-31", "C"),
        ("Works office, FT-31, third issue. Ida Falk 9 Sept 2031.", "FT-31", "3"),
        ("*F-7, version 2, 3 May 2031. Written by Ida Falk.*", "F-7", "2"),
    ],
)
def test_the_line_below_the_title_gives_number_and_edition(line: str, number: str, version: str) -> None:
    page = f"# How we remove burrs\n\n{line}\n\n## Before\n\nLook at the casting.\n"
    (document,) = of(found(facts, page, "procedures/burrs.md"), "document")
    assert (document["title"], document["number"], document["version"]) == ("How we remove burrs", number, version)


def test_the_last_line_gives_them() -> None:
    page = f"# Environmental policy\n\nWe waste little.{_BODY}\nSigned: Ida Falk, Director, 3 June 2031\n\n*Doc. EV-POL-01, issue 6. Issue 5 was of 14 May 2028. Keeper: P. Holm.*\n"
    (document,) = of(found(facts, page, "policies/environment.md"), "document")
    assert (document["number"], document["version"], document["owner"]) == ("EV-POL-01", "6", "P. Holm")


def test_a_banner_above_names_nothing() -> None:
    page = f"*** OLD - replaced 9 March 2031 - kept for the record ***\nCRANE WORKS - FETTLING POLICY - EDITION 1\nPassed: Works Board, 20 March 2030.{_BODY}"
    (document,) = of(found(facts, page, "policies/old.txt"), "document")
    assert (document["title"], document["version"], document["approved"]) == ("FETTLING POLICY", "1", "2030-03-20")


def test_a_stamp_beside_the_day_of_issue() -> None:
    page = f"REMOVING BURRS          Procedure FT-31, version 1\nIssued 10 March 2031 by Ida Falk      ** SUPERSEDED 1 May 2032 **{_BODY}"
    (document,) = of(found(facts, page, "procedures/burrs.txt"), "document")
    assert document["status"] == "superseded"


@pytest.mark.parametrize("line", ["All SUPERSEDED COPIES are burnt.", "A superseded sheet is burnt."])
def test_words_on_old_copies_are_no_stamp(line: str) -> None:
    page = f"REMOVING BURRS          Procedure FT-31, version 1\n{line}\nApproved by Per Holm, 3 May 2031{_BODY}"
    (document,) = of(found(facts, page, "procedures/burrs.txt"), "document")
    assert document["status"] == "approved"


@pytest.mark.parametrize(
    "words",
    [
        "cleared by Per Holm on 3 May 2031",
        "cleared for use by Per Holm 3 May 2031",
        "OK'd by Per Holm on 3 May 2031",
        "okayed Per Holm 3 May 2031",
        "agreed Per Holm 3 May 2031",
        "given the go-ahead by Per Holm on 3 May 2031",
        "nodded through by Per Holm 3 May 2031",
        "rev 4 let out by Per Holm 3 May 2031",
        "passed for use: Per Holm, 3 May 2031",
        "authorised for issue: Per Holm, 3 May 2031",
    ],
)
def test_houses_have_many_words_for_a_release(words: str) -> None:
    page = f"# Removing burrs\n\nFT-31 / rev 4 / 3 May 2031 / {words}\n\n## Before\n\nLook at the casting.\n"
    (document,) = of(found(facts, page, "procedures/burrs.md"), "document")
    assert (document["approver"], document["approved"]) == ("Per Holm", "2031-05-03")
    (approval,) = of(found(approvals, page, "procedures/burrs.md"), "approval")
    assert (approval["approver"], approval["approved"]) == ("Per Holm", "2031-05-03")


@pytest.mark.parametrize(
    "words",
    ["released 3 May 2031", "cleared by hand before use", "passed by the foreman each morning", "agreed rates apply"],
)
def test_who_released_it_is_somebody(words: str) -> None:
    page = f"# Removing burrs\n\nFT-31 / rev 4 / {words}\n\n## Before\n\nLook at the casting.\n"
    assert not [each for each in of(found(approvals, page, "procedures/burrs.md"), "approval") if "approver" in each]


def test_front_matter_with_hyphens() -> None:
    front = "---\ntitle: How we use robots\nversion: 2.0\nowner: Ida Falk\napproved-by: Works Board, 22 June 2031\nin-force: 2031-07-01\nnext-look: 2032-06-30\n---\n# How we use robots\n\nWith care.\n"
    (document,) = of(found(facts, front, "policies/robots.md"), "document")
    assert (document["owner"], document["approver"]) == ("Ida Falk", "Works Board")
    assert (document["approved"], document["effective"], document["review"]) == (
        "2031-06-22",
        "2031-07-01",
        "2032-06-30",
    )
