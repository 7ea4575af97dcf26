"""Facts and the ways to write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.values import is_number, mentions, states, tokens


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("It was signed on 14 Mar 2026.", "2026-03-14"),
        ("2026-03-14", "14 March 2026"),
        ("Signed March 14th, 2026", "14.03.2026"),
        ("It was signed on 14 March 2026.", "March 2026"),
        ("In March 2026 it lapsed", "2026-03"),
        ("Signed on 14 March 2026", "2026"),
        ("It costs EUR 1,200.00 a year.", "€1 200"),
        ("It costs €1\u202f200", "EUR 1,200.00"),
        ("It costs 1.200,50 €", "EUR 1200.50"),
        ("A budget of €1.2 million", "EUR 1,200,000"),
        ("USD 40k", "$40,000"),
        ("EUR 1'200", "1200 euros"),
        ("EUR 1,200 was spent", "1200"),
        ("12.5 % of staff", "12.5%"),
        ("12,5 percent", "12.5 %"),
        ("Seventeen policies", "17"),
        ("17 policies are overdue.", "seventeen"),
        ("twenty-one risks", "21 risks"),
        ("1,200 hours", "1200"),
        ("1,200.00 hours", "1200"),
        ("It costs €1.200", "EUR 1,200"),
        ("approved by the Board", "approved by Board"),
        ("1.2 million records", "1,200,000"),
        ("Approved by Dr. Jane Smith.", "Jane Smith"),
        ("**Amara Diallo** owns it", "amara diallo"),
        ("José Núñez", "Jose Nunez"),
        ("The Board’s decision", "the board's decision"),
        ("the Board decided", "Board"),
        ("a risk‑based approach", "risk based"),
        ("Risk R-14 is accepted", "R-14"),
        ("see clause A.5.2.", "A.5.2"),
        ("ISO/IEC 42001:2023 applies", "ISO/IEC 42001:2023"),
        ("Version 2.1 is in force", "v2.1"),
        ("v2.1", "2.1"),
        ("Yes. It was approved.", "yes"),
        ("no", "No"),
        ("It was not approved.", "not approved"),
        ("Not the CEO, Jane Smith approved it", "Jane Smith"),
        ("It was not renewed. Approved in May", "approved"),
        ("Total:12", "12"),
        ("One review was held", "1"),
        ("A and B signed", "A"),
    ],
)
def test_stated(text: str, fact: str) -> None:
    assert states(text, [fact])


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Signed on 15 March 2026", "2026-03-14"),
        ("Signed in March 2026", "2026-03-14"),
        ("Signed on 03/04/2026", "2026-04-03"),
        ("12 March 2026", "12"),
        ("It costs USD 1,200", "EUR 1,200"),
        ("1,200 people", "EUR 1,200"),
        ("It costs EUR 12,000", "EUR 1,200"),
        ("12 of them", "12%"),
        ("12 %", "12"),
        ("Risk R-140", "R-14"),
        ("Risk R-14", "14"),
        ("clause 6.10", "6.1"),
        ("version 2.10", "2.1"),
        ("A.5.2.1", "A.5.2"),
        ("Approved by Dr. J. Smith", "Jane Smith"),
        ("Approved by Janet Smith", "Jane Smith"),
        ("Smith, and Jane", "Jane Smith"),
        ("It was not approved.", "approved"),
        ("It has not yet been approved.", "approved"),
        ("It wasn't approved", "approved"),
        ("never Jane Smith", "Jane Smith"),
        ("It was approved: yes", "yes"),
        ("No one signed", "1"),
        ("Nothing", "no"),
        ("", "yes"),
        ("anything", "…"),
        ("117 policies", "17"),
    ],
)
def test_not_stated(text: str, fact: str) -> None:
    assert not states(text, [fact])


def test_any_alternative_will_do() -> None:
    assert states("Approved by J. Smith", ["Jane Smith", "J. Smith"])
    assert not states("Approved by somebody", [])


def test_what_is_negated_is_mentioned_all_the_same() -> None:
    assert mentions("Do not call Mallory", "call Mallory")
    assert not states("Do not call Mallory", ["call Mallory"])
    assert not mentions("Nobody", "Mallory")


def test_counts_are_bare_numbers() -> None:
    assert [is_number(fact) for fact in ("17", "seventeen", "17 policies", "EUR 17", "2026-01-01", "")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_numbers_in_a_row_of_digits_are_told_apart() -> None:
    assert [token.value for token in tokens("in 2026 120 people, 12 000 files")] == [
        "in",
        "2026",
        "120",
        "people",
        "12000",
        "files",
    ]


WORDS = st.text(st.characters(categories=("Lu", "Ll")), min_size=3, max_size=8)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), WORDS)
def test_a_day_is_a_day_however_it_is_written(day: date, word: str) -> None:
    written = [day.isoformat(), f"{day.day} {day:%B %Y}", f"{day:%b} {day.day}, {day.year}"]
    for one in written:
        assert all(states(f"{word} {one}.", [other]) for other in written)
        assert not states(f"{word} {one}", [date.fromordinal(day.toordinal() + 1).isoformat()])


@given(st.integers(0, 10**9), st.sampled_from(["EUR", "USD", "GBP", "CHF"]))
def test_an_amount_is_an_amount_however_it_is_grouped(cents: int, code: str) -> None:
    value = Decimal(cents) / 100
    plain, english = f"{code} {value:.2f}", f"{code} {value:,.2f}"
    continental = f"{value:,.2f}".replace(",", " ").replace(".", ",") + f" {code}"
    for one in (plain, english, continental):
        assert states(f"It is {one}.", [plain]) and states(plain, [one])
        assert not states(f"It is {one}.", [f"{code} {value + 1:.2f}"])


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_any_stretch_of_words_is_mentioned(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    stretch = " ".join(words[start:end])
    assert not tokens(stretch) or mentions(" ".join(words).upper(), stretch.upper())


@given(st.text(max_size=60), st.text(max_size=20))
def test_nothing_breaks_it(text: str, fact: str) -> None:
    assert states(text, [fact]) in (True, False)
    found = tokens(text)
    assert all(one.start <= other.start for one, other in pairwise(found))
