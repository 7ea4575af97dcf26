"""Two registers that number their records alike: each record keeps its own owner, score and state.

A garden society with a risk list for the park and one for the office; the list of the park is written anew each year.
"""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 11, 3)


def _risks(title: str, day: str, *rows: str) -> str:
    head = "| Risk no. | Risk | Owner | Likelihood | Impact | Score | Treatment |\n|" + " --- |" * 7
    return (
        f"# {title}\n\nDate: {day}\n\n{head}\n" + "\n".join(f"| {' | '.join(row.split('; '))} |" for row in rows) + "\n"
    )


FILES = {
    "park/Park risks 2030.md": _risks(
        "Park risks",
        "1 June 2030",
        "K-1; Tree falls; Ivo Marsh; 3; 4; 12; Reduce",
        "K-2; Pond freezes; Ivo Marsh; 2; 2; 4; Accept",
        "K-3; Path icy; Lena Fox; 3; 3; 9; Reduce",
    ),
    "park/Park risks 2031.md": _risks(
        "Park risks",
        "1 June 2031",
        "K-1; Old tree falls; Lena Fox; 2; 4; 8; Reduce",
        "K-2; Pond freezes over; Ivo Marsh; 2; 2; 4; Accept",
        "K-3; Bench breaks; Lena Fox; 1; 3; 3; Reduce",
    ),
    "office/Office risks.md": _risks(
        "Office risks",
        "1 March 2031",
        "K-1; Members list stolen; Ada Birch; 3; 5; 15; Reduce",
        "K-2; Printer fails; Ivo Marsh; 2; 1; 2; Accept",
    ),
    "office/Actions.csv": (
        "No.,Action,Owner,Due,Status\n"
        "A-1,Lock the cabinet,Ada Birch,2031-05-01,done\n"
        "A-2,Buy paper,Ivo Marsh,2031-12-01,open\n"
    ),
    "park/Actions.csv": (
        "No.,Action,Owner,Due,Status\n"
        "A-1,Prune the oak,Lena Fox,2031-12-15,open\n"
        "A-2,Mend the bench,Ivo Marsh,2031-12-01,open\n"
    ),
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("How many risks are there?", ("5 risks", "Members list stolen", "Printer fails", "Old tree"), ("Path icy",)),
        ("How many risks does Ivo Marsh own?", ("2 risks", "Pond freezes over", "Printer fails"), ("Tree falls",)),
        ("Which risks have a score above 7?", ("Members list stolen", "Old tree falls"), ("Path icy", "Pond")),
        ("Who owns K-1?", ("Lena Fox", "Ada Birch"), ("Ivo Marsh",)),
        ("Who owns K-3?", ("Lena Fox owns risk K-3 Bench breaks",), ("Path icy",)),
        ("Tell me about K-1", ("Old tree falls", "Members list stolen"), ("Score 12",)),
        ("Who owns K-1 Members list stolen?", ("Ada Birch",), ("Lena Fox",)),
        ("How many actions are open?", ("3 actions", "Prune the oak", "Mend the bench", "Buy paper"), ("Lock",)),
        ("When is A-1 due?", ("15 December 2031", "1 May 2031"), ()),
        ("Is A-2 done?", ("No", "A-2"), ("Yes",)),
    ],
)
def test_each_record_keeps_what_its_register_says(
    view: View, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    text = answered(view, question, TODAY)
    assert all(each in text for each in told)
    assert not any(each in text for each in untold)


def test_where_records_with_one_number_stand_differently_nothing_is_said(view: View) -> None:
    assert answered(view, "Is A-1 done?", TODAY) == ""
