"""Who did it, under which standard, and by which name: a cooperative of beekeepers, facts made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.register import engine
from assistant.register.given import in_full, known
from assistant.register.people import same
from assistant.register.result import Found
from assistant.register.standards import named
from assistant.understand import understand
from assistant.verify import verify
from evidence.archive import Archive
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve

TODAY = date(2031, 6, 1)


def papers() -> list[Paper]:
    hives = Paper("policies/hives.md", "Hive Policy", written="2030-01-01")
    hives.says("Approved by the Council, 1 January 2030", "approval", subject="Hive Policy", body="Council",
               decision="approved", approved="2030-01-01")  # fmt: skip
    hives.says("Written: O Brandvik (signed)", "signature", subject="Hive Policy", signer="O Brandvik", state="written")
    hives.says("Agreed: T Holm ........", "signature", subject="Hive Policy", field="T Holm", state="blank_line")
    tools = Paper("policies/tools.md", "Acceptable Use of Borrowed Smokers and Frames", written="2030-02-01")
    tools.says("Signed: Otto Brandvik", "signature", subject="Acceptable Use of Borrowed Smokers and Frames",
               signer="Otto Brandvik", state="written")  # fmt: skip
    people = Paper("people/posts.md", "Posts", written="2031-01-01")
    for person, role in (
        ("Otto Brandvik", "Hive Manager"),
        ("Tora Holm", "Chair"),
        ("Eva Maar", "Clerk"),
        ("Eva Lie", "Cook"),
    ):
        people.says(f"{person}, {role}", "role", person=person, role=role)
    soas = []
    for number, control in (("27001", "A.8.30"), ("42001", "A.10.4"), ("14001", "A.6.1")):
        soa = Paper(f"audit/soa {number}.md", f"Statement of Applicability {number}", written="2031-05-03")
        for each, applies in (("A.5.1", "yes"), ("A.5.2", "yes"), (control, "yes" if number == "14001" else "no")):
            soa.says(f"{each} | {applies}", "applicability", control=each, applicable=applies, title=f"Part {each}")
        soas.append(soa)
    return [hives, tools, people, *soas]


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(tmp_path_factory.mktemp("bees") / "home") as opened:
        shelve(opened, *papers())
        yield opened


def ask(archive: Archive, text: str) -> Found | None:
    view: View = archive.view(["everyone"])
    found = engine.find(understand(text), view, TODAY)
    assert found is None or all(verify(claim, view) for claim in found.claims)
    return found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Has the Council approved the hive policy?", "yes"),
        ("Has Otto approved the hive policy?", None),  # the Council did
        ("Has Tora signed the hive policy?", "no"),
        ("Has T Holm signed the hive policy?", "no"),
        ("Has Otto Brandvik signed the hive policy?", "yes"),
        ("Has the hive policy been signed?", "no"),  # one of two lines is empty
        ("Has Otto signed the frames policy?", None),  # its title is about more than frames
        ("Did Otto sign the acceptable use of borrowed smokers and frames?", "yes"),
    ],
)
def test_whether_somebody_did_it(archive: Archive, question: str, answer: str | None) -> None:
    found = ask(archive, question)
    assert (found.value.value if found and found.value else None) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which information security controls are excluded?", "A.8.30"),
        ("Which annex A controls of ISO 42001 do not apply?", "A.10.4"),
        ("How many controls of ISO/IEC 27001:2022 does the SoA leave out?", "1"),
    ],
)
def test_controls_are_those_of_the_standard_that_is_meant(archive: Archive, question: str, answer: str) -> None:
    found = ask(archive, question)
    assert found is not None and found.value is not None
    assert found.value.value.startswith(answer) and ";" not in found.value.value


def test_a_standard_of_which_nothing_is_left_out(archive: Archive) -> None:
    found = ask(archive, "Which controls are excluded in the SoA for ISO 14001?")
    assert found is not None and found.lead == "None"
    assert "None of the 3 controls looked at" in found.claims[0].text


def test_whether_there_is_any_opens_with_yes(archive: Archive) -> None:
    found = ask(archive, "Are there any excluded controls of ISO 27001?")
    assert found is not None and found.lead == "Yes"
    assert found.value is not None and found.value.value.startswith("A.8.30")


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("ExCo", "Executive Committee", True),
        ("the RemCo", "Remuneration Committee", True),
        ("ManCom", "Management Committee", True),
        ("ExCo", "External Audit Committee", False),
        ("ExCo", "Remuneration Committee", False),
        ("Otto", "Ott Olsen", False),
    ],
)
def test_a_body_by_the_beginnings_of_its_words(one: str, other: str, told: bool) -> None:
    assert same(one, other) is told and same(other, one) is told


def test_a_standard_is_named_by_its_number_or_by_its_field() -> None:
    assert named("controls of ISO/IEC 27001:2022 that")[0] == "27001"
    assert named("information security controls")[0] == "27001"
    assert named("controls of 27001 and of 42001") == ("", "")
    assert named("controls") == ("", "")


def test_a_given_name_is_written_out_where_one_person_has_it() -> None:
    given = known(["Otto Brandvik", "Mr Otto Brandvik", "Eva Maar", "Eva Lie", "T Holm", "May Sund"])
    assert given == {"otto": "Otto Brandvik"}
    assert in_full("Has Otto signed it?", given) == "Has Otto Brandvik signed it?"
    assert in_full("Otto's action, is it closed?", given) == "Otto Brandvik's action, is it closed?"
    assert in_full("Has Otto Lund signed Eva's plan?", given) == "Has Otto Lund signed Eva's plan?"
    assert in_full("the motto of 2031", given) == "the motto of 2031"
