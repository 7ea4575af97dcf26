"""Signatures and approvals as people leave them: under a report, side by side, in a table of who prepared and approved."""

from __future__ import annotations

from tests.support.made_up import same, told


def test_a_name_with_a_day_at_the_end_of_a_report_is_a_signature() -> None:
    text = "# Audit report A-7\n\nWe looked at the stores.\n\nNothing was amiss.\n\nA. Roth   1 December 2031\n"
    same(text, "audit/A-7.md", "signature", [{"signer": "A. Roth", "state": "written", "signed": "2031-12-01"}])


def test_a_name_marked_as_signed_takes_the_day_below_it() -> None:
    text = "# Memo\n\nI accept this for a year.\n\nJo Day (signed)\n\n16 March 2031\n"
    same(text, "memo.md", "signature", [{"signer": "Jo Day", "state": "written", "signed": "2031-03-16"}])


def test_a_name_with_a_day_in_the_middle_is_no_signature() -> None:
    text = "# Notes\n\nJo Day, 16 March 2031\n\n" + "More was said about the stores and the yard.\n\n" * 6
    assert told(text, "notes.txt", "signature") == []


def test_the_parties_of_an_agreement_sign_side_by_side() -> None:
    text = (
        "# Services agreement\n\n| For the Buyer | For the Seller |\n| --- | --- |\n| Ana Roth | Jo Day |\n"
        "| Director of Stores | Managing Director |\n| 14 February 2031 | 12 February 2031 |\n"
    )
    wanted = [
        {"signer": "Ana Roth", "role": "Director of Stores", "signed": "2031-02-14"},
        {"signer": "Jo Day", "role": "Managing Director", "signed": "2031-02-12"},
    ]
    same(text, "suppliers/agreement.md", "signature", wanted)


_SHEET = """# Yard Policy

YP-04 version 1.2

| Part | Name | Post | Date | Mark |
| --- | --- | --- | --- | --- |
| Prepared | Ana Roth | Yard Manager | 10/03/2031 | A.R. |
| Approved for the Executive Team | Jo Day | Director of Works | 27/03/2031 | signed |
"""


def test_marks_beside_names_are_signatures_and_marks_of_a_course_are_none() -> None:
    wanted = [
        {"signer": "Ana Roth", "role": "Yard Manager", "signed": "2031-03-10"},
        {"signer": "Jo Day", "role": "Director of Works", "signed": "2031-03-27"},
    ]
    same(_SHEET, "policies/YP-04.md", "signature", wanted)
    course = "# Fire course\n\n| Name | Mark | Date |\n| --- | --- | --- |\n| Ana Roth | 71 | 10/03/2031 |\n"
    assert told(course, "training/fire.md", "signature") == []


def test_who_approved_for_a_body_approved_the_document() -> None:
    wanted = [{"approver": "Jo Day", "approved": "2031-03-27", "author": "Ana Roth", "number": "YP-04"}]
    same(_SHEET, "policies/YP-04.md", "document", wanted)


def test_editions_may_be_letters_and_a_column_of_who_authorised_them() -> None:
    text = (
        "# YP-17 Running the crane (procedure)\n\nrev B\n\n| Rev | Date | Drafted | Authorised | Why |\n"
        "| --- | --- | --- | --- | --- |\n| A | 28/05/2031 | A. Roth | J. Day | First |\n| B | 16/10/2031 | A. Roth | J. Day | Brakes |\n"
    )
    approvals = told(text, "procedures/YP-17 Running the crane rev B.md", "approval")
    assert {(row["version"], row["approver"], row["approved"]) for row in approvals} == {
        ("A", "J. Day", "2031-05-28"),
        ("B", "J. Day", "2031-10-16"),
    }


def test_an_approver_in_front_matter_keeps_name_and_post_apart() -> None:
    text = '---\ntitle: Yard Policy\nversion: "1.0"\napprover: Jo Day (Director of Works)\napproved: 30/06/2031\n---\n\n# Yard Policy\n'
    same(text, "policies/yard.md", "approval", [{"approver": "Jo Day", "role": "Director of Works"}])


def test_a_foot_that_says_superseded_makes_the_edition_so() -> None:
    text = (
        "# Yard Policy\n\n| Version | 2.0 |\n| --- | --- |\n| Approved by | Board |\n| Date of approval | 09/12/2030 |\n\n"
        "Keep the yard clean.\n\nSUPERSEDED by version 3.0 – kept for the record\n"
    )
    same(text, "policies/yard 2.0.md", "document", [{"status": "superseded", "version": "2.0"}])
