"""Who may accept a grave risk is read from rules in many words; whoever may be the one is not accused."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.findings import Finding, findings
from tests.support.registers import HandRegister

TODAY = date(2026, 3, 1)
RULE = "Risks scored 15 or more may be accepted only by the Board."


def _found(
    rule: str = RULE, *, by: str = "Mona Dahl", score: str = "16", words: str = "I accept K-7.", post: str = "",
    until: str = "", minutes: str = "", part: str = "chair", title: str = "Risk procedure", day: str = "2025-01-01",
) -> list[Finding]:  # fmt: skip
    register = HandRegister()
    risk = {"number": "K-7", "text": "Roof leaks", "treatment": "Accept", "score": score}
    register.add("risks.csv", "K-7 Roof leaks", ("risk", "K-7 Roof leaks", risk), written="2026-02-01")
    register.add("procedure.txt", f"{title}\n{rule}", written=day, title=title)
    given = {"risk": "K-7", "by": by, "accepted": "2026-01-02"} | ({"until": until} if until else {})
    register.add("letter.txt", words, ("acceptance", "accept K-7", given), written="2026-01-02")
    facts = [
        ("meeting", "Board", {"body": "Board", "held": "2026-01-20", "state": "held"}),
        ("attendance", "Ida Berg", {"person": "Ida Berg", "body": "Board", "part": part, "held": "2026-01-20"}),
    ]
    if minutes:
        facts.append(("decision", minutes, {"text": minutes, "outcome": "accepted", "held": "2026-01-20"}))
    register.add("board.txt", f"Board\nIda Berg\n{minutes}", *facts, written="2026-01-20")
    if post:
        register.add("chart.txt", f"Mona Dahl, {post}", ("role", f"Mona Dahl, {post}",
                     {"person": "Mona Dahl", "role": post, "since": "2025-01-01"}), written="2025-01-01")  # fmt: skip
    return [each for each in findings(register, TODAY) if each.type == "acceptance_without_authority"]


@pytest.mark.parametrize(
    "rule",
    [
        RULE,
        "Only the Board may accept a risk scored above 12.",
        "A risk of 15 and over needs the acceptance of the Board of Directors.",
        "The Board alone may carry a risk that is rated 16 or higher.",
        "Residual | Who may tolerate it\n1 to 9 | head of department\n15 and over | Board only",
    ],
)
def test_an_acceptance_by_somebody_else_is_found(rule: str) -> None:
    (found,) = _found(rule)
    assert found.subject == ("K-7",) and found.severity == "high"
    assert "Mona Dahl" in found.summary and "16" in found.summary
    assert len({each.document for each in found.evidence}) == 3


@pytest.mark.parametrize(
    "rule",
    [
        "Scores of 15 or more go to the Board each quarter.",
        "The Board accepted the scale, on which 15 or more is high.",
        "The Board may not accept a risk scored 15 or more.",
        "The Board or the Managing Director may accept a risk scored 15 or more.",
        "Only the Board may accept a risk scored 20 or more.",
        "Residual | Who is told\n15 and over | Board only",
    ],
)
def test_what_is_no_rule_for_the_risk_finds_nothing(rule: str) -> None:
    assert not _found(rule)


def test_a_newer_rule_holds_and_a_later_one_does_not_yet() -> None:
    assert _found(day="2026-01-02") and not _found(day="2026-01-03")


@pytest.mark.parametrize(
    "more",
    [
        {"score": "14"},
        {"score": "not rated"},
        {"by": "the Board"},
        {"by": "Audit Panel Committee"},
        {"by": "Ida Berg"},
        {"words": "I accept K-7 for the Board."},
        {"words": "I accept K-7, scored 12.", "score": "16"},
        {"until": "2026-02-01"},
        {"minutes": "K-7 accepted until June"},
        {"post": "Board member"},
    ],
)
def test_nobody_who_may_have_had_the_right_is_accused(more: dict[str, str]) -> None:
    assert not _found(**more)


def test_another_post_is_no_seat_and_a_seat_is_not_the_board() -> None:
    assert _found(post="Foundry Manager")
    assert not _found(by="Ida Berg", part="present")  # who chairs the Board is not known


def _spent(rule: str, *, by: str = "Mona Dahl", amount: str = "38400", **more: str) -> list[Finding]:
    register = HandRegister()
    register.add("manual.txt", f"Limits of authority\n{rule}", written="2025-01-01", title="Manual")
    given = {"amount": amount, "currency": "GBP", "purpose": "second camera", "approver": by} | more
    register.add("mail.txt", "Approved from my side.", ("resource", "Approved", given), written="2026-01-02")
    facts = [("meeting", "Board", {"body": "Board", "held": "2026-01-20", "state": "held", "chair": "Ida Berg"})]
    if "decided" in more:
        facts.append(
            ("decision", "camera", {"text": "second camera", "outcome": more["decided"], "held": "2026-01-20"})
        )
    register.add("board.txt", "Board\ncamera", *facts, written="2026-01-20")
    return [each for each in findings(register, TODAY) if each.type == "spending_without_authority"]


@pytest.mark.parametrize(
    "rule",
    [
        "Purchases above £25,000 go to the Board.",
        "Anybody who wants to spend more than GBP 25,000 needs the Board.",
        "Contracts over £25 000 are signed for by the Board of Directors.",
        "Who | May commit up to\nOne director | £25,000\nBoard | anything above £25,000",
    ],
)
def test_a_sum_that_is_for_others_to_approve_is_found(rule: str) -> None:
    (found,) = _spent(rule)
    assert "38,400" in found.summary and "25,000" in found.summary and found.owner == "Mona Dahl"
    assert len({each.document for each in found.evidence}) == 2


def test_a_sum_within_the_limit_or_granted_by_them_is_in_order() -> None:
    rule = "Purchases above £25,000 go to the Board."
    assert not _spent(rule, amount="25000") and _spent(rule, amount="25001")
    assert not _spent(rule, amount="many") and not _spent(rule, currency="EUR")
    assert not _spent(rule, by="the Board") and not _spent(rule, by="Ida Berg")
    assert not _spent(rule, decided="approved") and _spent(rule, decided="deferred")
    assert not _spent("Complaints above £25,000 go to the Board.")
    assert not _spent("Purchases above £25,000 do not go to the Board.")
    assert not _spent("Purchases above £25 million go to the Board.")
