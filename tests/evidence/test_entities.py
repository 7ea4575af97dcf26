from __future__ import annotations

from datetime import date

import pytest

from evidence.entities import Entities
from evidence.model import Strength
from tests.support.registers import HandRegister

TODAY = date(2026, 3, 1)


@pytest.fixture(name="register")
def _register() -> HandRegister:
    register = HandRegister()
    chart = "Ines Roca | Head of Quality\nPaul Moss | Managing Director\nHugo Blum | Plant Manager\nAI Steering Group"
    lines = chart.split("\n")[:3]
    register.add(
        "chart-2024.txt", chart,
        *(("role", line, dict(zip(("person", "role"), line.split(" | "), strict=True))) for line in lines),
        written="2024-01-01",
    )  # fmt: skip
    register.add(
        "news.txt",
        "Ines Roca leaves on 31 May 2025. Jo Park becomes Head of Quality. The role of Plant Manager ended.",
        ("role", "Ines Roca leaves on 31 May 2025.", {"person": "Ines Roca", "until": "2025-05-31"}),
        ("role", "Jo Park becomes", {"person": "Jo Park", "role": "Head of Quality", "from": "2025-06-01"}),
        ("role", "The role of Plant Manager ended.", {"role": "Plant Manager", "until": "2025-06-30"}),
        written="2025-06-01",
    )  # fmt: skip
    register.add(
        "P-1 v1.txt", "Safety Policy P-1 version 1 owner Ines Roca",
        ("document", "Safety Policy", {"title": "Safety Policy", "number": "P-1", "version": "1", "owner": "Ines Roca",
                                       "approved": "2023-01-01", "review": "2024-01-01", "status": "superseded"}),
        written="2023-01-01", strength=Strength.SUPERSEDED,
    )  # fmt: skip
    register.add(
        "P-1 v2.txt", "Safety Policy version 2",
        ("document", "Safety Policy", {"title": "Safety Policy", "version": "2", "owner": "I. Roca",
                                       "approved": "2024-06-01", "review": "2025-06-01"}),
        written="2024-06-01", strength=Strength.APPROVED,
    )  # fmt: skip
    register.add("draft.txt", "Safety Policy 3 draft",
                 ("document", "Safety Policy 3", {"title": "Safety Policy", "version": "3", "status": "draft"}),
                 written="2025-09-01", strength=Strength.DRAFT)  # fmt: skip
    register.add("systems.csv", "AIS-1;WeldEye\nAIS-2;WeldEye Pro",
                 ("system", "AIS-1;WeldEye", {"number": "AIS-1", "name": "WeldEye"}),
                 ("system", "AIS-2;WeldEye Pro", {"number": "AIS-2", "name": "WeldEye Pro"}))  # fmt: skip
    return register


def test_roles_are_held_over_time(register: HandRegister) -> None:
    entities = Entities(register)
    then, now = entities.holder("head of quality", date(2025, 1, 1)), entities.holder("Head of Quality", TODAY)
    assert then is not None and then.name == "Ines Roca"
    assert now is not None and now.name == "Jo Park"
    assert entities.holder("Chief Happiness Officer", TODAY) is None


def test_departures_and_ended_roles_have_their_proof(register: HandRegister) -> None:
    entities = Entities(register)
    ines = entities.resolve("I. Roca").person
    assert ines is not None
    assert entities.departure(ines.key, date(2025, 5, 30)) is None
    assert entities.departure(ines.key, TODAY) is not None
    assert entities.ended_role("plant manager", TODAY) is not None
    assert entities.ended_role("plant manager", date(2025, 1, 1)) is None
    assert entities.ended_role("Head of Quality", TODAY) is None


def test_a_work_is_a_family_of_editions_in_force_by_day(register: HandRegister) -> None:
    (family,) = Entities(register).families.all()
    assert [edition.version for edition in family.editions] == ["1", "2", "3"]
    current = {day: family.current(day) for day in (date(2022, 1, 1), date(2024, 1, 1), TODAY)}
    assert current[date(2022, 1, 1)] is None
    before, now = current[date(2024, 1, 1)], current[TODAY]
    assert before is not None and before.version == "1"  # superseded later, when version 2 began
    assert now is not None and now.version == "2"
    assert family.editions[2].unfinished


def test_systems_are_named_by_number_or_longest_name(register: HandRegister) -> None:
    entities = Entities(register)
    named = {
        words: entities.system(words) for words in ("AIS-1 report", "the WeldEye Pro camera", "WeldEye", "Painter")
    }
    assert [system and system.name for system in named.values()] == ["WeldEye", "WeldEye Pro", "WeldEye", None]


def test_actors_are_people_before_bodies_before_roles(register: HandRegister) -> None:
    entities = Entities(register)
    assert entities.actor("P. Moss", "Managing Director").name == "Paul Moss"  # type: ignore[union-attr]
    assert entities.actor(role="Managing Director", day=TODAY).kind == "person"  # type: ignore[union-attr]
    assert entities.actor(body="AI Steering Group").kind == "body"  # type: ignore[union-attr]
    assert entities.actor(role="Chief Gardener").kind == "role"  # type: ignore[union-attr]
    assert entities.actor() is None


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("Lena Voss left the company on 31 May 2025.", True),
        ("Lena Voss, who resigned, was Fire Officer until 31 May 2025.", True),
        ("Lena Voss was Fire Officer until 31 May 2025.", False),
        ("Lena Voss left the safety committee on 31 May 2025.", False),
        ("Lena Voss left the post on 31 May 2025.", False),
    ],
)
def test_who_left_in_a_role_is_gone_and_who_only_changed_it_is_not(words: str, gone: bool) -> None:
    register = HandRegister()
    register.add("news.txt", words, ("role", words, {"person": "Lena Voss", "role": "Fire Officer", "until": "2025-05-31"}),
                 written="2025-05-01")  # fmt: skip
    entities = Entities(register)
    lena = entities.resolve("Lena Voss").person
    assert lena is not None
    assert (entities.departure(lena.key, TODAY) is not None) is gone
