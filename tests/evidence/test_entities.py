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


def _said(*facts: tuple[str, dict[str, str]], written: str = "2025-01-01") -> Entities:
    """One document that states some facts, each in a line of its own."""
    register = HandRegister()
    lines = [f"{number} {' '.join(values.values())}" for number, (_, values) in enumerate(facts)]
    stated = ((kind, line, values) for line, (kind, values) in zip(lines, facts, strict=True))
    register.add("paper.txt", "\n".join(lines), *stated, written=written)
    return Entities(register)


def test_initials_mean_who_is_named_in_the_document_and_stay_ambiguous_elsewhere() -> None:
    register = HandRegister()
    register.add("a.txt", "Faye Dunn", ("attendance", "Faye Dunn", {"person": "Faye Dunn"}))
    register.add("b.txt", "Finn Dahl", ("attendance", "Finn Dahl", {"person": "Finn Dahl"}))
    entities = Entities(register)
    here, there = entities.resolve("FD", 0).person, entities.resolve("FD", 1).person
    assert here is not None and there is not None
    assert (here.name, there.name) == ("Faye Dunn", "Finn Dahl")
    assert [each.name for each in entities.resolve("FD").candidates] == ["Faye Dunn", "Finn Dahl"]


def test_two_of_one_surname_who_are_both_named_in_the_document_stay_two() -> None:
    entities = _said(("attendance", {"person": "Lena Lind"}), ("attendance", {"person": "Tomas Lind"}))
    assert entities.resolve("Lind", 0).person is None
    assert len(entities.resolve("Lind", 0).candidates) == 2


@pytest.mark.parametrize(
    "mention", ["Ann Lund, then Bo Holm", "AL / BH", "Ann Lund (Bo Holm from 1 May)", "A. Lund with B. Holm"]
)
def test_everybody_whom_a_mention_names_is_told(mention: str) -> None:
    entities = _said(("attendance", {"person": "Ann Lund"}), ("attendance", {"person": "Bo Holm"}))
    assert [each.name for each in entities.people_in(mention)] == ["Ann Lund", "Bo Holm"]


def test_a_name_beside_a_title_is_one_person() -> None:
    entities = _said(("risk", {"owner": "Records Manager (J. Tyr)"}), ("risk", {"owner": "Lund, Ann"}))
    assert entities.resolve("Records Manager (J. Tyr)").person is not None
    assert [each.name for each in entities.people_in("Lund, Ann")] == ["Ann Lund"]
    assert entities.people_in("Records Manager, Paris office") == ()


def test_a_short_title_in_the_place_of_a_name_is_who_holds_the_post() -> None:
    entities = _said(("approval", {"approver": "Ann Lund", "role": "Chief Executive Officer"}))
    actor = entities.actor("CEO", day=TODAY)
    assert actor is not None and (actor.kind, actor.name) == ("person", "Ann Lund")
    unknown = entities.actor("CFO", day=TODAY)
    assert unknown is not None and (unknown.kind, unknown.key) == ("role", "chief financial officer")


def test_who_acts_in_a_post_holds_it_and_a_deputy_does_not() -> None:
    entities = _said(
        ("role", {"person": "Ann Lund", "role": "Works Manager", "from": "2024-01-01", "until": "2025-01-31"}),
        ("role", {"person": "Bo Holm", "role": "Acting Works Manager while the post is open", "from": "2025-02-01"}),
        ("role", {"person": "Cy Dahl", "role": "Deputy Works Manager", "from": "2025-03-01"}),
    )
    holder = entities.holder("Works Manager", TODAY)
    assert holder is not None and holder.name == "Bo Holm"


def test_a_chart_without_a_day_tells_who_holds_a_post_where_nothing_dated_does() -> None:
    chart = [("role", {"person": "Ann Lund", "role": "Buyer"}), ("role", {"person": "Bo Holm", "role": "Fitter"})]
    entities = _said(*chart, ("role", {"person": "Cy Dahl", "role": "Fitter"}), written="")
    holder = entities.holder("buyer", TODAY)
    assert holder is not None and holder.name == "Ann Lund"
    assert entities.holder("fitter", TODAY) is None  # two hold it


def test_a_team_in_the_place_of_a_name_is_a_body_and_its_head_is_not() -> None:
    entities = _said(("incident", {"reporter": "PACS team"}))
    kinds = {
        words: actor.kind
        for words in ("PACS team", "Food Safety Authority", "Head of the PACS team", "the patient")
        if (actor := entities.actor(words))
    }
    assert kinds == {
        "PACS team": "body", "Food Safety Authority": "body", "Head of the PACS team": "role", "the patient": "role",
    }  # fmt: skip


def test_systems_are_named_by_nickname_and_by_a_coined_word() -> None:
    entities = _said(
        ("system", {"name": 'CAM-7 seam check ("the Hawk")'}), ("system", {"name": "PlanDesk rota helper"}),
        ("system", {"name": "AI drafting tool"}), ("system", {"name": "Tern"}),
    )  # fmt: skip
    named = ("hawk", "CAM-7 software 2.1", "PlanDesk", 'TriFlow ("Tern")', "AI policy", "rota", "Hawkins")
    found = [system.name if (system := entities.system(words)) else "" for words in named]
    hawk = 'CAM-7 seam check ("the Hawk")'
    assert found == [hawk, hawk, "PlanDesk rota helper", "Tern", "", "", ""]


def test_a_coined_word_of_two_systems_names_neither() -> None:
    entities = _said(("system", {"name": "WeldEye camera"}), ("system", {"name": "WeldEye planner"}))
    assert entities.system("WeldEye") is None


def test_a_work_is_named_by_its_short_form_and_not_where_two_have_it() -> None:
    policies = [("document", {"title": title, "number": number, "owner": "Ann Lund"}) for title, number in (
        ("Artificial Intelligence Policy", "P-10"), ("Access Standard – house pages", "P-20"),
        ("Internal Transfer Policy", "P-30"), ("Information Technology Policy", "P-40"),
    )]  # fmt: skip
    families = _said(*policies).families
    assert (families.key("AI policy"), families.key("Access Standard 1.3")) == ("P-10", "P-20")
    assert families.key("IT policy") == ""


def test_an_approval_of_a_short_form_is_not_the_approval_of_an_edition() -> None:
    families = _said(
        ("document", {"title": "Artificial Intelligence Policy", "number": "P-10", "owner": "Ann Lund"}),
        ("approval", {"subject": "AI policy", "role": "Quality Manager"}),
    ).families
    (edition,) = families.all()[0].editions
    assert families.key("AI policy") == "P-10" and edition.approvals == ()


def test_of_two_owners_both_must_have_left() -> None:
    leaves = [("role", {"person": name, "until": "2025-05-31"}) for name in ("Ann Lund", "Bo Holm")]
    entities = _said(*leaves, ("attendance", {"person": "Cy Dahl"}))
    both = entities.left("Ann Lund with Bo Holm", TODAY)
    assert both is not None and both[0].name == "Ann Lund"
    assert entities.left("Ann Lund, then Cy Dahl", TODAY) is None
    assert entities.left("nobody in particular", TODAY) is None


def test_documents_of_different_numbers_are_different_works() -> None:
    register = HandRegister()
    for number, title in (("POL-1", "Crane Policy"), ("POL-2", "Tower Crane Policy")):
        stated = {"title": title, "number": number, "version": "1", "owner": "Ines Roca"}
        register.add(f"{number}.txt", title, ("document", title, stated))
    assert {family.title for family in Entities(register).families.all()} == {"Crane Policy", "Tower Crane Policy"}
