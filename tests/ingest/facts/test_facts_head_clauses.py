"""Lines under a title that describe the document in clauses without a colon."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts as approvals
from ingest.facts.control import facts
from tests.support.readings import found, of

_NAME = "fettling.md"


def _page(head: str, body: str = "## 1 Purpose\n\nBurrs are removed by hand.\n") -> str:
    return f"# QM-31 Fettling Procedure\n\n{head}\n\n{body}"


@pytest.mark.parametrize(
    "head",
    [
        "**Issue 4** | effective 2 June 2031 | owner Ida Falk, Foundry Lead | approved by Per Holm | review each May",
        "Owner Ida Falk | Approver Per Holm, Works Director | v4.0 | effective 2 June 2031 | reviewed every May",
        "Issue 4 - effective 2 June 2031 - owned by Ida Falk - approved by Per Holm - reviewed yearly",
        "Version 4.0. Effective 2 June 2031. Owner Ida Falk, approved by Per Holm. Look at it again each May.",
        "Issue 4 · in force 2 June 2031 · owner Ida Falk · released by Per Holm · review every year, each May",
    ],
)
def test_clauses_parted_by_bars_dashes_and_stops(head: str) -> None:
    all_facts = found(facts, _page(head), _NAME)
    (document,) = of(all_facts, "document")
    assert (document["owner"], document["approver"], document["effective"]) == ("Ida Falk", "Per Holm", "2031-06-02")
    assert document["number"] == "QM-31" and document["version"] in ("4", "4.0")
    (owned,) = of(all_facts, "ownership")
    assert owned["owner"] == "Ida Falk"
    (review,) = of(all_facts, "review")
    assert review["cadence"].split()[0] in ("each", "every", "yearly")
    (approval,) = of(found(approvals, _page(head), _NAME), "approval")
    assert approval["approver"] == "Per Holm"


def test_posts_and_bodies_own_and_approve() -> None:
    page = _page("Issue 4 | owner Ramp Supervisor | approved by the Works Committee, 3 May 2031")
    (document,) = of(found(facts, page, _NAME), "document")
    assert (document["owner"], document["approver"], document["approved"]) == (
        "Ramp Supervisor",
        "Works Committee",
        "2031-05-03",
    )


def test_initials_do_not_end_a_clause() -> None:
    page = _page("Version 4, owner I. Falk, approved by Dr P. Holm on 3 May 2031")
    (document,) = of(found(facts, page, _NAME), "document")
    assert (document["owner"], document["approver"], document["approved"]) == ("I. Falk", "Dr P. Holm", "2031-05-03")


def test_a_state_that_names_who_approved() -> None:
    page = _page("Owner: Ida Falk · Status: Approved by Per Holm 2031-05-03 · Rev 4 · Review every May")
    (document,) = of(found(facts, page, _NAME), "document")
    assert (document["approver"], document["approved"], document["version"]) == ("Per Holm", "2031-05-03", "4")


@pytest.mark.parametrize(
    ("words", "day"), [("Per Holm, May 2031", ""), ("Per Holm", ""), ("Per Holm, 3 May 2031", "2031-05-03")]
)
def test_who_approved_without_a_day(words: str, day: str) -> None:
    page = _page(f"Owner: Ida Falk. Approved: {words}. Version 4.")
    (approval,) = of(found(approvals, page, _NAME), "approval")
    assert (approval["approver"], approval.get("approved", "")) == ("Per Holm", day)


@pytest.mark.parametrize(
    "words",
    [
        "Approved: yes",
        "Approved: pending",
        "Approved: not yet",
        "owner of each press | approved by post",
        "approved by whoever is on duty",
    ],
)
def test_nobody_in_particular_approves(words: str) -> None:
    page = _page(f"Version 4. {words}.")
    assert not [each for each in of(found(approvals, page, _NAME), "approval") if each.get("approver")]
    assert not of(found(facts, page, _NAME), "ownership")


def test_rules_further_down_are_no_clauses_of_the_head() -> None:
    body = "## 1 Purpose\n\nMoulds are checked.\n\n## 2 Repairs\n\nOwner Ida Falk, approved by Per Holm | reviewed every day\n"
    body += "\n## 3 Records\n\n" + "Every mould has a card of its own. " * 20 + "\n"
    page = _page("Version 4. Effective 2 June 2031.", body)
    (document,) = of(found(facts, page, _NAME), "document")
    assert "owner" not in document and "approver" not in document
    assert not of(found(facts, page, _NAME), "review")


def test_a_post_beside_the_owner_is_kept() -> None:
    page = _page("Owner Ida Falk, Validation Lead | Approver Per Holm, Review Board Secretary | v4.0")
    (owned,) = of(found(facts, page, _NAME), "ownership")
    assert (owned["owner"], owned["role"]) == ("Ida Falk", "Validation Lead")


def test_number_and_version_in_one_bracket_of_the_title() -> None:
    page = "# Fettling (QM-31, version 2.3)\n\nOwner Ida Falk. Approved by Per Holm on 3 May 2031.\n\n## 1 Purpose\n\nBurrs.\n"
    (document,) = of(found(facts, page, _NAME), "document")
    assert (document["title"], document["number"], document["version"]) == ("Fettling", "QM-31", "2.3")
