"""A sentence tells nothing that the words cited for it do not show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.register.cite import claim
from assistant.register.holding import holds
from assistant.register.match import Shelf
from assistant.register.speak import left_out, meeting_name
from assistant.verify import verify
from evidence.model import StoredFact
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.asking import ingested
from tests.support.made_facts import Paper, shelve


@pytest.mark.parametrize(
    ("words", "value", "held"),
    [
        ("Held on Tuesday 3 March 2031", "2031-03-03", True),
        ("Held on Tuesday 3 March 2030", "2031-03-03", False),
        ("Results for Q4 2030", "2030-Q4", True),
        ("Results for the fourth quarter, 2030", "2030-Q4", True),
        ("Results for Q4 2029 and Q3 2030", "2030-Q3", True),
        ("Results for Q4", "2030-Q4", False),
        ("March 2031", "2031-03", True),
        ("Mar 31", "2031-03", True),
        ("April 2031", "2031-03", False),
        ("£38,400 plus tax", "GBP", True),
        ("€38,400 plus tax", "GBP", False),
        ("From: Ana Roth <a@x.example>", "e-mail", True),
        ("Dear Ana,", "e-mail", False),
    ],
)
def test_words_give_a_value_in_whatever_way_it_is_written(words: str, value: str, held: bool) -> None:
    assert holds(words, value) is held


def test_a_month_gives_no_whole_day() -> None:
    assert holds("Chart of January 2031", "2031-01-01")
    assert not holds("Chart of January 2031", "2031-01-01", whole=True)
    assert holds("Chart of 1 January 2031", "2031-01-01", whole=True)


@pytest.fixture(name="view")
def _view(tmp_path: Path) -> Iterator[View]:
    paper = Paper("approvals/rope.md", "Rope Policy", written="2031-03-05")
    paper.says("Approved by Ana Roth.", "approval", subject="Rope Policy", approver="Ana Roth", version="7.3",
               decision="approved", approved="2031-03-04")  # fmt: skip
    dated = Paper("approvals/chain.md", "Chain Policy", written="2031-03-05")
    dated.lines.append(("Version 7.3, 4 March 2031", []))
    dated.says("Approved by Ana Roth.", "approval", subject="Chain Policy", approver="Ana Roth", version="7.3",
               decision="approved", approved="2031-03-04")  # fmt: skip
    with open_archive(tmp_path) as archive:
        yield shelve(archive, paper, dated)


def approval(view: View, subject: str) -> StoredFact:
    return next(fact for fact in view.facts("approval") if fact.get("subject") == subject)


def test_what_no_cited_words_show_is_not_told(view: View) -> None:
    made = claim(Shelf(view), approval(view, "Rope Policy"), "approver")
    assert made.text == "Ana Roth approved Rope Policy."
    assert made.derivation and left_out(made.derivation.rule) == {"version", "approved"}
    assert verify(made, view)


def test_what_the_document_says_at_its_head_is_cited_with_it(view: View) -> None:
    made = claim(Shelf(view), approval(view, "Chain Policy"), "approver")
    assert made.text == "Ana Roth approved Chain Policy 7.3 on 4 March 2031."
    assert "Version 7.3, 4 March 2031" in [each.quote for each in made.citations]
    assert verify(made, view)


def test_a_claim_that_tells_more_than_it_cites_does_not_stand(view: View) -> None:
    made = claim(Shelf(view), approval(view, "Chain Policy"), "approver")
    fewer = tuple(each for each in made.citations if "7.3" not in each.quote)
    assert not verify(made.model_copy(update={"citations": fewer}), view)


def test_the_header_of_a_table_is_cited_where_it_names_what_is_told(tmp_path: Path) -> None:
    table = (
        "# Training record\n\n| Who | Fire drill | First aid |\n| --- | --- | --- |\n"
        "| Ana Roth | 2031-03-04 | 2031-02-01 |\n| Jo Dahl | 2031-03-05 | 2031-02-02 |\n"
    )
    with ingested(tmp_path, {"people/training.md": table}) as view:
        facts = [fact for fact in view.facts("training") if fact.get("person") == "Ana Roth"]
        assert len(facts) == 2
        for fact in facts:
            made = claim(Shelf(view), fact, "completed")
            assert any("Fire drill" in each.quote for each in made.citations), made.text
            assert verify(made, view)


def test_a_meeting_of_several_days_keeps_the_words_behind_them(tmp_path: Path) -> None:
    paper = Paper("minutes/lake.md", "Minutes", written="2031-05-05")
    paper.says("Harbour retreat", "meeting", title="Harbour retreat 3-4 May 2031 at the lake house", held="2031-05-03")
    with open_archive(tmp_path) as archive:
        (meeting,) = shelve(archive, paper).facts("meeting")
    assert " ".join(meeting_name(meeting).split()) == "the Harbour retreat at the lake house"
