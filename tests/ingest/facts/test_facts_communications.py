"""Messages sent in organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.communications import facts
from tests.support.readings import found, of, sheet, table

MAIL = "From: {}\nTo: {}\nDate: Thu, 09 Jan 2025 07:05:00 +0000\nSubject: {}\n\n{}\n"


def sent(data: str, name: str = "page.md") -> list[dict[str, str]]:
    return of(found(facts, data, name), "communication")


def test_a_mail_with_its_signature() -> None:
    mail = MAIL.format(
        "Ida Moe <ida@x.example>",
        "All staff <all@x.example>",
        "Re: Our safety promise",
        "Dear all,\n\nplease read.\n\nIda Moe\nManaging Director",
    )
    assert sent(mail, "m.eml") == [
        {
            "sender": "Ida Moe",
            "role": "Managing Director",
            "audience": "All staff",
            "channel": "e-mail",
            "topic": "Our safety promise",
            "sent": "2025-01-09",
        }
    ]


def test_other_forms_of_addresses() -> None:
    mail = MAIL.format('"Moe, Ida" <ida@x.example>', "a@x.example, Ben Ray <b@x.example>", "Hello", "Text.")
    (fact,) = sent(mail, "m.eml")
    assert (fact["sender"], fact["audience"]) == ("Ida Moe", "a@x.example; Ben Ray")
    (bare,) = sent(MAIL.format("alarm@x.example", "ops@x.example", "", "Text."), "m.eml")
    assert bare["sender"] == "alarm@x.example" and "topic" not in bare


@pytest.mark.parametrize(
    ("line", "sender", "role", "audience"),
    [
        (
            "Posted by Ida Moe, Managing Director, on 2 April 2025 to all staff.",
            "Ida Moe",
            "Managing Director",
            "all staff",
        ),
        ("2 April 2025, Ben Ray", "Ben Ray", "", ""),
        ("Published 2 April 2025 by Communications", "Communications", "", ""),
        ("By Ben Ray | 2 April 2025", "Ben Ray", "", ""),
    ],
)
def test_a_post(line: str, sender: str, role: str, audience: str) -> None:
    page = (
        f"<html><head><title>New shifts</title></head><body><h1>New "
        f"shifts</h1><p>{line}</p><p>They start in May.</p></body></html>"
    )
    (fact,) = sent(page, "intranet.html")
    assert (fact["sender"], fact.get("role", ""), fact.get("audience", "")) == (sender, role, audience)
    assert (fact["topic"], fact["channel"], fact["sent"]) == ("New shifts", "intranet", "2025-04-02")


def test_a_memo_and_a_letter() -> None:
    memo = (
        "MEMO\n\nTo: Shift leaders\nFrom: Ida Moe, COO\nDate: 3 May 2025\n"
        "Subject: Night work\n\nPlease note the change.\n"
    )
    assert sent(memo, "memo.txt") == [
        {
            "sender": "Ida Moe",
            "role": "COO",
            "audience": "Shift leaders",
            "channel": "memo",
            "topic": "Night work",
            "sent": "2025-05-03",
        }
    ]
    letter = (
        "# Water supply\n\nLund, 3 May 2025\n\nDear neighbours,\n\n"
        "we will renew the pipes.\n\nKind regards\n\nBen Ray, Site Manager\n"
    )
    (fact,) = sent(letter)
    assert (fact["sender"], fact["role"], fact["channel"], fact["sent"]) == (
        "Ben Ray",
        "Site Manager",
        "letter",
        "2025-05-03",
    )


def test_the_items_of_a_newsletter_and_a_town_hall() -> None:
    issue = "# Plant newsletter 3 May 2025\n\n## New safety policy\n\nRead it.\n\n## Cake\n\nMore.\n"
    assert [(each["topic"], each["channel"]) for each in sent(issue)] == [
        ("New safety policy", "newsletter"),
        ("Cake", "newsletter"),
    ]
    hall = "# All-hands, 4 June 2025\n\nSpeaker: Ida Moe\n\nFor all staff\n\n## Where we are\n\nGood.\n"
    (fact,) = sent(hall)
    assert (fact["sender"], fact["audience"], fact["channel"], fact["sent"]) == (
        "Ida Moe",
        "all staff",
        "town hall",
        "2025-06-04",
    )


def test_a_log_counts_and_a_plan_does_not() -> None:
    log: list[list[object]] = [
        ["Date", "Topic", "Audience", "Channel", "Sender"],
        ["2025-03-01", "Safety week", "Everyone", "E-mail", "Ida Moe"],
        [None, "Later", "Everyone", "E-mail", None],
    ]
    assert of(sheet(facts, log, "Communication log"), "communication") == [
        {"sender": "Ida Moe", "audience": "Everyone", "channel": "E-mail", "topic": "Safety week", "sent": "2025-03-01"}
    ]
    plan: list[list[object]] = [
        ["Topic", "Audience", "Channel", "Sender", "How often", "Next"],
        ["Safety", "All", "E-mail", "CEO", "monthly", "2025-07-01"],
    ]
    assert sheet(facts, plan, "Communication plan") == []


def test_a_reported_message() -> None:
    (fact,) = sent("# Review of the year\n\nThe travel policy was communicated to all staff by e-mail on 3 May 2025.\n")
    assert (fact["topic"], fact["audience"], fact["channel"], fact["sent"]) == (
        "The travel policy",
        "all staff",
        "e-mail",
        "2025-05-03",
    )
    assert sent("# Review\n\nThe policy was not communicated to all staff by 3 May 2025.\n") == []
    assert sent("# Review\n\nThe policy will be sent to all staff on 3 May 2026.\n") == []


def test_what_is_no_message() -> None:
    assert sent("# Travel policy\n\nVersion 2, 3 May 2025\n\nAll staff are told of changes.\n", "policy.md") == []
    assert (
        sent(
            table(["Policy", "Version"], ["Travel", "2"], above="# Policies in force\n\nState of 27 May 2025."),
            "intranet.md",
        )
        == []
    )
    assert sent(MAIL.format("", "x@x.example", "s", "t"), "m.eml") == []


def test_hidden_bylines_prove_nothing() -> None:
    page = (
        '<html><body><h1>News</h1><p style="display:none">Posted by Ida Moe on 2 April '
        "2025</p><p>Cake.</p></body></html>"
    )
    assert all("sender" not in each for each in sent(page, "news.html"))


def test_a_mail_kept_as_a_page() -> None:
    page = (
        "From: Ana Roth <ana@x.example>\nSent: Monday, 3 June 2030 09:14\nTo: All Staff\nSubject: New rules for visitors\n\n"
        "Dear all,\n\nthe rules are in force.\n\nAna Roth\n"
    )
    (fact,) = of(found(facts, page, "mail.md"), "communication")
    assert fact == {
        "sender": "Ana Roth",
        "audience": "All Staff",
        "channel": "e-mail",
        "topic": "New rules for visitors",
        "sent": "2030-06-03",
    }


def test_a_plan_says_what_is_meant_to_be_sent() -> None:
    rows = [
        ["What", "To whom", "By whom", "When", "Channel"],
        ["Review results", "Department heads", "CEO", "15 May 2030", "Meeting"],
    ]
    assert of(found(facts, table(*rows, above="# Communication plan 2030"), "plan.md"), "communication") == []
    sent = [["What", "To whom", "By whom", "Sent on", "Channel"], rows[1]]
    assert len(of(found(facts, table(*sent, above="# Communication plan 2030"), "plan.md"), "communication")) == 1


def test_who_signed_an_item_of_a_newsletter() -> None:
    page = (
        "# The Ferry Post, staff newsletter\n\n## A word from our chief executive\n\nThe new policy is in force.\n\n"
        "*Ruth Amadi, Chief Executive*\n\n## Safety corner\n\nTwo slips were reported. Thank you, Ben Okoye.\n"
    )
    facts_of = of(found(facts, page, "news.md"), "communication")
    assert [(fact.get("sender"), fact.get("role")) for fact in facts_of] == [
        ("Ruth Amadi", "Chief Executive"),
        (None, None),
    ]
