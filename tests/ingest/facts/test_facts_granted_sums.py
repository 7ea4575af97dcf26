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


_YARD = f"{_HEAD}## 4. Yard\n\n{{}}\n"
_MINUTES = "board/2031-05-03-minutes.md"


@pytest.mark.parametrize(
    ("words", "amount", "purpose"),
    [
        ("A budget of KES 9.5 million was granted for the quay; a request for a further KES 2 million for lamps was deferred.", "9500000", "quay"),
        ("Approved: capital of €210,000 for the slipway, to be drawn before 30 November 2031.", "210000", "slipway"),
        ("The fee of Barr & Low for 2031/32 was fixed at €8,400 plus VAT. The previous fee was €7,900.", "8400", "fee of Barr & Low for 2031/32"),
        ("RESOLVED: the budget of NOK 14.6 million was adopted.", "14600000", "budget"),
        ("Jo wanted it halved. Settled at £14,000, reviewed after twelve months.", "14000", "Yard"),
        ("Goodwill credit of £4,800 agreed; the customer had asked for £7,500.", "4800", "Goodwill credit"),
        ("Low Tide Ltd quotes £7,800 for the two surveys. Jo is fine with it.", "7800", "two surveys"),
        ("Jo asked for £4,800 for a winch. Kim would rather wait. Vote: four for, one against. Carried.", "4800", "winch"),
        ("Jo tabled a plan of £31,500 over two years for the crane. Kim proposed and Ana seconded; carried by two votes to one.", "31500", "crane"),
        ("The extension with Low Tide to 31 December 2033 was authorised at NOK 1.9 million a year.", "1900000", "extension with Low Tide to 31 December 2033"),
        ("RESOLVED to bring forward £66,000 for keys for all staff, to be in use by 30 November 2031.", "66000", "keys for all staff"),
        ("RESOLVED to engage Low Tide Ltd at £58,900 for the three years.", "58900", "Low Tide Ltd"),
        ("RESOLVED that a six-month trial of Heron begin on 13 January 2032 at a cost of no more than £48,000.", "48000", "six-month trial of Heron begin on 13 January 2032"),
        ("The cost of a winch is known. The yearly cost is £14,800 for rope. The plan was approved by five votes to nil.", "14800", "rope"),
        ("The Board backed the plan to buy a crane. Cost frame NOK 640,000.", "640000", "Yard: Cost frame"),
    ],
)  # fmt: skip
def test_minutes_grant_in_the_words_of_many_houses(words: str, amount: str, purpose: str) -> None:
    wanted = [{"amount": amount, "purpose": purpose, "approved": "2031-05-03"}]
    same(_YARD.format(words), _MINUTES, "resource", wanted)


@pytest.mark.parametrize(
    "words",
    [
        "The tolerance was fixed at EUR 10,000.",
        "The price was fixed at EUR 685 by the maker.",
        "RESOLVED to buy nothing above £66,000.",
        "It was not resolved to engage Low Tide Ltd at £58,900.",
        "The cost is £14,800. The plan was refused.",
        "Low Tide Ltd quotes £7,800 for the survey. Jo is not fine with it.",
        "Jo asked for £4,800 for a winch. Vote: one for, four against. Lost. A motion on tea was then put. Carried.",
        "Jo asked for £4,800 for a winch and £900 for rope. Kim said £300 would do. Carried.",
        "The budget of EUR 4,000 was adopted against a forecast of the year before.",
    ],
)
def test_a_limit_a_price_and_what_lost_its_vote_are_no_grants(words: str) -> None:
    assert told(_YARD.format(words), _MINUTES, "resource") == []


_TABLE = (
    "| No | Topic | {} | Owner |\n| --- | --- | --- | --- |\n| 1 | Light | NOK 11 million for lamps in 2031 | Jo Day |\n"
    "| 2 | Budget 2031 | RESOLVED: the budget of NOK 14.6 million was adopted; investment frame NOK 3 million | Jo Day |\n"
    "| 5 | Audit plan | OK, up to £12,000 | Jo Day |\n| 6 | Rope | Not OK, up to £700 wanted | Jo Day |\n"
    "| 3 | Fares | Refunds of £2,300 to be paid | Kim Ode |\n| 4 | Crane | The request for £90,000 was refused | Kim Ode |\n"
)


def test_a_sum_in_the_column_of_what_was_decided_is_granted() -> None:
    wanted = [
        {"amount": "11000000", "currency": "NOK", "purpose": "lamps in 2031"},
        {"amount": "14600000", "currency": "NOK", "purpose": "budget"},
        {"amount": "3000000", "currency": "NOK", "purpose": "Budget 2031: investment frame"},
        {"amount": "12000", "currency": "GBP", "purpose": "Audit plan"},
        {"amount": "2300", "currency": "GBP", "purpose": "Refunds"},
    ]
    same(_HEAD + _TABLE.format("Conclusion"), _MINUTES, "resource", wanted)


def test_a_sum_in_the_column_of_what_is_asked_is_not() -> None:
    assert told(_HEAD + _TABLE.format("Wish").replace("RESOLVED: ", ""), _MINUTES, "resource") == []


_MAIL = (
    "From: Ana Roth <ana@x.example>\nTo: Wen Li <wen@x.example>\nDate: Mon, 05 Feb 2024 10:00:00 +0000\n"
    "Subject: Dredging\n\nWen Li\n\n{}\n\nAna\n"
)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("fine by me. Harken, one year, ceiling £5,200, start 1 July. The sample speaks for itself.", "5200"),
        ("You have my go-ahead for Harken at £31,000 a year, not the 36 they asked.", "31000"),
    ],
)
def test_a_mail_says_yes_to_a_sum(words: str, amount: str) -> None:
    wanted = [{"amount": amount, "purpose": "Dredging", "approver": "Ana Roth", "approved": "2024-02-05"}]
    same(_MAIL.format(words), "m.eml", "resource", wanted)


@pytest.mark.parametrize(
    "words", ["Fine by me, we pay £900 for that already.", "It is not fine by me. Harken, ceiling £5,200."]
)
def test_a_mail_that_tells_a_price_or_says_no_grants_nothing(words: str) -> None:
    assert told(_MAIL.format(words), "m.eml", "resource") == []
