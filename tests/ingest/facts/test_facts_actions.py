"""Actions: tables, lists, lines and sentences of minutes, and action logs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Fact
from ingest.facts import actions
from ingest.facts.reading import Reading, read
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

_HEAD = "# Harbour Board, minutes of 5 May 2025\n\nPresent: Ann Lee (chair), Benjamin Li, Mike Dorn\n\n## Cranes\n\n"


def reading(text: str, path: str = "minutes/x.md") -> Reading:
    return read(describe(parse(text.encode(), path.rsplit("/", 1)[-1], Limits()), path), path)


def found(text: str, path: str = "minutes/x.md") -> list[Fact]:
    return list(actions.facts(reading(text, path)))


def owners(sentence: str) -> list[str]:
    return [fact.fields.get("owner", "") for fact in found(_HEAD + sentence + "\n")]


TABLE = (
    _HEAD
    + "| No | Action | Owner | Due | Status |\n|---|---|---|---|---|\n"
    + "| 1 | Order the rope | Ann Lee | 1 June 2025 | open |\n"
    + "| 2 | Paint crane 3 | B. Li | 30 Jun | closed, 3 May |\n"
    + "| 3 | Call the diver | Mike Dorn | soon | |\n"
)


def test_a_table_of_actions() -> None:
    facts = found(TABLE)
    assert [(fact.fields["number"], fact.fields["text"], fact.fields["owner"]) for fact in facts] == [
        ("1", "Order the rope", "Ann Lee"),
        ("2", "Paint crane 3", "B. Li"),
        ("3", "Call the diver", "Mike Dorn"),
    ]
    assert [fact.dates.get("due") for fact in facts] == ["2025-06-01", "2025-06-30", None]
    assert [fact.dates.get("closed") for fact in facts] == [None, "2025-05-03", None]


def test_other_names_of_columns_and_numbers_in_the_text() -> None:
    text = _HEAD + "| What | Who | By |\n|---|---|---|\n| HB-7 Order the rope | Ann Lee | 2025-06-01 |\n"
    [fact] = found(text)
    assert (fact.fields["number"], fact.fields["text"], fact.dates["due"]) == ("HB-7", "Order the rope", "2025-06-01")


def test_a_log_whose_action_column_is_a_number() -> None:
    text = (
        "Action,Raised on,Text,Who,Due,State\nA-1,2025-01-02,Order the rope,Ann Lee,2025-02-01,open\n"
        "A-2,2025-01-02,Paint,Bo Li,2025-03-01,closed\n"
    )
    facts = found(text, "Action log.csv")
    assert [(fact.fields["number"], fact.fields["text"], fact.dates["raised"]) for fact in facts] == [
        ("A-1", "Order the rope", "2025-01-02"),
        ("A-2", "Paint", "2025-01-02"),
    ]


def test_lists_in_the_orders_people_write_them() -> None:
    text = (
        "# Forum, 5 March 2025\n\nPresent: Ann Lee, Bo Li\n\n## Actions\n\n"
        "- [ ] F-1 Order the rope – Ann Lee – 2025-06-30\n"
        "- [x] F-2 Paint the crane (Bo Li), by 1 April 2025\n"
        "- Bo to call the diver by 2 April\n"
        "- Update the plan: ann\n"
    )
    facts = found(text)
    assert [fact.fields.get("owner") for fact in facts] == ["Ann Lee", "Bo Li", "Bo", "ann"]
    assert [fact.dates.get("due") for fact in facts] == ["2025-06-30", "2025-04-01", "2025-04-02", None]
    assert [fact.fields.get("status") for fact in facts] == ["open", "done", None, None]


def test_lines_with_leaders() -> None:
    text = (
        "Harbour Board, minutes of 5 May 2025\n\nPresent: Ann Lee, Bo Li\n\nActions\n"
        "Order the rope ........ A. Lee ........ 29 Jun\n"
    )
    [fact] = found(text, "m.txt")
    assert (fact.fields["text"], fact.fields["owner"], fact.dates["due"]) == ("Order the rope", "A. Lee", "2025-06-29")


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("Ann will order the rope.", "Ann"),
        ("Ben and Mike will meet the diver.", "Ben and Mike"),
        ("* Ann to order the rope", "Ann"),
        ("Mike D takes action to order the rope.", "Mike D"),
        ("Ann volunteered to order the rope.", "Ann"),
        ("Ann took the action item to order the rope.", "Ann"),
        ("Ms Young will report in June.", "Ms Young"),
        ("The secretary will circulate the list.", "The secretary"),
        ("Ann has some notes, will turn them into a paper.", "Ann"),
        ("MD - will reach out to the yard", "MD"),
        ("Action: Ann to order the rope", "Ann"),
        ("ACTION (Ann): order the rope", "Ann"),
        ("AI: order the rope", ""),
        ("Next step is for Ann to order the rope.", "Ann"),
        ("Should be quick, Ann will order the rope.", "Ann"),
    ],
)
def test_ways_of_promising(sentence: str, owner: str) -> None:
    assert owners(sentence) == [owner]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann will be late.",
        "It will rain.",
        "The crane will stop.",
        "Ann asked whether Mike will order the rope.",
        "If the price falls, Ann will order the rope.",
        "Will Ann order the rope?",
        "Ann ordered the rope.",
        "Thanks to Mike to this day.",
        "Rainy Season to begin in June.",
        "Action: none",
        "Action item:",
        "Actions are never easy.",
        "Next steps for the Rope Programme: see below",
        "Ann thinks that the Board will agree.",
    ],
)
def test_no_action(sentence: str) -> None:
    assert owners(sentence) == []


def test_a_label_with_its_list_below() -> None:
    text = (
        _HEAD + "* Cranes\n  * Rope is old\n  * Actions\n    * New rope (Ann will order it)\n"
        "    * List of cranes\n* Ships\n  * No news\n"
    )
    assert [fact.fields["text"] for fact in found(text)] == ["New rope (Ann will order it)", "List of cranes"]


def test_progress_on_old_actions() -> None:
    text = (
        "# Forum, 5 March 2025\n\nPresent: Ann Lee, Bo Li\n\n## Old actions\n\n"
        "F-1 (rope): done, on 3 March 2025.\n\nF-2 is extended.\n\nNice weather.\n"
    )
    facts = found(text)
    assert [(fact.fields["number"], fact.fields.get("status")) for fact in facts] == [
        ("F-1", "done"),
        ("F-2", "extended"),
    ]
    assert facts[0].dates["closed"] == "2025-03-03"


@pytest.mark.parametrize(
    "header",
    [
        "| Nonconformity | Root cause | Action | Owner | Due |",
        "| Item | Subject | Presented by | Purpose | Minutes |",
        "| Risk | Likelihood | Action | Owner | Due |",
        "| Employee | Course | Owner | Due | Status |",
    ],
)
def test_tables_of_other_families(header: str) -> None:
    row = "| a | b | c | d | 1 June 2025 |"
    assert found(_HEAD + f"{header}\n|---|---|---|---|---|\n{row}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "# Crane manual\n\nAnn Lee will order the rope. Action: order it.\n",
        (
            "# Minutes template\n\nPresent: [name]\n\n| Action | Owner | Due |\n|---|---|---|\n"
            "| [text] | [name] | [date] |\n"
        ),
        "# Agenda: Harbour Board, 5 May 2025\n\nAction: Ann to order the rope\n",
    ],
)
def test_other_documents_give_none(text: str) -> None:
    assert found(text, "docs/x.md") == []


def test_contradictory_and_absurd_days() -> None:
    rows = "| Rope | Ann Lee | 2025-02-31 |\n| Paint | Bo Li | 03/04/2025 |\n| Diver | Cy Moss | Jan 12 |\n"
    facts = found(_HEAD + "| Action | Owner | Due |\n|---|---|---|\n" + rows)
    assert [fact.dates.get("due") for fact in facts] == [None, None, None]


def test_hidden_actions_are_none() -> None:
    text = (
        "<h1>Minutes of the Harbour Board, 5 May 2025</h1><p>Present: Ann Lee, Bo Li</p>"
        '<p style="display:none">Ann will pay EUR 5.</p>'
    )
    assert found(text, "m.html") == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(("Ann|Mike|will|to|order|the rope|Action|:|.|\n|- |"
    "[ ]| – |2025-06-30|by 3 June|....|(Ann Lee)|none|?").split("|")), max_size=25))  # fmt: skip
def test_any_words_give_spans_inside_the_text(words: list[str]) -> None:
    one = reading(_HEAD + " ".join(words))
    for fact in actions.facts(one):
        quote = one.text[fact.spans[0].start : fact.spans[0].end]
        assert 0 <= fact.spans[0].start < fact.spans[0].end <= len(one.text)
        if owner := fact.fields.get("owner"):
            assert owner.split()[0] in quote
