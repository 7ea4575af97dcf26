"""The main messages as one page, for the guide: ``python -m integrations.slack.gallery > docs/slack-messages.html``.

The answers are those of the sample organisation, written down here so that the page needs no archive.
"""

from __future__ import annotations

import sys
from typing import Any

from assistant.answer import (
    Answer,
    Citation,
    Claim,
    Conflict,
    Derivation,
    Interpretation,
    Nearest,
    Searched,
    Side,
    Value,
)
from integrations.slack import render
from integrations.slack.blocks import modals, reports, words
from integrations.slack.blocks.answers import answer_messages

_PUBLIC = "https://vouch.example"
_SEEN = Searched(documents=223, passages=1_155, facts=1_310)


def main() -> None:
    """Write the page to standard output."""
    sys.stdout.write(gallery())


def gallery() -> str:
    """The page."""
    person, message = render.person, render.message
    shown = [
        ("An answer in a channel, with the private offer", person("Amara Diallo", "@Vouch is the ai policy signed?")
         + _drawn(_signed(), shared=True) + message(words.offer("k", nothing_here=False).blocks, only_you=True)),
        ("Documents that disagree", person("Leo Brandt", "Who approved the Human Oversight Standard?")
         + _drawn(_conflict())),
        ("Nothing on file", person("Amara Diallo", "how many employees does Callistra have") + _drawn(_not_found())),
        ("Where a guest reads too", message(words.offer("k", nothing_here=True).blocks, only_you=True)),
        ("Refusals and other words", "".join(message(each.blocks) for each in (
            words.refusal("guest"), words.too_long(12_000), words.excuse(), words.failure("3f9a1c02")))),
        ("Help", message(words.help_message().blocks)),
        ("Missing evidence", render.modal(modals.missing_source("k"))),
        ("Ask a colleague", render.modal(modals.colleague(
            "k", "how many employees does Callistra have", "Lena Lindqvist", "They answer for clause A.10.3."))),
        ("The weekly digest", message(reports.weekly_messages(_findings(), _PUBLIC, "2026-W25")[0].blocks)),
        ("The home tab", render.home(_home())),
    ]  # fmt: skip
    return render.page("Vouch in Slack: the main messages", shown)


def _drawn(answer: Answer, *, shared: bool = False) -> str:
    made = answer_messages(answer.as_json(), "k", _PUBLIC, shared=shared)
    return "".join(render.message(each.blocks) for each in made)


def _citation(doc_id: str, title: str, section: str, strength: str, start: int, quote: str) -> Citation:
    return Citation(
        doc_id=doc_id, title=title, section=section, strength=strength, start=start, end=start + len(quote),
        quote=quote, sha256="", passage_id="",
    )  # fmt: skip


def _answer(question: str, status: Any, text: str, **more: Any) -> Answer:
    return Answer(
        id="q1", question=question, status=status, text=text, as_of="2026-06-15", searched=_SEEN,
        interpretation=more.pop("interpretation", Interpretation(kind="what", subject=question)), **more,
    )  # fmt: skip


def _signed() -> Answer:
    quote = "Signed for the Board: ______________________   Date: ____________"
    cited = _citation("policies/ai-ethics-policy-v2.1.docx", "AI Ethics Policy", "4 Approval", "approved", 4_120, quote)
    said = "The signature of Board on AI Ethics Policy is left blank."
    value = Value(type="yesno", value="no")
    claim = Claim(text=said, citations=(cited,), derivation=Derivation(rule="as the fact says: signature.state"))
    return _answer("is the ai policy signed?", "answered", f"No. {said} [1]", value=value, claims=(claim,))


def _conflict() -> Answer:
    row = "POL-07 | Human Oversight Standard | 1.0 | Lena Lindqvist | 2025-04-07 | CEO | 2027-04-07"
    register = _citation("compliance/Document register.xlsx", "Document register", "Policies", "record", 900, row)
    words_ = "The committee approved the Human Oversight Standard, version 1.0."
    minutes = _citation(
        "minutes/2025-04-08-aigc.docx", "AI Governance Committee, minutes of 8 April 2025",
        "2 Human Oversight Standard", "record", 610, words_,
    )  # fmt: skip
    told = (
        "CEO approved Human Oversight Standard 1.0 on 7 April 2025.",
        "AI Governance Committee approved Human Oversight Standard 1.0 on 8 April 2025.",
    )
    claims = (Claim(text=told[0], citations=(register,)), Claim(text=told[1], citations=(minutes,)))
    sides = (Side(value="CEO", claim=0), Side(value="AI Governance Committee", claim=1))
    lead = "The documents disagree: CEO or AI Governance Committee."
    conflicts = (Conflict(subject="approved the Human Oversight Standard", attribute="role", sides=sides),)
    text = f"{lead} {told[0]} [1] {told[1]} [2]"
    return _answer("Who approved the Human Oversight Standard?", "conflict", text, claims=claims, conflicts=conflicts)


def _not_found() -> Answer:
    question = "how many employees does Callistra have"
    near = (
        ("suppliers/callistra/Pilot agreement VoiceHelp (signed copy).docx", "Pilot agreement VoiceHelp"),
        ("suppliers/callistra/AI questionnaire Callistra - returned 2025-12-02.docx", "AI questionnaire Callistra"),
    )
    return _answer(
        question,
        "not_found",
        "Not found.",
        interpretation=Interpretation(kind="count", subject="employees does Callistra have"),
        nearest=tuple(Nearest(doc_id=doc_id, title=title, start=0, end=80) for doc_id, title in near),
        expected_evidence="The complete register or the set of records that are to be counted",
    )


def _findings() -> list[dict[str, Any]]:
    cited = {"doc_id": "risks/Risk register 2026-06-01.xlsx", "start": 10, "end": 60}
    told = (
        ("acceptance_expired", "high", "6.1.3", "The acceptance of R-04 has run out on 31 March 2026.", "Amir Haddad"),
        ("overdue_review", "medium", "7.5.2", "The review of the Supplier Policy was due on 1 May 2026.", None),
        ("missing_signature", "high", "5.2", "The signature of Board on AI Ethics Policy is left blank.", None),
    )
    return [
        {"type": kind, "severity": severity, "clause": clause, "summary": summary, "owner": owner, "state": "open",
         "evidence": [cited]}
        for kind, severity, clause, summary, owner in told
    ]  # fmt: skip


def _home() -> dict[str, Any]:
    mine = [{"text": "Repeat the access review of the first quarter", "due": "2026-07-01", "url": _PUBLIC}]
    clauses = [("Clause 5", "3 compliant, 1 partially compliant"), ("Clause 9", "4 compliant, 2 not assessed")]
    late = [each for each in _findings() if each["type"] == "overdue_review"]
    return reports.home_view(mine, late, ["is the ai policy signed?"], clauses, _PUBLIC)


if __name__ == "__main__":
    main()
