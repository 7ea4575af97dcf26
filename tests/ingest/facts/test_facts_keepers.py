"""Keepers of registers, and who is accountable in tables of responsibilities; houses made up here."""

from __future__ import annotations

import pytest

from ingest.facts.control import facts
from tests.support.readings import found, of, table

_ROWS = table(["No", "Hazard", "Owner"], ["1", "Ice on the quay", "Oda Rask"], ["2", "Fog", "Per Holm"])


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Harbour hazard register", "Keeper: Ida Falk. Scale 1 to 25."),
        ("Harbour hazard register", "Kept by: Ida Falk. Last full review: 22 April 2031."),
        ("Harbour hazard register", "*Harbour office, state 20 March 2031, kept by Ida Falk*"),
        ("Harbour hazard list, March 2031", "Maintained by Ida Falk. Scores are added up."),
        ("Harbour hazard register (kept by Ida Falk; last touched 5 January 2031)", ""),
    ],
)
def test_who_keeps_a_register(title: str, line: str) -> None:
    told = of(found(facts, f"# {title}\n{line}\n{_ROWS}", "registers/hazards.md"), "ownership")
    (kept,) = [each for each in told if each["subject"].startswith("Harbour hazard")]
    assert kept["owner"] == "Ida Falk" and "(" not in kept["subject"]


@pytest.mark.parametrize(
    "words", ["Last full review 2 April 2031 (before: 5 May 2030).", "Last reviewed: 2 April 2031"]
)
def test_when_a_register_was_gone_through(words: str) -> None:
    (review,) = of(found(facts, f"# Harbour hazard register\n{words}\n{_ROWS}", "registers/hazards.md"), "review")
    assert review == {"subject": "Harbour hazard register", "last": "2031-04-02"}


@pytest.mark.parametrize(
    "text",
    [
        f"# Harbour hazard register\nThe register is kept by the quay.\n{_ROWS}",
        f"# Notes on ice\nKept by Ida Falk.\n{_ROWS}",
        "# Harbour systems register\n\n**H-1 Crane**\n\n- Owner: Ida Falk\n- Kept by: Oda Rask\n",
    ],
)
def test_no_keeper(text: str) -> None:
    told = of(found(facts, text, "notes/hazards.md"), "ownership")
    assert not [each for each in told if "egister" in each["subject"] or "ice" in each["subject"]]


@pytest.mark.parametrize(
    "header",
    [
        ["Task", "Does it", "Answers for it", "Asked", "Told"],
        ["Activity", "R", "A", "C", "I"],
        ["Step", "Responsible", "Accountable", "Consulted", "Informed"],
    ],
)
def test_a_column_for_each_part(header: list[str]) -> None:
    text = table(
        header,
        ["Closing the lock", "Oda Rask", "Ida Falk", "Per Holm", "crews"],
        ["Dredging", "crew", "Harbour Master", "-", "-"],
    )
    told = of(found(facts, text), "ownership")
    assert [(each["subject"], each["owner"]) for each in told] == [
        ("Closing the lock", "Ida Falk"),
        ("Dredging", "Harbour Master"),
    ]


def test_letters_under_posts() -> None:
    text = table(
        ["Activity", "Harbour Master", "Safety Officer"], ["Closing the lock", "A", "R"], ["Dredging", "I", "R/A"]
    )
    told = of(found(facts, text), "ownership")
    assert [(each["subject"], each["owner"]) for each in told] == [
        ("Closing the lock", "Harbour Master"),
        ("Dredging", "Safety Officer"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        table(["Exam", "Ida Falk", "Per Holm"], ["Sums", "A", "C"], ["Spelling", "B", "A"]),
        table(["Exam", "Ida Falk", "Per Holm"], ["Sums", "A", "C"], ["Spelling", "C", "A"]),
        table(["Task", "Asked", "Told"], ["Closing the lock", "Per Holm", "Ida Falk"]),
        table(["Item", "A", "B"], ["Nets", "12", "3"], ["Buoys", "4", "5"]),
    ],
)
def test_marks_and_figures_make_nobody_accountable(text: str) -> None:
    assert not of(found(facts, text), "ownership")


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Robots at the quay: what people ask", "Page kept by Ida Falk. Last touched 3 May 2031."),
        ("Robots at the quay", "*page owner: Ida Falk · edited by everybody*"),
        ("Dangers on the quay", "Page owner: Ida Falk, Harbour Office. Last gone through 3 May 2031."),
        ("Dangers on the quay, month by month", "The list is kept by Ida Falk."),
    ],
)
def test_a_page_says_who_keeps_it(title: str, line: str) -> None:
    told = of(found(facts, f"# {title}\n{line}\n\n## Ice\n\nMay I walk there? No.\n", "wiki/quay.md"), "ownership")
    (kept,) = [each for each in told if each["owner"] == "Ida Falk"]
    assert kept["subject"].startswith(title[:8])


@pytest.mark.parametrize(
    "line",
    [
        "Kept by Ida Falk, figures from the owners.",
        "(Ida Falk keeps it; grades 1 to 3)",
        "State 20 March 2031, keeper Ida Falk)",
        "Kept by the office (Ida Falk).",
    ],
)
def test_a_paper_among_the_registers_says_who_keeps_it(line: str) -> None:
    told = of(found(facts, f"# Dangers on the quay\n{line}\n{_ROWS}", "registers/quay.md"), "ownership")
    assert next(each for each in told if each["subject"] == "Dangers on the quay")["owner"] == "Ida Falk"


def test_the_last_words_of_a_register_say_who_keeps_it() -> None:
    text = f"# Dangers on the quay\n{_ROWS}\nScale 1 to 25.\n\nThe list is kept by Ida Falk.\n"
    told = of(found(facts, text, "registers/quay.md"), "ownership")
    assert {"subject": "Dangers on the quay", "owner": "Ida Falk"} in told


@pytest.mark.parametrize(
    "line",
    ["The page should be kept by somebody.", "The hazard list is kept by whoever is on duty.", "Ida Falk keeps bees."],
)
def test_nobody_in_particular_keeps_a_page(line: str) -> None:
    assert not of(found(facts, f"# Robots at the quay\n{line}\n\n## Ice\n\nNo.\n", "wiki/quay.md"), "ownership")
