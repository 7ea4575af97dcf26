"""Who speaks in a mail: the sender, however the head writes it, or whoever wrote what is repeated in it."""

from __future__ import annotations

import pytest

from evidence.model import Fact
from ingest.facts import extract
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

_HEAD = "From: {sender}\nTo: Odd Lie <odd@fjord.example>\nDate: Tue, 3 Feb 2026 09:00:00 +0000\nSubject: {subject}\n\n"


def mail(body: str, sender: str = "Marit Moen <marit@fjord.example>", subject: str = "Re: net cameras") -> str:
    return _HEAD.format(sender=sender, subject=subject) + body


def found(kind: str, text: str) -> list[Fact]:
    document = describe(parse(text.encode(), "message.eml", Limits()), "message.eml")
    return [fact for fact in extract(document, "message.eml") if fact.kind == kind]


_COPIED = """

-----Original Message-----
From: Odd Lie <odd@fjord.example>
Sent: 2 February 2026 16:10
To: Marit Moen <marit@fjord.example>
Subject: net cameras

{words}

Odd Lie
"""
_MARKED = "\n\nOn Mon, 2 Feb 2026 at 16:10, Odd Lie <odd@fjord.example> wrote:\n> {words}\n> Odd\n"


@pytest.mark.parametrize(
    "sender",
    [
        "Marit Moen <marit@fjord.example>",
        '"Marit Moen" <marit@fjord.example>',
        "Marit Moen (marit@fjord.example)",
        "Marit Moen",
    ],
)
@pytest.mark.parametrize("quotation", ["", _COPIED, _MARKED])
def test_who_writes_a_mail_grants_and_accepts(sender: str, quotation: str) -> None:
    quotation = quotation.format(words="We need the money by Friday.")
    grant = found("resource", mail(f"Odd,\n\nApproved from my side, €12,300 for two cameras.\n\nM.{quotation}", sender))
    assert [(each.fields["approver"], each.dates["approved"]) for each in grant] == [("Marit Moen", "2026-02-03")]
    words = f"Odd,\n\nFine by me, I'm content to tolerate R-12 for a year.\n\nM.{quotation}"
    accepted = found("acceptance", mail(words, sender))
    assert [(each.fields["by"], each.dates["accepted"]) for each in accepted] == [("Marit Moen", "2026-02-03")]


@pytest.mark.parametrize("quotation", [_COPIED, _MARKED])
def test_what_a_mail_repeats_is_said_by_who_wrote_it(quotation: str) -> None:
    body = "Thanks, filed.\n\nMarit Moen" + quotation.format(words="I approve version 2 of the Escape Policy.")
    approval = found("approval", mail(body))
    assert [(each.fields["approver"], each.dates["approved"]) for each in approval] == [("Odd Lie", "2026-02-02")]
    body = "Thanks, filed.\n\nMarit Moen" + quotation.format(words="I hereby accept risk R-12 until 31 December 2026.")
    accepted = found("acceptance", mail(body))
    assert [(each.fields["by"], each.dates["accepted"]) for each in accepted] == [("Odd Lie", "2026-02-02")]


def test_what_nobody_is_named_for_is_said_by_nobody() -> None:
    body = (
        "See below.\n\nMarit Moen\n\nsomebody wrote this last year:\n> I hereby accept risk R-12 until 31 May 2027.\n"
    )
    assert [each.fields.get("by") for each in found("acceptance", mail(body))] in ([], [None])


def test_a_reply_that_asks_grants_nothing() -> None:
    body = "Can you approve €12,300 for two cameras?\n\nMarit Moen" + _MARKED.format(words="It would cost €12,300.")
    assert found("resource", mail(body)) == []
