"""Labelling as a conversation: what is typed, what is shown, and the rows that come of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.label_desk import Excerpt
from evals.label_file import LabelFile
from evals.label_screens import KINDS, Screen, guess_kind, same_fact
from evals.labelling import Labelling
from evals.labels import load_set
from evals.spans import find_quote
from evidence.errors import QuestionError

TEXTS = {
    "policy.md": "The policy was approved on 14 March 2026.\nIt is reviewed every year.\nThe chair is Jane Smith.",
    "minutes.pdf": "The board met in May.\nThe policy was approved on 14 March 2026.\nThe board met in May.",
}


class FakeDesk:
    """Every line of every text is an excerpt; a text is a passage; PDF lines are on page 3."""

    def search(self, words: str, k: int) -> list[Excerpt]:
        if not any(character.isalnum() for character in words):
            raise QuestionError("There is no question to search for.")
        named = [name for name in TEXTS if name in words] or list(TEXTS)
        return [excerpt for name in named[:k] for excerpt in self._lines(name)]

    def find(self, words: str, near: Sequence[str]) -> list[Excerpt]:
        places = {name: find_quote(text, words) for name, text in TEXTS.items()}
        return [self._at(name, *found[0]) for name, found in places.items() if found]

    def stretch(self, first: Excerpt, last: Excerpt) -> Excerpt:
        return self._at(first.doc_id, first.start, last.end)

    def count(self, excerpt: Excerpt) -> int:
        return TEXTS[excerpt.doc_id].count(excerpt.text)

    def around(self, excerpt: Excerpt) -> tuple[str, str]:
        text = TEXTS[excerpt.doc_id]
        return text[: excerpt.start], text[excerpt.end :]

    def knows(self, doc_id: str) -> bool:
        return doc_id in TEXTS

    def _lines(self, name: str) -> list[Excerpt]:
        starts = [0, *(place + 1 for place, char in enumerate(TEXTS[name]) if char == "\n")]
        return [self._at(name, start, start + len(TEXTS[name][start:].split("\n", 1)[0])) for start in starts]

    def _at(self, name: str, start: int, end: int) -> Excerpt:
        page = 3 if name.endswith("pdf") else None
        return Excerpt(name, start, end, TEXTS[name][start:end], page, None, name)


class Talk:
    """A session and what it showed last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.session = Labelling(LabelFile(path), FakeDesk())
        self.screen: Screen = self.session.start()

    def type(self, *lines: str) -> str:
        for line in lines:
            self.screen = self.session.enter(line)
        return "\n".join(line.text for line in self.screen.lines)

    def errors(self) -> list[str]:
        return [line.text for line in self.screen.lines if line.style == "error"]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []


@pytest.fixture(name="talk")
def _talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path / "questions.jsonl")


ONE = ("When was the policy approved?", "1", "", "On 14 March 2026", "2026-03-14|14 March 2026", "")


def test_a_question_from_beginning_to_end(talk: Talk) -> None:
    assert "1  The policy was approved" in talk.type(ONE[0])
    assert talk.screen.ask == "Marks"
    assert "Saved q001 (1 questions)" in talk.type(*ONE[1:])
    assert talk.rows == [
        {
            "id": "q001",
            "question": "When was the policy approved?",
            "kind": "when",
            "answerable": True,
            "answer": "On 14 March 2026",
            "answer_facts": ["2026-03-14|14 March 2026"],
            "gold": [{"doc_id": "policy.md", "quote": "The policy was approved on 14 March 2026."}],
        }
    ]
    (question,) = load_set(talk.path.parent).questions
    assert question.facts == (("2026-03-14", "14 March 2026"),)
    assert talk.screen.ask == "Question"


def test_a_range_is_one_quote_and_does_not_cross_documents(talk: Talk) -> None:
    talk.type("What about it?", "2-4", "", "", "", "")
    assert talk.rows[0]["gold"] == [
        {"doc_id": "policy.md", "quote": "It is reviewed every year.\nThe chair is Jane Smith."},
        {"doc_id": "minutes.pdf", "quote": "The board met in May.", "page": 3},
    ]


def test_own_words_become_the_document_s(talk: Talk) -> None:
    talk.type("Who chairs?", "q the  Chair is jane", "q chair  is Jane", "", "Jane Smith", "Jane Smith", "")
    assert talk.rows[0]["gold"] == [{"doc_id": "policy.md", "quote": "chair is Jane"}]


def test_own_words_that_stand_nowhere_are_refused(talk: Talk) -> None:
    talk.type("Who chairs?", "q The chair is John Smith")
    assert "stand in no document" in talk.errors()[0]
    assert talk.screen.ask == "Marks"
    talk.type("")
    assert "Nothing is marked" in talk.errors()[0]


def test_own_words_in_several_documents_need_a_choice(talk: Talk) -> None:
    assert "2  minutes.pdf · page 3" in talk.type("When?", "q approved on 14 March 2026")
    talk.type("3")
    assert talk.errors()
    talk.type("2", "", "", "", "")
    assert talk.rows[0]["gold"] == [{"doc_id": "minutes.pdf", "quote": "approved on 14 March 2026", "page": 3}]


def test_marks_tell_of_the_same_words_elsewhere(talk: Talk) -> None:
    assert "The same words stand in minutes.pdf" in talk.type("When?", "1")
    assert "stand 2 times there" in talk.type("4")
    assert "is marked already" in talk.type("4")
    assert "same words" not in talk.type("drop 2", "5")


def test_whole_documents_others_and_marks_taken_back(talk: Talk) -> None:
    talk.type("What is it?", "file 1", "1", "drop 2", "also 4", "also 4", "", "", "", "")
    assert talk.rows[0]["gold"] == [{"doc_id": "policy.md"}]
    assert talk.rows[0]["also"] == [{"doc_id": "minutes.pdf"}]


def test_search_again_and_look_around(talk: Talk) -> None:
    assert "policy.md" not in talk.type("When?", "/minutes.pdf")
    assert "The board met in May." in talk.type("open 2").splitlines()
    talk.type("/?!")
    assert talk.errors() == ["There is no question to search for."]
    assert "1  The policy" in talk.type("/policy.md", "more")


def test_a_question_without_an_answer(talk: Talk) -> None:
    talk.type("Who approved the travel policy?", "1", "none", "groups staff, hr", "kind restricted", "")
    assert talk.rows == [
        {
            "id": "q001",
            "question": "Who approved the travel policy?",
            "kind": "restricted",
            "answerable": False,
            "groups": ["staff", "hr"],
        }
    ]


def test_every_field_can_be_set_and_taken_out(talk: Talk) -> None:
    talk.type(*ONE)
    talk.type("And by whom?", "3", "", "Jane Smith", "Jane Smith|the chair; chair")
    fields = {
        "kind who": ("kind", "who"),
        "asof 2026-06-30": ("as_of", "2026-06-30"),
        "follows q001": ("follow_up_of", "q001"),
        "split dev": ("split", "dev"),
        "avoid John ; Mary": ("avoid", ["John", "Mary"]),
        "facts a | b;; c": ("answer_facts", ["a|b", "c"]),
        "id second": ("id", "second"),
        "question And by whom was it?": ("question", "And by whom was it?"),
    }
    talk.type(*fields, "")
    assert all(talk.rows[1][key] == value for key, value in fields.values())
    talk.type("/edit second", "asof", "follows", "split", "avoid", "facts", "answer", "")
    assert set(talk.rows[1]) == {"id", "question", "kind", "answerable", "gold"}


@pytest.mark.parametrize("typed", ["asof soon", "follows q9", "id", "question", "colour blue"])
def test_what_cannot_be_set_is_said_and_changes_nothing(talk: Talk, typed: str) -> None:
    talk.type(*ONE[:-1])
    shown = talk.type("kind when")
    talk.type(typed)
    assert len(talk.errors()) == 1
    assert talk.type("kind when") == shown


def test_a_row_that_the_set_would_refuse_stays_in_hand(talk: Talk) -> None:
    talk.type(*ONE)
    talk.type("Once more?", "1", "", "", "", "id q001", "")
    assert "stands already" in talk.errors()[0]
    assert len(talk.rows) == 1
    talk.type("id q7", "")
    assert [row["id"] for row in talk.rows] == ["q001", "q7"]


def test_edit_keeps_place_and_unknown_keys(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    rows = [{"id": name, "question": f"{name}?", "answerable": False, "reader": "AB"} for name in ("a", "b")]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    talk = Talk(path)
    talk.type("/edit a", "marks policy.md", "3", "", "answer Jane Smith", "facts Jane Smith", "")
    assert [row["id"] for row in talk.rows] == ["a", "b"]
    assert talk.rows[0]["reader"] == "AB"
    assert (talk.rows[0]["answerable"], talk.rows[0]["kind"]) == (True, "what")
    assert talk.rows[1] == rows[1]
    talk.type("/edit nobody")
    assert talk.errors() == ["There is no question nobody."]


def test_undo_asks_first(talk: Talk) -> None:
    talk.type("/undo")
    assert talk.errors() == ["There is no row yet."]
    talk.type(*ONE, "/undo", "no")
    assert len(talk.rows) == 1
    talk.type("/undo", "yes")
    assert talk.rows == []


def test_cancel_and_quit(talk: Talk) -> None:
    talk.type("When?", "1", "cancel")
    assert (talk.screen.ask, talk.rows) == ("Question", [])
    talk.type("/quit")
    assert talk.screen.done
    assert list(talk.path.parent.iterdir()) == []


@pytest.mark.parametrize("typed", [2, 3, 4, 5])
def test_an_interrupted_question_comes_back(talk: Talk, typed: int) -> None:
    talk.type(*ONE[:typed])
    assert talk.session.leave().done
    again = Talk(talk.path)
    assert "An unfinished question was kept" in "\n".join(line.text for line in again.screen.lines)
    again.type("answer On 14 March 2026", "facts 2026-03-14|14 March 2026", "")
    assert again.rows[0]["gold"] == [{"doc_id": "policy.md", "quote": "The policy was approved on 14 March 2026."}]
    assert [file.name for file in talk.path.parent.iterdir()] == ["questions.jsonl"]


def test_a_split_is_taken_from_a_row_about_the_same_words(talk: Talk) -> None:
    talk.type(*ONE[:-1], "split test", "")
    talk.type("Is it approved?", "q approved on 14 March 2026", "1", "", "Yes", "yes", "")
    assert talk.rows[1]["split"] == "test"
    assert "Other rows are in splits" in talk.type("Who chairs?", "3", "", "Jane", "Jane")


def test_a_fact_that_the_marked_words_do_not_state_is_noted(talk: Talk) -> None:
    assert "“2026-03-15” is not said so" in talk.type("When?", "1", "", "On 15 March 2026", "2026-03-15")
    assert "is not said so" not in talk.type("facts 14/03/2026")
    assert "is not said so" not in talk.type("facts yes", "kind yesno")


def test_a_document_that_is_gone_is_said(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "a", "question": "a?", "answerable": true, "gold": [{"doc_id": "gone.md"}]}\n')
    talk = Talk(path)
    talk.type("/edit a")
    assert talk.errors() == ["There is no document gone.md any more."]


@pytest.mark.parametrize("typed", ["0", "99", "1-99", "99-100", "3-2", "open x", "also 99", "drop 1", "dance", "q"])
def test_mistakes_while_marking_change_nothing(talk: Talk, typed: str) -> None:
    talk.type("When?")
    talk.type(typed)
    assert len(talk.errors()) == 1
    assert talk.screen.ask == "Marks"
    talk.type("")
    assert "Nothing is marked" in talk.errors()[0]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who signed it?", "who"),
        ("On which date was it signed?", "when"),
        ("How many reviews were held?", "count"),
        ("How are risks ranked?", "how"),
        ("Which risks have no owner?", "missing"),
        ("List the overdue policies", "list"),
        ("has it been signed", "yesno"),
        ("Summarise the quarter.", "summary"),
        ("budget for tests", "what"),
    ],
)
def test_kinds_are_guessed(question: str, kind: str) -> None:
    assert guess_kind(question) == kind
    assert kind in KINDS


def test_rows_about_the_same_words() -> None:
    def row(*gold: tuple[str, str]) -> dict[str, Any]:
        return {"gold": [{"doc_id": doc_id, "quote": quote} for doc_id, quote in gold]}

    assert same_fact(row(("a", "one two")), row(("b", "x"), ("a", "two")))
    assert not same_fact(row(("a", "one")), row(("b", "one")))
    assert not same_fact(row(("a", "one")), row(("a", "two")))
    assert not same_fact(row(), row(("a", "two")))


COMMANDS = (
    "/1/2-3/1,4/none/cancel/help/more/marks/drop 1/When?/q approved on 14 March 2026/q The chair/file 1/also 2/open 1"
    "/split dev/follows q001/asof 2026-01-31/id q001/facts a|b;c/answer x/kind who/groups a/yes"
).split("/")
TYPED = st.one_of(st.sampled_from([*COMMANDS, "/list", "/undo", "/edit", "/policy.md"]), st.text(max_size=12))


@settings(max_examples=60, deadline=None)
@given(st.lists(TYPED, max_size=25))
def test_whatever_is_typed_the_file_is_a_labelled_set_of_verbatim_quotes(
    tmp_path_factory: pytest.TempPathFactory, typed: list[str]
) -> None:
    talk = Talk(tmp_path_factory.mktemp("labels") / "questions.jsonl")
    for line in typed:
        talk.type(line)
        if talk.screen.done:
            break
    if talk.rows:
        for question in load_set(talk.path.parent).questions:
            assert all(gold.quote in TEXTS[gold.doc_id] for gold in question.gold)
