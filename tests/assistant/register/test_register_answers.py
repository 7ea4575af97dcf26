"""Questions answered from facts made by hand, about two invented organisations: a harbour and a bakery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Claim
from assistant.register import engine
from assistant.register.result import Found, register_text
from assistant.understand import understand
from assistant.verify import verify
from evidence.archive import Archive
from evidence.model import Strength
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve

TODAY = date(2024, 9, 15)


def papers() -> list[Paper]:
    policy = Paper("rules/berthing-policy.md", "Berthing Policy", Strength.APPROVED, "2024-02-01")
    policy.says(
        "Version 3.0 was approved by Ilse Maar, Harbour Master, on 1 February 2024.",
        "approval",
        subject="Berthing Policy",
        version="3.0",
        approver="Ilse Maar",
        role="Harbour Master",
        decision="approved",
        approved="2024-02-01",
    ).also(
        "document",
        title="Berthing Policy",
        version="3.0",
        status="approved",
        owner="Tomo Reyes",
        approver="Ilse Maar",
        approved="2024-02-01",
    )
    policy.says("Owner: Tomo Reyes", "ownership", subject="Berthing Policy", owner="Tomo Reyes")
    policy.says(
        "Signature: ____________", "signature", subject="Berthing Policy", state="blank_line", role="Harbour Master"
    )
    old = Paper("archive/berthing-policy-2.md", "Berthing Policy", Strength.SUPERSEDED, "2021-05-04")
    old.says(
        "Issue 2.0, adopted by the Port Council on 4 May 2021.",
        "approval",
        subject="Berthing Policy",
        version="2.0",
        body="Port Council",
        decision="approved",
        approved="2021-05-04",
    )
    fuel = Paper("rules/fuel-standard.md", "Fuel Handling Standard", Strength.APPROVED, "2023-06-06")
    fuel.says(
        "Approved: Port Council, 6 June 2023",
        "approval",
        subject="Fuel Handling Standard",
        version="1.0",
        body="Port Council",
        decision="approved",
        approved="2023-06-06",
    )
    council = Paper("minutes/2023-06-06-council.md", "Port Council, 6 June 2023", written="2023-06-06")
    council.says(
        "Port Council, 6 June 2023. Chair: Dana Okoye. Present: Dana Okoye, Ilse Maar. Apologies: Tomo Reyes.",
        "meeting",
        title="Port Council, 6 June 2023",
        body="Port Council",
        chair="Dana Okoye",
        attendees="Dana Okoye; Ilse Maar",
        apologies="Tomo Reyes",
        state="held",
        held="2023-06-06",
    )
    for person, part in (("Dana Okoye", "chair"), ("Ilse Maar", "present"), ("Tomo Reyes", "apologies")):
        council.also(
            "attendance",
            person=person,
            part=part,
            body="Port Council",
            meeting="Port Council, 6 June 2023",
            held="2023-06-06",
        )
    council.says(
        "The Fuel Handling Standard was signed off by Ilse Maar on 6 June 2023.",
        "approval",
        subject="Fuel Handling Standard",
        version="1.0",
        approver="Ilse Maar",
        decision="approved",
        approved="2023-06-06",
    )
    later = Paper("minutes/2024-03-12-council.md", "Port Council, 12 March 2024", written="2024-03-12")
    later.says(
        "Port Council, 12 March 2024. Chair: Ilse Maar.",
        "meeting",
        title="Port Council, 12 March 2024",
        body="Port Council",
        chair="Ilse Maar",
        state="held",
        held="2024-03-12",
    )
    later.says(
        "The next meeting is planned for 8 October 2024.",
        "meeting",
        title="Port Council",
        body="Port Council",
        state="planned",
        held="2024-10-08",
    )
    audit = Paper("minutes/2023-11-07-audit-committee.md", "Audit Committee, 7 November 2023", written="2023-11-07")
    audit.says(
        "Audit Committee, 7 November 2023. Chair: Noor Haas.",
        "meeting",
        title="Audit Committee, 7 November 2023",
        body="Audit Committee",
        chair="Noor Haas",
        state="held",
        held="2023-11-07",
    )
    risks = Paper("registers/risks-2024-06.csv", "Risk register 2024-06", written="2024-06-01")
    for number, text, owner, score, treatment, status in (
        ("H-1", "Fuel leak at the pier", "Ilse Maar", "16", "Reduce", "open"),
        ("H-2", "Crane fails", "", "9", "Accept", "open"),
        ("H-3", "Permit lapses", "Tomo Reyes", "12", "Accept", "open"),
        ("H-4", "Old boat shed", "", "2", "Reduce", "closed"),
    ):
        row = f"{number} | {text} | {owner} | {score} | {treatment} | {status}"
        values = {"number": number, "text": text, "score": score, "treatment": treatment, "status": status}
        risks.says(row, "risk", **values, **({"owner": owner} if owner else {}))
    before = Paper("registers/risks-2023-12.csv", "Risk register 2023-12", written="2023-12-01")
    for number, text, owner in (
        ("H-1", "Fuel leak at the pier", "Dana Okoye"),
        ("H-2", "Crane fails", "Dana Okoye"),
        ("H-9", "Ice", "Noor Haas"),
    ):
        before.says(f"{number} | {text} | {owner}", "risk", number=number, text=text, owner=owner)
    letter = Paper("letters/h-3.txt", "Acceptance of H-3", written="2023-08-01")
    letter.says(
        "I accept risk H-3 (permit lapses) from 1 August 2023 until 31 July 2024. Dana Okoye",
        "acceptance",
        risk="H-3",
        text="Permit lapses",
        by="Dana Okoye",
        accepted="2023-08-01",
        until="2024-07-31",
    )
    log = Paper("registers/nonconformities.csv", "Log of nonconformities", written="2024-09-01")
    log.says(
        "NC-1 | Ladders unchecked | Noor Haas | 1 March 2024 | closed 20 February 2024",
        "finding",
        number="NC-1",
        text="Ladders unchecked",
        owner="Noor Haas",
        due="2024-03-01",
        closed="2024-02-20",
        status="closed",
    )
    log.says(
        "NC-2 | Pumps unlabelled | Tomo Reyes | 30 June 2024 | open",
        "finding",
        number="NC-2",
        text="Pumps unlabelled",
        owner="Tomo Reyes",
        due="2024-06-30",
        status="open",
    )
    log.says(
        "NC-3 | No drill in winter | Ilse Maar | 30 November 2024 | open",
        "finding",
        number="NC-3",
        text="No drill in winter",
        owner="Ilse Maar",
        due="2024-11-30",
        status="open",
    )
    people = Paper("people/2023.txt", "Who does what", written="2023-01-01")
    people.says(
        "Safety Officer: Dana Okoye, from 1 January 2023 until 31 May 2024",
        "role",
        person="Dana Okoye",
        role="Safety Officer",
        from_="2023-01-01",
        until="2024-05-31",
    )
    people.says(
        "Safety Officer: Noor Haas, from 1 June 2024",
        "role",
        person="Noor Haas",
        role="Safety Officer",
        from_="2024-06-01",
    )
    people.says(
        "Deputy Safety Officer: Tomo Reyes, from 1 January 2023",
        "role",
        person="Tomo Reyes",
        role="Deputy Safety Officer",
        from_="2023-01-01",
    )
    secret = Paper("closed/council.md", "Closed session", labels=("council",), written="2024-04-01")
    secret.says(
        "Ilse Maar approved the Dredging Plan on 1 April 2024.",
        "approval",
        subject="Dredging Plan",
        approver="Ilse Maar",
        decision="approved",
        approved="2024-04-01",
    )
    return [policy, old, fuel, council, later, audit, risks, before, letter, log, people, secret]  # fmt: skip


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(tmp_path_factory.mktemp("register") / "home") as opened:
        shelve(opened, *papers())
        yield opened


@pytest.fixture(name="view", scope="module")
def _view(archive: Archive) -> View:
    return archive.view(["everyone"])


def ask(view: View, text: str, as_of: date = TODAY) -> Found | None:
    found = engine.find(understand(text), view, as_of)
    if found:
        assert found.claims
        assert all(verify(claim, view) for claim in found.claims), [claim.text for claim in found.claims]
    return found


def value(view: View, text: str, as_of: date = TODAY) -> str:
    found = ask(view, text, as_of)
    assert found is not None, text
    return found.value.value if found.value else register_text(found)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who approved the berthing policy?", "Ilse Maar"),
        ("by whom was the berthing policy approved", "Ilse Maar"),
        ("When was the berthing policy approved?", "2024-02-01"),
        ("Who owns the Berthing Policy?", "Tomo Reyes"),
        ("who's the owner of risk H-1", "Ilse Maar"),
        ("who owns H-3?", "Tomo Reyes"),
        ("Who accepted the risk that the permit lapses?", "Dana Okoye"),
        ("Until when was H-3 accepted?", "2024-07-31"),
        ("Who chaired the port council on 6 June 2023?", "Dana Okoye"),
        ("Who chaired the last Port Council meeting?", "Ilse Maar"),
        ("Who chaired the first meeting of the port council?", "Dana Okoye"),
        ("When does the port council meet next?", "2024-10-08"),
        ("When did Dana Okoye last attend the port council?", "2023-06-06"),
        ("Who attended the Port Council on 6 June 2023?", "Ilse Maar; Dana Okoye"),
        ("who sent apologies to the port council of 6 June 2023", "Tomo Reyes"),
        ("When is NC-2 due?", "2024-06-30"),
        ("When was NC-1 closed?", "2024-02-20"),
        ("Who is the Safety Officer?", "Noor Haas"),
        ("Who was Safety Officer on 1 March 2024?", "Dana Okoye"),
        ("Which version of the berthing policy was in force in March 2022?", "2.0"),
        ("Which version of the berthing policy is in force?", "3.0"),
        ("What is the score of H-1?", "16"),
    ],
)
def test_one_fact_or_facts_that_agree_answer(view: View, question: str, answer: str) -> None:
    assert value(view, question) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Has the berthing policy been signed?", "no"),
        ("Is the berthing policy approved?", "yes"),
        ("Is NC-1 closed?", "yes"),
        ("is NC-3 closed yet", "no"),
        ("Is NC-2 still open?", "yes"),
        ("Did Ilse Maar attend the port council on 6 June 2023?", "yes"),
        ("Was Tomo Reyes at the Port Council meeting of 6 June 2023?", "no"),
        ("Is the acceptance of H-3 still valid?", "no"),
        ("Was the acceptance of H-3 valid on 1 May 2024?", "yes"),
        ("Has the acceptance of H-3 expired?", "yes"),
    ],
)
def test_yes_or_no_where_facts_decide_it(view: View, question: str, answer: str) -> None:
    found = ask(view, question)
    assert found is not None
    assert found.value is not None
    assert found.value.value == answer
    assert register_text(found).lower().startswith(answer)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many port council meetings were held in 2023?", "1"),
        ("How many meetings were held in 2023?", "2"),
        ("How many meetings have been held?", "3"),
        ("How many risks are in the risk register?", "4"),
        ("How many nonconformities are open?", "2"),
        ("How many nonconformities are overdue?", "1"),
        ("how many accepted risks are there", "2"),
        ("How many risks have a score of 12 or more?", "2"),
        ("How many meetings had been held before 2024?", "2"),
        ("How many meetings were held before 12 March 2024?", "2"),
        ("As of 1 January 2024, how many meetings had been held?", "2"),
        ("How many meetings had been held as at 12 March 2024?", "3"),
    ],
)
def test_counts_are_exact(view: View, question: str, count: str) -> None:
    found = ask(view, question)
    assert found is not None
    assert found.value is not None
    assert (found.value.type, found.value.value) == ("count", count)
    assert register_text(found).startswith(f"{count} ")
    assert found.claims[0].basis == "computed"
    assert found.claims[0].derivation is not None
    assert len(found.claims[0].derivation.inputs) == int(count)


def test_an_attendance_says_who_was_where_and_when(view: View) -> None:
    found = ask(view, "When did Ilse Maar last attend the Port Council?")
    assert found is not None
    assert found.claims[0].text == "Ilse Maar attended the Port Council on 6 June 2023."
    assert ask(view, "When did Tomo Reyes last attend the Port Council?") is None  # he sent apologies


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("How many meetings were held in 2023?", "2 meetings from 1 January 2023 to 31 December 2023 counted"),
        ("How many meetings were held before 2024?", "2 meetings until 31 December 2023 counted"),
        ("How many meetings were held since 2024?", "1 meeting since 1 January 2024 counted"),
        (
            "As of 1 January 2024, how many meetings had been held?",
            "2 meetings until 1 January 2024 counted in the register of facts, as of 1 January 2024.",
        ),
    ],
)
def test_a_count_says_of_what_span_it_is(view: View, question: str, span: str) -> None:
    found = ask(view, question)
    assert found is not None
    assert span in found.claims[0].text


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Which nonconformities are still open?", ["NC-2", "NC-3"]),
        ("List the overdue nonconformities", ["NC-2"]),
        ("Which risks have no owner?", ["H-2"]),
        ("List risks without an owner", ["H-2"]),
        ("Which accepted risks have no decision behind them?", ["H-2"]),
        ("Are there any risk acceptances that have expired?", ["H-3"]),
        ("Which risks are scored 12 or more?", ["H-1", "H-3"]),
        ("which riks have no owner", ["H-2"]),
    ],
)
def test_lists_are_complete_and_hold_nothing_else(view: View, question: str, items: list[str]) -> None:
    found = ask(view, question)
    assert found is not None
    assert found.value is not None
    assert [item.split()[0] for item in found.value.value.split("; ")] == items
    assert len(found.claims) == len(items)


def test_none_is_an_answer_where_every_record_says_otherwise(view: View) -> None:
    found = ask(view, "Which nonconformities have no due date?")
    assert found is None or found.value is not None
    assert value(view, "Which risks have no score?") == "none"


def test_the_register_of_the_day_asked_about_is_read(view: View) -> None:
    assert value(view, "How many risks are in the risk register?", date(2024, 1, 1)) == "3"
    assert value(view, "Who owned risk H-1 in December 2023?") == "Dana Okoye"


def test_facts_that_disagree_are_both_told(view: View) -> None:
    found = ask(view, "Who approved the fuel handling standard?")
    assert found is not None
    assert found.value is None
    assert {side.value for side in found.conflicts[0].sides} == {"Port Council", "Ilse Maar"}
    assert [side.claim for side in found.conflicts[0].sides] == [0, 1]


@pytest.mark.parametrize(
    "question",
    [
        "Who approved the mooring policy?",
        "Who owns H-12?",
        "Who accepted the risk of piracy?",
        "When was the berthing policy translated?",
        "Who chaired the port council on 6 June 2022?",
        "Who chaired the board on 6 June 2023?",
        "How many meetings were held about dredging?",
        "Which suppliers have no contract?",
        "Why was the berthing policy approved?",
        "How do we approve policies?",
        "Who may approve a policy?",
        "Who would approve the berthing policy if Ilse left?",
        "Did the council approve the mooring policy?",
        "Was the berthing policy not signed?",
        "Is the crane insured?",
        "List the boats",
    ],
)
def test_what_facts_do_not_say_is_left_to_the_words(view: View, question: str) -> None:
    assert ask(view, question) is None


def test_restricted_facts_are_as_if_absent(archive: Archive, view: View) -> None:
    question = "Who approved the dredging plan?"
    assert ask(view, question) is None
    assert value(archive.view(["everyone", "council"]), question) == "Ilse Maar"


def test_an_altered_claim_does_not_verify(view: View) -> None:
    found = ask(view, "How many nonconformities are open?")
    said = ask(view, "Who owns the Berthing Policy?")
    assert found is not None
    assert said is not None
    total, row = found.claims[:2]
    assert total.derivation is not None
    fewer = total.derivation.model_copy(update={"inputs": total.derivation.inputs[:1]})
    other = total.derivation.model_copy(update={"rule": total.derivation.rule.replace("is no", "is yes")})
    for altered in (
        total.model_copy(update={"text": total.text.replace("2", "3", 1)}),
        total.model_copy(update={"derivation": fewer}),
        total.model_copy(update={"derivation": other}),
        total.model_copy(update={"derivation": total.derivation.model_copy(update={"rule": "count: nonsense"})}),
        row.model_copy(update={"text": row.text.replace("not closed", "closed")}),
        row.model_copy(update={"citations": ()}),
        said.claims[0].model_copy(update={"text": "Dana Okoye owns Berthing Policy."}),
        said.claims[0].model_copy(update={"citations": ()}),
    ):
        assert not verify(altered, view), altered.text


_WORDS = st.sampled_from(
    "who when which how many list approved signed owns risk policy H-1 open overdue no owner on 2023 last the and of"
    " ; : ( [ council without in register berthing NC-2 closed 12 or more".split()
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=9))
def test_whatever_is_asked_is_answered_with_claims_that_verify_or_left(view: View, words: list[str]) -> None:
    ask(view, "who " + " ".join(words))
    ask(view, " ".join([*words, "?", "plan"]))


def test_what_opens_an_answer_ends_in_one_full_stop() -> None:
    for lead in ("No keeper", "No keeper."):
        found = Found((Claim(text="The lamp went out: no keeper."),), None, lead, 1.0)
        assert register_text(found) == "No keeper. The lamp went out: no keeper. [1]"
