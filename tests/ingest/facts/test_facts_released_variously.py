"""How often a document is reviewed, who let it out and who signed it, in places and words that other houses use."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts as approvals
from ingest.facts.control import facts
from ingest.facts.signatures import facts as signatures
from tests.support.readings import found, of

_RULES = "1. Burrs are removed by hand, and nobody is alone at the bench when it is done.\n" * 12


@pytest.mark.parametrize(
    ("rule", "cadence"),
    [
        ("9. **Review.** Every two years.", "every two years"),
        ("11. The policy is reviewed every two years.", "every two years"),
        ("Review: once a year by the owner.", "once a year"),
        ("11. This policy is looked at again yearly.", "yearly"),
    ],
)
def test_the_last_rule_says_how_often_it_is_reviewed(rule: str, cadence: str) -> None:
    page = f"---\ntitle: Fettling policy\nedition: 1\n---\n# Fettling policy\n\n{_RULES}{rule}\n"
    (review,) = of(found(facts, page, "policies/fettling.md"), "review")
    assert review["cadence"].lower().startswith(cadence)


@pytest.mark.parametrize(
    "rule", ["9. Review every casting.", "9. The list is reviewed every week.", "9. A review every day costs much."]
)
def test_other_reviews_are_not_its_own(rule: str) -> None:
    page = f"---\ntitle: Fettling policy\nedition: 1\n---\n# Fettling policy\n\n{_RULES}{rule}\n"
    assert not [
        each
        for each in of(found(facts, page, "policies/fettling.md"), "review")
        if "week" in str(each) or "day" in str(each)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "FT-31 Fettling policy   Rev 6   Released 3 Feb 2031   Owner I. Falk   Appr. P. Holm   Next review Feb 2032",
        "FT-31 Fettling policy   Rev 6   3 Feb 2031\nPrepared Ida Falk / Approved P. Holm",
        "FT-31 / Fettling policy / v6 / 3 Feb 2031 / issued by Ida Falk, ok Per Holm",
        "FT-31 / Fettling policy / v6 / 3 Feb 2031 / agreed Per Holm for the hall",
    ],
)
def test_an_approver_in_a_line_of_clauses(head: str) -> None:
    (document,) = of(found(facts, f"{head}\n\nPURPOSE\n{_RULES}", "policies/fettling.txt"), "document")
    assert document["approver"] in ("P. Holm", "Per Holm") and document["version"] == "6"


def test_who_cleared_it_for_a_purpose() -> None:
    page = f"FT-31 / Fettling / rev C / 11 May 2031\n\n{_RULES}\nIssued by I. Falk. Cleared by P. Holm for dust protection on 8 May 2031.\n"
    (approval,) = of(found(approvals, page, "procedures/fettling.txt"), "approval")
    assert (approval["approver"], approval["approved"]) == ("P. Holm", "2031-05-08")


def test_a_plan_says_in_a_bracket_who_approved_it() -> None:
    page = "TRAINING 2031  - Ida Falk, staff office -   (approved: Per Holm, 19 January 2031)\n\nAI basics, everybody, 90 minutes.\n"
    (approval,) = of(found(approvals, page, "registers/training.txt"), "approval")
    assert (approval["approver"], approval["approved"]) == ("Per Holm", "2031-01-19")


def test_two_sign_on_the_day_of_the_label() -> None:
    page = "# Impact of the crane\n\nFilled in by Ona Lund. **Signed 25 September 2031: Ida Falk, Per Holm.**\n\nNobody is hurt.\n"
    signed = of(found(signatures, page, "reports/crane.md"), "signature")
    assert {(each["signer"], each["signed"]) for each in signed} == {
        ("Ida Falk", "2031-09-25"),
        ("Per Holm", "2031-09-25"),
    }
