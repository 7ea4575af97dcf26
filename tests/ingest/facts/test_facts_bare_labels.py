"""Labels of controlled documents without a colon, in grids, and whom a label names; organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts as approvals
from ingest.facts.control import facts
from ingest.facts.mentions import holder, someone
from tests.support.readings import found, of, table

TITLE = "# Ferry Boarding Procedure\n\n"
END = "\n\n## 1 Purpose\n\nNobody boards before the bell.\n"
STACKED = TITLE + "Procedure owner\n\nQuay Operations\n\nApproval date and body\n\nHarbour Senate, 6 June 2033" + END
RUN = TITLE + "Procedure owner\n\nQuay Operations\n\nApproval date and body 6 June 2033, Harbour Senate" + END
COLONED = TITLE + "Procedure owner:\n\nQuay Operations\n\nApproval date and body: 6 June 2033 - Harbour Senate" + END
COLUMNS = (
    TITLE
    + "Document owner      Quay Operations\nApproved by         Harbour Senate\nDate approved       6 June 2033"
    + END
)
BOLD = (
    TITLE
    + "**Owner**\n\nQuay Operations\n\n**Approval authority**\n\nHarbour Senate\n\n**Approval date**\n\n6 June 2033"
    + END
)
GRID = (
    TITLE
    + "| Doc. no. | FB-07 | Owner | Quay Operations |\n|---|---|---|---|\n"
    + "| Approved by | Harbour Senate | Date approved | 6 June 2033 |"
    + END
)


@pytest.mark.parametrize("text", [STACKED, RUN, COLONED, COLUMNS, BOLD, GRID])
def test_owner_and_approval_under_labels_without_a_colon(text: str) -> None:
    (document,) = of(found(facts, text, "ferry.md"), "document")
    assert (document["owner"], document["approver"], document["approved"]) == (
        "Quay Operations", "Harbour Senate", "2033-06-06",
    )  # fmt: skip
    (approval,) = of(found(approvals, text, "ferry.md"), "approval")
    assert (approval["body"], approval["approved"]) == ("Harbour Senate", "2033-06-06")


@pytest.mark.parametrize(
    "text",
    [
        TITLE + "Owner\n\nThe owner of a vessel shall hold a licence for it and shall show it when asked." + END,
        TITLE + "Approved by\n\n[name of committee]\n\nApproval date\n\n[day]" + END,
        TITLE + "Review\n\nWe look at this text from time to time." + END,
        TITLE + "Owner\nOwner\nOwner\nMate\nMate" + END,
    ],
)
def test_headings_and_empty_forms_are_no_labels(text: str) -> None:
    (document,) = of(found(facts, text, "ferry.md"), "document")
    assert not {"owner", "approver", "approved", "review"} & set(document)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("IT Services", "IT Services"),
        ("HR", "HR"),
        ("Office of the Vice President for Research", "Office of the Vice President for Research"),
        ("Platform Security", "Platform Security"),
        ("siri.oak@mill.example", "siri.oak@mill.example"),
        ("@mill/platform", "@mill/platform"),
        ("Deputy Vice-Chancellor (Estates)", "Deputy Vice-Chancellor"),
        ("Dean Oakes", "Dean Oakes"),
    ],
)
def test_whom_a_label_of_an_owner_names(words: str, name: str) -> None:
    who = holder(words)
    assert who is not None
    assert who.name == name


@pytest.mark.parametrize(
    "words", ["Creates and maintains the content", "[Policy Owner]", "<name>", "Insert name", "tbc", "Internal", ""]
)
def test_whom_no_label_names(words: str) -> None:
    assert holder(words) is None


def test_a_word_is_no_acronym() -> None:
    assert someone("Creates") is None
    assert someone("UMC") is not None


def test_a_label_may_name_who_approved() -> None:
    text = table(["Agreed by the Crew Council", "14 May 2033"], ["Review cycle", "Two years"], above=TITLE.strip())
    (approval,) = of(found(approvals, text, "ferry.md"), "approval")
    assert (approval["body"], approval["approved"]) == ("Crew Council", "2033-05-14")
