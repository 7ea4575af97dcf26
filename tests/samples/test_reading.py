"""The questions that the cross-encoder is trained on: their words stand in the documents; what is learnt of which."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from benchmarks.reading import QUESTIONS, listed
from evidence.view import View
from tests.support.asking import view_of
from tests.support.embedders import FakeEmbedder

FOLDER = QUESTIONS.parent
NOTES = "# Quay notes\n\nThe crane was tested on 4 May 2031 by Bo Sand.\n\nThe quay lamp was mended by Ida Moe.\n"
view = view_of({"notes.md": NOTES, "more.md": "# More\n\nBo Sand went home early after the crane test.\n"})


@pytest.mark.parametrize("file", sorted(QUESTIONS.glob("*.jsonl")), ids=lambda file: file.stem)
def test_every_row_has_a_question_and_says_where_its_answer_stands(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert all(row["question"].strip() for row in rows)
    assert all(row.get("quotes") or row.get("spans") for row in rows if "doc_id" in row)
    assert any("doc_id" not in row for row in rows)  # some have no answer


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in QUESTIONS.glob("*.jsonl") if (FOLDER / file.stem / "docs").exists())
)
def test_the_words_that_answer_stand_in_their_document(name: str) -> None:
    for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if "doc_id" in row:
            words = _words((FOLDER / name / "docs" / row["doc_id"]).read_text("utf-8"))
            assert all(_words(quote) in words for quote in row["quotes"]), row


@pytest.mark.parametrize(
    "file",
    sorted(file for file in FOLDER.glob("*/*.jsonl") if file.parent.name not in ("questions", "claims")),
    ids=lambda file: f"{file.parent.name}-{file.stem}",
)
def test_the_words_of_a_label_stand_in_their_document(file: Path) -> None:
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert row["answerable"] is bool(row["gold"]), row
        for entry in row["gold"]:
            words = _letters((file.parent / "docs" / entry["doc_id"]).read_text("utf-8"))
            assert _letters(entry.get("quote", "")) in words, row


def _words(text: str) -> str:
    """The words, without the tags and lines of a table."""
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>|\|", " ", text)).split())


def test_what_answers_is_told_from_what_does_not_and_from_what_may(view: View) -> None:
    row = {
        "question": "Who tested the crane?",
        "doc_id": "notes.md",
        "quotes": ["The crane was tested on 4 May 2031 by Bo Sand."],
        "values": ["Bo Sand"],
    }
    (found,) = listed([row], view, FakeEmbedder())
    labels = {text.split(" | ")[-1].split(": ")[-1]: good for text, good in found["texts"]}
    assert labels["The crane was tested on 4 May 2031 by Bo Sand."] == 1
    assert labels["The quay lamp was mended by Ida Moe."] == 0
    assert labels["Bo Sand went home early after the crane test."] == -1


def test_a_question_whose_words_are_gone_is_left_out(view: View) -> None:
    gone = {"question": "Who tested the crane?", "doc_id": "notes.md", "quotes": ["nobody"], "values": []}
    without = {"question": "Who painted the crane?"}
    found = list(listed([gone, without], view, FakeEmbedder()))
    assert [each["question"] for each in found] == ["Who painted the crane?"]
    assert {good for _, good in found[0]["texts"]} == {0}


def _letters(text: str) -> str:
    """The words alone: a quote is written without the marks of emphasis, lists and cells of its document."""
    return " ".join(re.findall(r"\w+", _words(text).lower()))
