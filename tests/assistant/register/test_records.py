"""Registers with columns that no rule knows by name, from files ingested as they are, with the real embedder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from assistant.answer import Value
from assistant.ask import Assistant, Question
from assistant.register import choosing
from assistant.register.match import shelf_of
from assistant.register.records import gather, lookup, worth
from assistant.register.records.gather import Cell
from assistant.register.records.grids import grids
from assistant.register.request import light
from assistant.register.words import stems
from assistant.retrieve import Retriever
from assistant.understand import understand
from assistant.verify import verify
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.view import View
from ingest.sync import SyncOptions, synchronise
from tests.support.ingestion import InlinePool, write

TODAY = date(2031, 5, 20)
_MACHINES = (
    ("TM-1", "BerthPlan", "M Sund", "2029-02-01", "IS-4, 2029-01-10"),
    ("TM-2", "TideGuess", "T Ruiz", "2030-09-15", "none, too small"),
    ("TM-3", "GateEye", "P Oduya", "2031-01-03", "none yet"),
)
_RULE = "# Rule for berths\n\nReleased by: {}, Harbour Master\n\nIn force: 01/03/{}\n\nBerths are {}.\n"
FILES: dict[str, str | bytes] = {
    "logs/slips.csv": (
        "Slip;Noted;What went wrong;Cause;Who sees to it;Wanted by;Put right;Checked afterwards\n"
        "SL-31-01;04/01/31;life ring missing on quay 2;taken;T Ruiz;31/01/31;20/01/31;yes - P Oduya 02/03/31\n"
        "SL-31-02;11/02/31;bunker hose past its test date;no reminder;P Oduya;15/03/31;14/03/31;\n"
        "SL-31-03;02/03/31;visitor book not filled in;rush;;30/04/31;;\n"
        "SL-31-04;19/03/31;gate camera blind after storm;salt;T Ruiz;01/07/31;;\n"
        "SL-31-05;05/04/31;wrong tide table on the bridge;old print;M Sund;10/05/31;;\n"
    ),
    "logs/gear.csv": (
        "Gear,Kind,Kept at,Last tested,Test again by,Grade\n"
        "CR-1,crane,quay 1,02/05/30,02/05/31,fit\n"
        "CR-2,crane,quay 2,02/11/30,02/11/31,restricted\n"
        "HO-7,hose,store,14/03/31,14/03/32,fit\n"
        "HO-9,hose,store,10/01/30,10/01/31,restricted\n"
    ),
    "systems.yaml": "# Thinking machines of the harbour\nmachines:\n"
    + "".join(
        f"  - ref: {ref}\n    called: {name}\n    minded_by: {who}\n    live_since: {day}\n    impact_study: {study}\n"
        for ref, name, who, day, study in _MACHINES
    ),
    "rules/berths.md": _RULE.format("Helga Brandvik", "31", "given out in the order of arrival"),
    "rules/storms.md": "# Rule for storms\n\nIssued by: Helga Brandvik\n\nNext review: 14/09/31\n\nIn a storm no"
    " ship may leave.\n",
    "logs/deviations.csv": (
        "Dev no.,Arising from,Dev,What we do,Lead,Target date,Date closed,State\n"
        "MD-1,Stage 1 visit,DV-31-3,nets mended,Otto Lie,01/03/31,28/02/31,done\n"
        "MD-2,Spring round,DV-31-4,ladders marked,Signe Holt,31/03/31,02/04/31,closed\n"
    ),
    "logs/firms.csv": (
        "No,Firm,What they do for us,Contract owner,Last looked at,Look again\n"
        "1,Tide & Sons,diving inspections,Otto Lie,20/04/30,20/04/32\n"
        "2,Kelp Lines Ltd,mooring lines,Signe Holt,11/02/30,11/02/32\n"
    ),
    "people/posts.csv": "Person,Post,Since\nSigne Holt,pilot of the day,2031-01-02\nOtto Lie,berth clerk,2030-06-01\n",
    "requests/dredger.md": "# Request for funds: dredging of quay 4\n\nAmount: EUR 41,500\n\nFor: dredging\n",
    "minutes/storm review 2030.md": "# Storm review 2030\n\nThe storm of November was reviewed. Two hoses were lost.\n",
    "old/rules for berths 1.md": _RULE.format("Nils Aas", "27", "drawn by lot"),
}


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    root, home, embedder = write(tmp_path_factory.mktemp("harbour"), FILES), tmp_path_factory.mktemp("home"), MiniLM()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sync.Pool", InlinePool)
        with Archive.open(home, embedder.id, embedder.dimensions) as archive:
            synchronise(archive, embedder, [root], SyncOptions(workers=1, home=home))
            yield archive


@pytest.fixture(name="view")
def _view(archive: Archive) -> View:
    return archive.view()


@pytest.fixture(name="assistant", scope="module")
def _assistant() -> Assistant:
    return Assistant(MiniLM(), Retriever())


def ask(assistant: Assistant, view: View, text: str) -> tuple[str, Value | None, str]:
    """Status, value and words of the answer; every claim shown verifies."""
    answer = assistant.ask(view, Question(text), TODAY)
    assert all(verify(claim, view) for claim in answer.claims)
    return answer.status, answer.value, answer.text


def names(value: Value | None) -> list[str]:
    """The first words of the members of a list."""
    assert value is not None and value.type == "list"
    return [each.split()[0] for each in value.value.split("; ")]


class TestSets:
    """Which, how many, and what is missing, from columns with names of their own."""

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("Which slips are past their wanted date and still open?", ["SL-31-03", "SL-31-05"]),
            ("which slips r overdue", ["SL-31-03", "SL-31-05"]),
            ("any slips nobody looks after?", ["SL-31-03"]),
            ("Which closed slip was never checked afterwards?", ["SL-31-02"]),
            ("Which gear is overdue for testing?", ["CR-1", "HO-9"]),
            ("List the restricted gear", ["CR-2", "HO-9"]),
            ("Which machines lack an impact study?", ["TM-2", "TM-3"]),
        ],
    )
    def test_lists(self, assistant: Assistant, view: View, text: str, wanted: list[str]) -> None:
        status, value, _ = ask(assistant, view, text)
        assert status == "answered"
        assert names(value) == wanted

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("How many slips are still open today?", "3"),
            ("how many slips were noted in March 2031?", "2"),
            ("How many entries in the gear log are of the kind hose?", "2"),
        ],
    )
    def test_counts(self, assistant: Assistant, view: View, text: str, wanted: str) -> None:
        status, value, words = ask(assistant, view, text)
        assert (status, value) == ("answered", Value(type="count", value=wanted))
        assert words.startswith(wanted)

    @pytest.mark.parametrize(
        "text",
        [
            "Which slips have no photograph?",
            "How many people fell into the water last year?",
            "Which ships are overdue?",
            "Which slips did the Coast Guard not like?",
        ],
    )
    def test_what_no_column_tells_is_not_listed(self, assistant: Assistant, view: View, text: str) -> None:
        status, value, _ = ask(assistant, view, text)
        assert status == "not_found" or value is None or value.type not in ("list", "count")


class TestValues:
    """One value of one record, by what its label means."""

    @pytest.mark.parametrize(
        ("text", "kind", "wanted"),
        [
            ("Who looks after SL-31-04?", "name", "T Ruiz"),
            ("who minds TideGuess?", "name", "T Ruiz"),
            ("When did GateEye go live?", "date", "2031-01-03"),
            ("When did the rule for berths come into force?", "date", "2031-03-01"),
        ],
    )
    def test_values(self, assistant: Assistant, view: View, text: str, kind: str, wanted: str) -> None:
        status, value, _ = ask(assistant, view, text)
        assert status == "answered"
        assert value == Value(type=kind, value=wanted)

    @pytest.mark.parametrize(
        "text", ["Who looks after SL-31-09?", "Who looks after SL-31-03?", "When did NightEye go live?"]
    )
    def test_what_no_record_gives_is_not_told(self, assistant: Assistant, view: View, text: str) -> None:
        assert ask(assistant, view, text)[1] is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DV-31-4 (ladders): when closed and by whom?", "2031-04-02"),  # not the day by which it was to be
        ("Has MD-1 been approved?", None),  # it is done
        ("whos the lead auditor that did the stage 1 visit?", None),  # who leads the mending is another person
    ],
)
def test_a_record_answers_for_itself_and_a_label_for_what_it_means(
    assistant: Assistant, view: View, text: str, value: str | None
) -> None:
    told = ask(assistant, view, text)[1]
    assert (told.value if told else None) == value


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("When were the diving inspections of Kelp last looked at?", False),
        ("When were the diving inspections of Tide and Sons last looked at?", True),
        ("When did TS inspect?", True),  # initials of the name
    ],
)
def test_a_record_without_any_part_of_a_name_is_not_meant(view: View, question: str, fits: bool) -> None:
    document = next(each for each in view.documents() if each.doc_id.endswith("firms.csv"))
    record = gather.records(view.parsed(document.rowid))[0]
    assert lookup._fits(record, document, understand(question), ()) is fits


@pytest.mark.parametrize(
    ("value", "told"),
    [("N", False), ("n (ill)", False), ("N Garforth, Chairman", None), ("Y", True), ("Y. Sund", None), ("x", True)],
)
def test_an_initial_is_no_yes_or_no(value: str, told: bool | None) -> None:
    assert worth.verdict(value) is told


@pytest.mark.parametrize(
    ("question", "label", "told"),
    [
        ("Who is the executive sponsor of the tide club?", "Sponsor", True),
        ("Who is the sponsor of the tide club?", "Sponsor", False),
        ("Who is the current sponsor of the tide club?", "Sponsor", False),
        ("Who is the tide club sponsor?", "Sponsor", False),
        ("whos the lead auditor?", "Lead", True),
        ("Who is the contract owner for Kelp?", "Contract owner", False),
    ],
)
def test_a_label_within_a_longer_name_is_another_thing(question: str, label: str, told: bool) -> None:
    assert lookup._cut_short(question, Cell(label, "Joe Vik", 0, 7), stems("tide club Kelp")) is told


@pytest.mark.parametrize(
    ("question", "value", "told"),
    [
        ("Has MD-1 been approved?", "done", False),
        ("Is MD-1 done?", "done", True),
        ("Has MD-1 been completed?", "done", True),
        ("Has CR-1 passed the test?", "passed", True),
    ],
)
def test_a_state_answers_for_itself_only(question: str, value: str, told: bool) -> None:
    assert lookup._says_so(understand(question), Cell("State", value, 0, 4)) is told
    assert worth.plain_verdict("yes - P Oduya") and not worth.plain_verdict(value)


def test_a_label_that_only_tells_the_sort_of_a_value_does_not_tell_what_it_is_to_the_record(
    assistant: Assistant, view: View
) -> None:
    assert ask(assistant, view, "Who is standing in for the pilot of the day?")[1] is None
    assert ask(assistant, view, "Who is the pilot of the day?")[1] == Value(type="name", value="Signe Holt")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Who is the chair of the tide club?", ["Chair"]),
        ("Who was treasurer and who was chair?", ["Chair", "Treasurer"]),
        ("Who is in charge of the tide club?", ["Chair", "Treasurer", "Minutes by"]),
    ],
)
def test_a_label_that_the_question_names_rules_out_the_others(text: str, wanted: list[str]) -> None:
    cells = [Cell(label, "Joe Vik", 0, 7) for label in ("Chair", "Treasurer", "Minutes by")]
    assert [cell.label for cell in lookup.called(cells, understand(text))] == wanted


def test_what_was_asked_for_is_not_what_was_given(assistant: Assistant, view: View) -> None:
    wish = "How much money was asked for in the request for funds for dredging quay 4?"
    assert ask(assistant, view, wish)[1] == Value(type="text", value="EUR 41,500")
    for question in ("How much money was granted for dredging quay 4?", "How much money is there for dredging quay 4?"):
        answer = assistant.ask(view, Question(question), TODAY)
        assert answer.mode == "extractive"


def test_a_label_with_a_word_between_may_be_another_thing(assistant: Assistant, view: View) -> None:
    assert ask(assistant, view, "When is the next review of the rule for storms?")[1] == Value(
        type="date", value="2031-09-14"
    )
    torn = partial(lookup._torn, label=frozenset({"next", "review"}), titles=shelf_of(view).names)
    assert torn("When is the next storm review?")
    assert not torn("When is the next yearly review?")
    assert not torn("When is the next review of the storm?")
    assert not torn("When does the harbour open?")


def test_a_claim_about_another_value_does_not_verify(assistant: Assistant, view: View) -> None:
    claims = assistant.ask(view, Question("Who looks after SL-31-04?"), TODAY).claims
    (claim,) = claims
    assert not verify(claim.model_copy(update={"text": claim.text.replace("T Ruiz", "M Sund")}), view)


def test_a_count_that_leaves_out_a_record_does_not_verify(assistant: Assistant, view: View) -> None:
    total = assistant.ask(view, Question("How many slips are still open today?"), TODAY).claims[0]
    assert total.derivation is not None
    fewer = total.derivation.model_copy(update={"inputs": total.derivation.inputs[1:]})
    assert not verify(total.model_copy(update={"derivation": fewer}), view)


def test_items_with_the_same_labels_are_records_of_one_sort(view: View) -> None:
    (machines,) = [grid for grid in grids(view) if grid.document.doc_id.endswith("systems.yaml")]
    assert len(machines.entries) == 3
    assert {column.label: column.sort for column in machines.columns}["minded_by"] == "people"


@pytest.mark.parametrize("value", ["", "-", "–", "none", "none yet", "none, too small", "tbc", ".........", "not yet"])
def test_words_for_nothing(value: str) -> None:
    assert worth.nothing(value)


@pytest.mark.parametrize("value", ["open", "n/a", "no", "0", "Nona Bell", "nonconformity", "Notes"])
def test_words_that_say_something(value: str) -> None:
    assert not worth.nothing(value)


@pytest.mark.parametrize(
    "value", ["T Ruiz", "HB", "Helga Brandvik, Harbour Master", "Harbour Master", "Board", "Mr N. Aas"]
)
def test_people(value: str) -> None:
    assert worth.names(value)


@pytest.mark.parametrize("value", ["Treat", "12", "quay 2", "spent sand", "04/01/31", "A.5.7"])
def test_no_people(value: str) -> None:
    assert not worth.names(value)


def test_words_about_looking_after_a_risk_are_no_aside() -> None:
    assert light(understand("Who looks after R-01?")) == frozenset()
    assert "harbour" in light(understand("Who owns R-01 after the harbour was sold?"))


@pytest.mark.parametrize("text", ["any risks nobody has painted?", "Which risks are never on a boat?"])
def test_a_negation_that_is_not_understood_is_no_list_of_everything(text: str) -> None:
    assert choosing.read(understand(text), TODAY) is None
