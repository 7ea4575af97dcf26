"""Meetings and attendance: organisations invented here, phrased in ways unlike each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Fact
from ingest.facts import meetings
from ingest.facts.reading import Reading, read
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

COLON = """# Safety Council, 4 March 2024

**Present:** Rosa Quint (chair), Bo van der Meer, Dr Ama Owusu-Agyei, T. O'Hara
**Apologies:** Lise Morel (leave)
**Also there:** Karl Vogt (Head of Estates, item 2), Nina Petrov (minutes)

## 1. Lifts

With three members the council was quorate.

Next meeting: 6 May 2024.
"""
ONE_LINE = """HARBOUR TRUST
Minutes of the Audit Committee held on 14/11/2023

Chair: P. Ferreira. Members: Ida Lund, Jonas Roth. Mr Sand had sent his apologies. In attendance: Eva Klein (CFO).

1. Accounts. Read.
"""
BULLETS = """# Northwind Guild Technical Board Meeting 2022-07-19

## Links

* **Recording**: https://example.org/video

## Attendees

* Ines Costa (@icosta)
* Paul Dupont (@pdupont) - Acme, Board Member
* Agi
* lena strand (@lstrand)

## Agenda

* Nothing
"""
FRONT = """---
title: Quality circle
date: 2025-02-11
chair: Sven Berg
present: [Sven Berg, Olga Ilina]
apologies: [Ravi Nair]
---

# Quality circle

All fine.
"""
TABLE = """# Works council minutes, 3 June 2025

| Name | Role | Attended |
|---|---|---|
| Hedda Frey | Chair | yes |
| Omar Said | Member | no |
| Lotte Kern | Secretary | yes |

The council met.
"""


def reading(text: str, path: str = "minutes/x.md") -> Reading:
    return read(describe(parse(text.encode(), path.rsplit("/", 1)[-1], Limits()), path), path)


def found(text: str, path: str = "minutes/x.md") -> list[Fact]:
    return list(meetings.facts(reading(text, path)))


def meeting(text: str, path: str = "minutes/x.md", state: str = "held") -> Fact:
    return next(fact for fact in found(text, path) if fact.kind == "meeting" and fact.fields["state"] == state)


def parts(text: str, path: str = "minutes/x.md") -> dict[str, str]:
    return {fact.fields["person"]: fact.fields["part"] for fact in found(text, path) if fact.kind == "attendance"}


def test_labels_before_colons() -> None:
    fact = meeting(COLON)
    assert (fact.fields["body"], fact.dates["held"]) == ("Safety Council", "2024-03-04")
    assert fact.fields["chair"] == "Rosa Quint"
    assert fact.fields["secretary"] == "Nina Petrov"
    assert fact.fields["apologies"] == "Lise Morel"
    assert fact.fields["quorum"] == "quorate"
    assert parts(COLON) == {
        "Rosa Quint": "chair",
        "Bo van der Meer": "present",
        "Dr Ama Owusu-Agyei": "present",
        "T. O'Hara": "present",
        "Lise Morel": "apologies",
        "Karl Vogt": "in attendance",
        "Nina Petrov": "in attendance",
    }


def test_a_role_beside_a_name_and_no_role_for_the_chair() -> None:
    roles = {fact.fields["person"]: fact.fields.get("role", "") for fact in found(COLON) if fact.kind == "attendance"}
    assert roles["Karl Vogt"] == "Head of Estates"
    assert roles["Rosa Quint"] == roles["Nina Petrov"] == ""


def test_several_lists_on_one_line_and_sentences() -> None:
    fact = meeting(ONE_LINE, "a.txt")
    assert (fact.fields["body"], fact.dates["held"]) == ("Audit Committee", "2023-11-14")
    assert parts(ONE_LINE, "a.txt") == {
        "P. Ferreira": "chair",
        "Ida Lund": "present",
        "Jonas Roth": "present",
        "Mr Sand": "apologies",
        "Eva Klein": "in attendance",
    }


def test_bulleted_list_under_a_heading() -> None:
    fact = meeting(BULLETS)
    assert (fact.fields["body"], fact.dates["held"]) == ("Northwind Guild Technical Board", "2022-07-19")
    assert parts(BULLETS) == dict.fromkeys(("Ines Costa", "Paul Dupont", "Agi", "lena strand"), "present")


def test_front_matter() -> None:
    fact = meeting(FRONT)
    assert (fact.dates["held"], fact.fields["chair"]) == ("2025-02-11", "Sven Berg")
    assert parts(FRONT) == {"Sven Berg": "chair", "Olga Ilina": "present", "Ravi Nair": "apologies"}


def test_table_of_attendance() -> None:
    assert parts(TABLE) == {"Hedda Frey": "chair", "Omar Said": "apologies", "Lotte Kern": "present"}
    assert meeting(TABLE).dates["held"] == "2025-06-03"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Protokoll\nGeschäftsleitung, Sitzung vom 12. Mai 2024\n"
            "\nAnwesend: Jana Wolf, Udo Kern\nEntschuldigt: Lea Horn\n", "2024-05-12"),
        ("Compte-rendu du comité de direction du 8 avril 2024\n\n"
            "Présents : Anne Roux, Luc Petit\nExcusés : Marc Blanc\n", "2024-04-08"),
        ("Meeting notes\nDate: 2 January 2024\nAttendees: Ann Lee, Bo Li\n", "2024-01-02"),
    ],
)  # fmt: skip
def test_other_phrasings_and_languages(text: str, held: str) -> None:
    fact = meeting(text, "m.txt")
    assert fact.dates["held"] == held
    assert len(fact.fields["attendees"].split("; ")) == 2


def test_a_meeting_that_minutes_announce_is_called_by_its_body() -> None:
    text = "# Safety Forum\n\nMinutes of 3 May 2031\n\nPresent: Ida Berg\n\nNext meeting: 14 July 2031\n"
    assert meeting(text, state="planned").fields["title"] == "Safety Forum"


def test_the_next_meeting_is_planned() -> None:
    fact = meeting(COLON, state="planned")
    assert (fact.dates["held"], fact.fields["body"]) == ("2024-05-06", "Safety Council")


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert meeting(COLON.replace("6 May 2024", "6 May"), state="planned").dates["held"] == "2024-05-06"


def test_a_wrapped_list_goes_on() -> None:
    text = (
        "Minutes of the Board, 5 May 2025\n\n"
        "Present: Ann Lee, Bo Li, Carla Stone, Dimitri Volkov, Erik Holm,\n  Fay Wong and Gus Hart\n\n"
        "Text.\n"
    )
    assert list(parts(text, "m.txt"))[-2:] == ["Fay Wong", "Gus Hart"]


def test_unknown_day_stays_unknown() -> None:
    fact = meeting("# Minutes of the Ethics Panel\n\nPresent: Ann Lee, Bo Li\n")
    assert "held" not in fact.dates


@pytest.mark.parametrize("day", ["31 February 2024", "03/04/2024", "2024-13-45", "12 June 3024"])
def test_absurd_and_ambiguous_days_are_left_out(day: str) -> None:
    assert "held" not in meeting(f"# Minutes of the Ethics Panel, {day}\n\nPresent: Ann Lee, Bo Li\n").dates


def test_the_file_name_dates_minutes_without_a_day() -> None:
    fact = meeting("# Minutes of the Ethics Panel\n\nPresent: Ann Lee, Bo Li\n", "minutes/2024/2024-06-03.md")
    assert (fact.dates["held"], fact.date_origin) == ("2024-06-03", "path")


def test_the_day_of_earlier_minutes_is_not_the_day_of_the_meeting() -> None:
    text = "Minutes\n\nThe minutes of 3 May 2024 were approved.\n\nPresent: Ann Lee, Bo Li\n"
    assert "held" not in meeting(text, "m.txt").dates


CANCELLED = """To: members of the Audit Committee
From: Eva Klein
Date: 1 March 2024

CANCELLED: Audit Committee of 8 March 2024

The meeting of the Audit Committee on 8 March 2024 is cancelled.
"""


def test_a_cancelled_meeting_is_not_held() -> None:
    states = {(fact.fields["state"], fact.dates.get("held")) for fact in found(CANCELLED, "note.txt")}
    assert states == {("cancelled", "2024-03-08")}


def test_a_postponed_meeting_and_its_new_day() -> None:
    text = "# News\n\nThe Safety Council of 8 March 2024 has been postponed to 22 March 2024.\n"
    states = {(fact.fields["state"], fact.dates.get("held")) for fact in found(text, "posts/a.md")}
    assert states == {("postponed", "2024-03-08"), ("planned", "2024-03-22")}


@pytest.mark.parametrize(
    "text",
    [
        "# Meeting minutes template\n\nDate: [date]\nPresent: [name], [name]\n",
        "# Minutes of the Board\n\nDate: DD/MM/YYYY\nPresent: ________\n",
        "# Terms of reference of the Audit Committee\n\nMembers: Ann Lee, Bo Li\n\nMeetings take place monthly.\n",
        "# Incident report\n\nOn 3 May 2024 the pump failed. Present: nobody.\n",
        "# How to write minutes\n\nList those present. Write the date.\n",
        "# Training: first aid, 3 May 2024\n\nParticipants: Ann Lee, Bo Li\n",
    ],
)
def test_no_meeting(text: str) -> None:
    assert found(text, "docs/x.md") == []


def test_an_agenda_is_planned_and_nobody_attended() -> None:
    text = "# Agenda: Audit Committee, 8 March 2024\n\nInvited: Ann Lee, Bo Li\n\n1. Opening\n"
    facts = found(text, "docs/agenda.md")
    assert [(fact.kind, fact.fields["state"], fact.dates["held"]) for fact in facts] == [
        ("meeting", "planned", "2024-03-08")
    ]


def test_hidden_words_give_nothing() -> None:
    text = (
        "<html><body><h1>Minutes of the Board, 5 May 2025</h1><p>Present: Ann Lee, Bo Li</p>"
        '<p style="display:none">Apologies: Zed Null</p></body></html>'
    )
    assert "Zed Null" not in parts(text, "m.html")
    assert "Ann Lee" in parts(text, "m.html")


def test_what_is_no_name_is_no_person() -> None:
    text = (
        "# Minutes of the Board, 5 May 2025\n\n"
        "Present: Ann Lee, Bo Li, all staff, 12 others, Acme Foundation, quorum\nApologies: none\n"
    )
    assert set(parts(text)) == {"Ann Lee", "Bo Li"}


def _values_stand_in_the_text(facts: list[Fact], text: str) -> None:
    for fact in facts:
        assert all(0 <= span.start < span.end <= len(text) for span in fact.spans)
        if fact.kind == "attendance" and (person := fact.fields.get("person")):
            assert person.split()[0] in text[fact.spans[0].start : fact.spans[0].end]


@pytest.mark.parametrize("text", [COLON, ONE_LINE, BULLETS, FRONT, TABLE, CANCELLED])
def test_quotes_hold_the_names(text: str) -> None:
    one = reading(text)
    _values_stand_in_the_text(list(meetings.facts(one)), one.text)


_NAMES = st.sampled_from(["Ann Lee", "Bo van Dam", "C. Diaz", "Dr Eve Fox", "Gül Öz", "none", "(chair)", "@x", "1", ""])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_NAMES, max_size=8),
    st.sampled_from(["Present: ", "Apologies: ", "## Attendees\n- ", "| Present | "]),
    st.text(st.sampled_from("Ab ,;:()[]\n-|*#.@0/"), max_size=80),
)
def test_any_list_gives_spans_inside_the_text(names: list[str], label: str, noise: str) -> None:
    join: Callable[[list[str]], str] = ", ".join
    one = reading(f"# Minutes of the Board, 5 May 2025\n\n{label}{join(names)}\n{noise}\n")
    _values_stand_in_the_text(list(meetings.facts(one)), one.text)
