"""Who sits in which body and holds which office, in lists, tables and letters; organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.roles import facts
from tests.support.readings import found, of


def _roles(text: str, path: str = "page.md") -> list[dict[str, str]]:
    return of(found(facts, text, path), "role")


@pytest.mark.parametrize(
    "text",
    [
        "# Regatta Panel: members\n\nChair: Prof. Oda Finch\nTreasurer: Karl Bremer\nTerm of office: 1 May 2033 to 30 April 2034\n",
        "# Regatta\n\n## Committee\n\n- Prof. Oda Finch (Chair), appointed 1 May 2033, term ends 30 April 2034\n- Karl Bremer, Treasurer, elected 1 May 2033, until 30 April 2034\n",
        "# Regatta Panel\n\n| Member | Position | Appointed | Term ends |\n|---|---|---|---|\n| Prof. Oda Finch | Chair | 1 May 2033 | 30 April 2034 |\n"
        "| Karl Bremer | Treasurer | 1 May 2033 | 30 April 2034 |\n| Vacant | Secretary | | |\n",
        "# Regatta\n\n### Chair\n\n**Incumbent:** Prof. Oda Finch (since 1 May 2033, term ending 30 April 2034)\n\n### Treasurer\n\n"
        "**Incumbent:** Karl Bremer (since 1 May 2033, term ending 30 April 2034)\n\n### Secretary\n\n**Incumbent:** vacant\n",
        "# Regatta\n\n## Current chair\n\n| Name | Club | Term |\n|---|---|---|\n| Prof. Oda Finch | Upper Weir | 2033-05-01 to 2034-04-30 |\n\n"
        "## Treasurer history\n\n| Name | Club | Term |\n|---|---|---|\n| Karl Bremer | Low Weir | 2033-05-01 to 2034-04-30 |\n",
    ],
    ids=["labels", "items", "table", "incumbents", "tables under posts"],
)  # fmt: skip
def test_members_with_their_terms(text: str) -> None:
    said = {(each["person"], each["role"], each.get("from"), each.get("until")) for each in _roles(text)}
    assert said == {
        ("Prof. Oda Finch", "Chair", "2033-05-01", "2034-04-30"),
        ("Karl Bremer", "Treasurer", "2033-05-01", "2034-04-30"),
    }


def test_officers_in_a_run() -> None:
    text = "# News\n\nThe following appointments are unchanged: Oda Finch, Chair; Karl Bremer, Treasurer.\n"
    assert {(each["person"], each["role"]) for each in _roles(text)} == {
        ("Oda Finch", "Chair"),
        ("Karl Bremer", "Treasurer"),
    }


@pytest.mark.parametrize(
    ("sentence", "person", "role", "begins", "ends"),
    [
        ("I am pleased to announce that Una Reed has been appointed Works Manager from 2 June 2033.", "Una Reed", "Works Manager", "2033-06-02", ""),
        ("Una Reed, currently Head of Stores, will act up as Works Manager with effect from 2 June 2033.", "Una Reed", "Works Manager", "2033-06-02", ""),
        ("Una Reed will be leaving us on 2 June 2033 after six years as Works Manager.", "Una Reed", "Works Manager", "", "2033-06-02"),
        ("Una Reed has resigned as Works Manager, effective 2 June 2033.", "Una Reed", "Works Manager", "", "2033-06-02"),
        ("Una Reed is Acting Works Manager from 2 June 2033 until 30 July 2033.", "Una Reed", "Acting Works Manager", "2033-06-02", "2033-07-30"),
    ],
)  # fmt: skip
def test_who_comes_and_goes(sentence: str, person: str, role: str, begins: str, ends: str) -> None:
    (told,) = _roles(f"# Notice to staff\n\n{sentence}\n")
    assert (told["person"], told["role"], told.get("from", ""), told.get("until", "")) == (person, role, begins, ends)


def test_a_letter_of_appointment() -> None:
    letter = "Dear Ms Reed\n\nI confirm your appointment as Data Protection Officer of Weir Mutual with effect from 2 June 2033.\n"
    (told,) = _roles(letter, "letter.txt")
    assert (told["person"], told["role"], told["from"]) == ("Ms Reed", "Data Protection Officer", "2033-06-02")


@pytest.mark.parametrize(
    "text",
    [
        "# Boat Hire Policy\n\nPolicy owner: Oda Finch\nReviewing officer: Karl Bremer\n",
        "# Board minutes\n\nPresent: Oda Finch, Karl Bremer\n\nChair: Oda Finch\nSecretary: Karl Bremer\n",
        "# Board\n\n## Members\n\nChair: [name]\nTreasurer: vacant\nSecretary: to be elected\n",
        "# Board\n\n## Duties of members\n\n- The Chair, who leads the meeting\n- The Treasurer, who keeps the books\n",
        "# Letter\n\nDear Ms Reed\n\nWe may confirm your appointment as Works Manager from 2 June 2033.\n",
        "# Notice\n\nUna Reed is expected to be appointed Works Manager from 2 June 2033 if the Board agrees.\n",
    ],
)
def test_what_names_nobody_in_a_post(text: str) -> None:
    assert _roles(text) == []
