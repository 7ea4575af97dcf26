"""The state, number, title and approvers of controlled documents in the layouts of many houses."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts as approvals
from ingest.facts.control import facts
from tests.support.readings import found, of, table

_BODY = "## 1 Purpose\n\nNets are dried before they are mended.\n"


def _document(text: str, name: str = "nets.md") -> dict[str, str]:
    (document,) = of(found(facts, text, name), "document")
    return document


@pytest.mark.parametrize(
    ("title", "status", "day"),
    [
        ("Net Mending Procedure, version 3.0 (OLD - withdrawn 15 January 2031)", "withdrawn", "2031-01-15"),
        ("Net Mending Procedure - version 3 (superseded 19 January 2031)", "superseded", "2031-01-19"),
        ("Net Mending Procedure (SUPERSEDED)", "superseded", ""),
        ("Net Mending Procedure – Rev C – OBSOLETE", "superseded", ""),
        ("Net Mending Procedure WITHDRAWN 15-1-2031", "withdrawn", "2031-01-15"),
        ("Procedure for withdrawn nets", "approved", ""),
        ("Net Mending Procedure", "approved", ""),
    ],
)
def test_the_state_in_a_title(title: str, status: str, day: str) -> None:
    document = _document(f"# {title}\n\nOwner: Ida Falk. Approved by Per Holm on 4 July 2030. Version 3.\n\n{_BODY}")
    assert (document["status"], document.get("withdrawn", "")) == (status, day)


def test_the_edition_before_was_withdrawn_not_this_one() -> None:
    head = "Version 4. Approved by Per Holm on 4 July 2030. Replaces version 3, withdrawn 1 July 2030."
    assert "withdrawn" not in _document(f"# Net Mending Procedure\n\n{head}\n\n{_BODY}")


def test_superseded_at_the_foot() -> None:
    text = f"# Net Mending Procedure\n\nVersion 3. Approved by Per Holm on 4 July 2030.\n\n{_BODY}\nSuperseded as of 1 May 2031.\n"
    assert _document(text)["status"] == "superseded"


@pytest.mark.parametrize(
    ("title", "head", "number"),
    [
        ("Mending (NET-VM-001)", "Owner: Ida Falk. Version 2.0. Approved: Per Holm, 6 October 2030.", "NET-VM-001"),
        ("Net Mending Policy (NET-007, version 5.2)", "Owner: Ida Falk.", "NET-007"),
        ("Net Mending Policy", "Edition 1.0 | Ref. NET-019 | Owner: Ida Falk", "NET-019"),
        ("Net Mending Policy", "Document number NET-DP-01, issue 4. Owner: Ida Falk.", "NET-DP-01"),
        ("NET-4 Working the winch (VIS-2)", "Owner: Ida Falk. Version 2.0. Approved: Per Holm.", "NET-4"),
        ("Net Mending Policy (ISO-14001)", "Owner: Ida Falk. Version 2.0.", ""),
    ],
)
def test_the_number_in_brackets_or_after_a_word_for_it(title: str, head: str, number: str) -> None:
    assert _document(f"# {title}\n\n{head}\n\n{_BODY}").get("number", "") == number


def test_the_last_row_of_a_table_is_no_foot() -> None:
    page = f"# Net Mending Policy\n\nOwner: Ida Falk. Version 2.0.\n\n{_BODY}\n"
    assert "number" not in _document(page + table(["Boat", "Nets"], ["HQ-55", "12"]))


def test_version_and_date_in_one_row() -> None:
    rows = (["Process owner", "Ida Falk"], ["Approver", "Per Holm"], ["Version / date", "6.0 / 10 May 2031"])
    document = _document(table(["Field", "Entry"], *rows, above="# NET-002 Drying and mending"), "procedures/nets.md")
    assert (document["version"], document["owner"], document["approver"]) == ("6.0", "Ida Falk", "Per Holm")


def test_a_history_with_a_column_approved() -> None:
    rows = (["B", "20 Sep 2030", "I. Falk", "P. Holm", "first"], ["C", "1 Jul 2031", "I. Falk", "O. Rask", "sizes"])
    text = table(["Rev", "Date", "Author", "Approved", "Change"], *rows, above="# NET-P-15 Net mending")
    document = _document(text, "policies/NET-P-15-mending.md")
    assert (document["version"], document["approver"], document["author"]) == ("C", "O. Rask", "I. Falk")
    told = of(found(approvals, text, "policies/NET-P-15-mending.md"), "approval")
    assert {(each["version"], each["approver"]) for each in told} == {("B", "P. Holm"), ("C", "O. Rask")}


@pytest.mark.parametrize(
    "words",
    [
        "Approved: Per Holm, Finance Director, and Oda Rask, 6 October 2030.",
        "Approved by: Per Holm and Oda Rask, 6 October 2030.",
        "Approved: Per Holm 6 October 2030 | Approved: Oda Rask 6 October 2030",
    ],
)
def test_two_who_approved(words: str) -> None:
    text = f"# Net Mending Policy\n\nOwner: Ida Falk. Version 2.0.\n{words}\n\n{_BODY}"
    told = of(found(approvals, text), "approval")
    assert {(each["approver"], each["approved"]) for each in told} == {
        ("Per Holm", "2030-10-06"),
        ("Oda Rask", "2030-10-06"),
    }
    assert len(told) == 2


def test_one_who_approved_stays_one() -> None:
    text = f"# Net Mending Policy\n\nOwner: Oda Rask. Version 2.0.\nApproved by: Per Holm, Director, 6 October 2030\n\n{_BODY}"
    assert [each["approver"] for each in of(found(approvals, text), "approval")] == ["Per Holm"]


@pytest.mark.parametrize(
    ("words", "cadence"),
    [
        ("Version 2.0 takes effect on 1 May 2031 and is reviewed once a year.", "once a year"),
        ("Version 2.0. Revised every 18 months.", "every 18 months"),
        ("Version 2.0. Nets are reviewed once a year by the bosun.", ""),
    ],
)
def test_how_often_the_document_is_reviewed(words: str, cadence: str) -> None:
    told = of(found(facts, f"# Net Mending Policy\n\nOwner: Ida Falk. {words}\n\n{_BODY}"), "review")
    assert (told[0]["cadence"] if told else "") == cadence


def test_the_name_of_the_house_above_the_title() -> None:
    text = "HOLM AND RASK\nNET POLICY\n\nNets are dried.\n\nDrafted by Oda Rask, Bosun\nTo be looked at again by 31 May 2032\n"
    document = _document(text, "nets.txt")
    assert (document["title"], document["review"]) == ("NET POLICY", "2032-05-31")


def test_an_owner_that_is_a_service() -> None:
    (owned,) = of(found(facts, f"# Net Policy\n\nOwner: technical service. Version 2.\n\n{_BODY}"), "ownership")
    assert owned["owner"] == "technical service"


def test_in_use_since_and_issued_by() -> None:
    text = f"# Nets on the road\n\nIssued by Ida Falk and Per Holm, 14 July 2030, version 1.1. In use since 1 August 2030.\n\n{_BODY}"
    document = _document(text, "policies/nets.md")
    assert (document["issued"], document["effective"]) == ("2030-07-14", "2030-08-01")
