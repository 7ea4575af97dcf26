"""The next is not past and the last is not to come, in a record's value and in words alike."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.accept import refused
from assistant.select import candidates
from assistant.timing import in_time, of_another_month, untimely
from assistant.understand import understand
from evidence.model import DocumentDate, Hit, Metadata, Origin, ParsedDocument
from tests.support.passages import passage

TODAY = date(2031, 5, 20)
NEXT, LAST = "When is the next test of the hose?", "When was the last test of the hose?"


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        (NEXT, date(2031, 5, 21), True),
        (NEXT, date(2031, 5, 19), False),
        (LAST, date(2031, 5, 19), True),
        (LAST, date(2031, 5, 21), False),
        ("By when is the hose to be tested?", date(2031, 5, 19), True),
    ],
)
def test_what_comes_next_is_not_past_and_what_was_last_is_not_to_come(text: str, day: date, told: bool) -> None:
    assert in_time(text, day, TODAY) is told


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        (NEXT, "The hose is tested on 3 May 2031.", True),
        (NEXT, "The hose was tested on 3 May 2031; the next test is on 2 November 2031.", False),
        (NEXT, "The hose is tested in May 2031.", False),  # the month is not over
        (NEXT, "The hose is tested in April 2031.", True),
        (NEXT, "The hose is tested in spring and in autumn.", False),
        (LAST, "The hose will be tested on 3 June 2031.", True),
        (LAST, "The hose was tested in May 2031.", False),
        ("When was the hose tested?", "The hose will be tested on 3 June 2031.", False),
    ],
)
def test_words_whose_days_cannot_be_meant_are_untimely(question: str, words: str, told: bool) -> None:
    assert untimely(question, words, TODAY) is told


@pytest.mark.parametrize(("day", "told"), [(TODAY, True), (date(2031, 5, 1), False), (None, False)])
def test_a_statement_of_a_day_gone_by_does_not_answer_when_the_next_is(day: date | None, told: bool) -> None:
    text = "The test of the hose is on 3 May 2031."
    hits = [Hit(passage(text, doc_id="a.md", context="a.md"), 0.7, {"meaning": 0.7, "words": 0.6})]
    found = candidates(understand(NEXT), hits, lambda _: 1, 3, lambda t: [0.9] * len(t), {}, as_of=day)
    assert refused(found[0]) is told


@pytest.mark.parametrize(
    ("words", "written", "told"),
    [
        ("Next test of the hose: Friday Sept 27.", date(2029, 9, 3), True),
        ("Next test of the hose: Friday 27th September.", date(2030, 9, 3), False),  # it may yet be meant
        ("The hose is tested every year on 27 September.", date(2029, 9, 3), False),
        ("Next test of the hose: Friday Sept 27.", None, False),
    ],
)
def test_a_day_without_its_year_lies_within_a_year_of_its_document(
    words: str, written: date | None, told: bool
) -> None:
    assert untimely(NEXT, words, TODAY, written) is told
    assert not untimely(LAST, words, TODAY, written)
    dates = (DocumentDate("written", written, Origin.PATH),) if written else ()
    note = ParsedDocument(words, "text", Metadata(dates=dates))
    hits = [Hit(passage(words, doc_id="a.md", context="a.md"), 0.7, {"meaning": 0.7, "words": 0.6})]
    found = candidates(
        understand(NEXT), hits, lambda _: 1, 3, lambda t: [0.9] * len(t), {}, lambda _: note, as_of=TODAY
    )
    assert not found or refused(found[0]) is told


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        ("What was the pressure index in June 2031?", "Hose report May 2031: index 0.25", True),
        ("What was the pressure index in June 2031?", "reports/2031-05 hoses.xlsx index 0.25", True),
        ("What was the pressure index in June 2031?", "Month: Jun; Index: 0.25", False),
        ("What was the pressure index in June 2031?", "Week of 15 June 2031: index 0.25", False),
        ("What was the pressure index in June 2031?", "The index is 0.25.", False),  # of which month is not said
        ("What was the pressure index in 2031?", "Hose report May 2031: index 0.25", False),
        ("Who read the report of June 2031?", "Hose report May 2031, read by Ada Krone", False),  # no figure
    ],
)
def test_a_figure_of_another_month_is_none_of_the_one_asked_about(question: str, told: str, another: bool) -> None:
    assert of_another_month(question, understand(question).periods, told) is another


def test_a_report_of_another_month_is_no_answer() -> None:
    question = "What was the pressure index of the hose in June 2031?"
    place = passage("The pressure index of the hose was 0.25.")
    place = replace(place, context="Hose report May 2031\n2031-06-02 2 June 2031")  # written in June
    hits = [Hit(place, 1.0, {"words": 1.0, "meaning": 1.0})]
    found = candidates(
        understand(question), hits, lambda _: 1, 10, lambda texts: [0.5] * len(texts), {place.rowid: 0.5}, as_of=TODAY
    )
    assert [each.features["astray"] for each in found] == [1.0]
