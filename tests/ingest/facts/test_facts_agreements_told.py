"""Agreements that minutes, mails and reviews tell of, in organisations made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, same, told

_MINUTES = "# Board of Alder Boats\n\nMinutes of the meeting of 3 May 2031\n\nPresent: Ana Roth (Chair), Jo Day\n\n{}\n"
_MAIL = (
    "From: Ana Roth <ana@x.example>\nTo: Jo Day <jo@x.example>\nDate: Mon, 05 May 2031 10:00:00 +0000\n"
    "Subject: Re: {}\n\nJo,\n\n{}\n\nAna\n"
)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The extension with Kelp Cloud to 31 December 2033 was authorised.", {"supplier": "Kelp Cloud", "until": "2033-12-31"}),
        ("Any other: Jo told that the Kelp contract ends on 31 August 2031.", {"supplier": "Kelp", "until": "2031-08-31"}),
        ("The contract with Kelp Foods for meals runs out on 31 August 2031.", {"supplier": "Kelp Foods", "until": "2031-08-31"}),
        ("3) KELP\n   Contract signed by Jo Day on 2 May, £900 a year.", {"supplier": "KELP", "signatory": "Jo Day", "signed": "2031-05-02"}),
    ],
)  # fmt: skip
def test_minutes_tell_of_an_agreement(words: str, wanted: Row) -> None:
    same(_MINUTES.format(words), "board/2031-05-03-minutes.md", "agreement", [wanted])


@pytest.mark.parametrize(
    "words",
    [
        "The extension with Kelp Cloud to 31 December 2033 was refused.",
        "The contract ends on 31 August 2031.",
        "If the Kelp contract ends on 31 August 2031, we buy elsewhere.",
        "The Kelp contract should be signed on 2 May 2031.",
        "Our contract ends on 31 August 2031.",
        "3) CLEANING\n   The contract ends on 31 August 2031.",
        "Her contract of employment ends on 31 August 2031.",
    ],
)
def test_what_is_refused_supposed_or_of_nobody_is_no_agreement(words: str) -> None:
    assert told(_MINUTES.format(words), "board/2031-05-03-minutes.md", "agreement") == []


@pytest.mark.parametrize(
    ("subject", "words", "wanted"),
    [
        ("Kelp Data, new contract?", "the contract ends on 30 June. They ask for more.", {"supplier": "Kelp Data", "until": "2031-06-30"}),
        ("paperwork", "I have signed both the contract and the annex with Kelp this afternoon.", {"supplier": "Kelp", "signatory": "Ana Roth", "signed": "2031-05-05"}),
    ],
)  # fmt: skip
def test_a_mail_tells_of_an_agreement(subject: str, words: str, wanted: Row) -> None:
    same(_MAIL.format(subject, words), "m.eml", "agreement", [wanted])


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("the contract", "the contract ends on 30 June."),
        ("Kelp Data", "I have not signed the contract with Kelp today."),
    ],
)
def test_a_mail_about_no_company_or_nothing_signed_tells_of_none(subject: str, words: str) -> None:
    assert told(_MAIL.format(subject, words), "m.eml", "agreement") == []


def test_a_review_of_a_supplier_tells_to_when_the_contract_was_extended() -> None:
    page = "Supplier review: Kelp BV\nDone by video, 20 May 2031.\n\nThe contract was extended to 30 June 2032 by Jo Day on 28 May 2031.\n"
    wanted = {"supplier": "Kelp BV", "signatory": "Jo Day", "until": "2032-06-30", "signed": "2031-05-28"}
    same(page, "reports/review.md", "agreement", [wanted])
