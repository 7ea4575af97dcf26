"""Grants of money and posts in organisations made up here."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Fact
from ingest.facts.amounts import amounts, number
from ingest.facts.resources import facts
from tests.support.readings import found, of, sheet, table

MINUTES = (
    "# Minutes of the Harbour Board\n\nDate: 4 March 2024\n\n"
    "Present: Ana Roth (chair), Ben Okoye\n\n## Decisions\n\n{}\n"
)
MAIL = (
    "From: Ana Roth <ana@x.example>\nTo: Ben Okoye <ben@x.example>\n"
    "Date: Mon, 05 Feb 2024 10:00:00 +0000\nSubject: Dredging\n\n{}\n\nAna Roth\n"
    "Treasurer\n"
)


def granted(words: str) -> list[dict[str, str]]:
    return of(found(facts, MINUTES.format(words), "minutes.md"), "resource")


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("EUR 240,000", "240000", "EUR"),
        ("€1.2 million", "1200000", "EUR"),
        ("1.234,56 EUR", "1234.56", "EUR"),
        ("CHF 1'000'000", "1000000", "CHF"),
        ("Rs. 1,20,000", "120000", "INR"),
        ("$60k", "60000", "$"),
        ("12 400 euros", "12400", "EUR"),
        ("EUR 0.125", "0.125", "EUR"),
        ("kr. 500.000", "500000", "kr"),
    ],
)
def test_an_amount_is_read_in_any_usual_form(words: str, value: str, currency: str) -> None:
    assert [(each.value, each.currency) for each in amounts(f"It cost {words} in all.")] == [(value, currency)]


@pytest.mark.parametrize(
    "words", ["EUR 10,000–20,000", "EUR 1,23,4.5.6", "EUR 99999999999999999999", "EUR", "USDT 5", "42"]
)
def test_what_is_no_single_amount_is_none(words: str) -> None:
    assert amounts(words) == []


def test_rates_and_limits_are_marked() -> None:
    assert [each.rate for each in amounts("EUR 145 an hour and EUR 20 a month")] == [True, True]
    assert [each.limit for each in amounts("up to EUR 10,000")] == [True]


@given(st.integers(1, 10**9))
def test_thousands_may_be_set_apart_in_any_way(value: int) -> None:
    plain = f"{value:,}"
    for mark in (",", ".", " ", "'"):
        assert number(plain.replace(",", mark)) == str(value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Board approved EUR 240,000 for the dredging programme.", ("240000", "dredging programme", "Board", "")),
        (
            "It was resolved to allocate £35,000 to repairs of the quay.",
            ("35000", "repairs of the quay", "Harbour Board", ""),
        ),
        ("A budget of $1.5m for new cranes was approved unanimously.", ("1500000", "new cranes", "Harbour Board", "")),
        ("Approved: USD 7,500 for lighting.", ("7500", "lighting", "Harbour Board", "")),
        ("Ben Okoye, CFO, has released CHF 12'000 for training.", ("12000", "training", "", "Ben Okoye")),
        (
            "EUR 9,000 towards safety signs was granted by the Finance Committee.",
            ("9000", "safety signs", "Finance Committee", ""),
        ),
        (
            "The Finance Committee signed off the purchase of two pumps for EUR 8,200.",
            ("8200", "purchase of two pumps", "Finance Committee", ""),
        ),
        ("Motion 3: to grant EUR 4,000 for life vests. Carried.", ("4000", "life vests", "Harbour Board", "")),
        (
            "The Board released EUR 62,500 (licence EUR 44,000, work EUR 18,500) for radar.",
            ("62500", "radar", "Board", ""),
        ),
    ],
)
def test_a_grant_in_minutes(words: str, expected: tuple[str, str, str, str]) -> None:
    (fact,) = granted(words)
    assert (fact["amount"], fact.get("purpose", ""), fact.get("body", ""), fact.get("approver", "")) == expected
    assert fact["approved"] == "2024-03-04"


def test_posts_are_resources_too() -> None:
    (fact,) = granted("The Board approved two additional posts for the control room.")
    assert (fact["amount"], fact["purpose"]) == ("two additional posts", "control room")


@pytest.mark.parametrize(
    "words",
    [
        "The Board did not approve EUR 240,000 for dredging.",
        "EUR 240,000 for dredging will be approved in May.",
        "The request for EUR 5,000 was rejected.",
        "The harbour master proposes to allocate EUR 5,000 to signs.",
        "Whether the Board approved EUR 5,000 could not be found out. Was EUR 5,000 approved?",
        "Loans may be approved up to EUR 10,000 by the clerk.",
        "Motion 4: to grant EUR 4,000 for flags. Not carried.",
        "The crane costs EUR 90,000. The Board approved the safety policy.",
        "The Board approved the policy, which costs EUR 300 to print.",
        "If the Board had approved EUR 5,000, we would have signs.",
    ],
)
def test_what_is_no_grant(words: str) -> None:
    assert granted(words) == []


def test_an_earlier_grant_does_not_get_the_day_of_the_meeting() -> None:
    (fact,) = granted("Of the EUR 50,000 granted in January, half is spent.")
    assert "approved" not in fact and "body" not in fact
    (dated,) = granted("On 2 February 2024 the Treasurer released EUR 700 for ropes.")
    assert (dated["approved"], dated["approver"]) == ("2024-02-02", "Treasurer")


def test_a_letter_grants_in_the_name_below_it() -> None:
    (fact,) = of(found(facts, MAIL.format("Dear Ben,\n\nyou have EUR 24,000 for this."), "m.eml"), "resource")
    assert fact == {
        "amount": "24000",
        "currency": "EUR",
        "purpose": "Dredging",
        "approver": "Ana Roth",
        "approved": "2024-02-05",
    }
    (order,) = of(found(facts, MAIL.format("You may place the order with Pumpco: EUR 300."), "m.eml"), "resource")
    assert (order["amount"], order["approver"]) == ("300", "Ana Roth")
    assert found(facts, MAIL.format("Could I have EUR 24,000? The cost is EUR 24,000."), "m.eml") == []


def test_a_form() -> None:
    form = table(
        ["Field", "Entry"],
        ["Requested by", "Ana Roth"],
        ["Amount", "EUR 41,500"],
        ["Purpose", "New buoys"],
        ["Granted", "EUR 38,000"],
        ["Granted by", "Harbour Board, 14 October 2023"],
        above="# Request for funds",
    )
    assert of(found(facts, form, "request.md"), "resource") == [
        {
            "amount": "38000",
            "currency": "EUR",
            "purpose": "New buoys",
            "body": "Harbour Board",
            "approved": "2023-10-14",
        }
    ]
    refused = table(
        ["Field", "Entry"],
        ["Amount", "EUR 41,500"],
        ["Purpose", "Yacht"],
        ["Decision", "Rejected"],
        ["Decided by", "Board"],
    )
    assert found(facts, refused, "request.md") == []


def test_a_budget_sheet() -> None:
    rows: list[list[object]] = [
        ["Position", "Decision", "Approved (EUR)", "Spent"],
        ["Buoys", "Board 10 Dec 2023", "180,000", "5"],
        ["Flags", None, "0", "0"],
        ["Total", None, "180,000", "5"],
    ]
    assert of(sheet(facts, rows, "Budget"), "resource") == [
        {"amount": "180000", "currency": "EUR", "purpose": "Buoys", "body": "Board", "approved": "2023-12-10"}
    ]
    planned: list[list[object]] = [["Position", "Planned"], ["Buoys", "180,000"]]
    assert sheet(facts, planned, "Budget") == []


def test_templates_and_agendas_grant_nothing() -> None:
    words = "The Board approved EUR 5,000 for signs."
    assert found(facts, f"# Agenda\n\n{words}\n", "agenda.md") == []
    assert found(facts, f"# Minutes template\n\n{words}\n", "template.md") == []


def test_hidden_words_grant_nothing() -> None:
    page = (
        '<html><body><h1>Minutes</h1><p style="display:none">The Board approved EUR '
        "5,000 for signs.</p><p>None.</p></body></html>"
    )
    assert found(facts, page, "minutes.html") == []


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="EUR€$ 0123456789.,;:()k|\n-approvedbytheBoardforX", max_size=300))
def test_any_text_is_survived(words: str) -> None:
    kept: list[Fact] = found(facts, "# Minutes of the Board\n\n" + words, "minutes.md")
    assert all(fact.kind == "resource" for fact in kept)


def test_the_month_of_may_is_no_doubt() -> None:
    (fact,) = granted("On 3 May 2024 the Finance Committee approved EUR 900 for paint.")
    assert (fact["body"], fact["approved"], fact["purpose"]) == ("Finance Committee", "2024-05-03", "paint")
