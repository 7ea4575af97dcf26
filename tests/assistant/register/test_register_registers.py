"""Questions about registers in plain words and about who came: a creamery, facts made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.register import choosing, engine
from assistant.register.result import Found
from assistant.understand import understand
from assistant.verify import verify
from evidence.archive import Archive
from evidence.model import Strength
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve

TODAY = date(2031, 6, 1)


def papers() -> list[Paper]:
    log = Paper("risk/hazards.md", "Hazard log", written="2031-05-01")
    log.says("K-1 | Vat leaks | Pia Holm | 16 | Live with it | note of 3 May 2031", "risk", number="K-1",
             text="Vat leaks", owner="Pia Holm", score="16", treatment="Live with it")  # fmt: skip
    log.also("acceptance", risk="K-1", text="Vat leaks", accepted="2031-05-03")
    log.says("K-2 | Flies | Jon Aske | 6 | Live with it", "risk", number="K-2", text="Flies", owner="Jon Aske",
             score="6", treatment="Live with it")  # fmt: skip
    log.says("K-3 | Old pipes | | 15 | Fix it", "risk", number="K-3", text="Old pipes", score="15", treatment="Fix it")
    systems = Paper("ai/register.md", "Register of algorithms", written="2031-05-02")
    for name, since in (("Churn", "2030-01-02"), ("Whey", "2031-12-01"), ("Rind", "2029-04-04")):
        systems.says(f"{name} | live since {since}", "system", name=name, since=since)
    soa = Paper("audit/soa.md", "Statement of Applicability", written="2031-05-03")
    for control, applies in (("A.5.1", "yes"), ("A.5.2", "yes"), ("A.8.30", "no")):
        soa.says(
            f"{control} | {applies}", "applicability", control=control, applicable=applies, title=f"Part {control}"
        )
    policy = Paper("policies/milk.md", "Milk Policy", Strength.APPROVED, "2030-01-01")
    policy.says("Approver: Pia Holm, 1 January 2030", "approval", subject="Milk Policy", version="1.0",
                approver="Pia Holm", role="Director of Milk", decision="approved", approved="2030-01-01")  # fmt: skip
    policy.also("review", subject="Milk Policy", due="2031-01-01")
    policy.says("Signature: ________", "signature", subject="Milk Policy", state="blank_line")
    rennet = Paper("policies/rennet.md", "Rennet Handling", Strength.APPROVED, "2030-02-01")
    rennet.says("Review by 1 February 2031", "review", subject="Rennet Handling", due="2031-02-01")
    minutes = Paper("minutes/review.md", "Management review, 7 March 2031", written="2031-03-07")
    minutes.says("Management review of 7 March 2031. Quorum: yes.", "meeting", title="Management review",
                 body="Creamery Board", quorum="quorate", state="held", held="2031-03-07")  # fmt: skip
    minutes.says("Pia Holm | Chief Information Security Officer | No (ill), 7 March 2031", "attendance",
                 person="Pia Holm", role="Chief Information Security Officer", part="apologies", note="No (ill)",
                 body="Creamery Board", meeting="Management review", held="2031-03-07")  # fmt: skip
    minutes.says("Jon Aske | Head of Churns | Yes, 7 March 2031", "attendance", person="Jon Aske",
                 role="Head of Churns", part="present", body="Creamery Board", meeting="Management review",
                 held="2031-03-07")  # fmt: skip
    before = Paper("minutes/review30.md", "Management review, 8 March 2030", written="2030-03-08")
    before.says("Pia Holm | Chief Information Security Officer | Yes, 8 March 2030", "attendance", person="Pia Holm",
                role="Chief Information Security Officer", part="present", body="Creamery Board",
                meeting="Management review", held="2030-03-08")  # fmt: skip
    return [log, systems, soa, policy, rennet, minutes, before]


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(tmp_path_factory.mktemp("creamery") / "home") as opened:
        shelve(opened, *papers())
        yield opened


@pytest.fixture(name="view", scope="module")
def _view(archive: Archive) -> View:
    return archive.view(["everyone"])


def ask(view: View, text: str, *earlier: str) -> Found | None:
    found = engine.find(understand(text, earlier), view, TODAY)
    if found:
        assert all(verify(claim, view) for claim in found.claims), [claim.text for claim in found.claims]
    return found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many risks are on the risk list?", "3"),  # it is called a log
        ("how many risks do we have on the list?", "3"),
        ("what controls did we leave out of the SoA", "A.8.30"),
        ("which controls has the creamery left out?", "A.8.30"),
        ("How often has the Creamery Board met in 2031 so far?", "1"),
        ("How many times did the Creamery Board meet in 2031?", "1"),
        ("Which risks that we live with have no decision behind them?", "K-2"),
        ("and which risk in the log has nobodys name against it", "K-3"),
        ("Which live risks score 15 or more?", "K-1; K-3"),
        ("which algorithms are live at the moment", "Churn; Rind"),
        ("How many controls does the SoA leave out?", "1"),
        ("List the policies and standards that are overdue for review.", "Milk Policy; Rennet Handling"),
        ("Did the CISO attend the management review of 7 March 2031?", "no"),
        ("Did the Head of Churns attend the management review of 7 March 2031?", "yes"),
        ("Did the CISO attend the last management review?", "no"),
        ("Did Pia Holm attend the latest management review?", "no"),
        ("Did Pia Holm attend the management review of 8 March 2030?", "yes"),
        ("Was the board quorate on 7 March 2031?", "yes"),
    ],
)
def test_registers_answer_plain_words(view: View, question: str, answer: str) -> None:
    found = ask(view, question, *(["Which policy is newest?"] if question.startswith("and") else []))
    assert found is not None
    assert found.value is not None
    for part in answer.split("; "):
        assert part.lower() in found.value.value.lower(), found.value.value
    assert found.value.value.count(";") == answer.count(";")


def test_an_absence_is_told_as_it_is_written(view: View) -> None:
    found = ask(view, "Did Pia Holm attend the management review of 7 March 2031?")
    assert found is not None
    assert "was absent from" in found.claims[0].text and "No (ill)" in found.claims[0].text


def test_an_approval_beside_an_empty_signature_line_is_a_conflict(view: View) -> None:
    found = ask(view, "Has the Director of Milk approved the Milk Policy?")
    assert found is not None and found.conflicts
    stands = ask(view, "Is the Milk Policy approved?")
    assert stands is not None and not stands.conflicts


@pytest.mark.parametrize("question", ["Who stood in for the CISO at it?", "Who is deputising for Pia Holm?"])
def test_who_stood_in_is_in_no_register(view: View, question: str) -> None:
    assert ask(view, question) is None


def test_what_date_did_something_happen_asks_for_a_day() -> None:
    assert understand("What date did Pia Holm take up the post?").kind == "when"
    assert understand("Which policies do we have?").kind == "list"


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Which risks were accepted in 2024?", False),
        ("Which risks are accepted?", True),
        ("Which risks were newly added in May 2024?", False),
    ],
)
def test_when_a_state_came_about_is_not_read_off_a_register(asked: str, read: bool) -> None:
    assert (choosing.read(understand(asked), date(2024, 9, 15)) is not None) is read
