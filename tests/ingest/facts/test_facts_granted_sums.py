"""Sums that a meeting grants without a verb of granting, and money set aside in a register."""

from __future__ import annotations

import pytest

from tests.support.made_up import same, told

_HEAD = (
    "# Board of Alder Boats\n\nMinutes of the meeting of 3 May 2031\n\nPresent: Ana Roth (Chair), Jo Day, Kim Ode\n\n"
)


@pytest.mark.parametrize(
    ("words", "amount", "currency", "purpose"),
    [
        ("RESOLVED that the budget for the slipway be £392,000 over three years.", "392000", "GBP", "budget for the slipway"),
        ("The Board resolved that the budget for paint be set at EUR 40,000.", "40000", "EUR", "budget for paint"),
        ("A half-time rigger is approved from 5 June 2031 at a cost of up to £19,000 a year.", "19000", "GBP", "half-time rigger"),
        ("Decision: doors on the other 17 sheds, EUR 21,800, spread over two years.", "21800", "EUR", "doors on the other 17 sheds"),
        ("Budget for the regatta: EUR 6,200, of which 2,000 for tents.", "6200", "EUR", "regatta"),
        ("Members agreed £86,000 for the 27001 programme.", "86000", "GBP", "27001 programme"),
    ],
)  # fmt: skip
def test_a_decision_that_has_a_price_grants_it(words: str, amount: str, currency: str, purpose: str) -> None:
    wanted = [{"amount": amount, "currency": currency, "purpose": purpose, "approved": "2031-05-03"}]
    same(f"{_HEAD}## 4. Yard\n\n{words}\n", "board/2031-05-03-minutes.md", "resource", wanted)


def test_a_coded_line_among_the_decisions_grants_its_price() -> None:
    lines = (
        "D1 Targets stay.\n\nD2 Buy ten meters (£940) - Jo Day - 31 May 2031.\n\nD3 A supplement of £2,000 a year.\n"
    )
    wanted = [{"amount": "940", "currency": "GBP", "purpose": "Buy ten meters"}]
    same(f"{_HEAD}## Decisions\n\n{lines}", "board/2031-05-03-minutes.md", "resource", wanted)
    assert told(f"{_HEAD}## Prices asked\n\n{lines}", "board/2031-05-03-minutes.md", "resource") == []


@pytest.mark.parametrize(
    "words",
    [
        "It was proposed that the budget for the slipway be £392,000.",
        "Decision: the request for new doors, EUR 21,800, is refused.",
        "Decision: contracts above the limit, EUR 50,000, are signed by two.",
        "Budget for the regatta: EUR 6,200, spent so far EUR 4,100.",
        "Decision: compensation for the lost mast, EUR 800, is claimed.",
        "The mast was repaired at a cost of EUR 800.",
    ],
)
def test_what_is_refused_asked_for_limited_or_spent_is_no_grant(words: str) -> None:
    assert told(f"{_HEAD}## 4. Yard\n\n{words}\n", "board/2031-05-03-minutes.md", "resource") == []


def test_money_set_aside_in_a_register_is_a_grant_for_its_objective() -> None:
    text = (
        "# Objectives 2031\n\n| No | Objective | Target | Lead | Money set aside |\n| --- | --- | --- | --- | --- |\n"
        "| E1 | Electric vans | 22 vans | Jo Day | £310,000 |\n| E2 | Less waste | 80% | Kim Ode | none |\n"
    )
    same(text, "objectives.md", "resource", [{"amount": "310000", "currency": "GBP", "purpose": "Electric vans"}])
