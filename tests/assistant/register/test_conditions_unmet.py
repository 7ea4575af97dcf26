"""A question with a condition that no fact meets is left to the words: an invented harbour and its ordinary files."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register import engine
from assistant.register.result import register_text
from assistant.understand import understand
from evidence.embedders import MiniLM
from evidence.model import Hit
from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 9, 1)
FILES = {
    "registers/AI systems.csv": (
        "No,System,Purpose,Owner,In use since\n"
        "AI-1,Tidewatch,Forecasts the tide at the lock,Orla Finch,2030-02-03\n"
        "AI-2,Berthmate,Plans the berths,Pim Quell,2030-11-18\n"
    ),
    "registers/Suppliers.csv": (
        "Supplier,Service,Owner,Contract ends,Last assessed\n"
        "Larch Speech,Chat data in Frisian,Cyn Abbot,2032-06-30,2031-03-04\n"
        "Polder Weather,Weather data,Jo Marsh,2032-12-31,2031-02-02\n"
    ),
    "registers/Risk register.csv": (
        "No,Risk,Owner,Likelihood,Impact,Score\n"
        "R-01,Lock gate fails at spring tide,Orla Finch,2,5,10\n"
        "R-02,Pilot app shows the wrong berth,Pim Quell,3,4,12\n"
    ),
    "registers/Training.csv": (
        "Who,Post,Course,Done on,Valid until\n"
        "Mona Reed,Volunteer,Lock course,11 March 2030,11 March 2032\n"
        "Ed Vane,Lock Keeper,Lock course,12 March 2030,12 March 2033\n"
    ),
    "registers/Fixes.csv": (
        "No,What was wrong,Owner,Due,Closed\n"
        "F-1,Ladder loose,Ed Vane,2031-02-01,2031-01-20\n"
        "F-2,Lamp dark,Mona Reed,2031-10-01,\n"
        "F-3,Rope frayed,Ed Vane,2031-11-01,\n"
    ),
    "policies/Green policy.md": (
        "# Green policy\n\nEdition: 2\n\nApproved by: Harbour Board, 4 March 2031\n\nOwner: Ed Vane\n\n"
        "Effective: 1 April 2031\n"
    ),
    "policies/Model changes.md": (
        "# Procedure for model changes\n\nEdition: 1\n\nApproved by: Dr Ada Brook, 24 February 2031\n\n"
        "Owner: Pim Quell\n"
    ),
    "board/2031-03-04.md": (
        "# Harbour Board, 4 March 2031\n\nPresent: Ines Ort (chair), Tom Brand\nApologies: none\n\n"
        "1. Impact assessment for Tidewatch\n\nDecided: the impact assessment for Tidewatch is approved.\n"
    ),
    "letters/Certificate.md": (
        "# Certificate\n\nStandard: ISO 14001:2015\n\nCertificate no.: C-881\n\nValid until: 31 August 2033\n"
    ),
}
view = view_of(FILES)


@pytest.fixture(name="embedder", scope="module")
def _embedder() -> MiniLM:
    return MiniLM()


@pytest.mark.parametrize(
    ("question", "piece"),
    [
        ("Who approved the procedure for model changes?", "Ada Brook"),
        ("Who approves model changes?", ""),  # whoever does it as a rule
        ("Who has to approve the procedure for model changes?", ""),
        ("Who approved the impact assessment for Tidewatch?", "Harbour Board"),
        ("Who approved Tidewatch?", ""),  # its assessment is not the system
        ("Who approved the impact assessment form?", ""),
        ("Who owns Tidewatch?", "Orla Finch"),
        ("Who owns the chatbot?", ""),  # but what a supplier's data are of
        ("Who owns the contract with Larch Speech?", "Cyn Abbot"),
        ("When was Polder Weather last assessed?", "2 February 2031"),
        ("When was Weathermill last assessed?", ""),
        ("Who owns the risk that the lock gate fails?", "Orla Finch"),
        ("When did Tidewatch start?", "3 February 2030"),
        ("When did Orla start?", ""),  # the system she owns did
        ("Who chaired the Harbour Board on 4 March 2031?", "Ines Ort"),
        ("Who sat on the Harbour Board in March 2031?", ""),
        ("When was the Harbour Board meeting held?", "4 March 2031"),
        ("When was the Harbour Board meeting before last March's held?", ""),
    ],
)
def test_only_the_thing_itself(view: View, question: str, piece: str) -> None:
    told = answered(view, question, TODAY)
    assert piece in told if piece else not told


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many risks are in the risk register?", "2"),
        ("How many of our risks are there?", "2"),
        ("How many weeks can the lock gate risk stay open?", ""),
        ("How many sluices stand behind the lock gate risk?", ""),
    ],
)
def test_what_is_counted_is_a_sort_of_record(view: View, question: str, count: str) -> None:
    told = answered(view, question, TODAY)
    assert told.startswith(count) if count else not told


@pytest.mark.parametrize("question", ["Which fixes haven't been closed?", "Which fixes havent been closed?"])
def test_a_contraction_without_its_apostrophe_says_no(view: View, embedder: MiniLM, question: str) -> None:
    found = engine.find(understand(question), view, TODAY, embedder)
    told = register_text(found) if found else ""
    assert "F-1" not in told
    assert not told or ("F-2" in told and "F-3" in told)


@pytest.mark.parametrize(
    ("question", "piece"),
    [
        ("Which body gave us the ISO 14001 certificate?", ""),
        ("Whose signature is on the current tree policy?", ""),  # of another policy
        ("From what number on do we call a risk high?", ""),
        ("When did Tidewatch start on sluices with two gates?", ""),  # since when it is in use at all
        ("To what month was the Berthmate start pushed back?", ""),
        ("Which fixes is the lock keeper not allowed to close?", ""),
        ("When did we switch on Berthmate?", "18 November 2030"),
    ],
)
def test_in_words_that_only_the_learned_reading_knows(view: View, embedder: MiniLM, question: str, piece: str) -> None:
    found = engine.find(understand(question), view, TODAY, embedder)
    told = register_text(found) if found else ""
    assert piece in told if piece else not told


@pytest.mark.parametrize(
    ("question", "piece"),
    [
        ("Until when is Mona Reed's lock course valid?", "11 March 2032"),
        ("When does Ed Vane's lock course run out?", "12 March 2033"),
        ("Until when is the lock keeper's lock course valid?", "12 March 2033"),
        ("When does the lock course run for volunteers?", ""),  # one of whom has done it
        ("Who owns the risk register?", ""),  # a row of it has an owner
        ("Who owns the risk of the wrong berth in the risk register?", "Pim Quell"),
    ],
)
def test_a_row_is_of_the_one_who_is_asked_about(view: View, embedder: MiniLM, question: str, piece: str) -> None:
    hits = [Hit(passage, 1.0) for document in view.documents() for passage in view.passages(document.rowid)]
    query = understand(question)
    found = engine.find(query, view, TODAY, embedder) or engine.look_up(query, view, TODAY, embedder, hits)
    told = register_text(found) if found else ""
    assert piece in told if piece else not told
